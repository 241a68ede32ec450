"""A case with its parties, facts, deeds, consultations, proposals, decisions and events.

Facts are superseded, never overwritten; deeds are only added. Proposals and decisions keep what
they rest on, so that a case reads when its procedure is gone. States are those of the procedure's
workflow.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

RETENTION = "period and norm of the procedure's `retention`, from the end of the case"


class Case(models.Model):
    """One matter of one procedure, worked on by one unit."""

    personal_data = ()
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    procedure_key = models.CharField(max_length=80)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=40)
    form_key = models.CharField(max_length=80)
    form_version = models.PositiveIntegerField()
    applied_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    source_uuid = models.UUIDField(unique=True, help_text="what the case was opened from")
    next_due_on = models.DateField(
        null=True, db_index=True, help_text="first day on which a deed of time is due"
    )

    class Meta:
        indexes = (models.Index(fields=["procedure_key", "opened_at"], name="cases_opened"),)


class Party(models.Model):
    """Somebody with a role in a case."""

    personal_data = ("account", "name", "address_lines", "email")
    retention = RETENTION

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=40)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)
    email = models.EmailField(blank=True, default="", db_default="")
    organisation = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = (models.Index(fields=["account", "case"], name="cases_of_account"),)


class DeedRecord(models.Model):
    """A deed that was done; together they are the chronicle from which terms are computed.

    `on` is the day that counts, `at` the moment of writing: a deed of time that the machine does
    late still counts from the first day after its term.
    """

    personal_data = ("actor", "values")
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deeds")
    key = models.CharField(max_length=80)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=40, blank=True, help_text="of the party who did it")
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="deeds")
    values = models.JSONField(default=dict, help_text="the answers to the deed's form")
    act_uuid = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = (models.Index(fields=["case", "on", "id"], name="cases_chronicle"),)


class Consultation(models.Model):
    """Another body asked for its opinion; that it kept silent is computed, never written."""

    personal_data = ("answered_by", "text")
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consultations")
    key = models.CharField(max_length=80)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    ends_on = models.DateField()
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opinion = models.CharField(max_length=16, blank=True)
    text = models.TextField(blank=True)
    document_uuids = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="cases_consultations"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on=None, opinion="")
                | (Q(answered_on__isnull=False) & ~Q(opinion="")),
                name="cases_opinion_has_day",
            ),
        )


class FactRecord(models.Model):
    """A fact at one time; the one that holds is not superseded."""

    personal_data = ("value", "basis")
    retention = RETENTION

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="fact_records")
    path = models.CharField(max_length=200)
    value = models.JSONField(null=True)
    source = models.CharField(max_length=16)
    obtained_at = models.DateTimeField()
    basis = models.TextField(blank=True, help_text="register and norm, or the officer's reason")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "path"],
                condition=Q(superseded_at=None),
                name="cases_one_fact_holds",
            ),
        )


class Proposal(models.Model):
    """What the rules proposed for facts of a digest, or why they proposed nothing."""

    personal_data = ("assessment",)
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    assessment = models.JSONField(null=True)
    outcome = models.CharField(max_length=16)
    problem = models.CharField(max_length=40, blank=True)
    problem_values = models.JSONField(default=dict)
    parameter_versions = models.JSONField(default=list)
    facts_digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "-id"], name="cases_newest_proposal"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(assessment__isnull=False, problem="")
                | (Q(assessment=None) & ~Q(problem="")),
                name="cases_proposal_or_problem",
            ),
        )


class Decision(models.Model):
    """What was decided, on which proposal, with which act; `number` 2 and more decide once more.

    A person decides, or the machine where a norm allows it and the operator switched it on. Of one
    review (`review_key`) a case is decided once, however often the job runs.
    """

    personal_data = ("own_words", "decided_by", "inputs")
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(
        max_length=16,
        choices=[("grant", "grant"), ("partial", "partial"), ("refusal", "refusal")],
    )
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    reason_keys = models.JSONField(default=list)
    own_words = models.TextField(blank=True)
    inputs = models.JSONField(
        default=dict, db_default={}, help_text="the answers to the form of the act"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    automatic = models.BooleanField(
        default=False, db_default=False, help_text="whether the machine decided"
    )
    review_key = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="of a review of many cases"
    )
    decided_at = models.DateTimeField()
    act_uuid = models.UUIDField(unique=True)
    act_key = models.CharField(max_length=60, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="cases_decision_number"),
            models.UniqueConstraint(
                fields=["case", "review_key"],
                condition=~Q(review_key=""),
                name="cases_reviewed_once",
            ),
            models.CheckConstraint(
                condition=Q(automatic=True, decided_by=None)
                | Q(automatic=False, decided_by__isnull=False),
                name="cases_person_or_machine",
            ),
        )
        indexes = (models.Index(fields=["decided_at"], name="cases_decided"),)


class CaseEvent(models.Model):
    """Something that happened in a case, as both sides see it."""

    personal_data = ("account",)
    retention = RETENTION

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    values = models.JSONField(default=dict, help_text="ids and codes, no personal data")
    deed = models.ForeignKey(DeedRecord, null=True, on_delete=models.CASCADE, related_name="events")

    class Meta:
        indexes = (models.Index(fields=["case", "at", "id"], name="cases_timeline"),)


class AutomationSwitch(models.Model):
    """Whether the machine decides cases of a service alone, from a moment on; only added.

    Of the cases that qualify people decide a share.
    """

    personal_data = ("changed_by",)
    retention = "as long as decisions by the machine are kept"

    procedure_key = models.CharField(max_length=80)
    on = models.BooleanField()
    sampled_share_percent = models.PositiveSmallIntegerField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["procedure_key", "-id"], name="cases_automation"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(sampled_share_percent__lte=100), name="cases_share_is_percent"
            ),
        )
