"""One household in, every step out: what `amt wohngeld-explain` and the trial for machines share.

Nothing is stored and nothing is read but the law; the file of a household is described by
`rules.lesen.schema`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amt.contract.assessment import Assessment
from amt.contract.trials import TrialApi
from amt.procedures.wohngeld.rules.lesen import haushalt_from_json, schema
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum_of, propose_household

_EXAMPLES = Path(__file__).parent / "households"
_LISTS = ("incomes", "maintenance_paid")


def assess(document: Mapping[str, Any]) -> Assessment:
    """Calculate for the household of a document, for the period that it names or twelve months.

    What lies past the enacted figures is a segment of its own that is not enacted (§ 44 WoGG).

    :raises DocumentRefused: with every place, when the document is no household.
    """
    household = haushalt_from_json(_with_places(document))
    return propose_household(household, bewilligungszeitraum_of(household))


def _with_places(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Let every person and income name its place in the document, which steps then refer to."""
    members = document.get("members")
    if not isinstance(members, list):
        return document
    named = [_placed(one, f"members.{index}") for index, one in enumerate(members)]
    return {**document, "members": named}


def _placed(member: Any, place: str) -> Any:
    if not isinstance(member, Mapping):
        return member
    lists = {
        name: [
            {"source": f"{place}.{name}.{index}", **one} if isinstance(one, Mapping) else one
            for index, one in enumerate(member[name])
        ]
        for name in _LISTS
        if isinstance(member.get(name), list)
    }
    return {"source": place, **member, **lists}


def examples() -> dict[str, Mapping[str, Any]]:
    """Return the households that come with this folder, by name."""
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(_EXAMPLES.glob("*.json"))
    }


TRIAL_API = TrialApi(schema=schema, examples=examples, assess=assess)
