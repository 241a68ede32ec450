"""Sending what was known beforehand by one declaration: that it is right as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import form_of, still_wrong
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.refusals import NotComplete
from amt.capabilities.applications.services.drafts import locked_draft, require_open
from amt.capabilities.applications.services.filing import Submitted, already_sent
from amt.capabilities.applications.services.submission import submit_application
from amt.capabilities.identity import queries as identity
from amt.contract.answers import asked_fields, asked_steps
from amt.contract.forms import Field, FieldKind, Form
from amt.kernel import clock
from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible


def declarations_of(form: Form, answers: Mapping[str, Any]) -> list[Field]:
    """List what somebody declares by sending, in the order of the pages."""
    return _asked(form, answers, FieldKind.DECLARATION)


def proofs_to_come(form: Form, answers: Mapping[str, Any]) -> list[Field]:
    """List the proofs that are asked and not there yet; they may follow after sending."""
    return [
        field
        for field in _asked(form, answers, FieldKind.FILE)
        if field.required and not answers.get(field.path)
    ]


def send_as_known(*, draft_uuid: UUID, actor: Actor, at: datetime) -> Submitted:
    """Declare that all is right as it is known, and send; twice is once.

    The declarations of the form are made with it, the way of delivery stays as it was chosen.
    Proofs that are not there yet may follow.

    :raises NotVisible: when the draft is not the actor's, or nothing in it was known beforehand.
    :raises NotComplete: when an answer is missing that nobody knew beforehand.

    Raises what `submit_application` raises.
    """
    with transaction.atomic():
        draft = locked_draft(actor, draft_uuid)
        sent = already_sent(draft.uuid)
        if sent is not None:
            return sent
        require_open(draft, clock.day_of(at))
        if not draft.carried:
            raise NotVisible("draft", draft_uuid)
        _declare(draft, at)
    return submit_application(
        draft_uuid=draft_uuid,
        consent_electronic=draft.account_id is not None
        and identity.has_delivery_consent(draft.account_id),
        actor=actor,
        at=at,
    )


def _declare(draft: Draft, at: datetime) -> None:
    form = form_of(draft.procedure_key, draft.form_key, draft.form_version)
    answers = dict(draft.answers)
    answers |= {field.path: True for field in declarations_of(form, answers)}
    proofs = {field.path for field in proofs_to_come(form, answers)}
    waived = sorted({*draft.waived, *proofs})
    problems = still_wrong(form, answers, waived)
    if problems:
        # Nothing is declared as long as something is missing.
        raise NotComplete(problems)
    draft.answers, draft.waived, draft.updated_at = answers, waived, at
    draft.save(update_fields=["answers", "waived", "updated_at"])


def _asked(form: Form, answers: Mapping[str, Any], kind: FieldKind) -> list[Field]:
    return [
        field
        for step in asked_steps(form, answers)
        for field in asked_fields(step, answers)
        if field.kind is kind
    ]
