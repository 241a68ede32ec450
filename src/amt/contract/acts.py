"""What an act (Verwaltungsakt or other declaration of an authority) consists of.

A procedure composes the content; the platform adds authority, addressee, remedy instruction, form
and seal, and delivers. Content is plain data, in German, the official language (section 19 SGB X,
section 23 VwVfG).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from amt.contract.assessment import Assessment, FeeItem
from amt.contract.deeds import Chronicle, Term
from amt.contract.facts import Facts
from amt.contract.forms import Form
from amt.contract.texts import Texts
from amt.kernel.plain import plain


class ActKind(StrEnum):
    """What the act does."""

    GRANT = "grant"
    PARTIAL = "partial"
    REFUSAL = "refusal"
    CHANGE = "change"
    CERTIFICATE = "certificate"
    FEE_NOTICE = "fee_notice"
    REQUEST = "request"
    CONFIRMATION = "confirmation"
    WITHDRAWAL = "withdrawal"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside an act; `caption` says what it shows, the last column is aligned right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an act under its own heading: paragraphs, then list, then table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class ActContent:
    """The content of an act for one addressee.

    `operative` is what is decided (Verfügungssatz), `reasons` why (section 35 SGB X, section 39
    VwVfG), `notes` duties and hints. `attachment` is embedded as JSON for machines.
    """

    title: str
    operative: tuple[str, ...]
    reasons: tuple[Section, ...] = ()
    notes: tuple[Section, ...] = ()
    attachment: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return plain data for storing."""
        found: dict[str, Any] = plain(self)
        return found

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> ActContent:
        """Read back what `to_json` wrote."""
        return cls(
            title=stored["title"],
            operative=tuple(stored["operative"]),
            reasons=tuple(_section(row) for row in stored["reasons"]),
            notes=tuple(_section(row) for row in stored["notes"]),
            attachment=stored["attachment"],
        )


@dataclass(frozen=True, slots=True)
class OpinionView:
    """What a consulted body said, as an act may name it; `state` as in `ConsultationState`."""

    key: str
    body: str
    state: str
    opinion: str = ""
    text: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActContext:
    """All that composing an act may use, for one addressee.

    `role` is the role of the addressee, `inputs` the answers to the form of the deed, `parties` the
    names by role, `fees` the dated items of the procedure's `fee`.
    """

    facts: Facts
    assessment: Assessment
    texts: Texts
    reference: str
    applied_on: date
    decided_on: date
    own_words: str = ""
    reason_keys: tuple[str, ...] = ()
    """Reasons of the law that the caseworker chose (keys of the act's `refusal_reasons`)."""
    role: str = "applicant"
    inputs: Mapping[str, Any] = field(default_factory=dict)
    chronicle: Chronicle = field(default_factory=lambda: Chronicle(()))
    terms: tuple[Term, ...] = ()
    opinions: tuple[OpinionView, ...] = ()
    fees: tuple[FeeItem, ...] = ()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActSpec:
    """An act that a procedure can issue; `addressees` are party roles.

    Each addressee gets a document of their own. `bodies` are keys of consultations whose body gets
    it too. `invites` puts a code into the letter with which the addressee takes part. `form` is
    asked of the caseworker who decides by this act (conditions, the part refused); the answers are
    the `inputs` of the context.

    A burdening act must have reasons and gets a remedy instruction. Where no Widerspruch but a
    court of its own is open, `has_remedy` is false, `remedy_norm` names the norm and the notes of
    the act say how. `refusal_reasons` are text keys under `reasons.` to choose from.

    `decides` names the outcomes that the act declares where its kind does not say so. `when` are
    the states of a case in which a decision by this act is possible (none: all), `transition` is
    the step of the workflow that it takes.
    """

    key: str
    kind: ActKind
    burdening: bool
    compose: Callable[[ActContext], ActContent]
    addressees: tuple[str, ...] = ("applicant",)
    has_remedy: bool = True
    refusal_reasons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    invites: bool = False
    form: Form | None = None
    remedy_norm: str = ""
    decides: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    transition: str = "decide"


def _section(row: dict[str, Any]) -> Section:
    table = row["table"]
    return Section(
        heading=row["heading"],
        paragraphs=tuple(row["paragraphs"]),
        points=tuple(row["points"]),
        table=Table(
            table["caption"], tuple(table["header"]), tuple(tuple(line) for line in table["rows"])
        )
        if table
        else None,
    )
