"""Messages from and to partners, and the record of what was handed on about whom."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Whose message it is."""

    IN = "in", _("eingegangen")
    OUT = "out", _("ausgegangen")


class MessageState(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued", _("wartet")
    DELIVERED = "delivered", _("übermittelt")
    FAILED = "failed", _("gescheitert")
    RECEIVED = "received", _("eingegangen")


class Message(models.Model):
    """A message; `payload` is emptied when its period is over, the row stays against repetition.

    `correlation` is ours for what we send; what comes in carries the one of our message to which it
    belongs, or its own. `message_id` is the sender's number of it.
    """

    personal_data = ("payload",)
    retention = "the content 90 days after it was settled"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    partner = models.CharField(max_length=40)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    message_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    correlation = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, help_text="of the content, to tell a copy")
    document_uuids = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=MessageState.choices)
    failure = models.CharField(max_length=60, blank=True, help_text="a code, never content")
    noted_at = models.DateTimeField(help_text="queued or received")
    settled_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partner", "direction", "message_id"], name="exchange_message_once"
            ),
            models.UniqueConstraint(
                fields=["correlation"],
                condition=models.Q(direction="out"),
                name="exchange_correlation_once",
            ),
        )
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"], name="exchange_subject"),
            models.Index(
                fields=["settled_at"],
                condition=models.Q(emptied_at=None),
                name="exchange_to_empty",
            ),
        )


class Transfer(models.Model):
    """That facts about a person went from one office to another, why and by which norm.

    `paths` names the facts, never their values. The database refuses to change a row.
    """

    personal_data = ("person_account_id", "person_name")
    retention = "with the matter of the person"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    correlation = models.CharField(max_length=120, blank=True)
    person_account_id = models.BigIntegerField(null=True, db_index=True)
    person_name = models.CharField(max_length=200)
    from_name = models.CharField(max_length=200)
    to_name = models.CharField(max_length=200)
    purpose = models.TextField()
    basis = models.CharField(max_length=200)
    consented_at = models.DateTimeField(null=True)
    paths = models.JSONField(default=list)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["correlation"],
                condition=~models.Q(correlation=""),
                name="exchange_transfer_once",
            ),
        )
        indexes = (models.Index(fields=["subject_kind", "subject_id"], name="exchange_about"),)
