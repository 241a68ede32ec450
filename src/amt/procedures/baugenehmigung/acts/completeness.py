"""The acts of the completeness check: request, confirmation, notice of deemed withdrawal.

Source: § 69 Abs. 2 BremLBO. The request warns of what follows by law when nothing arrives.
"""

from __future__ import annotations

from datetime import date

from amt.contract.acts import ActContent, ActContext, Section
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.baugenehmigung.acts.parts import (
    attachment,
    german_date,
    lines_of,
    project_section,
    running_after,
    section,
    title,
    wording,
    wordings,
    words,
)
from amt.procedures.baugenehmigung.rules.fristen import (
    COMPLETE_ON,
    REQUEST_WEEKS,
    SHORTEST_REQUEST,
    documents_due,
)


def compose_request(context: ActContext) -> ActContent:
    """Return the request for documents: list, last day, what follows by law."""
    weeks = int(context.inputs.get(REQUEST_WEEKS, SHORTEST_REQUEST))
    due = german_date(documents_due(context.decided_on, weeks, LAND_BREMEN))
    return ActContent(
        title=title(context, "request"),
        operative=(wording("request.operative", due=due),),
        reasons=(section("request.why", applied_on=german_date(context.applied_on)),),
        notes=(
            Section(
                wording("request.list.heading"),
                points=words(context, "request_documents.items"),
            ),
            section("request.warning", due=due),
            section("request.how"),
        ),
        attachment=attachment(context, "request", due=due),
    )


def compose_confirmation(context: ActContext) -> ActContent:
    """Return the confirmation of the day of complete receipt with the terms that follow."""
    named = context.inputs.get(COMPLETE_ON)
    complete = date.fromisoformat(str(named)) if named else context.decided_on
    complete = max(complete, context.applied_on)
    decision = running_after(context, "confirm_completeness", "decision")
    fiction = running_after(context, "confirm_completeness", "fiction")
    notes = [project_section(context)]
    if decision:
        notes.append(section("confirmation.decision", end=german_date(decision.ends_on)))
    if fiction:
        notes.append(section("confirmation.fiction", end=german_date(fiction.ends_on)))
    return ActContent(
        title=title(context, "confirmation"),
        operative=(wording("confirmation.operative", day=german_date(complete)),),
        notes=tuple(notes),
        attachment=attachment(context, "confirmation", complete_on=complete.isoformat()),
    )


def compose_deemed_withdrawal(context: ActContext) -> ActContent:
    """Return the notice that the application counts as withdrawn, with its reasons."""
    request = context.chronicle.last("request_documents")
    asked: tuple[str, ...] = ()
    paragraphs = wordings("withdrawal.why.paragraphs")
    if request is not None:
        weeks = int(request.values.get(REQUEST_WEEKS, SHORTEST_REQUEST))
        paragraphs = wordings(
            "withdrawal.why.dated",
            asked_on=german_date(request.on),
            due=german_date(documents_due(request.on, weeks, LAND_BREMEN)),
        )
        asked = lines_of(str(request.values.get("request_documents.items", "")))
    return ActContent(
        title=title(context, "deemed_withdrawal"),
        operative=(wording("withdrawal.operative", applied_on=german_date(context.applied_on)),),
        reasons=(
            Section(
                wording("withdrawal.why.heading"),
                paragraphs,
                asked,
            ),
        ),
        notes=(section("withdrawal.after"),),
        attachment=attachment(context, "deemed_withdrawal"),
    )
