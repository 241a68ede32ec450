"""What happened and was decided in cases so far, of many cases in as many queries as of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amt.capabilities.cases.chronicle import chronicle_of
from amt.capabilities.cases.facts import facts_of
from amt.capabilities.cases.models import Case, Decision, DeedRecord, FactRecord
from amt.capabilities.cases.rulings import rulings_from
from amt.contract.benefits import Ruling
from amt.contract.deeds import Chronicle, Entry
from amt.contract.facts import Facts


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case with the rows that tell its history: facts that hold, deeds, decisions in order."""

    case: Case
    records: tuple[FactRecord, ...]
    deeds: tuple[DeedRecord, ...]
    decisions: tuple[Decision, ...]

    @property
    def facts(self) -> Facts:
        """The facts that hold, as rules read them."""
        return facts_of(self.records)

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """The decisions as procedures read them."""
        return rulings_from(self.decisions)

    def chronicle(self, and_then: Entry | None = None) -> Chronicle:
        """Return what was done, with a deed about to be done."""
        return chronicle_of(
            self.case, and_then=and_then, deeds=self.deeds, decisions=self.decisions
        )


def load(cases: Sequence[Case], *, known: Iterable[FactRecord] | None = None) -> list[Loaded]:
    """Return cases with their history, in their order; three queries.

    Whoever has read the facts that hold in these cases hands them in as `known`.
    """
    ids = [case.pk for case in cases]
    facts = defaultdict[int, list[FactRecord]](list)
    if known is None:
        known = FactRecord.objects.filter(case_id__in=ids, superseded_at=None)
    for record in sorted(known, key=lambda one: one.path):
        facts[record.case_id].append(record)
    deeds = defaultdict[int, list[DeedRecord]](list)
    for deed in DeedRecord.objects.filter(case_id__in=ids).order_by("on", "id"):
        deeds[deed.case_id].append(deed)
    decisions = defaultdict[int, list[Decision]](list)
    decided = Decision.objects.filter(case_id__in=ids).select_related("proposal")
    for decision in decided.order_by("number"):
        decisions[decision.case_id].append(decision)
    return [
        Loaded(case, tuple(facts[case.pk]), tuple(deeds[case.pk]), tuple(decisions[case.pk]))
        for case in cases
    ]
