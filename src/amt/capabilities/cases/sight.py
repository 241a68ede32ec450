"""What somebody sees of a case: all of it in its unit, for a party what its roles allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amt.capabilities.cases.choice import waits_for_decision
from amt.capabilities.cases.chronicle import procedure_of, workflow_of
from amt.capabilities.cases.models import Case, Party
from amt.contract.facts import Facts
from amt.contract.forms import bare_path
from amt.contract.procedure import Sight

OPINIONS = "consultation."
"""How the labels of papers begin that consulted bodies handed in."""

ALL = Sight()
NOTHING = Sight(facts=(), documents=(), terms=False, timeline=False)


def sight_of(case: Case, mine: Sequence[Party], *, of_all: int | None = None) -> Sight:
    """Return what some parties see together.

    Where nobody brings the procedure any more, a party alone in its case reads the timeline; of
    several nobody sees more than their own. `of_all` is how many parties there are, if known.
    """
    procedure = procedure_of(case)
    if procedure is None:
        count = case.parties.count() if of_all is None else of_all
        alone = bool(mine) and count == len(mine)
        return Sight(facts=(), documents=(), terms=False, timeline=alone)
    known = {role.key: role.sees for role in procedure.parties}
    seen = NOTHING
    for party in mine:
        seen = _together(seen, known.get(party.role, NOTHING))
    return seen


def told_state(case: Case, sight: Sight, *, decided: bool | None = None) -> str:
    """Return the state of a case, for those who see no timeline only whether it goes on.

    `decided` tells whether it was decided before, if known.
    """
    if sight.timeline:
        return case.state
    if case.closed_at is not None:
        return "closed"
    waits = waits_for_decision(
        procedure_of(case),
        workflow_of(case),
        case.state,
        decided=case.decisions.exists() if decided is None else decided,
    )
    return "in_progress" if waits else "decided"


def visible_facts(sight: Sight, facts: Mapping[str, Any]) -> Facts:
    """Return the facts that a sight shows."""
    return Facts({path: value for path, value in facts.items() if shows(sight.facts, path)})


def shows(paths: tuple[str, ...] | None, path: str) -> bool:
    """Tell whether a path is one of some paths or below one; None stands for all."""
    if paths is None:
        return True
    bare = bare_path(path)
    return any(
        one in (path, bare) or path.startswith(f"{one}.") or bare.startswith(f"{one}.")
        for one in paths
    )


def shows_paper(sight: Sight, label: str) -> bool:
    """Tell whether a sight shows the papers of a label; what bodies wrote is the unit's alone."""
    return not label.startswith(OPINIONS) and shows(sight.documents, label)


def _together(one: Sight, other: Sight) -> Sight:
    return Sight(
        facts=_joined(one.facts, other.facts),
        documents=_joined(one.documents, other.documents),
        terms=one.terms or other.terms,
        timeline=one.timeline or other.timeline,
        acts_of=tuple(dict.fromkeys((*one.acts_of, *other.acts_of))),
    )


def _joined(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return None
    return tuple(dict.fromkeys((*one, *other)))
