"""Telling the open pages of a bundle that something changed."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.bundles.models import BundleMember
from amt.kernel import live

PROGRESS = "progress"


def announce(bundle_uuid: UUID) -> None:
    """Tell whoever watches a bundle to look again."""
    live.announce(topic=f"bundle:{bundle_uuid}", kind=PROGRESS)


def announce_case(case_uuid: UUID) -> None:
    """Tell whoever watches the bundle of a case, if it is in one."""
    rows = BundleMember.objects.filter(case_uuid=case_uuid)
    for bundle_uuid in rows.values_list("bundle__uuid", flat=True):
        announce(bundle_uuid)
