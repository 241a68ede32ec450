"""Acts, the copy of each addressee and its way; notices, which are letters that decide nothing.

A copy is stored as data (`content`, `letter`) before anything is rendered, so every later step can
be done again. Document, delivery, remedy and dispute belong to (act, addressee).
"""

from __future__ import annotations

import uuid
from uuid import UUID

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

    personal_data = ("title", "signatory_name")
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
    """Empty where no person signs: an act made by the machine (section 37 (5) VwVfG)."""
    title = models.TextField()
    """The heading of the first copy."""
    state = models.CharField(max_length=10, choices=ActState.choices, default=ActState.DECLARED)
    declared_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["subject_kind", "subject_id"], name="acts_of_subject"),)

    @property
    def copies(self) -> list[Addressee]:
        """The addressees with a document of their own, the first one first."""
        # Sorted here: rows that were fetched with the act are not fetched again.
        rows = [row for row in self.addressees.all() if row.instead_of_id is None]
        return sorted(rows, key=lambda row: row.position)

    @property
    def document_uuid(self) -> UUID | None:
        """The sealed document of the first addressee, None before it is sealed."""
        return self.copies[0].document_uuid

    @property
    def correlation(self) -> str:
        """The key under which other rooms know deeds for this act."""
        return f"act:{self.uuid}"


class Addressee(models.Model):
    """Somebody an act is addressed to, their copy of it and its way there.

    `provided_at`: from when it could be retrieved or printed; `notified_at`: when the notification
    was sent or the letter posted. A letter in place of a failed electronic delivery is a row of its
    own, with the same document.
    """

    personal_data = ("name", "address_lines", "content", "letter")
    retention = "with the act"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    party_uuid = models.UUIDField(null=True, db_index=True)
    role = models.CharField(max_length=60, default="applicant")
    for_information = models.BooleanField(default=False)
    """Whether the copy goes to somebody who cannot contest the act, such as a consulted body."""
    invitation_uuid = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    address_lines = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    letter = models.JSONField(default=dict)
    """All that the template shows, fixed at the moment of the declaration, codes left out."""
    unsealed_uuid = models.UUIDField(null=True)
    document_uuid = models.UUIDField(null=True, db_index=True)
    verification_code = models.CharField(max_length=20, blank=True)
    """Empty for a letter that goes out in place of another way: it is the same document."""
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
            models.UniqueConstraint(
                fields=["verification_code"],
                condition=~Q(verification_code=""),
                name="acts_one_code_a_copy",
            ),
        )


class Notice(models.Model):
    """A letter of the office that decides nothing: it tells, or invites somebody to take part."""

    personal_data = ("name", "address_lines", "letter")
    retention = "with the matter it belongs to"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    correlation = models.CharField(max_length=120, unique=True)
    """The key that the sender gave; the same key is one letter."""
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    procedure_key = models.CharField(max_length=60)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    address_lines = models.JSONField(default=list)
    letter = models.JSONField()
    """All that the template shows, codes left out."""
    invitation_uuid = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    document_uuid = models.UUIDField(null=True)
    posted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"], name="acts_notices_of_subject"),
        )

    @property
    def letter_correlation(self) -> str:
        """The key under which the print queue knows it."""
        return f"notice:{self.uuid}"
