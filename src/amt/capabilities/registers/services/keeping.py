"""Emptying answers whose period is over, and deleting what the protocol need not keep."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from amt.capabilities.registers.models import Inquiry, Report
from amt.kernel import clock

ANSWER_DAYS = 90
REPORT_DAYS = 731


def empty_old_answers(*, at: datetime) -> int:
    """Take person and values out of answers that are old; return how many there were."""
    old = Inquiry.objects.filter(emptied_at=None, answered_at__lt=at - timedelta(days=ANSWER_DAYS))
    # Found without values: the row says that there was an answer, as the protocol must.
    return old.update(values={}, entry_count=0, person={}, emptied_at=at)


def delete_old_rows(*, at: datetime) -> int:
    """Delete inquiries after the year that follows the answer (BMG section 40 (5)), and reports."""
    first_kept = date(clock.day_of(at).year - 1, 1, 1)
    begin = datetime.combine(first_kept, datetime.min.time(), tzinfo=clock.BERLIN)
    count, _ = Inquiry.objects.filter(answered_at__lt=begin).delete()
    gone, _ = Report.objects.filter(settled_at__lt=at - timedelta(days=REPORT_DAYS)).delete()
    return count + gone
