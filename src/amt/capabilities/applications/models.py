"""Drafts and submitted applications.

A draft holds answers until they are submitted or its time is over; after submission the facts live
in the case and the draft's answers are emptied.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """An application that somebody is still filling in."""

    personal_data = ("account", "answers", "raw", "prefill")
    retention = "30 days after the last change (expires_on); answers emptied at submission"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    procedure_key = models.CharField(max_length=80)
    form_key = models.CharField(max_length=40)
    form_version = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    raw = models.JSONField(default=dict, help_text="by page: what was typed and cannot be read yet")
    prefill = models.JSONField(default=dict, help_text="by path: what the sign-in said")
    waived = models.JSONField(
        default=list, db_default=[], help_text="paths that nobody has to answer here"
    )
    current_step = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_on = models.DateField(db_index=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # One open draft a form: people would otherwise begin a second because they do not
            # find the first, and a double click would begin two.
            models.UniqueConstraint(
                fields=["account", "procedure_key", "form_key"],
                condition=models.Q(submitted_at=None),
                name="applications_one_open_draft",
            ),
        )


class DraftConfirmation(models.Model):
    """That somebody beside the submitter is asked to confirm a draft, with the answers it had."""

    personal_data = ("name", "address_lines", "account")
    retention = "as the draft; the application keeps who confirmed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="confirmations")
    role = models.CharField(max_length=40)
    norm = models.CharField(max_length=200)
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)
    answers_digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "role", "answers_digest"], name="applications_asked_once"
            ),
        )


class Application(models.Model):
    """An application that was submitted, once per draft or other source (`draft_uuid`)."""

    personal_data = ("account", "confirmations")
    retention = "as the case it opened"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.OneToOneField(Draft, null=True, on_delete=models.SET_NULL, related_name="+")
    draft_uuid = models.UUIDField(unique=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    procedure_key = models.CharField(max_length=80)
    form_key = models.CharField(max_length=40)
    form_version = models.PositiveIntegerField()
    reference = models.CharField(max_length=40, unique=True)
    code_seed = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    consents_electronic = models.BooleanField()
    confirmations = models.JSONField(
        default=list, db_default=[], help_text="who confirmed it beside the submitter, and when"
    )
    submitted_at = models.DateTimeField()
    receipt_document_uuid = models.UUIDField(null=True)
    case_uuid = models.UUIDField(null=True, db_index=True)
