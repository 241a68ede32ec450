"""The refusal of Wohngeld: result, reason in plain words, numbers, norm, other ways.

The caseworker chooses reasons of the law and may add own words; without a choice the reasons of the
proposal hold. A refusal without any reason is not composed (§ 35 SGB X).
"""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.assessment import Outcome, Reason, Segment
from amt.procedures.wohngeld.acts.tables import (
    GERMAN,
    calculation_section,
    facts_section,
)
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros

REFUSAL_NORMS = {
    "below_minimum": "§ 21 Nr. 1 WoGG",
    "income_too_high": "§ 19 Abs. 1, § 21 Nr. 1 WoGG",
    "all_excluded": "§ 21 Nr. 2, §§ 7, 8 WoGG",
    "not_entitled": "§ 3 WoGG",
    "not_centre_of_life": "§ 5 Abs. 1 WoGG",
    "training_support": "§ 20 Abs. 2 WoGG",
    "wealth": "§ 21 Nr. 3 WoGG",
    "no_cooperation": "§ 66 Abs. 1 und 3 SGB I",
}
"""Reasons that a caseworker may choose, with their norms; texts are `reasons.<key>`."""


class ReasonsMissing(ValueError):
    """A refusal has neither chosen nor proposed reasons nor own words."""


def compose_refusal(context: ActContext) -> ActContent:
    """Return the content of a refusal.

    :raises ReasonsMissing: when there is no reason at all.
    """
    reasons = _reasons(context)
    own_words = tuple(line.strip() for line in context.own_words.splitlines() if line.strip())
    if not reasons and not own_words:
        raise ReasonsMissing(context.reference)
    sections = [Section("Warum wir den Antrag ablehnen", (*reasons, *own_words))]
    refused = [s for s in context.assessment.segments if s.outcome is Outcome.REFUSAL]
    if refused and not _departs(context):
        numbers = [_numbers(segment) for segment in refused]
        sections.append(
            Section("Die Zahlen dazu", tuple(dict.fromkeys(line for line in numbers if line)))
        )
    if len(context.facts):
        sections.append(facts_section(context.facts, context.texts))
    sections += [calculation_section(s, context.texts) for s in _calculated(context, refused)]
    return ActContent(
        title=context.texts.get("acts.refusal.title", GERMAN),
        operative=(
            f"Ihren Antrag auf Wohngeld vom {german_date(context.applied_on)} lehnen wir ab.",
        ),
        reasons=tuple(section for section in sections if section.paragraphs or section.table),
        notes=_notes(),
        attachment={
            "procedure": "wohngeld",
            "reference": context.reference,
            "reasons": list(context.reason_keys),
            "assessment": context.assessment.to_json(),
        },
    )


def _reasons(context: ActContext) -> list[str]:
    """Return the chosen reasons in plain words with norm, else those that were proposed."""
    chosen = [Reason(key, REFUSAL_NORMS[key]) for key in context.reason_keys]
    if not chosen:
        found = (s.reasons for s in context.assessment.segments if s.outcome is Outcome.REFUSAL)
        chosen = list(dict.fromkeys(reason for reasons in found for reason in reasons))
    return [
        context.texts.get(f"reasons.{reason.key}", GERMAN, **dict(reason.values))
        + f" ({reason.norm})"
        for reason in chosen
    ]


def _departs(context: ActContext) -> bool:
    """Tell whether the caseworker chose other reasons than those that were proposed."""
    proposed = {r.key for s in context.assessment.segments for r in s.reasons}
    return bool(context.reason_keys) and not proposed & set(context.reason_keys)


def _calculated(context: ActContext, refused: list[Segment]) -> list[Segment]:
    """Return the segments whose calculation carries the refusal."""
    return [] if _departs(context) else [s for s in refused if len(s.steps) > 1]


def _numbers(segment: Segment) -> str:
    steps = {step.key: step for step in segment.steps}
    if "wohngeld" not in steps:
        return ""
    computed = steps.get("further_members", steps["rounded"]).value
    minimum = dict(steps["wohngeld"].values)["minimum"]
    rent = german_euros(steps["rent_used"].value)
    income = german_euros(steps["income_used"].value)
    shown = german_euros(max(computed, computed * 0))
    return (
        f"Gerechnet wird mit einer Miete von {rent} und einem Einkommen von {income} im Monat. "
        f"Daraus ergeben sich {shown} Wohngeld im Monat. "
        f"Wohngeld wird erst ab {minimum} € im Monat gezahlt."
    )


def _notes() -> tuple[Section, ...]:
    return (
        Section(
            "Was Sie jetzt tun können",
            points=(
                "Ändert sich etwas, zum Beispiel weniger Einkommen, eine höhere Miete oder eine "
                "Person mehr im Haushalt, stellen Sie einen neuen Antrag. Wohngeld gibt es ab dem "
                "Ersten des Monats, in dem der Antrag gestellt ist (§ 25 Abs. 2 WoGG).",
                "Wurde ein Antrag auf Grundsicherungsgeld oder eine ähnliche Leistung abgelehnt, "
                "stellen Sie den Wohngeldantrag bis zum Ende des Monats, der auf diese Ablehnung "
                "folgt. Dann kann Wohngeld rückwirkend gezahlt werden (§ 25 Abs. 3 WoGG).",
                "Reicht Ihr Geld nicht zum Leben, fragen Sie beim Jobcenter oder beim Sozialamt nach "
                "anderen Leistungen. Für Kinder kann es den Kinderzuschlag der Familienkasse geben.",
            ),
        ),
    )
