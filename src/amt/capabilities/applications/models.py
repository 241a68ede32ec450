"""Drafts and submitted applications.

A draft holds answers until they are submitted or its time is over; after submission the facts live
in the case and the draft's answers are emptied.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

# Django looks for models here alone.
from amt.capabilities.applications import paper_models  # noqa: F401 - tables in a file of their own


class Draft(models.Model):
    """An application that somebody is still filling in."""

    personal_data = ("account", "answers", "raw", "prefill", "carried", "lookups")
    retention = "30 days after the last change (expires_on); answers emptied at submission"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    party_uuid = models.UUIDField(
        null=True, help_text="of whom it is instead, who has only the code of a letter"
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
    carried = models.JSONField(
        default=dict,
        db_default={},
        help_text="by path: what was known from elsewhere, as value, source and basis",
    )
    carried_from = models.JSONField(
        default=dict, db_default={}, help_text="kind, day and name of where it was known from"
    )
    completes_case_uuid = models.UUIDField(
        null=True, help_text="the case without form that this draft completes"
    )
    renews_case_uuid = models.UUIDField(
        null=True, help_text="the case whose grant this draft continues"
    )
    code_seed = models.CharField(max_length=64, blank=True, db_default="")
    code_digest = models.CharField(
        max_length=64, blank=True, db_default="", help_text="of who fills it in without account"
    )
    call_uuid = models.UUIDField(null=True, help_text="the call or visit in which staff fill it in")
    from_call_uuid = models.UUIDField(
        null=True, help_text="the call in which it was begun or taken up, kept when that ended"
    )
    mandate_uuid = models.UUIDField(
        null=True, help_text="the mandate by which a helper fills it in"
    )
    lookups = models.JSONField(
        default=dict, db_default={}, help_text="by lookup: its state, when, and what came"
    )
    announced_at = models.DateTimeField(
        null=True, help_text="when the person was told that it will be deleted"
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
                condition=models.Q(submitted_at=None, mandate_uuid=None),
                name="applications_one_open_draft",
            ),
            models.UniqueConstraint(
                fields=["mandate_uuid", "procedure_key", "form_key"],
                condition=models.Q(submitted_at=None),
                name="applications_one_open_draft_a_mandate",
            ),
            models.UniqueConstraint(
                fields=["call_uuid", "procedure_key", "form_key"],
                condition=models.Q(submitted_at=None),
                name="applications_one_open_draft_a_call",
            ),
            models.UniqueConstraint(
                fields=["party_uuid", "form_key"],
                condition=models.Q(submitted_at=None),
                name="applications_one_open_draft_a_party",
            ),
            models.UniqueConstraint(
                fields=["code_digest"],
                condition=~models.Q(code_digest=""),
                name="applications_one_draft_a_code",
            ),
            models.CheckConstraint(
                # An account, a party with the code of a letter, a running call, or the code alone.
                condition=models.Q(
                    account__isnull=False, party_uuid=None, call_uuid=None, code_digest=""
                )
                | models.Q(account=None, party_uuid__isnull=False, call_uuid=None, code_digest="")
                | models.Q(account=None, party_uuid=None, call_uuid__isnull=False, code_digest="")
                | (
                    models.Q(account=None, party_uuid=None, call_uuid=None)
                    & ~models.Q(code_digest="")
                ),
                name="applications_draft_has_one_owner",
            ),
        )


class DraftConfirmation(models.Model):
    """That somebody beside the submitter is asked to confirm a draft, with the answers it had."""

    personal_data = ("name", "address_lines", "email", "account", "decline_reason")
    retention = "as the draft; the application keeps who confirmed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="confirmations")
    role = models.CharField(max_length=40)
    norm = models.CharField(max_length=200)
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)
    email = models.EmailField(
        blank=True, default="", db_default="", help_text="as the submitter gave it, beside a letter"
    )
    answers_digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "role", "answers_digest"], name="applications_asked_once"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(declined_at=None),
                name="applications_confirmed_or_declined",
            ),
        )


class Application(models.Model):
    """An application that was submitted, once per draft or other source (`draft_uuid`)."""

    personal_data = ("account", "confirmations", "receipt_pending", "person_digest")
    retention = "as the case it opened; what the receipt says until it is made"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.OneToOneField(Draft, null=True, on_delete=models.SET_NULL, related_name="+")
    draft_uuid = models.UUIDField(unique=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    party_uuid = models.UUIDField(
        null=True, help_text="who sent it instead, with the code of a letter"
    )
    call_uuid = models.UUIDField(null=True, help_text="the call or visit in which staff sent it")
    from_call_uuid = models.UUIDField(
        null=True, help_text="the call or visit in which it began, whoever sent it then"
    )
    mandate_uuid = models.UUIDField(null=True, help_text="the mandate by which a helper sent it")
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
    receipt_pending = models.JSONField(
        default=dict, db_default={}, help_text="what the receipt will say, until it is made"
    )
    case_uuid = models.UUIDField(null=True, db_index=True)
    renews_case_uuid = models.UUIDField(
        null=True, unique=True, help_text="the case whose grant it continues, once"
    )
    person_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="keyed, of name and birth date of who applied without account",
    )
    adopted_at = models.DateTimeField(
        null=True, help_text="when it was taken into the account, sent without one"
    )
    adopted_trust = models.PositiveSmallIntegerField(
        null=True, help_text="how surely the account was known then"
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["person_digest"],
                condition=~models.Q(person_digest=""),
                name="applications_by_person",
            ),
        )


class InformalApplication(models.Model):
    """Somebody who applied by phone, letter or visit; the form is still to come."""

    personal_data = ("name", "address_lines", "email", "phone", "person_digest")
    retention = "as the case it opened"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure_key = models.CharField(max_length=80)
    person_digest = models.CharField(max_length=64, help_text="of name and address as written")
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)
    place = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    form_until = models.DateField()
    case_uuid = models.UUIDField(unique=True)
    party_uuid = models.UUIDField(unique=True)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="when the form came or the case went on")

    class Meta:
        constraints = (
            # Who calls twice has applied once.
            models.UniqueConstraint(
                fields=["procedure_key", "person_digest"],
                condition=models.Q(ended_at=None),
                name="applications_one_informal_a_person",
            ),
        )


class InformalCall(models.Model):
    """A call, letter or visit by which somebody applied, as it was taken down."""

    personal_data = ("note", "taken_by")
    retention = "as the case it opened"

    informal = models.ForeignKey(
        InformalApplication, on_delete=models.CASCADE, related_name="calls"
    )
    received_on = models.DateField()
    way = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField()


class Offer(models.Model):
    """An application that was prepared for somebody who has not asked for it."""

    personal_data = ("name", "address_lines", "email", "answers")
    retention = "until it is taken or its time is over (expires_on)"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source_uuid = models.UUIDField(unique=True, help_text="what the offer was made from")
    procedure_key = models.CharField(max_length=80)
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict, help_text="by path: source and basis of the answer")
    norm = models.CharField(max_length=200, help_text="by which the offer is made")
    offered_at = models.DateTimeField()
    expires_on = models.DateField(db_index=True)
    draft_uuid = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)


class Outreached(models.Model):
    """That a household was written to because it probably has a claim; it is not written to twice.

    The offer itself is deleted earlier; this row knows no name, only an id made of that of the
    household.
    """

    personal_data = ("source_uuid",)
    retention = "twelve months after the letter (forget_on)"

    source_uuid = models.UUIDField(unique=True, help_text="made of service and household")
    procedure_key = models.CharField(max_length=80)
    invited_on = models.DateField()
    forget_on = models.DateField(db_index=True)
