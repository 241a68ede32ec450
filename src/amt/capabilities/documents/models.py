"""Documents and the subjects they belong to.

A document is a row about a file; the file lies in the storage under the digest of its content, so
the same bytes are kept once however often they are handed in.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    """What is known of a file that a stranger made, before anybody may open it.

    `OWN` was made by the office; `UNSCANNED` came to an installation without a scanner.
    """

    OWN = "own", _("eigenes")
    UNSCANNED = "unscanned", _("ohne Prüfung")
    PENDING = "pending", _("wird geprüft")
    CLEAN = "clean", _("geprüft")
    INFECTED = "infected", _("Schadsoftware")
    FAILED = "failed", _("noch nicht geprüft")
    TOO_LARGE = "too_large", _("zu groß für die Prüfung")


READABLE = frozenset({ScanState.OWN, ScanState.UNSCANNED, ScanState.CLEAN})


class Document(models.Model):
    """A file with its type as found in its bytes; `file_name` is for display only.

    `received_sha256` is the digest of what was handed in: an image is kept upright, in a format
    that everybody can read, and without what a camera noted in it (`prepared_at`). A PDF is shown
    without its notes, too; what was handed in stays beside it as evidence, `original_sha256`. Of a
    file with a virus, `scan_found`, only this row is left.
    """

    personal_data = ("file_name", "content")
    retention = "with the subject that owns it; without an owner it is removed at once"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    file_name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    stored_at = models.DateTimeField()
    received_sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    original_sha256 = models.CharField(
        max_length=64, blank=True, default="", db_default="", db_index=True
    )
    prepared_at = models.DateTimeField(null=True, blank=True)
    scan_state = models.CharField(
        max_length=10, choices=ScanState.choices, default=ScanState.UNSCANNED
    )
    scan_at = models.DateTimeField(null=True, blank=True)
    scan_found = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = (
            # Of all files, those that wait are few.
            models.Index(
                fields=["scan_at"],
                condition=Q(scan_state__in=("pending", "failed", "too_large")),
                name="documents_to_scan",
            ),
        )

    @property
    def is_readable(self) -> bool:
        """Whether anybody may open it."""
        return self.scan_state in READABLE


class Ownership(models.Model):
    """That a document belongs to a subject, such as a draft or a case.

    `label` says as what: the path of the field that asked for it, or nothing. A newer version
    `replaces` an older one, which stays with its subject from then on as `replaced_at`.
    """

    personal_data = ()
    retention = "with the subject"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="ownerships")
    owner_kind = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=64)
    since = models.DateTimeField()
    label = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "label", "document"],
                condition=Q(replaced_at__isnull=True),
                name="one_ownership_a_paper",
            ),
        )
        indexes = (
            # The constraint's own index knows the current versions alone.
            models.Index(fields=["owner_kind", "owner_id"], name="documents_of_owner"),
        )


class PartialUpload(models.Model):
    """A large file that arrives in parts, until it is a document of its owner.

    `uploader` is who began it and alone may go on; `part_count` parts of `received` bytes lie in
    the file store. A finished one stays until it expires, so that who asks again hears the same.
    """

    personal_data = ("file_name", "uploader")
    retention = "a day after the last part arrived"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True, default="")
    uploader = models.CharField(max_length=80)
    file_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=60, blank=True, default="")
    accepted = models.JSONField(default=list)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    part_count = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(received__lte=models.F("size")), name="no_more_than_announced"
            ),
        )
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="uploads_of_owner"),)

    @property
    def is_complete(self) -> bool:
        """Whether all bytes have arrived."""
        return self.received == self.size
