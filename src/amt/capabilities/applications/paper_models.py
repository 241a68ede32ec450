"""Scans of paper forms: the batch as it left the scanner, its sheets, the applications in it.

An application on paper waits until somebody has entered what stands on it; then it is one like any
other. `Draft` is not used: nobody but the office fills it in.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class PaperPrint(models.Model):
    """A form that was printed for one case or draft, with the answers that were printed into it.

    The print of a draft goes with the draft: who throws away what they typed throws that away, too.
    """

    personal_data = ("answers",)
    retention = "as long as the paper may come back (forget_on), at most as long as its draft"

    serial = models.CharField(max_length=20, unique=True)
    procedure_key = models.CharField(max_length=80)
    form_key = models.CharField(max_length=40)
    form_version = models.PositiveIntegerField()
    case_uuid = models.UUIDField(null=True)
    draft = models.ForeignKey(
        "applications.Draft", null=True, on_delete=models.CASCADE, related_name="+"
    )
    answers = models.JSONField(default=dict)
    printed_at = models.DateTimeField()
    forget_on = models.DateField(db_index=True)


class BatchState(models.TextChoices):
    """How far a scan is."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


class ScanBatch(models.Model):
    """A file from the scanner: pages of several letters, one after the other."""

    personal_data = ("taken_by", "file_name")
    retention = "two years after it was read; its sheets are kept with their cases"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, help_text="the same file is taken once")
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    received_on = models.DateField()
    file_name = models.CharField(max_length=160)
    document_uuid = models.UUIDField()
    state = models.CharField(max_length=8, choices=BatchState, default=BatchState.WAITING)
    sheet_count = models.PositiveIntegerField(default=0)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class PaperState(models.TextChoices):
    """What became of an application on paper."""

    OPEN = "open"
    SENT = "sent"
    KNOWN = "known"
    """Its case has a form already; the paper lies with the case."""
    DOUBLED = "doubled"
    """The same paper was scanned twice; this one counts for nothing."""


class PaperApplication(models.Model):
    """An application that came on paper, while its answers are entered."""

    personal_data = ("answers", "raw", "done_by", "note")
    retention = "as the case it opened; answers emptied when they are entered"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="papers")
    serial = models.CharField(max_length=20, db_index=True)
    procedure_key = models.CharField(max_length=80)
    form_key = models.CharField(max_length=40)
    form_version = models.PositiveIntegerField()
    page_count = models.PositiveIntegerField(help_text="pages that the form has")
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    reference = models.CharField(max_length=40)
    received_on = models.DateField()
    case_uuid = models.UUIDField(null=True, db_index=True)
    answers = models.JSONField(default=dict)
    raw = models.JSONField(default=dict, help_text="by page: what was typed and cannot be read yet")
    state = models.CharField(max_length=8, choices=PaperState, default=PaperState.OPEN)
    arrived_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True, db_default="", help_text="why it counts for nothing")


class PaperSheet(models.Model):
    """One page of a scan, upright; without application while nobody knows to which it belongs.

    `number` is the page of the form, or empty: a proof that lay with it.
    """

    personal_data = ("note",)
    retention = "with the case of its application; else two years after it was settled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="sheets")
    position = models.PositiveIntegerField(help_text="in the scan, counted from one")
    paper = models.ForeignKey(
        PaperApplication, null=True, on_delete=models.PROTECT, related_name="sheets"
    )
    number = models.PositiveIntegerField(null=True)
    first_step = models.PositiveIntegerField(default=0)
    last_step = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=200, blank=True, help_text="the file field it answers")
    document_uuid = models.UUIDField()
    problem = models.CharField(max_length=20, blank=True, help_text="why nobody knows it")
    note = models.TextField(blank=True, help_text="what became of a sheet that belongs to nothing")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "position"], name="applications_one_sheet_a_page"
            ),
            models.UniqueConstraint(
                fields=["paper", "number"],
                condition=models.Q(number__isnull=False),
                name="applications_one_sheet_a_number",
            ),
        )
