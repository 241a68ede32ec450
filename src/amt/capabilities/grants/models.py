"""Grants as they run, invitations to apply again, and runs that decide many grants once more.

A grant is a read model: the plan of payments is computed from the case, what stands here is what
lists and runs need of it. A run and its items keep what was tried, checked and decided.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class GrantState(models.TextChoices):
    """What the plan says of a grant; that it is over follows from its last day."""

    RUNNING = "running"
    HELD = "held"
    VOID = "void"


class Grant(models.Model):
    """A case that is paid monthly, with first and last day of its plan.

    Months whose amount is not decided yet have none in `amounts` (null).
    """

    personal_data = ("amounts",)
    retention = "with the case"

    case_uuid = models.UUIDField(unique=True)
    procedure_key = models.CharField(max_length=80)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=GrantState.choices)
    amounts = models.JSONField(
        default=list, help_text="[first day of a month, cents] wherever the amount changes"
    )
    demand_keys = models.JSONField(default=list, help_text="of what is demanded back")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="grants_end_after_start"
            ),
        )
        indexes = (
            models.Index(fields=["unit", "procedure_key", "ends_on"], name="grants_by_end"),
            models.Index(fields=["reference"], name="grants_reference"),
        )

    def cents_in(self, month: date) -> int:
        """Return what is planned for the month of a day, in cents; nothing where it is open."""
        day, found = month.replace(day=1).isoformat(), 0
        if day > self.ends_on.isoformat():
            return 0
        for since, cents in self.amounts:
            if since <= day:
                found = int(cents or 0)
        return found

    @property
    def open_from(self) -> date | None:
        """The first month that is granted and whose amount is not decided yet."""
        found = (since for since, cents in self.amounts if cents is None)
        return next((date.fromisoformat(since) for since in found), None)


class Way(models.TextChoices):
    """How somebody was invited; `none` to whoever had applied already."""

    MAILBOX = "mailbox"
    LETTER = "letter"
    NONE = "none"


class RenewalInvitation(models.Model):
    """That a person was invited to apply again, once a grant and end."""

    personal_data = ()
    retention = "with the case"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="invitations")
    ends_on = models.DateField()
    invited_at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["grant", "ends_on"], name="grants_invited_once"),
        )


class RunState(models.TextChoices):
    """Where a run stands."""

    TRYING = "trying"
    SAMPLING = "sampling"
    RELEASED = "released"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


class BulkRun(models.Model):
    """Running grants of a unit that are decided once more because the law's figures changed."""

    personal_data = ("started_by", "released_by", "stop_note")
    retention = "ten years, as the decisions that came from it"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure_key = models.CharField(max_length=80)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField(help_text="first day of the new figures")
    norm = models.CharField(max_length=80)
    act_keys = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.TRYING)
    sample_size = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField(help_text="from which the sample is drawn, for the record")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=40, blank=True)
    stop_note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "procedure_key"],
                condition=~Q(state__in=["done", "stopped"]),
                name="grants_one_open_run",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None)
                | Q(started_by=None)
                | ~Q(released_by=F("started_by")),
                name="grants_released_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["trying", "sampling", "stopped"])
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="grants_runs_when_released",
            ),
        )

    @property
    def review_key(self) -> str:
        """The key under which a case is decided by this run once."""
        return f"bulk:{self.uuid}"


class ItemState(models.TextChoices):
    """What became of a grant in a run.

    `manual` is left to people and `handed` waits on their worklist; `same` was decided by the new
    figures before.
    """

    WAITING = "waiting"
    TRIED = "tried"
    DECIDED = "decided"
    SAME = "same"
    MANUAL = "manual"
    HANDED = "handed"


class BulkItem(models.Model):
    """One grant of a run: what it is, what it would be, what a person found, what was done."""

    personal_data = ("checked_by", "verdict_note", "before_cents", "after_cents")
    retention = "with its run"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    case_uuid = models.UUIDField()
    reference = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.WAITING)
    before_cents = models.BigIntegerField(help_text="a month, from the day of the new figures on")
    after_cents = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    problem = models.CharField(max_length=60, blank=True)
    sampled = models.BooleanField(default=False)
    verdict = models.CharField(
        max_length=8, blank=True, choices=[("right", "right"), ("wrong", "wrong")]
    )
    verdict_note = models.TextField(blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["run", "case_uuid"], name="grants_item_once"),
            models.CheckConstraint(
                condition=Q(verdict="", checked_by=None, checked_at=None)
                | (~Q(verdict="") & Q(checked_by__isnull=False, checked_at__isnull=False)),
                name="grants_verdict_has_person",
            ),
        )
        indexes = (
            models.Index(fields=["run", "state", "id"], name="grants_items_by_state"),
            models.Index(
                fields=["run", "id"], condition=Q(sampled=True), name="grants_items_sampled"
            ),
        )
