"""What is decided once more: an invented allowance with trivial rules, and Wohngeld as it is.

Of Wohngeld the figures of the coming year are invented and known to the worker process alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from amt.capabilities.grants.testing import allowance
from amt.capabilities.grants.testing.fixtures import decided
from amt.contract import registry
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.contract.procedure import Procedure
from amt.kernel.periods import Span
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.tests.acts_given import RICH, THIN

SPAN = Span(date(2026, 7, 1), date(2027, 6, 30))
RENTS = range(70_000, 130_000, 2_500)
WAGES = (90_000, 110_000, 125_000, 140_000)


@dataclass(frozen=True, slots=True)
class Decided:
    """A benefit whose grants are decided once more: which, by what norm, and who knows its rules.

    `worker` is the module of the worker, `kinds` are facts with the assessment decided on.
    """

    procedure: Procedure
    norm: str
    worker: str
    kinds: Sequence[tuple[Mapping[str, Any], Assessment]]


def of_allowance() -> Decided:
    """Return the invented allowance, which takes the place of all services in this process."""
    registry.use(allowance.AllowanceProvider())
    return Decided(
        allowance.ALLOWANCE,
        allowance.NORM,
        "amt.capabilities.grants.testing.worker",
        [decided(hives) for hives in range(1, 6)],
    )


def of_wohngeld() -> Decided:
    """Return Wohngeld with households of one to six members, decided by the enacted figures."""
    return Decided(
        PROCEDURE,
        "wogg_44_1",
        "bench.wohngeld_worker",
        [(facts, propose(Facts(facts), SPAN)) for facts in _households()],
    )


def _households() -> list[dict[str, Any]]:
    alone = [
        {**THIN, "rent.cold": rent, "incomes.0.amount": wage} for rent in RENTS for wage in WAGES
    ]
    families = [{**RICH, "rent.cold": rent} for rent in RENTS]
    with_child = [{**one, **_CHILD} for one in alone]
    return [*alone, *with_child, *families]


_CHILD = {
    "members.0.given_name": "Jonas",
    "members.0.family_name": "Beispiel",
    "members.0.birth_date": "2018-08-08",
    "members.0.sex": "male",
    "members.0.relation": "child",
    "members.0.kindergeld": True,
    "members.0.benefit": "none",
    "incomes.0.person": "0",
}

KINDS = {"allowance": of_allowance, "wohngeld": of_wohngeld}
