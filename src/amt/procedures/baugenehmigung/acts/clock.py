"""The acts about time and money: extension, certificate of the fiction, fee notice.

Sources: § 69 Abs. 3 and § 72 Abs. 1a BremLBO, § 42a VwVfG, § 1 BauKostV.
"""

from __future__ import annotations

from datetime import date, timedelta

from amt.contract.acts import ActContent, ActContext, Section
from amt.kernel.money import Money
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.baugenehmigung.acts.parts import (
    attachment,
    german_date,
    project_lines,
    project_section,
    running_after,
    section,
    title,
    wording,
    words,
)
from amt.procedures.baugenehmigung.rules.fristen import EXTEND_WEEKS, fiction_ends


class FeeNotNamed(ValueError):
    """A fee notice has no amount."""


def compose_extension(context: ActContext) -> ActContent:
    """Return the notice of the longer terms with its reason (§ 42a Abs. 2 Satz 4 VwVfG)."""
    weeks = str(context.inputs.get(EXTEND_WEEKS, ""))
    ends = []
    for key in ("decision", "fiction"):
        term = running_after(context, "extend", key)
        if term is not None:
            ends.append(wording(f"extension.{key}", end=german_date(term.ends_on)))
    return ActContent(
        title=title(context, "extension"),
        operative=(wording("extension.operative", weeks=weeks), *ends),
        reasons=(Section(wording("extension.why.heading"), words(context, "extend.reason")),),
        notes=(section("extension.after"),),
        attachment=attachment(context, "extension", weeks=weeks),
    )


def compose_certificate(context: ActContext) -> ActContent:
    """Return the certificate of the fiction; it repeats what is permitted (§ 72 Abs. 1a Nr. 2)."""
    end = fiction_ends(context.chronicle, LAND_BREMEN) if context.chronicle.entries else None
    since = (end or context.decided_on) + timedelta(days=1 if end else 0)
    notes: tuple[Section, ...] = ()
    if context.role == "bauherr":
        notes = (section("permit.scope"), section("permit.begin"), section("permit.validity"))
    elif context.role.endswith("neighbour"):
        notes = (section("neighbour.certificate"),)
    return ActContent(
        title=title(context, "certificate"),
        operative=(
            wording("certificate.operative", since=german_date(since)),
            wording("certificate.content"),
            *project_lines(context),
        ),
        reasons=(
            section(
                "certificate.why",
                applied_on=german_date(context.applied_on),
                end=german_date(since - timedelta(days=1)),
            ),
        ),
        notes=notes,
        attachment=attachment(context, "certificate", since=since.isoformat()),
    )


def compose_fee_notice(context: ActContext) -> ActContent:
    """Return the fee notice; tariff number, basis and amount are the caseworker's.

    :raises FeeNotNamed: when no amount is given.
    """
    if not context.inputs.get("charge_fee.amount"):
        raise FeeNotNamed(context.reference)
    amount = Money(int(context.inputs["charge_fee.amount"]))
    due = date.fromisoformat(str(context.inputs["charge_fee.due_on"]))
    tariff = str(context.inputs.get("charge_fee.tariff", ""))
    return ActContent(
        title=title(context, "fee_notice"),
        operative=(
            wording("fee.operative", amount=str(amount)),
            wording("fee.due", due=german_date(due)),
        ),
        reasons=(
            section("fee.why", tariff=tariff),
            project_section(context),
            Section(wording("fee.basis"), words(context, "charge_fee.basis")),
        ),
        notes=(section("fee.after"),),
        attachment=attachment(
            context, "fee_notice", cents=amount.cents, due_on=due.isoformat(), tariff=tariff
        ),
    )
