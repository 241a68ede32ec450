"""Akten and the documents filed in them."""

from __future__ import annotations

from django.db import models


class Akte(models.Model):
    """An electronic file under its reference (Aktenzeichen); `title` names no person."""

    personal_data = ()
    retention = "as the procedure says, counted from the end of the year in which it is closed"

    reference = models.CharField(max_length=40, unique=True)
    procedure_key = models.CharField(max_length=60)
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class FiledDocument(models.Model):
    """A document in an Akte, with its number there; what is filed stays filed."""

    personal_data = ("document_uuid",)
    retention = "with its Akte"

    akte = models.ForeignKey(Akte, on_delete=models.PROTECT, related_name="filed_documents")
    number = models.PositiveIntegerField()
    document_uuid = models.UUIDField()
    title = models.CharField(max_length=200)
    filed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["akte", "document_uuid"], name="one_filing_a_document"),
            models.UniqueConstraint(fields=["akte", "number"], name="one_document_a_number"),
        )
