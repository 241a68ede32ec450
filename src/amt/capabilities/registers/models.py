"""What was asked of registers, what came, and what people say to be wrong in them."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerState(models.TextChoices):
    """How far an inquiry is."""

    WAITING = "waiting", _("wird abgefragt")
    DOWN = "down", _("Register nicht erreichbar, wird wiederholt")
    FOUND = "found", _("Angaben gefunden")
    NOTHING = "nothing", _("keine Angaben")
    AMBIGUOUS = "ambiguous", _("nicht eindeutig")
    FAILED = "failed", _("keine Antwort")
    WITHDRAWN = "withdrawn", _("nicht gewünscht")


OPEN_STATES = (AnswerState.WAITING, AnswerState.DOWN)


class Inquiry(models.Model):
    """One question to a register about one person, and its answer.

    `NOTHING` is the neutral answer of BMG section 34a (5): nobody of that name, or a block. No more
    is known here, so no more can be shown. `values` holds the answer by path until it is emptied.
    """

    personal_data = ("person", "values", "account_id")
    retention = (
        "person and answer 90 days after the answer, at once when it is not wanted; the row two "
        "years, as protocol of the transmission (EGovG section 5 (3), IDNrG section 9 (3))"
    )

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=20)
    register_key = models.CharField(max_length=40)
    register_name = models.CharField(max_length=200)
    lookup_key = models.CharField(max_length=60)
    procedure_key = models.CharField(max_length=80)
    relation = models.CharField(max_length=20)
    norm = models.CharField(max_length=200)
    purpose = models.TextField()
    takes = models.JSONField(help_text="pairs of attribute and path")
    group = models.CharField(max_length=80, blank=True)
    person = models.JSONField(default=dict, help_text="by what the person is found")
    account_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True, help_text="the office that asks")
    office_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    values = models.JSONField(default=dict)
    entry_count = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True, help_text="a code, never content")
    was_down = models.BooleanField(default=False)
    consented_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "lookup_key"],
                condition=models.Q(state__in=["waiting", "down"]),
                name="registers_one_open_inquiry",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "down"], answered_at=None)
                | models.Q(answered_at__isnull=False) & ~models.Q(state__in=["waiting", "down"]),
                name="registers_settled_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="found") | models.Q(values={}),
                name="registers_values_when_found",
            ),
        )
        indexes = (
            models.Index(
                fields=["subject_kind", "subject_id", "lookup_key", "-asked_at"],
                name="registers_inquiries_of",
            ),
            models.Index(
                fields=["answered_at"],
                condition=models.Q(emptied_at=None),
                name="registers_to_empty",
            ),
        )


class ReportState(models.TextChoices):
    """What the register's office made of a report."""

    OPEN = "open", _("wird geprüft")
    CORRECTED = "corrected", _("Register berichtigt")
    UNCHANGED = "unchanged", _("Register ist richtig")


class Report(models.Model):
    """That a person says data of a register are wrong (BMG sections 6 and 12, PStG section 47)."""

    personal_data = ("person", "note", "account_id", "settled_by")
    retention = "two years after it was settled"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=20)
    register_name = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(help_text="the office that keeps the register")
    reference = models.CharField(max_length=40, unique=True)
    relation = models.CharField(max_length=20)
    attributes = models.JSONField()
    person = models.JSONField()
    note = models.TextField(blank=True, help_text="in the person's words")
    account_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN)
    answer = models.TextField(blank=True)
    settled_by = models.BigIntegerField(null=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at=None)
                | ~models.Q(state="open") & models.Q(settled_at__isnull=False),
                name="registers_settled_report_has_time",
            ),
            models.UniqueConstraint(
                fields=["account_id", "register", "relation"],
                condition=models.Q(state="open"),
                name="registers_one_open_report",
            ),
        )
        indexes = (
            models.Index(fields=["account_id", "-reported_at"], name="registers_reports_of"),
        )
