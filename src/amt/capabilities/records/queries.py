"""Reading Akten."""

from __future__ import annotations

from amt.capabilities.records.models import Akte, FiledDocument


def get_akte(reference: str) -> Akte:
    """Return an Akte. :raises Akte.DoesNotExist: when no Akte has the reference."""
    return Akte.objects.select_related("unit").get(reference=reference)


def list_filed(reference: str) -> list[FiledDocument]:
    """List what is filed under a reference, by number."""
    return list(FiledDocument.objects.filter(akte__reference=reference).order_by("number"))
