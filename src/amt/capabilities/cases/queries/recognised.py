"""Who has a case of a service already, asked by what register data say of people.

For rooms that would write to people without being asked; they learn nothing but yes or no.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from amt.capabilities.cases.models import Case, FactRecord, Party


def applied_by_facts(
    procedure_key: str, paths: Sequence[str], wanted: Collection[tuple[str, ...]], since: date
) -> set[tuple[str, ...]]:
    """Return which of these values of the paths a case says, open or applied for since a day.

    The last path holds text that is compared exactly, such as the day of birth.
    """
    if not paths or not wanted:
        return set()
    holding = FactRecord.objects.filter(superseded_at=None, case__in=_cases(procedure_key, since))
    near = holding.filter(path=paths[-1], value__in=sorted({one[-1] for one in wanted}))
    told: dict[int, dict[str, str]] = {}
    rows = holding.filter(path__in=paths, case_id__in=near.values("case_id"))
    for case_id, path, value in rows.values_list("case_id", "path", "value"):
        told.setdefault(case_id, {})[path] = str(value)
    asked = {_plain(one): one for one in wanted}
    found = {_plain([values.get(path, "") for path in paths]) for values in told.values()}
    return {asked[one] for one in found if one in asked}


def applied_by_address(
    procedure_key: str, wanted: Collection[tuple[str, str]], since: date
) -> set[tuple[str, str]]:
    """Return which of these names and streets are those of a party of such a case."""
    if not wanted:
        return set()
    rows = Party.objects.filter(
        case__in=_cases(procedure_key, since), name__in=sorted({name for name, _ in wanted})
    )
    asked = {_plain(one): one for one in wanted}
    found = {
        _plain((name, str(line)))
        for name, lines in rows.values_list("name", "address_lines")
        for line in lines
    }
    return {asked[one] for one in found if one in asked}


def _cases(procedure_key: str, since: date) -> QuerySet[Case]:
    return Case.objects.filter(
        Q(closed_at=None) | Q(applied_on__gte=since), procedure_key=procedure_key
    )


def _plain(values: Sequence[str]) -> tuple[str, ...]:
    """Return values as people compare them: without case and doubled spaces."""
    return tuple(" ".join(value.casefold().split()) for value in values)
