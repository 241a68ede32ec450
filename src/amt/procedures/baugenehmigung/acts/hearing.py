"""The hearing of a neighbour: what is planned, until when to object, what is lost afterwards.

Source: § 70 Abs. 1 BremLBO. Neither Bauherr nor Entwurfsverfasser is named (Satz 3).
"""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, Section
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.baugenehmigung.acts.parts import (
    attachment,
    german_date,
    project_section,
    section,
    title,
    wording,
    words,
)
from amt.procedures.baugenehmigung.rules.fristen import hearing_ends


def compose_hearing(context: ActContext) -> ActContent:
    """Return the letter to one neighbour."""
    due = german_date(hearing_ends(context.decided_on, LAND_BREMEN))
    concern = words(context, "hear_neighbour.concern")
    return ActContent(
        title=title(context, "hearing"),
        operative=(wording("hearing.operative", due=due),),
        notes=(
            project_section(context),
            Section(wording("hearing.concern.heading"), concern or (wording("hearing.general"),)),
            section("hearing.warning"),
            section("hearing.how"),
        ),
        attachment=attachment(context, "hearing", due=due),
    )
