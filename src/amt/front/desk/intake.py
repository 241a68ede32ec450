"""The page on which staff take an application down: which services, what is asked and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amt.capabilities.applications import queries as applications
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.catalogue import queries as catalogue
from amt.contract import registry
from amt.contract.answers import Unreadable, read_field
from amt.contract.forms import Field, FieldKind
from amt.contract.procedure import Procedure
from amt.kernel import clock

KEEP = "case"
GIVEN, FAMILY, STREET, POSTCODE, CITY = "vorname", "nachname", "strasse", "plz", "ort"
PLACE, EMAIL, PHONE, DAY, WAY, NOTE = "stelle", "email", "telefon", "eingang", "weg", "notiz"
LONGEST_NOTE = 2_000
_KINDS: dict[str, tuple[FieldKind, bool]] = {
    GIVEN: (FieldKind.TEXT, False),
    FAMILY: (FieldKind.TEXT, True),
    STREET: (FieldKind.TEXT, False),
    POSTCODE: (FieldKind.POSTCODE, False),
    CITY: (FieldKind.TEXT, False),
    EMAIL: (FieldKind.EMAIL, False),
    PHONE: (FieldKind.PHONE, False),
    DAY: (FieldKind.DATE, True),
    NOTE: (FieldKind.LONG_TEXT, False),
}


@dataclass(frozen=True, slots=True)
class Service:
    """A service that can be applied for without its form."""

    key: str
    title: str
    official_title: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, what could be read of it, and a sentence for each answer that could not."""

    typed: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A call, letter or visit as it was taken down."""

    received_on: date
    way: str
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class TakenDown:
    """An application that began without its form; `waits`: it is still missing."""

    waits: bool
    form_until: date
    phone: str
    calls: tuple[Call, ...]


def services_found(query: str, language: str) -> list[Service]:
    """List the services that can be applied for without their form, found by words or all."""
    known = {key: one for key, one in registry.procedures().items() if one.workflow.informal}
    if query:
        hits = [hit.service.procedure_key for hit in catalogue.search(query, language).hits]
        found = [known[key] for key in hits if key in known]
    else:
        found = sorted(known.values(), key=lambda one: one.title(language))
    return [_service(one, language) for one in found]


def service_of(key: str, language: str) -> Service | None:
    """Return the service of a key, or None where it needs its form."""
    found = registry.procedures().get(key)
    return _service(found, language) if found and found.workflow.informal else None


def empty() -> Read:
    """Return the page as it is opened: it came today, by phone."""
    return Read({DAY: f"{clock.today():%d.%m.%Y}", WAY: "phone"})


def read(sent: Mapping[str, str]) -> Read:
    """Read what was sent."""
    told = _sentences()
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, (kind, required) in _KINDS.items():
        longest = LONGEST_NOTE if name == NOTE else 200
        asked = Field(name, kind, KEEP, required=required, max_length=longest)
        try:
            values[name] = read_field(asked, [sent.get(name, "")]) or ""
        except Unreadable:
            errors[name] = told[name]
    for name, options in ((PLACE, [row[0] for row in places()]), (WAY, [w[0] for w in ways()])):
        values[name] = sent.get(name, "")
        if values[name] not in options:
            errors[name] = told[name]
    if DAY in values and date.fromisoformat(values[DAY]) > clock.today():
        errors[DAY] = _("Der Tag des Eingangs kann nicht in der Zukunft liegen.")
    return Read({name: sent.get(name, "") for name in (*_KINDS, PLACE, WAY)}, values, errors)


def places() -> list[tuple[str, str]]:
    """Return the places for which this installation decides."""
    return [(place.ars, place.name) for place in authorities.places()]


def ways() -> list[tuple[str, str]]:
    """Return the ways in which an application without form comes."""
    return [
        ("phone", _("Am Telefon")),
        ("letter", _("Mit einem Brief")),
        ("counter", _("Persönlich")),
    ]


def way_of(way: str) -> str:
    """Return the name of a way."""
    return dict(ways()).get(way, way)


def taken_down(case_uuid: UUID) -> TakenDown | None:
    """Return what the page of a case says of an application that began without its form."""
    view = applications.informal_of_case(case_uuid)
    if view is None:
        return None
    calls = tuple(
        Call(
            received_on=call.received_on,
            way=way_of(call.way),
            note=call.note,
            who=call.taken_by.full_name if call.taken_by else "",
        )
        for call in view.calls
    )
    return TakenDown(view.waits, view.form_until, view.informal.phone, calls)


def _service(found: Procedure, language: str) -> Service:
    return Service(found.key, found.title(language), found.official_title(language))


def _sentences() -> dict[str, str]:
    return {
        GIVEN: _("Geben Sie den Vornamen in höchstens 200 Zeichen an."),
        FAMILY: _("Geben Sie den Familiennamen an, zum Beispiel Muster."),
        STREET: _("Geben Sie Straße und Hausnummer an, zum Beispiel Musterstraße 12."),
        POSTCODE: _("Geben Sie fünf Ziffern an, zum Beispiel 28195."),
        CITY: _("Geben Sie den Ort an, zum Beispiel Bremen."),
        EMAIL: _("Geben Sie eine E-Mail-Adresse an, zum Beispiel person@example.org."),
        PHONE: _("Geben Sie eine Nummer mit Vorwahl an, zum Beispiel 0421 123456."),
        DAY: _("Geben Sie den Tag an, an dem der Antrag ankam, zum Beispiel 30.4.2026."),
        NOTE: _("Kürzen Sie die Notiz auf höchstens 2.000 Zeichen."),
        PLACE: _("Wählen Sie, wo die Person wohnt. Danach richtet sich die zuständige Stelle."),
        WAY: _("Wählen Sie, wie der Antrag ankam."),
    }
