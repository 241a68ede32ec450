"""Reading what people say to be wrong in registers."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.registers.models import Report
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible

REPORT = "register_report"
"""The kind of subject and of item under which a report waits."""


def report_for(actor: Actor, report_uuid: UUID) -> Report:
    """Return a report for who works in the register's office.

    :raises NotVisible: for everybody else, and when there is none.
    """
    report = Report.objects.filter(uuid=report_uuid).first()
    if report is None or not actor.has_role(WORKING_ROLES, report.unit_id):
        raise NotVisible("register_report", report_uuid)
    return report


def get_report(report_uuid: UUID) -> Report:
    """Return a report, for handlers. :raises Report.DoesNotExist: when there is none."""
    return Report.objects.get(uuid=report_uuid)


def reports_of(account_id: int) -> list[Report]:
    """List what a person has reported, newest first."""
    return list(Report.objects.filter(account_id=account_id).order_by("-reported_at", "-id"))
