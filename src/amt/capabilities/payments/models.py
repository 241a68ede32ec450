"""What is due to whom, what was ordered at the bank, what came back, what is demanded.

The ledger of a subject is a journal: each entry carries the running balance of its month, and the
database refuses an entry that does not follow from the one before, or that orders more than is
planned. Amounts are cents.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Ledger(models.Model):
    """The payments of one subject: whom they go to, whether they are held or hindered."""

    personal_data = ("payee_name", "iban", "hindered_iban")
    retention = "ten years after the last payment, as vouchers of a public till"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    procedure_key = models.CharField(max_length=80)
    reference = models.CharField(max_length=40)
    payee_name = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    held_since = models.DateField(null=True)
    hindered_iban = models.CharField(
        max_length=34, blank=True, help_text="came back from there; nothing more goes there"
    )
    basis = models.CharField(max_length=80, blank=True, help_text="of the newest plan")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="payments_one_ledger_a_subject"
            ),
        )
        indexes = (models.Index(fields=["unit", "id"], name="payments_ledger_unit"),)


class RunState(models.TextChoices):
    """How far a run has come."""

    COLLECTING = "collecting"
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


class Run(models.Model):
    """All payments of a unit for a month: one person proposes, another approves."""

    personal_data = ("proposed_by", "approved_by", "ended_by")
    retention = "ten years, as vouchers of a public till"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=10, choices=RunState, default=RunState.COLLECTING)
    collect_failure = models.CharField(
        max_length=40, blank=True, help_text="why nothing could be proposed, a code"
    )
    execution_on = models.DateField(help_text="the day on which the bank executes")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_count = models.PositiveIntegerField(null=True)
    approved_cents = models.BigIntegerField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)
    fetched_at = models.DateTimeField(null=True, help_text="somebody has fetched the file")
    sent_at = models.DateTimeField(null=True, help_text="may be at the bank, whatever it said")
    taken_at = models.DateTimeField(null=True, help_text="the bank has the file")
    hand_over_failure = models.CharField(max_length=60, blank=True, help_text="a code")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="payments_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "voided"], approved_by__isnull=False)
                | Q(state__in=["collecting", "proposed", "withdrawn"], approved_by=None),
                name="payments_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(state="approved"),
                name="payments_only_approved_is_taken",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=["collecting", "proposed"]),
                name="payments_one_unfinished_run",
            ),
        )
        indexes = (models.Index(fields=["unit", "-id"], name="payments_runs"),)


class PaymentState(models.TextChoices):
    """What became of a payment."""

    PROPOSED = "proposed"
    ORDERED = "ordered"
    RELEASED = "released"
    RETURNED = "returned"


class Payment(models.Model):
    """One transfer to one account; what it is made of stands in the ledger."""

    personal_data = ("payee_name", "iban")
    retention = "ten years, as vouchers of a public till"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="payments")
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="payments")
    end_to_end_id = models.CharField(max_length=35, unique=True)
    payee_name = models.CharField(max_length=200)
    iban = models.CharField(max_length=34)
    purpose = models.CharField(max_length=140)
    cents = models.BigIntegerField()
    last_cents = models.BigIntegerField(null=True, help_text="of the payment before this one")
    marks = models.JSONField(default=list, help_text="what a person should look at")
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.PROPOSED)
    returned_on = models.DateField(null=True)
    return_reason = models.CharField(max_length=10, blank=True, help_text="code of the bank")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["run", "ledger"], name="payments_one_payment_a_ledger_and_run"
            ),
            models.UniqueConstraint(
                fields=["ledger"],
                condition=Q(state="proposed"),
                name="payments_one_open_payment",
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payments_some_amount"),
            models.CheckConstraint(
                condition=Q(state="returned", returned_on__isnull=False)
                | (~Q(state="returned") & Q(returned_on=None)),
                name="payments_returned_has_day",
            ),
        )
        indexes = (models.Index(fields=["ledger", "-id"], name="payments_of_ledger"),)


class RunFile(models.Model):
    """The file of an approved run, made once; whoever fetches it again gets the same bytes."""

    personal_data = ("content",)
    retention = "as long as the run"

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="file")
    message_id = models.CharField(max_length=35, unique=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()


class Statement(models.Model):
    """A file of the bank's notes that was taken in."""

    personal_data = ()

    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=80)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "message_id"], name="payments_statement_once"),
        )


