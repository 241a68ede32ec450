"""E-mails and letters on their way out."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmailState(models.TextChoices):
    """How far an e-mail has come."""

    QUEUED = "queued", _("wartet")
    SENT = "sent", _("gesendet")
    BOUNCED = "bounced", _("nicht zustellbar")
    FAILED = "failed", _("gescheitert")


class OutgoingEmail(models.Model):
    """An e-mail; `context` holds no personal data, the text is rendered when it is sent."""

    personal_data = ("recipient",)
    retention = "90 days after it was sent"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    correlation = models.CharField(max_length=120, unique=True)
    recipient = models.EmailField()
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=EmailState.choices, default=EmailState.QUEUED)
    message_id = models.CharField(max_length=200)
    queued_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    reply_code = models.PositiveSmallIntegerField(null=True)
    """The mail server's last refusal (RFC 5321)."""


class PrintJob(models.Model):
    """A document that waits to be printed and posted."""

    personal_data = ("address_lines",)
    retention = "90 days after it was posted"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    correlation = models.CharField(max_length=120, unique=True)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    document_uuid = models.UUIDField()
    address_lines = models.JSONField(default=list)
    queued_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["unit", "queued_at"],
                name="dispatch_to_print",
                condition=models.Q(posted_at=None),
            ),
        )
