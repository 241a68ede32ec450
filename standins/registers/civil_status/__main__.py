"""`python -m standins.registers.civil_status --port N --partner FILE --notebook FILE`.

A register of births and marriages. The file tells the secret and where the data lie; without data
it begins with the people of the cast and some hundred others.
"""

from __future__ import annotations

import sys

from standins.correspondence import Correspondent, Notebook, arguments, serve
from standins.registers.civil_status.store import CivilStatus, write
from standins.registers.population import SMALL, population
from standins.registers.protocol import Counter, RegisterPages, data_file

_NAMES = frozenset({"family_name", "given_name", "given_names"})
PERMITTED = {
    "self": _NAMES
    | {"birth_name", "birth_date", "birth_place", "sex", "marital_status", "married_on"},
    "spouse": _NAMES | {"birth_name", "birth_date", "married_on"},
    "minor_children": _NAMES | {"birth_date", "birth_place", "sex"},
}
"""PStG section 65 (1), of what sections 15 and 21 have entered."""


class Desk:
    """Answers out of the entries of births and marriages."""

    def __init__(self, entries: CivilStatus, told: Correspondent) -> None:
        self._entries = entries
        self._told = told

    def answer(self, relation: str, search: dict[str, str]) -> tuple[str, list[dict[str, str]]]:
        """Return a state, and the records where something is entered."""
        births = self._entries.find_births(search)
        marriages = self._entries.find_marriages(search)
        if len(births) > 1 or len(marriages) > 1:
            return "ambiguous", []
        if any(row["is_blocked"] for row in births):
            return "neutral", []
        # PStG section 68 (2) number 3 closes the entry, to both who stand in it.
        marriages = [row for row in marriages if not row["is_blocked"]]
        if relation == "self":
            return self._own(births, marriages)
        if relation == "spouse":
            spouse = self._entries.other_side(marriages[0]) if marriages else None
            return ("found", [spouse]) if spouse else ("neutral", [])
        children = self._entries.minor_children_of(search, self._told.now().date())
        return ("found", children) if children else ("neutral", [])

    def _own(
        self, births: list[dict[str, str]], marriages: list[dict[str, str]]
    ) -> tuple[str, list[dict[str, str]]]:
        if not births and not marriages:
            return "neutral", []
        record = {**(births[0] if births else {}), "birth_name": ""}
        if births:
            record["birth_name"] = births[0]["family_name"]
        if marriages:
            named = ("family_name", "given_names", "given_name", "birth_date", "married_on")
            record |= {name: marriages[0][name] for name in named}
            record["birth_name"] = marriages[0]["birth_name"] or record["birth_name"]
            record["marital_status"] = "married"
        return "found", [record]


def main() -> int:
    """Serve until stopped."""
    given = arguments("registers.civil_status")
    told = Correspondent(given.partner)
    file = data_file(told.told, given.partner)
    if not file.exists():
        write(file, population(SMALL))
    entries = CivilStatus(file)
    RegisterPages.title = str(told.told["name"])
    RegisterPages.count = entries.count
    RegisterPages.counter = Counter(
        told, Notebook(given.notebook), PERMITTED, Desk(entries, told).answer
    )
    return serve("registers.civil_status", RegisterPages, given.host, given.port)


if __name__ == "__main__":
    sys.exit(main())