class Demand(models.Model):
    """Money that somebody owes by an act; `key` is that of the plan it follows from."""

    personal_data = ()
    retention = "ten years after it was settled"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="demands")
    key = models.CharField(max_length=80)
    reference = models.CharField(max_length=40, unique=True, help_text="to be named when paying")
    cents = models.BigIntegerField()
    norm = models.CharField(max_length=120)
    due_on = models.DateField()
    basis = models.CharField(max_length=80, blank=True)
    raised_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ledger", "key"], name="payments_one_demand_a_key"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payments_some_demand"),
        )


class BankEntry(models.Model):
    """One line of the bank's notes, taken in once; what nobody could place waits for a person."""

    personal_data = ("remittance",)
    retention = "ten years, as vouchers of a public till"

    class Kind(models.TextChoices):
        """What the line was found to be."""

        RETURN = "return"
        RECEIPT = "receipt"
        UNCLEAR = "unclear"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    bank_reference = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind)
    cents = models.BigIntegerField()
    booked_on = models.DateField()
    remittance = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT)
    demand = models.ForeignKey(Demand, null=True, on_delete=models.PROTECT, related_name="receipts")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "bank_reference"], name="payments_bank_entry_once"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payments_some_entry"),
            models.CheckConstraint(
                condition=Q(kind="return", payment__isnull=False, demand=None)
                | Q(kind="receipt", demand__isnull=False, payment=None)
                | Q(kind="unclear", payment=None, demand=None),
                name="payments_entry_fits_kind",
            ),
        )


class Entry(models.Model):
    """One line of a ledger and the balance of its month after it; append-only by trigger.

    `planned` is what is due for the month, `ordered` what runs have taken, `returned` what came
    back. Only an `ORDERED` line must leave no more ordered than planned: a plan may later sink.
    """

    personal_data = ()

    class Kind(models.TextChoices):
        """What the line says."""

        PLANNED = "planned"
        ORDERED = "ordered"
        RELEASED = "released"
        RETURNED = "returned"
        REPAID = "repaid"

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="entries")
    month = models.DateField()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    cents = models.BigIntegerField()
    provisional = models.BooleanField(default=False)
    planned = models.BigIntegerField()
    ordered = models.BigIntegerField()
    returned = models.BigIntegerField()
    payment = models.ForeignKey(
        Payment, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    bank_entry = models.ForeignKey(
        BankEntry, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    basis = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["ledger", "month", "position"], name="payments_one_line_a_position"
            ),
            models.UniqueConstraint(
                fields=["payment", "month"],
                condition=Q(kind="ordered"),
                name="payments_ordered_once",
            ),
            models.UniqueConstraint(
                fields=["payment", "month"],
                condition=Q(kind__in=["released", "returned"]),
                name="payments_undone_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ordered") | Q(ordered__lte=F("planned") + F("returned")),
                name="payments_no_more_than_planned",
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0, ordered__gte=0, returned__gte=0)
                & Q(returned__lte=F("ordered")),
                name="payments_balances_fit",
            ),
            models.CheckConstraint(
                condition=Q(kind="planned") | Q(cents__gt=0), name="payments_some_line"
            ),
            models.CheckConstraint(
                condition=Q(kind="planned", payment=None, bank_entry=None)
                | Q(kind="repaid", payment=None, bank_entry__isnull=False)
                | Q(kind__in=["ordered", "released", "returned"], payment__isnull=False),
                name="payments_line_has_cause",
            ),
        )
