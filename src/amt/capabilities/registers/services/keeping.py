"""Emptying answers whose period is over, and deleting what the protocol need not keep."""

from __future__ import annotations

from datetime import datetime, timedelta

from amt.capabilities.registers.models import Inquiry, Report

ANSWER_DAYS = 90
ROW_DAYS = 731
"""Two years (EGovG section 5 (3) sentences 3 and 5 with IDNrG section 9 (3))."""
REPORT_DAYS = 731


def empty_old_answers(*, at: datetime) -> int:
    """Take person and values out of answers that are old; return how many there were."""
    old = Inquiry.objects.filter(emptied_at=None, answered_at__lt=at - timedelta(days=ANSWER_DAYS))
    # Found without values: the row says that there was an answer, as the protocol must.
    return old.update(values={}, entry_count=0, person={}, emptied_at=at)


def delete_old_rows(*, at: datetime) -> int:
    """Delete inquiries whose two years are over, and reports; return how many there were."""
    count, _ = Inquiry.objects.filter(answered_at__lt=at - timedelta(days=ROW_DAYS)).delete()
    gone, _ = Report.objects.filter(settled_at__lt=at - timedelta(days=REPORT_DAYS)).delete()
    return count + gone
