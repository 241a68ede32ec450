"""The request for what is missing, with the warning of § 66 (3) SGB I."""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, Section
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.wohngeld.acts.parts import attachment, section, title, wording, words
from amt.procedures.wohngeld.rules.fristen import REQUEST_WEEKS, USUAL_WEEKS, documents_due
from amt.procedures.wohngeld.rules.zahlen import german_date


def compose_request(context: ActContext) -> ActContent:
    """Return the request: list, last day, what may follow, where duties end (§ 65 SGB I)."""
    weeks = int(context.inputs.get(REQUEST_WEEKS, USUAL_WEEKS))
    due = german_date(documents_due(context.decided_on, weeks, LAND_BREMEN))
    return ActContent(
        title=title(context, "request"),
        operative=(wording("request.operative", due=due),),
        notes=(
            Section(
                wording("request.list.heading"),
                points=words(context, "request_documents.items"),
            ),
            section("request.why", applied_on=german_date(context.applied_on)),
            section("request.warning", due=due),
            section("request.how"),
        ),
        attachment=attachment(context, "request", due=due),
    )
