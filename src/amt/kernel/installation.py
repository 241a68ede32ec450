"""What this installation was told of itself: its kind, its addresses, its seal, its files.

Rooms ask here instead of reading `settings.AMT`, so that a setting has one name and one type for
all of them. Values are read at each call: tests set them anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings


class SealKind(StrEnum):
    """Where the electronic seal comes from."""

    NONE = "none"
    DEMO = "demo"
    PKCS12 = "pkcs12"


@dataclass(frozen=True, slots=True)
class SealSource:
    """Which seal this installation has, and where its file lies."""

    kind: SealKind
    folder: Path
    passphrase: str = field(repr=False)


def is_production() -> bool:
    """Tell whether real people and real acts are at stake."""
    return bool(settings.AMT.profile == "production")


def base_url() -> str:
    """Return the address of the site, without a slash at its end."""
    return str(settings.AMT.base_url)


def live_url() -> str:
    """Return the address of the live process, or an empty text where there is none."""
    return str(settings.AMT.live_url)


def identity_adapter() -> str:
    """Return the key of the way in which residents sign in, `none` without one."""
    return str(settings.AMT.identity_adapter)


def is_behind_proxy() -> bool:
    """Tell whether a proxy of ours stands before the site and names the caller's address."""
    return bool(settings.AMT.behind_proxy)


def drafts_per_hour() -> int:
    """Return how many applications one network may begin without sign-in an hour; 0: any."""
    return int(settings.AMT.drafts_per_hour)


def session_length() -> timedelta:
    """Return how long a session lasts after its last deed."""
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)


def seal_source() -> SealSource:
    """Return where the seal comes from."""
    told = settings.AMT
    return SealSource(SealKind(told.seal_kind), Path(told.seal_dir), str(told.seal_passphrase))


def organisation_file() -> Path:
    """Return the file with the authorities, offices and competences of this installation."""
    return Path(settings.AMT.organisation_file)


def exchange_folder() -> Path | None:
    """Return the folder with the partners of messages and all keys, or None without partners."""
    folder = settings.AMT.exchange_dir
    return None if folder is None else Path(folder)


def bank_file() -> Path | None:
    """Return the file with the accounts from which units pay, or None without one."""
    file = settings.AMT.bank_file
    return None if file is None else Path(file)


def registers_file() -> Path | None:
    """Return the file with the registers that are asked, or None without one."""
    file = settings.AMT.registers_file
    return None if file is None else Path(file)


def clamd_address() -> str:
    """Return where the virus scanner listens (`/run/clamd.sock`, `host:port`), empty without."""
    return str(settings.AMT.clamd)
