"""What the office of a register found arrives in the mailbox of who said that data were wrong.

The rooms of registers and of the mailbox do not know each other; this one is above both.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.identity import queries as identity
from amt.capabilities.mailbox import services as mailbox
from amt.capabilities.registers import queries as registers
from amt.capabilities.registers.events import ReportSettled
from amt.design import formats
from amt.kernel.actors import SYSTEM

EMAIL_TEMPLATE = "mailbox_message"


@transaction.atomic
def on_report_settled(event: ReportSettled) -> None:
    """Put the office's answer into the mailbox, and say by e-mail that there is something new."""
    report = registers.get_report(event.report_uuid)
    account = identity.get_account(report.account_id)
    correlation = f"{registers.REPORT}:{report.uuid}"
    with translation.override(account.language):
        subject = _("Antwort auf Ihre Meldung %(reference)s") % {"reference": report.reference}
        opening = _("Sie haben am %(day)s gemeldet: Angaben im Register sind falsch.") % {
            "day": formats.date_long(report.reported_at)
        }
        outcome = (
            _("Die Stelle hat das Register berichtigt.")
            if report.state == registers.ReportState.CORRECTED
            else _("Die Stelle hat nichts geändert.")
        )
    mailbox.deliver_message(
        account_id=account.id,
        thread_kind=registers.REPORT,
        thread_id=report.uuid,
        subject=subject,
        body=f"{opening} {outcome}\n\n{report.answer}",
        sender_name=authorities.get_unit(report.unit_id).name,
        document_uuids=[],
        correlation=correlation,
        actor=SYSTEM,
        at=event.at,
    )
    if account.email:
        dispatch.send_email(
            to=account.email,
            template=EMAIL_TEMPLATE,
            context={},
            language=account.language,
            correlation=correlation,
            actor=SYSTEM,
            at=event.at,
        )
