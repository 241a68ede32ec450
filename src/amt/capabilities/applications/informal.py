"""What was taken down of an application without form, for those who work on its case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amt.capabilities.applications.models import InformalApplication, InformalCall


@dataclass(frozen=True, slots=True)
class InformalView:
    """An application without form with its calls, the first first; `waits`: the form is missing."""

    informal: InformalApplication
    calls: tuple[InformalCall, ...]
    waits: bool

    @property
    def form_until(self) -> date:
        """The day until which we wait for the form without asking again."""
        return self.informal.form_until


def informal_of_case(case_uuid: UUID) -> InformalView | None:
    """Return what was taken down for a case, or None; the caller asks who may see the case."""
    found = InformalApplication.objects.filter(case_uuid=case_uuid).first()
    if found is None:
        return None
    calls = found.calls.select_related("taken_by").order_by("received_on", "id")
    return InformalView(found, tuple(calls), waits=found.ended_at is None)
