"""The invented people of the demo.

Each step loads what a room owns and may be asked again: a second run changes nothing. The logins
are returned, so that they can be printed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings

from amt.capabilities.authorities import services as authorities
from amt.capabilities.identity.testing import people
from amt.config.demo.scan import seed_scan
from amt.config.demo.streets import seed_streets
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.testing.cast import RESIDENTS, STAFF

PHONE_FILE = "phone.json"


@dataclass(frozen=True, kw_only=True)
class Login:
    """One way into the demo, as printed at its start."""

    who: str
    where: str
    name: str
    password: str
    note: str = ""


def seed() -> list[Login]:
    """Load organisation, residents, staff and streets; return the logins."""
    at = clock.now()
    if settings.AMT.organisation_file is not None:
        authorities.load_organisation(path=settings.AMT.organisation_file, actor=SYSTEM, at=at)
        seed_scan(at=at)
    for key in RESIDENTS:
        people.make_resident(key, at=at)
    for key in STAFF:
        people.make_staff(key, at=at)
    seed_streets(folder=settings.AMT.data_dir, at=at)
    write_phone()
    return [*resident_logins(), *staff_logins()]


def resident_logins() -> list[Login]:
    """Return how the invented residents come in."""
    return [
        Login(
            who="resident",
            where="/anmelden/",
            name=f"{resident.given_name} {resident.family_name}",
            password="(choose from the list)",  # noqa: S106 - there is none
            note=resident.city,
        )
        for resident in RESIDENTS.values()
    ]


def staff_logins() -> list[Login]:
    """Return how the invented staff come in; their second factor is shown by the phone."""
    return [
        Login(
            who=", ".join(member.roles),
            where="/arbeitsplatz/",
            name=member.login,
            password=people.PASSWORD,
            note=f"{member.name}, {member.unit}",
        )
        for member in STAFF.values()
    ]


def write_phone() -> None:
    """Give the stand-in phone the secrets of the invented staff."""
    rows = [
        {
            "name": member.name,
            "login": member.login,
            "secret": people.totp_secret(member.login),
        }
        for member in STAFF.values()
    ]
    target = settings.AMT.data_dir / PHONE_FILE
    target.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
