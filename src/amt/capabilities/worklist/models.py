"""What waits for a person of a unit.

An item names its subject and carries no personal data; the subject's own room says what it is
about.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class ItemState(models.TextChoices):
    """Whether something is still to be done."""

    OPEN = "open"
    DONE = "done"


class WorkItem(models.Model):
    """One thing to do, due on a day, for a unit or a person of it."""

    personal_data = ("assigned_to", "done_by", "note")
    retention = "two years after it is done; it says nothing of residents but in its note"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    procedure_key = models.CharField(max_length=80)
    title_values = models.JSONField(default=dict, help_text="no personal data")
    reference = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.OPEN)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    closed_by_hand = models.BooleanField(
        default=False, help_text="a person says that it is done; else the subject's room"
    )
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True, help_text="why it is done, in words of the person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=models.Q(state="open"),
                name="worklist_one_open_item",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", done_at=None)
                | models.Q(state="done", done_at__isnull=False),
                name="worklist_done_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(note="", done_by=None)
                | models.Q(state="done", closed_by_hand=True, done_by__isnull=False),
                name="worklist_note_by_hand",
            ),
        )
        indexes = (
            models.Index(
                fields=["unit", "due_on", "id"],
                condition=models.Q(state="open"),
                name="worklist_open_by_due",
            ),
            models.Index(
                fields=["unit", "opened_at", "id"],
                condition=models.Q(state="open"),
                name="worklist_open_by_age",
            ),
            models.Index(fields=["unit", "-done_at", "-id"], name="worklist_done"),
            models.Index(fields=["subject_kind", "subject_id"], name="worklist_subject"),
            models.Index(fields=["reference"], name="worklist_reference"),
        )
