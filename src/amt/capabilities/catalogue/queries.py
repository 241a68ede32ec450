"""Finding a service: by words, by life situation, by what others ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from amt.capabilities.catalogue.index import Match, index
from amt.capabilities.catalogue.words import LONGEST_QUERY, telling_words
from amt.contract import registry
from amt.contract.life_events import LifeSituation
from amt.contract.procedure import Procedure

SITUATION_NAMES = {
    LifeSituation.HOUSING: _("Wohnen und Umziehen"),
    LifeSituation.MONEY: _("Wenig Geld"),
    LifeSituation.FAMILY: _("Familie und Kinder"),
    LifeSituation.DOCUMENTS: _("Ausweise und Dokumente"),
    LifeSituation.MOBILITY: _("Auto und Verkehr"),
    LifeSituation.WORK: _("Arbeit und Ausbildung"),
    LifeSituation.BUSINESS: _("Unternehmen"),
    LifeSituation.BUILDING: _("Bauen"),
    LifeSituation.TAKING_PART: _("Mitreden und Wählen"),
}

MOST_ASKED = 6
APPLICATION = "application"
TRIAL = "trial"


class WayIn(StrEnum):
    """A way in which a service can be reached, as hits show it."""

    ONLINE = "online"
    TRIAL = "trial"
    PHONE = "phone"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Why:
    """By what a service was found: `title`, `synonym` or `text`, with the phrase."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service as lists show it."""

    procedure_key: str
    title: str
    official_title: str
    summary: str
    ways: tuple[WayIn, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A service found by a search."""

    service: Service
    why: Why
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search gave; `understood` are the words meant where they differ from those typed."""

    query: str
    understood: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """A life situation with the services behind it."""

    key: str
    name: str
    services: tuple[Service, ...]


def search(text: str, language: str) -> SearchResult:
    """Find services by what somebody typed, tolerating errors."""
    query = " ".join(text.replace("\x00", "").split())[:LONGEST_QUERY]
    matches = index().find(query) if query else []
    hits = tuple(
        Hit(
            service=service_of(registry.procedure(match.procedure_key), language),
            why=Why(match.phrase.kind, match.phrase.text),
            score=match.score,
        )
        for match in matches
    )
    return SearchResult(query, _understood(query, matches), hits)


def service_of(procedure: Procedure, language: str) -> Service:
    """Return a service as lists show it."""
    return Service(
        procedure_key=procedure.key,
        title=procedure.title(language),
        official_title=procedure.official_title(language),
        summary=procedure.texts.get("summary", language),
        ways=ways_in(procedure),
    )


def ways_in(procedure: Procedure) -> tuple[WayIn, ...]:
    """Return the ways in which a service can be reached."""
    ways = []
    if APPLICATION in procedure.forms:
        ways.append(WayIn.ONLINE)
    if TRIAL in procedure.forms and procedure.assess is not None:
        ways.append(WayIn.TRIAL)
    return (*ways, WayIn.PHONE, WayIn.PAPER)


def services_in(situation: str, language: str) -> Situation:
    """Return a life situation with its services.

    :raises LookupError: when there is no such situation or nothing behind it.
    """
    for found in situations(language):
        if found.key == situation:
            return found
    raise LookupError(situation)


def situations(language: str) -> list[Situation]:
    """List the life situations that have services, in their fixed order."""
    listed = []
    for situation, name in SITUATION_NAMES.items():
        services = tuple(
            service_of(procedure, language)
            for procedure in registry.procedures().values()
            if situation in procedure.situations
        )
        if services:
            listed.append(Situation(situation.value, str(name), services))
    return listed


def most_asked(counts: Mapping[str, int], language: str) -> list[Service]:
    """List the services asked for most; those never asked for follow by name."""
    services = [service_of(procedure, language) for procedure in registry.procedures().values()]
    services.sort(key=lambda service: (-counts.get(service.procedure_key, 0), service.title))
    return services[:MOST_ASKED]


def _understood(query: str, matches: list[Match]) -> str:
    """Name the words meant, when they are others than those typed."""
    if not matches:
        return ""
    typed = telling_words(query)
    meant = matches[0].understood
    if len(typed) != len(meant) or all(
        word == known or known.startswith(word) or word.startswith(known)
        for word, known in zip(typed, meant, strict=True)
    ):
        return ""
    return " ".join(meant)
