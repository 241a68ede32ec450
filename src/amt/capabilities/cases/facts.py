"""The facts of a case as they hold now, how one supersedes another, the digest of a proposal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from amt.capabilities.cases.models import Case, FactRecord
from amt.contract.facts import Facts, FactSource
from amt.kernel.actors import Actor


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


def supersede(
    case: Case,
    path: str,
    value: Any,
    *,
    source: FactSource,
    basis: str,
    actor: Actor,
    at: datetime,
) -> bool:
    """Let a new fact take the place of the one that holds; tell whether anything changed."""
    old = FactRecord.objects.filter(case=case, path=path, superseded_at=None).first()
    if old is not None and old.value == value:
        return False
    if old is not None:
        old.superseded_at = at
        old.save(update_fields=["superseded_at"])
    new = FactRecord.objects.create(
        case=case,
        path=path,
        value=value,
        source=source.value,
        obtained_at=at,
        basis=basis,
        recorded_by_id=actor.account_id,
    )
    if old is not None:
        old.superseded_by = new
        old.save(update_fields=["superseded_by"])
    return True
