"""Inviting people to apply again before their grant ends, once a grant and end.

Whoever has a mailbox gets a message there and an e-mail without content; the others get a letter,
and so do all where the service's law lets nothing go by mailbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from amt.capabilities.acts import services as acts
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.queries import Recipient
from amt.capabilities.dispatch import services as dispatch
from amt.capabilities.grants.events import RenewalInvited
from amt.capabilities.grants.models import Grant, GrantState, RenewalInvitation, Way
from amt.capabilities.grants.visibility import GRANT
from amt.capabilities.identity import queries as identity
from amt.capabilities.mailbox import services as mailbox
from amt.contract import registry
from amt.contract.acts import ActContent
from amt.contract.procedure import Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats
from amt.kernel import events, installation
from amt.kernel.actors import SYSTEM
from amt.kernel.audit import trail
from amt.kernel.periods import add_months

log = structlog.get_logger(__name__)

BATCH = 100
CASE = "case"
EMAIL_TEMPLATE = "mailbox_message"
LONGEST_SUBJECT = 200


def invites_on(ends_on: date, months: int) -> date:
    """Return the first day on which an application for the time after the grant makes sense.

    Counted in whole months back from the day after: two months before the end of a year it is the
    first of November.
    """
    return add_months(ends_on + timedelta(days=1), -months)


@transaction.atomic
def invite_to_renew(*, on: date, at: datetime) -> int:
    """Invite the next people whose grant ends soon; return how many grants were looked at.

    Rows are locked and those that another worker holds are left out, so that nobody is invited
    twice.
    """
    looked_at = 0
    for procedure in registry.procedures().values():
        if procedure.benefit is not None:
            looked_at += _invite_of(procedure, procedure.benefit.renewal_months, on, at)
    return looked_at


def _invite_of(procedure: Procedure, months: int, on: date, at: datetime) -> int:
    invited = RenewalInvitation.objects.filter(grant=OuterRef("pk"), ends_on=OuterRef("ends_on"))
    # Whoever ends within the months begun now and `months` ahead; the exact day is asked below.
    soon = add_months(on, months)
    rows = (
        Grant.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(
            ~Exists(invited),
            procedure_key=procedure.key,
            state=GrantState.RUNNING,
            ends_on__gte=on,
            ends_on__lt=soon,
        )
        .select_related("unit")
        .order_by("ends_on", "id")[:BATCH]
    )
    grants = [grant for grant in rows if invites_on(grant.ends_on, months) <= on]
    people = cases.recipients_of([grant.case_uuid for grant in grants])
    for grant in grants:
        _invite(procedure, grant, people[grant.case_uuid], at)
    return len(grants)


def _invite(procedure: Procedure, grant: Grant, person: Recipient, at: datetime) -> None:
    by_letter = person.account_id is None or bool(procedure.letter_only)
    way = Way.LETTER if by_letter else Way.MAILBOX
    if _has_applied(grant, person):
        way = Way.NONE
    invitation = RenewalInvitation.objects.create(
        grant=grant, ends_on=grant.ends_on, invited_at=at, way=way
    )
    correlation = f"renewal:{invitation.uuid}"
    if way == Way.NONE:
        return
    if by_letter or person.account_id is None:
        _write(procedure, grant, person, correlation, at)
    else:
        _tell(procedure, grant, person.account_id, correlation, at)
    trail.record(
        actor=SYSTEM,
        action="grants.renewal_invited",
        subject_kind=GRANT,
        subject_id=grant.case_uuid,
        at=at,
        details={"ends_on": grant.ends_on.isoformat(), "way": way.value},
    )
    events.publish(RenewalInvited(case_uuid=grant.case_uuid, at=at))


def _has_applied(grant: Grant, person: Recipient) -> bool:
    """Tell whether somebody with an account has applied again since; letters cannot be known."""
    if person.account_id is None:
        return False
    known = cases.list_cases_of(person.account_id)
    applied = {one.case_uuid: one.applied_on for one in known}
    return any(
        one.procedure_key == grant.procedure_key
        and one.case_uuid != grant.case_uuid
        and one.applied_on > applied.get(grant.case_uuid, one.applied_on)
        for one in known
    )


def _tell(
    procedure: Procedure, grant: Grant, account_id: int, correlation: str, at: datetime
) -> None:
    """Put a message into the mailbox and say by e-mail that there is one."""
    account = identity.get_account(account_id)
    with translation.override(account.language):
        title, lines = _words(procedure, grant, account.language)
    mailbox.deliver_message(
        account_id=account_id,
        thread_kind=CASE,
        thread_id=grant.case_uuid,
        subject=title[:LONGEST_SUBJECT],
        body="\n\n".join(lines),
        sender_name=authorities.get_unit(grant.unit_id).name,
        document_uuids=[],
        correlation=correlation,
        actor=SYSTEM,
        at=at,
    )
    if account.email:
        dispatch.send_email(
            to=account.email,
            template=EMAIL_TEMPLATE,
            context={},
            language=account.language,
            correlation=correlation,
            actor=SYSTEM,
            at=at,
        )


def _write(
    procedure: Procedure, grant: Grant, person: Recipient, correlation: str, at: datetime
) -> None:
    with translation.override(SOURCE_LANGUAGE):
        title, lines = _words(procedure, grant, SOURCE_LANGUAGE)
    acts.send_notice(
        subject_kind=CASE,
        subject_id=grant.case_uuid,
        procedure_key=procedure.key,
        unit_id=grant.unit_id,
        reference=grant.reference,
        content=ActContent(title=title, operative=tuple(lines)),
        name=person.name,
        address_lines=person.address_lines,
        invitation_uuid=None,
        correlation=correlation,
        actor=SYSTEM,
        at=at,
    )


def _words(procedure: Procedure, grant: Grant, language: str) -> tuple[str, Sequence[str]]:
    named = {
        "service": procedure.title(language),
        "until": formats.date_long(grant.ends_on),
        "address": renewal_address(procedure.key, grant),
    }
    return _("%(service)s läuft bald aus") % named, (
        _("Ihre Bewilligung endet am %(until)s.") % named,
        _(
            "Brauchen Sie die Leistung weiter, dann stellen Sie einen neuen Antrag, am besten vor "
            "diesem Tag. So geht das Geld ohne Lücke weiter, wenn Sie weiter Anspruch haben."
        ),
        _(
            "Ihre Angaben vom letzten Mal sind schon eingetragen. Hat sich nichts geändert, "
            "bestätigen Sie das nur noch: %(address)s"
        )
        % named,
    )


def renewal_address(procedure_key: str, grant: Grant) -> str:
    """Return the address under which the person finds the application filled in."""
    return f"{installation.base_url()}/antrag/{procedure_key}/verlaengern/{grant.case_uuid}/"
