"""The audit trail and the pseudonyms of the people in it.

Entries are append-only (a database trigger refuses changes), carry a keyed checksum each and are
sealed in batches that are chained. People appear by a pseudonym; destroying its row makes them
unknown while the trail stays whole.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pseudonym(models.Model):
    """Who is behind an id of the audit trail, until the row is destroyed."""

    personal_data = ("subject_uuid",)
    retention = "until erasure of the person's account; the audit entries stay"

    pseudonym = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject_uuid = models.UUIDField(unique=True)
    created_at = models.DateTimeField()


class AuditSeal(models.Model):
    """A batch of entries, chained to the batch before."""

    personal_data = ()

    sealed_at = models.DateTimeField()
    entry_count = models.PositiveIntegerField()
    first_entry_id = models.BigIntegerField()
    last_entry_id = models.BigIntegerField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)


class AuditEntry(models.Model):
    """One deed: who did what to which subject, when."""

    personal_data = ("actor",)
    retention = "ten years after the end of the year; people by pseudonym only"

    at = models.DateTimeField(verbose_name=_("Zeitpunkt"))
    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=16)
    actor = models.UUIDField(null=True, help_text="pseudonym")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    checksum = models.CharField(max_length=64)
    seal = models.ForeignKey(AuditSeal, null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
            models.Index(fields=["id"], name="audit_unsealed", condition=models.Q(seal=None)),
        )
