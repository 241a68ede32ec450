"""What the Standesamt says: that the birth is registered, or why it is not.

The notice of registration is neither a certificate (signed and sealed on paper, § 56 (3) PStG) nor
an electronic certification of civil status (qualified signature of the Standesamt, § 56 (4) PStG),
and it says so. Against a refusal the Amtsgericht is open (§§ 49 to 51 PStG), not the Widerspruch.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section, Table
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.procedures.geburtsurkunde.forms import REGISTRATION

_WORDING = Texts.load(Path(__file__).parent / "wording")

REFUSAL_NORMS = {
    "born_elsewhere": "§ 18 Abs. 1 PStG",
    "already_registered": "§ 21 PStG",
    "not_proven": "§§ 9, 10 PStG, § 33 PStV",
    "name_not_possible": "§§ 1616 bis 1617a BGB",
}
"""Reasons that a registrar may choose, with their norms; texts are `reasons.<key>`."""


class ReasonsMissing(ValueError):
    """A refusal has neither chosen reasons nor own words."""


def compose_registration(context: ActContext) -> ActContent:
    """Return the notice that the birth is registered, with the data of § 59 (1) PStG."""
    number, on = _registration(context)
    return ActContent(
        title=context.texts.get("acts.registration.title", SOURCE_LANGUAGE),
        operative=(_say("registration.registered", number=number, on=_german(on)),),
        reasons=(
            Section(
                _say("registration.content.heading"),
                (_say("registration.content.intro"),),
                table=Table(
                    _say("registration.content.heading"),
                    _lines("registration.content.header"),
                    tuple(_rows(context, number, on)),
                ),
            ),
            *_own_words(context),
        ),
        notes=(
            Section(
                _say("registration.certificate.heading"), _lines("registration.certificate.text")
            ),
            Section(_say("registration.wrong.heading"), _lines("registration.wrong.text")),
        ),
        attachment={
            "reference": context.reference,
            "registration_number": number,
            "registered_on": on,
        },
    )


def compose_refusal(context: ActContext) -> ActContent:
    """Return why the Standesamt does not register, and which court can be asked.

    :raises ReasonsMissing: when there is no reason at all.
    """
    why = [
        _say(
            "refusal.reason",
            reason=context.texts.get(f"reasons.{key}", SOURCE_LANGUAGE),
            norm=REFUSAL_NORMS[key],
        )
        for key in context.reason_keys
    ]
    why += [line.strip() for line in context.own_words.splitlines() if line.strip()]
    if not why:
        raise ReasonsMissing(context.reference)
    return ActContent(
        title=context.texts.get("acts.refusal.title", SOURCE_LANGUAGE),
        operative=(_say("refusal.refused", applied_on=_german(context.applied_on.isoformat())),),
        reasons=(Section(_say("refusal.why.heading"), tuple(why)),),
        notes=(
            Section(_say("refusal.court.heading"), _lines("refusal.court.text")),
            Section(_say("refusal.duty.heading"), _lines("refusal.duty.text")),
        ),
        attachment={"reference": context.reference, "reasons": list(context.reason_keys)},
    )


def _registration(context: ActContext) -> tuple[str, str]:
    """Return number and day: what the registrar says now, else what is known."""
    known: Mapping[str, Any] = {**dict(context.facts), **context.inputs}
    return str(known["registration.number"]), str(known["registration.on"])


def _rows(context: ActContext, number: str, on: str) -> list[tuple[str, str]]:
    facts = context.facts
    place = ", ".join(
        text for text in (str(facts.get("child.birth_place", "")), _city(context)) if text
    )
    born = " ".join(
        text
        for text in (
            _german(str(facts.get("child.birth_date", ""))),
            str(facts.get("child.birth_time", "")),
        )
        if text
    )
    rows = [
        ("given_names", str(facts.get("child.given_names", ""))),
        ("family_name", str(facts.get("child.family_name", ""))),
        ("sex", _sex(context)),
        ("born", born),
        ("place", place),
        *((key, _parent(facts, key)) for key in ("first", "second")),
        ("number", number),
        ("on", _german(on)),
    ]
    return [(_say(f"registration.row.{key}"), value) for key, value in rows if value]


def _parent(facts: Mapping[str, Any], key: str) -> str:
    names = (facts.get(f"{key}.given_name"), facts.get(f"{key}.family_name"))
    return " ".join(str(name) for name in names if name)


def _sex(context: ActContext) -> str:
    sex = context.facts.get("child.sex")
    key = f"fields.child.sex.options.{sex}"
    return context.texts.get(key, SOURCE_LANGUAGE) if sex else ""


def _city(context: ActContext) -> str:
    ars = context.facts.get("child.birth_ars")
    key = f"fields.child.birth_ars.options.{ars}"
    return context.texts.get(key, SOURCE_LANGUAGE) if ars else ""


def _own_words(context: ActContext) -> tuple[Section, ...]:
    words = tuple(line.strip() for line in context.own_words.splitlines() if line.strip())
    return (Section(_say("registration.own_words.heading"), words),) if words else ()


def _german(day: str) -> str:
    return date.fromisoformat(day).strftime("%d.%m.%Y") if day else ""


def _say(key: str, **values: str) -> str:
    return _WORDING.get(key, SOURCE_LANGUAGE, **values)


def _lines(key: str) -> tuple[str, ...]:
    return _WORDING.lines(key, SOURCE_LANGUAGE)


ACTS = (
    ActSpec(
        key="registration",
        # What was asked for is done; the notice itself orders nothing.
        kind=ActKind.GRANT,
        burdening=False,
        compose=compose_registration,
        addressees=("applicant", "other_parent"),
        has_remedy=False,
        form=REGISTRATION,
    ),
    ActSpec(
        key="refusal",
        kind=ActKind.REFUSAL,
        burdening=True,
        compose=compose_refusal,
        addressees=("applicant", "other_parent"),
        has_remedy=False,
        refusal_reasons=tuple(REFUSAL_NORMS),
        remedy_norm="§ 49 Abs. 1, §§ 50, 51 PStG",
    ),
)
