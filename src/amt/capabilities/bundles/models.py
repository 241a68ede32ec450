"""A bundle: one event of people's lives, its persons, what they tell, and one member a service.

Facts are superseded, never overwritten. A confirmation holds for the answers whose digest it bears:
whoever changes them afterwards makes it void.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

RETENTION = "180 days after the start (expires_on); what was sent lives in the cases"


class FactOrigin(models.TextChoices):
    """How a bundle came to know something."""

    NOTICED = "noticed", "noticed"
    TOLD = "told", "told"
    PRODUCED = "produced", "produced"


class MemberState(models.TextChoices):
    """Where a member of a bundle stands."""

    OPEN = "open", "open"
    DECLINED = "declined", "declined"
    WAITING = "waiting_for_confirmation", "waiting_for_confirmation"
    CONFIRMED = "confirmed", "confirmed"
    NEEDS_MORE = "needs_more", "needs_more"
    FAILED = "failed", "failed"
    SUBMITTED = "submitted", "submitted"


class Bundle(models.Model):
    """One event that happened to people, begun by one notice."""

    personal_data = ("notice_from",)
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(max_length=40)
    source_uuid = models.UUIDField(unique=True, help_text="the notice that began it")
    notice_from = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    expires_on = models.DateField(db_index=True)


class BundlePerson(models.Model):
    """Somebody whom the event concerns; invited by letter, known once they signed in."""

    personal_data = ("name", "address_lines", "account")
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="persons")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=400)
    address_lines = models.JSONField(default=list)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bundle", "position"], name="bundles_position"),
            # Two letters in one hand: the law wants two people to confirm, not one twice.
            models.UniqueConstraint(
                fields=["bundle", "account"],
                condition=Q(account__isnull=False),
                name="bundles_one_person_an_account",
            ),
        )


class BundleFact(models.Model):
    """Something known for all members, under its shared name; what holds is not superseded."""

    personal_data = ("value", "basis")
    retention = RETENTION

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="facts")
    path = models.CharField(max_length=200)
    value = models.JSONField()
    origin = models.CharField(max_length=16, choices=FactOrigin.choices)
    basis = models.TextField(blank=True)
    by_person = models.ForeignKey(
        BundlePerson, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["bundle", "path"],
                condition=Q(superseded_at=None),
                name="bundles_one_fact_holds",
            ),
        )


class BundleMember(models.Model):
    """One service of a bundle, on its own way to its own office."""

    personal_data = ("problem_values",)
    retention = RETENTION

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="members")
    procedure_key = models.CharField(max_length=80)
    state = models.CharField(max_length=32, choices=MemberState.choices, default=MemberState.OPEN)
    problem = models.CharField(max_length=60, blank=True)
    problem_values = models.JSONField(default=list, help_text="paths of what is missing")
    draft_uuid = models.UUIDField(null=True, unique=True)
    application_uuid = models.UUIDField(null=True, unique=True)
    case_uuid = models.UUIDField(null=True, unique=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bundle", "procedure_key"], name="bundles_member_once"),
        )


class BundleConsent(models.Model):
    """What a person said to a proof that another office could give; append-only."""

    personal_data = ("person", "consents")
    retention = RETENTION

    person = models.ForeignKey(BundlePerson, on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey(BundleMember, on_delete=models.CASCADE, related_name="consents")
    evidence_key = models.CharField(max_length=60)
    consents = models.BooleanField()
    declared_at = models.DateTimeField()


class BundleConfirmation(models.Model):
    """That a person confirms a member, with the answers of this digest."""

    personal_data = ("person",)
    retention = RETENTION

    person = models.ForeignKey(BundlePerson, on_delete=models.CASCADE, related_name="confirmations")
    member = models.ForeignKey(BundleMember, on_delete=models.CASCADE, related_name="confirmations")
    answers_digest = models.CharField(max_length=64)
    trust = models.PositiveSmallIntegerField()
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "member", "answers_digest"], name="bundles_confirmed_once"
            ),
        )


class BundleTransfer(models.Model):
    """That a proof went from the office that has it to a member; once a member and proof."""

    personal_data = ()
    retention = RETENTION

    member = models.ForeignKey(BundleMember, on_delete=models.CASCADE, related_name="transfers")
    evidence_key = models.CharField(max_length=60)
    paths = models.JSONField(default=list)
    transferred_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["member", "evidence_key"], name="bundles_passed_once"),
        )
