"""What is to be paid back: the sum by months, by which norm, until when, who owes it too.

Sources: § 50 SGB X, § 29 (1), (2) and § 26a (4) WoGG.
"""

from __future__ import annotations

from datetime import date

from amt.contract.acts import ActContent, ActContext, Section, Table
from amt.contract.deeds import Entry
from amt.procedures.wohngeld.acts.parts import (
    ReasonsMissing,
    attachment,
    earlier_on,
    input_day,
    own_section,
    section,
    title,
    wording,
    wordings,
    words,
)
from amt.procedures.wohngeld.rules.erstattung import Overpaid, overpaid_months, total
from amt.procedures.wohngeld.rules.plan import DEMAND_NORMS
from amt.procedures.wohngeld.rules.zahlen import german_date

ADULT_AGE = 18


def compose_recovery(context: ActContext) -> ActContent:
    """Return the demand: sum, day, months, grounds, discretion, joint debtors.

    :raises ReasonsMissing: when no month is named or nothing says why.
    :raises ValueError: when a month is demanded twice.
    """
    months = overpaid_months(context.inputs)
    why = words(context, "recover.reason")
    if not months or not why:
        raise ReasonsMissing(context.reference)
    ground = str(context.inputs.get("recover.ground", "annulled"))
    due = german_date(input_day(context, "recover.due_on"))
    amount = str(total(months))
    return ActContent(
        title=title(context, "recovery"),
        operative=(
            wording("recovery.operative", amount=amount, norm=DEMAND_NORMS[ground]),
            wording("recovery.due", due=due, reference=context.reference),
        ),
        reasons=(
            Section(
                wording("recovery.why.heading"),
                (
                    *wordings(f"recovery.ground.{ground}", earlier=earlier_on(context, "subject")),
                    *why,
                    *_hearing(context),
                ),
            ),
            _months(months),
            *_discretion(context),
            *own_section(context),
            *_joint(context),
        ),
        notes=(section("recovery.pay", due=due, reference=context.reference),),
        attachment=attachment(
            context,
            "recovery",
            cents=total(months).cents,
            due_on=input_day(context, "recover.due_on").isoformat(),
            ground=ground,
            months=[[one.month.isoformat(), one.amount.cents] for one in months],
        ),
    )


def _months(months: tuple[Overpaid, ...]) -> Section:
    rows = tuple((f"{one.month:%m.%Y}", str(one.amount)) for one in months)
    heading = wording("recovery.months.heading")
    last = (wording("recovery.months.total"), str(total(months)))
    return Section(heading, table=Table(heading, wordings("recovery.months.header"), (*rows, last)))


def _hearing(context: ActContext) -> tuple[str, ...]:
    """Return what came of the hearing (§ 24 SGB X); nothing where none stands in the chronicle."""
    hearing = context.chronicle.last("hear")
    if hearing is None:
        return ()
    answer = context.chronicle.last("answer_hearing")
    if answer is None or answer.on < hearing.on:
        return (wording("recovery.hearing.silent", on=german_date(hearing.on)),)
    return (_answered(hearing, answer),)


def _answered(hearing: Entry, answer: Entry) -> str:
    return wording(
        "recovery.hearing.answered",
        on=german_date(hearing.on),
        answered_on=german_date(answer.on),
    )


def _discretion(context: ActContext) -> tuple[Section, ...]:
    lines = words(context, "recover.discretion")
    return (Section(wording("recovery.discretion.heading"), lines),) if lines else ()


def _joint(context: ActContext) -> tuple[Section, ...]:
    """Return who owes it too: adults that were counted (§ 29 (1) WoGG)."""
    return (section("recovery.joint"),) if _has_adults(context) else ()


def _has_adults(context: ActContext) -> bool:
    on, facts = context.decided_on, context.facts
    for index in range(facts.count("members")):
        born = facts.get(f"members.{index}.birth_date")
        if born and _age(date.fromisoformat(str(born)), on) >= ADULT_AGE:
            return True
    return False


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
