"""A case with its parties, facts, proposals, decisions and what happened.

Facts are superseded, never overwritten. Proposals and decisions keep what they rest on, so that a
case reads when its procedure is gone. States are those of the procedure's workflow.
"""

from __future__ import annotations

import uuid

from django.conf import settings
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

    class Meta:
        indexes = (models.Index(fields=["procedure_key", "opened_at"], name="cases_opened"),)


class Party(models.Model):
    """Somebody with a role in a case."""

    personal_data = ("account", "name", "address_lines")
    retention = RETENTION

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=40)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["account", "case"], name="cases_of_account"),)


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
    """What a person decided, on which proposal, with which act."""

    personal_data = ("own_words", "decided_by")
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
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    act_uuid = models.UUIDField(unique=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="cases_decision_number"),
        )
        indexes = (models.Index(fields=["decided_at"], name="cases_decided"),)


class CaseEvent(models.Model):
    """Something that happened in a case, as both sides see it."""

    personal_data = ("account",)
    retention = RETENTION

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    values = models.JSONField(default=dict, help_text="ids and codes, no personal data")

    class Meta:
        indexes = (models.Index(fields=["case", "at", "id"], name="cases_timeline"),)
