"""What ends or holds a payment: hearing, notice that payment is held, loss, misuse.

Sources: § 24 SGB X, §§ 25 (4), 28, 29 (4) WoGG.
"""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, Section
from amt.kernel.money import Money
from amt.kernel.periods import LAND_BREMEN, first_of_month, last_of_month
from amt.procedures.wohngeld.acts.parts import (
    attachment,
    earlier_on,
    fact_day,
    input_day,
    section,
    title,
    wording,
    wordings,
    words,
)
from amt.procedures.wohngeld.rules.aenderung import first_of_month_from
from amt.procedures.wohngeld.rules.fristen import hearing_due, stop_ends
from amt.procedures.wohngeld.rules.zahlen import german_date


def compose_hearing(context: ActContext) -> ActContent:
    """Return the letter before a burdening act: facts, what is intended, until when to answer."""
    due = german_date(hearing_due(context.decided_on, LAND_BREMEN))
    intended = str(context.inputs.get("hear.intended", "withdraw"))
    start = german_date(first_of_month(input_day(context, "hear.from")))
    amount = context.inputs.get("hear.amount")
    sums = (wording("hearing.amount", amount=str(Money(int(amount)))),) if amount else ()
    return ActContent(
        title=title(context, "hearing"),
        operative=(
            wording(
                f"hearing.intended.{intended}", earlier=earlier_on(context, "whole"), start=start
            ),
            wording("hearing.operative", due=due),
        ),
        notes=(
            Section(wording("hearing.facts.heading"), words(context, "hear.facts")),
            Section(wording("hearing.law.heading"), (*wordings(f"hearing.law.{intended}"), *sums)),
            section("hearing.how", due=due),
        ),
        attachment=attachment(context, "hearing", due=due, intended=intended),
    )


def compose_stop(context: ActContext) -> ActContent:
    """Return the notice that payment is held, with its grounds (§ 29 (4) sentence 2 WoGG)."""
    ground = str(context.inputs.get("stop_payments.ground", "changed"))
    end = german_date(stop_ends(context.decided_on))
    return ActContent(
        title=title(context, "payment_stop"),
        operative=(wording("stop.operative"),),
        reasons=(
            Section(
                wording("stop.why.heading"),
                (*words(context, "stop_payments.facts"), *wordings(f"stop.ground.{ground}")),
            ),
        ),
        notes=(section("stop.answer"), section("stop.after", end=end)),
        attachment=attachment(context, "payment_stop", ground=ground),
    )


def compose_void(context: ActContext) -> ActContent:
    """Return the notice that a grant is void by law (§ 28 (1), (3), (5) WoGG).

    Where somebody is excluded it points to the term of § 25 (4) for a new application.
    """
    ground = str(context.facts.get("void.ground") or context.inputs.get("void.ground", "moved_out"))
    day = input_day(context, "void.on") if "void.on" in context.inputs else fact_day(
        context, "void.on"
    )  # fmt: skip
    lost = german_date(first_of_month_from(day))
    told = words(context, "void.what")
    is_past = first_of_month_from(day) <= first_of_month(context.decided_on)
    return ActContent(
        title=title(context, "void"),
        operative=(
            wording(f"void.operative.{ground}", earlier=earlier_on(context, "subject"), lost=lost),
            wording("void.payment", lost=lost),
        ),
        reasons=(
            Section(
                wording("void.why.heading"),
                (*told, *wordings(f"void.why.{ground}", day=german_date(day), lost=lost)),
            ),
        ),
        notes=(
            section(f"void.after_{ground}", lost=lost),
            *((section("change.overpaid"),) if is_past else ()),
        ),
        attachment=attachment(context, "void", ground=ground, lost=lost),
    )


def compose_misuse(context: ActContext) -> ActContent:
    """Return the end of the claim for months of misuse (§ 28 (2) WoGG)."""
    first = first_of_month(input_day(context, "misuse.first_month"))
    last = last_of_month(input_day(context, "misuse.last_month"))
    values = {
        "first": german_date(first),
        "last": german_date(last),
        "known_on": german_date(input_day(context, "misuse.known_on")),
    }
    return ActContent(
        title=title(context, "misuse"),
        operative=(
            wording("misuse.operative", earlier=earlier_on(context, "whole"), **values),
            wording("misuse.payment", **values),
        ),
        reasons=(
            Section(
                wording("misuse.why.heading"),
                (*words(context, "misuse.what"), *wordings("misuse.why.paragraphs", **values)),
            ),
        ),
        notes=(section("change.overpaid"), section("misuse.after")),
        attachment=attachment(context, "misuse", **values),
    )
