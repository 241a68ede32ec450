"""How many of those who are entitled a run finds, and how many of those it finds are not.

`python -m amt.procedures.wohngeld.tests.measured_outreach [HOUSEHOLDS]` prints a table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

from amt.contract.assessment import Outcome
from amt.contract.outreach import Confidence, Finding
from amt.procedures.wohngeld.outreach import find
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum_of, propose_household
from amt.procedures.wohngeld.rules.wohnung import WohnungArt
from amt.procedures.wohngeld.tests.population import ON, Invented, invented


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of one run: who is entitled and has no grant, who was found, who is both."""

    entitled: int
    found: int
    right: int

    @property
    def share_found(self) -> float:
        """Share of the entitled that were found."""
        return self.right / self.entitled if self.entitled else 0.0

    @property
    def false_alarms(self) -> float:
        """Share of the found that are not entitled."""
        return 1 - self.right / self.found if self.found else 0.0


Judged = list[tuple[bool, Finding | None]]


def judged(households: Iterable[Invented]) -> Judged:
    """Return of each household whether it is entitled without a grant, and the finding."""
    return [(_is_entitled(one), _finding(one)) for one in households]


def measure(seen: Judged, confidence: Confidence, least_cents: int = 0) -> Measured:
    """Count what a run with these limits finds."""
    taken = [
        (entitled, f is not None and f.confidence >= confidence and f.amount.cents >= least_cents)
        for entitled, f in seen
    ]
    return Measured(
        entitled=sum(entitled for entitled, _ in taken),
        found=sum(found for _, found in taken),
        right=sum(entitled and found for entitled, found in taken),
    )


def _is_entitled(one: Invented) -> bool:
    # What owners pay for their home is in no file; they are beyond this measurement.
    if one.has_grant or one.truth.wohnung.kind is WohnungArt.OWNERSHIP:
        return False
    first = propose_household(one.truth, bewilligungszeitraum_of(one.truth)).segments[0]
    return first.outcome is Outcome.GRANT


def _finding(one: Invented) -> Finding | None:
    (found,) = find([one.rows], ON)
    return found if isinstance(found, Finding) else None


def table(count: int) -> str:
    """Return the table for so many households."""
    households = list(invented(count))
    began = time.perf_counter()
    for one in households:
        find([one.rows], ON)
    each = (time.perf_counter() - began) / count * 1000
    seen = judged(households)
    entitled = measure(seen, Confidence.LOW).entitled
    lines = [
        f"{count} invented households, {entitled} tenants entitled, {each:.2f} ms a household",
        "",
        "| confidence at least | EUR a month at least | found | share found | false alarms |",
        "|---|---|---|---|---|",
    ]
    for level in reversed(Confidence):
        for least in (0, 50, 100):
            run = measure(seen, level, least * 100)
            lines.append(
                f"| {level.name.lower()} | {least} | {run.found} "
                f"| {run.share_found:.1%} | {run.false_alarms:.1%} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
