"""The acts of Elterngeld, worded in German, the official language (§ 19 SGB X).

Each parent has a claim of their own, so each gets an act about their own months and income alone.
Whether anything is granted is checked where the decision is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section, Table
from amt.contract.assessment import Outcome, Reason, Segment, Step
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.kernel.money import Money
from amt.kernel.periods import Span
from amt.procedures.elterngeld.rules.lebensmonat import month_of
from amt.procedures.elterngeld.rules.verteilung import FIRST, SECOND
from amt.procedures.elterngeld.rules.zahlen import german, german_date

_WORDING = Texts.load(Path(__file__).parent / "wording")

_PERSON = {"applicant": FIRST, "other_parent": SECOND}
_NUMBER = {FIRST: "1", SECOND: "2"}

REFUSAL_NORMS = {
    "income_limit": "§ 1 Abs. 8 BEEG",
    "fewer_than_two": "§ 4 Abs. 4 Satz 2 BEEG",
    "applied_late": "§ 7 Abs. 1 Satz 2 BEEG",
    "no_residence": "§ 1 Abs. 1 Satz 1 Nr. 1 BEEG",
    "not_in_household": "§ 1 Abs. 1 Satz 1 Nr. 2 und 3 BEEG",
    "full_work": "§ 1 Abs. 1 Satz 1 Nr. 4, Abs. 6 BEEG",
    "no_cooperation": "§ 66 Abs. 1 und 3 SGB I",
}
"""Reasons that a caseworker may choose, with their norms; texts are `reasons.<key>`."""


class ReasonsMissing(ValueError):
    """A refusal has neither chosen nor proposed reasons nor own words."""


def compose_grant(context: ActContext) -> ActContent:
    """Return what is decided for the addressee: each month as proposed and no more."""
    return _grant(context, "grant")


def compose_partial(context: ActContext) -> ActContent:
    """Return the same where part of what was asked for is refused or stays open."""
    return _grant(context, "partial")


def compose_refusal(context: ActContext) -> ActContent:
    """Return the content of a refusal.

    :raises ReasonsMissing: when there is no reason at all.
    """
    why = [*_refusal_reasons(context), *_own_lines(context)]
    if not why:
        raise ReasonsMissing(context.reference)
    return ActContent(
        title=context.texts.get("acts.refusal.title", SOURCE_LANGUAGE),
        operative=(_say("operative.refusal", applied_on=german_date(context.applied_on)),),
        reasons=(Section(_say("why.heading"), tuple(why)),),
        notes=(_note("later"), _note("effect"), _note("delivery")),
        attachment=_attachment(context) | {"reasons": list(context.reason_keys)},
    )


def _grant(context: ActContext, key: str) -> ActContent:
    person = _PERSON[context.role]
    return ActContent(
        title=context.texts.get(f"acts.{key}.title", SOURCE_LANGUAGE),
        operative=tuple(_operative(context, person)),
        reasons=tuple(_reasons(context, person)),
        notes=(
            Section(_say("duties.heading"), (_say("duties.intro"),), _lines("duties.points")),
            _note("change"),
            _note("effect"),
            _note("delivery"),
        ),
        attachment=_attachment(context),
    )


def _operative(context: ActContext, person: str) -> Iterator[str]:
    """Yield what is decided for a person, segment by segment."""
    mine = [(s, _outcome(s, person)) for s in context.assessment.segments]
    decided = [(segment, outcome) for segment, outcome in mine if outcome is not None]
    if not decided:
        has_segments = bool(context.assessment.segments)
        yield _say("operative.not_asked" if has_segments else "operative.nothing")
        return
    keys = {Outcome.GRANT: "granted", Outcome.REFUSAL: "refused", Outcome.UNDECIDED: "open"}
    for wanted, key in keys.items():
        for segment, outcome in decided:
            if outcome is wanted:
                when = _when(context, segment.span)
                yield _say(f"operative.{key}", when=when, amount=str(_amount(segment, person)))
    if any(outcome is Outcome.GRANT for _segment, outcome in decided):
        if iban := context.facts.get("account.iban"):
            # The end of the account number is enough to know it by.
            yield _say("operative.account", ending=str(iban)[-4:])
        yield _say("operative.revocation")


def _reasons(context: ActContext, person: str) -> Iterator[Section]:
    facts = context.facts
    names = (facts.get("child.given_names"), facts.get("child.family_name"))
    first = _say(
        "why.applied",
        applied_on=german_date(context.applied_on),
        child=" ".join(str(name) for name in names if name),
        born_on=german_date(facts.day("child.birth_date")),
    )
    parts = [
        _say(
            "why.part",
            when=_when(context, segment.span),
            reason=_text_of(reason, context),
            norm=reason.norm,
        )
        for segment in context.assessment.segments
        for reason in _own_reasons(segment, person)
    ]
    yield Section(_say("why.heading"), (first, _say("why.rule"), *parts))
    if own := _own_lines(context):
        yield Section(_say("own_words.heading"), own)
    for segment in context.assessment.segments:
        steps = [step for step in segment.steps if step.key.endswith(f"_{person}")]
        if steps:
            heading = _say("calculation.heading", when=_when(context, segment.span))
            rows = tuple(_row(step, context) for step in steps)
            yield Section(heading, table=Table(heading, _lines("calculation.header"), rows))


def _outcome(segment: Segment, person: str) -> Outcome | None:
    """Return what a segment means for one parent, None where nothing was asked for them."""
    if any(step.key == f"amount_{person}" for step in segment.steps):
        return Outcome.GRANT
    reasons = _own_reasons(segment, person)
    if not reasons:
        return None
    if segment.outcome in {Outcome.REFUSAL, Outcome.UNDECIDED}:
        return segment.outcome
    is_open = {"parallel", "maternity"} & {reason.key for reason in reasons}
    return Outcome.UNDECIDED if is_open else Outcome.REFUSAL


def _own_reasons(segment: Segment, person: str) -> list[Reason]:
    """Return the reasons that concern one parent: their own and those that concern both."""
    return [r for r in segment.reasons if dict(r.values).get("person") in (None, _NUMBER[person])]


def _amount(segment: Segment, person: str) -> Money:
    return next(
        (Money.from_euros(s.value) for s in segment.steps if s.key == f"amount_{person}"), Money(0)
    )


def _row(step: Step, context: ActContext) -> tuple[str, ...]:
    title = context.texts.get(f"steps.{step.key}.title", SOURCE_LANGUAGE)
    is_rate = step.key.startswith("rate_")
    value = f"{german(step.value)} %" if is_rate else str(Money.from_euros(step.value))
    return (title, step.norm, step.formula, value)


def _refusal_reasons(context: ActContext) -> list[str]:
    """Return the chosen reasons in plain words with norm, else those that were proposed."""
    chosen = [Reason(key, REFUSAL_NORMS[key]) for key in context.reason_keys]
    if not chosen:
        refused = [s for s in context.assessment.segments if s.outcome is Outcome.REFUSAL]
        person = _PERSON[context.role]
        chosen = [reason for s in refused for reason in _own_reasons(s, person)]
    lines = [
        _say("why.reason", reason=_text_of(reason, context), norm=reason.norm) for reason in chosen
    ]
    return list(dict.fromkeys(lines))


def _text_of(reason: Reason, context: ActContext) -> str:
    return context.texts.get(f"reasons.{reason.key}", SOURCE_LANGUAGE, **dict(reason.values))


def _when(context: ActContext, span: Span) -> str:
    born_on = context.facts.day("child.birth_date")
    end: date = span.end or span.start
    first, last = month_of(born_on, span.start), month_of(born_on, end)
    return _say(
        "months.one" if first == last else "months.many",
        first=str(first),
        last=str(last),
        start=german_date(span.start),
        end=german_date(end),
    )


def _note(key: str) -> Section:
    return Section(_say(f"{key}.heading"), _lines(f"{key}.text"))


def _attachment(context: ActContext) -> dict[str, object]:
    """Return what machines read: decided days and results, without the other parent's income."""
    person = _PERSON[context.role]
    months = [
        {
            "from": segment.span.start.isoformat(),
            "until": (segment.span.end or segment.span.start).isoformat(),
            "outcome": outcome.value,
            "amount_cents": _amount(segment, person).cents,
        }
        for segment in context.assessment.segments
        if (outcome := _outcome(segment, person)) is not None
    ]
    return {"reference": context.reference, "months": months}


def _own_lines(context: ActContext) -> tuple[str, ...]:
    return tuple(line.strip() for line in context.own_words.splitlines() if line.strip())


def _say(key: str, **values: str) -> str:
    return _WORDING.get(key, SOURCE_LANGUAGE, **values)


def _lines(key: str) -> tuple[str, ...]:
    return _WORDING.lines(key, SOURCE_LANGUAGE)


_BOTH = ("applicant", "other_parent")

ACTS = (
    ActSpec("grant", ActKind.GRANT, burdening=False, compose=compose_grant, addressees=_BOTH),
    ActSpec(
        "partial",
        ActKind.PARTIAL,
        burdening=True,
        compose=compose_partial,
        addressees=_BOTH,
        refusal_reasons=tuple(REFUSAL_NORMS),
    ),
    ActSpec(
        "refusal",
        ActKind.REFUSAL,
        burdening=True,
        compose=compose_refusal,
        addressees=_BOTH,
        refusal_reasons=tuple(REFUSAL_NORMS),
    ),
)
