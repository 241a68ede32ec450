"""One measured thing: what, target, result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; `good` says whether the target was met."""

    what: str
    target: str
    result: str
    good: bool


def as_table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | target | measured | met |", "|---|---|---|---|"]
    lines += [f"| {r.what} | {r.target} | {r.result} | {'yes' if r.good else 'no'} |" for r in rows]
    return "\n".join(lines)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
