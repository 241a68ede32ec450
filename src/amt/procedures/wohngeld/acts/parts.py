"""What the acts share: their wording, days and lines as text, what was decided before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from amt.contract.acts import ActContext, Section
from amt.contract.assessment import Outcome, Reason, Segment
from amt.contract.deeds import DECIDED, Entry
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.zahlen import german_date, german_euros

_WORDING = Texts.load(Path(__file__).parent / "wording")

GRANTING = ("grant", "grant_with_condition", "partial", "provisional", "change", "adjustment")
"""Acts by which Wohngeld is granted."""

_OWNED = ("ownership", "ownership_like")
_REVIEW = "review_"


class NothingProposed(ValueError):
    """There is no proposal that could be declared."""


class ReasonsMissing(ValueError):
    """A burdening act has no reason."""


def wording(key: str, **values: str) -> str:
    """Return a sentence of an act."""
    return _WORDING.get(key, SOURCE_LANGUAGE, **values)


def wordings(key: str, **values: str) -> tuple[str, ...]:
    """Return the sentences of a list."""
    lines = _WORDING.lines(key, SOURCE_LANGUAGE)
    return tuple(line.format(**values) for line in lines) if values else lines


def section(key: str, **values: str) -> Section:
    """Return a part with `<key>.heading` and `<key>.paragraphs`."""
    return Section(wording(f"{key}.heading"), wordings(f"{key}.paragraphs", **values))


def title(context: ActContext, act: str) -> str:
    """Return the title of an act."""
    return context.texts.get(f"acts.{act}.title", SOURCE_LANGUAGE)


def lines_of(text: str) -> tuple[str, ...]:
    """Return what a caseworker wrote, line by line, without empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def words(context: ActContext, path: str) -> tuple[str, ...]:
    """Return the lines of an answer to the form of the deed or act."""
    return lines_of(str(context.inputs.get(path, "")))


def input_day(context: ActContext, path: str) -> date:
    """Return a day of the form of the deed; the day of the act where none is named."""
    value = context.inputs.get(path)
    return date.fromisoformat(str(value)) if value else context.decided_on


def fact_day(context: ActContext, path: str) -> date:
    """Return a day among the facts; the day of the act where none is known."""
    value = context.facts.get(path)
    return date.fromisoformat(str(value)) if value else context.decided_on


def spoken_span(span: Span) -> str:
    """Return a span as `vom 01.11.2026 bis zum 31.12.2026`."""
    start = f"vom {german_date(span.start)}"
    return f"{start} bis zum {german_date(span.end)}" if span.end else f"{start} an"


def reason_text(reason: Reason, texts: Texts) -> str:
    """Return a reason in plain words, without the full stop: its norm follows."""
    text = texts.get(f"reasons.{reason.key}", SOURCE_LANGUAGE, **dict(reason.values))
    return text.strip().removesuffix(".")


def reason_line(reason: Reason, texts: Texts) -> str:
    """Return a reason as a sentence that ends with its norm."""
    return wording("reason", reason=reason_text(reason, texts), norm=reason.norm)


def is_owned(context: ActContext) -> bool:
    """Tell whether it is a Lastenzuschuss (§ 3 (2) WoGG)."""
    return context.facts.get("home.kind") in _OWNED


def granted_lines(context: ActContext, key: str = "grant") -> tuple[str, ...]:
    """Return what is decided for each part of the time, the grants first.

    Where later months are open, what is granted as a whole comes before the amounts.
    """
    segments, open_from = context.assessment.segments, context.assessment.open_from
    subsidy = wording("subsidy.burden" if is_owned(context) else "subsidy.rent")
    keys = {
        Outcome.GRANT: f"{key}.granted",
        Outcome.REFUSAL: "grant.refused_part",
        Outcome.UNDECIDED: "grant.open_part" if open_from else "grant.undecided_part",
    }
    parts = tuple(
        wording(
            keys[outcome],
            when=spoken_span(segment.span),
            amount=german_euros((segment.amount or Money(0)).euros),
            subsidy=subsidy,
        )
        for outcome in keys
        for segment in segments
        if segment.outcome is outcome
    )
    if open_from is None:
        return parts
    whole = spoken_span(Span(segments[0].span.start, segments[-1].span.end))
    return (wording(f"{key}.whole", when=whole), *parts)


def open_span(context: ActContext) -> Span | None:
    """Return the granted time whose amount is not decided yet."""
    start = context.assessment.open_from
    return Span(start, context.assessment.segments[-1].span.end) if start else None


def payment_line(context: ActContext) -> str:
    """Return how the money is paid (§ 26 (2) WoGG)."""
    iban = context.facts.get("payment.iban")
    holder = context.facts.get("payment.account_holder")
    if not iban or not holder:
        return wording("payment.person")
    # The end of the account number is enough to know it by; the act may be shown to others.
    return wording("payment.account", holder=str(holder), ending=str(iban)[-4:])


def segments_of(context: ActContext) -> tuple[Segment, ...]:
    """Return the parts of the proposal. :raises NothingProposed: when there are none."""
    if not context.assessment.segments:
        raise NothingProposed(context.reference)
    return context.assessment.segments


def earlier_grant(context: ActContext) -> Entry | None:
    """Return the decision by which Wohngeld was granted last, before the one that is composed."""
    found = [
        entry
        for entry in context.chronicle.all(DECIDED)
        if entry.values.get("act") in GRANTING and entry.values.get("kind") != Outcome.REFUSAL
    ]
    # The decision itself already stands at the end of the chronicle while its act is composed.
    return next((entry for entry in reversed(found) if not _is_composed(entry, context)), None)


def earlier_on(context: ActContext, key: str) -> str:
    """Return `den Bescheid vom 25.11.2026`, or the same without a day where none is known."""
    earlier = earlier_grant(context)
    if earlier is None:
        return wording(f"earlier.{key}_unknown")
    return wording(f"earlier.{key}", on=german_date(earlier.on))


def review_reasons(context: ActContext) -> tuple[Reason, ...]:
    """Return why a grant is decided once more, each reason once."""
    reasons = (reason for segment in context.assessment.segments for reason in segment.reasons)
    return tuple(dict.fromkeys(r for r in reasons if r.key.startswith(_REVIEW)))


def own_section(context: ActContext) -> tuple[Section, ...]:
    """Return what the caseworker added in own words."""
    lines = lines_of(context.own_words)
    return (Section(wording("own_words.heading"), lines),) if lines else ()


def attachment(context: ActContext, act: str, **more: Any) -> dict[str, Any]:
    """Return what machines read: no names, no addresses."""
    return {
        "act": act,
        "reference": context.reference,
        **({"assessment": context.assessment.to_json()} if context.assessment.segments else {}),
        **more,
    }


def _is_composed(entry: Entry, context: ActContext) -> bool:
    return entry is context.chronicle.entries[-1] and entry.on == context.decided_on
