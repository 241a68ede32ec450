"""The facts of a case as they hold now, and the digest that a proposal is tied to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from amt.capabilities.cases.models import Case, FactRecord
from amt.contract.facts import Facts


def records_in_force(case: Case) -> list[FactRecord]:
    """List the facts of a case that are not superseded, by path."""
    return list(FactRecord.objects.filter(case=case, superseded_at=None).order_by("path"))


def facts_of(records: Iterable[FactRecord]) -> Facts:
    """Return records as the view that rules read."""
    return Facts({record.path: record.value for record in records if record.value is not None})


def digest_of(facts: Facts, applied_on: date) -> str:
    """Return the digest of all that goes into an assessment, the law's figures excepted."""
    content = {"applied_on": applied_on.isoformat(), "facts": dict(facts.items())}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
