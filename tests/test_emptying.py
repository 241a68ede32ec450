"""What a test commits is gone before the next, append-only tables included."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from amt.capabilities.authorities.models import Unit
from amt.capabilities.dispatch.jobs import send_email
from amt.kernel.models import AuditEntry
from tests import emptying


@pytest.mark.django_db(transaction=True)
def test_nothing_that_was_committed_is_left(organisation: None) -> None:
    assert Unit.objects.exists()
    assert AuditEntry.objects.exists()

    emptying.empty()

    with connection.cursor() as cursor:
        assert emptying.tables_with_rows(cursor) == []
    assert ContentType.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_job_of_one_test_waits_in_the_next() -> None:
    send_email.defer(email_uuid="00000000-0000-0000-0000-000000000000")
    assert ProcrastinateJob.objects.exists()

    emptying.empty()

    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_append_only_tables_are_known() -> None:
    assert '"kernel_auditentry"' in emptying._append_only()
    assert '"payments_entry"' in emptying._append_only()
    assert '"authorities_unit"' not in emptying._append_only()
