"""Messages to residents and the documents that come with them."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.conf import settings
from django.db import models


class Message(models.Model):
    """A message in the mailbox of an account; a thread is the matter it belongs to."""

    personal_data = ("subject", "body", "sender_name")
    retention = "with the matter of its thread, at the latest with the account"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    correlation = models.CharField(max_length=120, unique=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    thread_kind = models.CharField(max_length=40)
    thread_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=10, default="de", db_default="de")
    """The language of subject and body: the one the account read in when it was written."""
    sender_name = models.CharField(max_length=200)
    provided_at = models.DateTimeField()
    retrieved_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["account", "-provided_at", "-id"], name="mailbox_of_account"),
            models.Index(
                fields=["account"],
                name="mailbox_unread",
                condition=models.Q(retrieved_at=None),
            ),
            models.Index(fields=["thread_kind", "thread_id"], name="mailbox_thread"),
        )

    @property
    def document_uuids(self) -> list[UUID]:
        """The documents that come with the message, in order."""
        return [a.document_uuid for a in sorted(self.attachments.all(), key=lambda a: a.position)]


class Attachment(models.Model):
    """A document that comes with a message."""

    personal_data = ("document_uuid",)
    retention = "with its message"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    document_uuid = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["message", "document_uuid"], name="one_attachment_a_document"
            ),
        )
