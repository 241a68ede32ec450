"""Acts and their way to each addressee.

An act is stored as data (`content`, `letter`) before anything is rendered, so every later step can
be done again. Delivery, remedy and dispute belong to (act, addressee).
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ActState(models.TextChoices):
    """How far an act has come; each step is a job of its own."""

    DECLARED = "declared", _("erlassen")
    RENDERED = "rendered", _("geschrieben")
    SEALED = "sealed", _("gesiegelt")
    FILED = "filed", _("zur Akte genommen")
    DELIVERED = "delivered", _("bereitgestellt")
    NOTIFIED = "notified", _("benachrichtigt")


class Act(models.Model):
    """What an authority declares in a matter."""

    personal_data = ("content", "letter", "signatory_name")
    retention = "with the matter it belongs to"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    procedure_key = models.CharField(max_length=60)
    act_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    burdening = models.BooleanField()
    has_remedy = models.BooleanField()
    law = models.CharField(max_length=10)
    land = models.CharField(max_length=2)
    reference = models.CharField(max_length=40)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    signatory_name = models.CharField(max_length=200)
    content = models.JSONField()
    letter = models.JSONField()
    """All that the template shows, fixed at the moment of the declaration."""
    state = models.CharField(max_length=10, choices=ActState.choices, default=ActState.DECLARED)
    declared_at = models.DateTimeField()
    unsealed_uuid = models.UUIDField(null=True)
    document_uuid = models.UUIDField(null=True)
    verification_code = models.CharField(max_length=20, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"], name="acts_of_subject"),
            models.Index(fields=["document_uuid"], name="acts_by_document"),
        )

    @property
    def title(self) -> str:
        """The heading of the act."""
        return str(self.content["title"])

    @property
    def correlation(self) -> str:
        """The key under which other rooms know deeds for this act."""
        return f"act:{self.uuid}"


class Addressee(models.Model):
    """Somebody an act is addressed to, and its way there.

    `provided_at`: from when it could be retrieved or printed; `notified_at`: when the notification
    was sent or the letter posted. A letter in place of a failed electronic delivery is a row of its
    own.
    """

    personal_data = ("name", "address_lines")
    retention = "with the act"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    address_lines = models.JSONField(default=list)
    channel = models.CharField(max_length=20)
    law = models.CharField(max_length=10)
    correlation = models.CharField(max_length=120, unique=True)
    provided_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    retrieved_at = models.DateTimeField(null=True)
    disputed_at = models.DateTimeField(null=True)
    undeliverable_at = models.DateTimeField(null=True)
    instead_of = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["act", "position"],
                condition=Q(instead_of=None),
                name="one_addressee_a_position",
            ),
        )
