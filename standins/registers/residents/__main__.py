"""`python -m standins.registers.residents --port N --partner FILE --notebook FILE`.

A register of residents. The file tells the secret and where the data lie; without data it begins
with the people of the cast and some hundred others.
"""

from __future__ import annotations

import sys

from standins.correspondence import Correspondent, Notebook, arguments, serve
from standins.registers.population import SMALL, population
from standins.registers.protocol import Counter, RegisterPages, data_file
from standins.registers.residents.store import Residents, write

_NAMES = frozenset({"family_name", "given_name", "given_names"})
_ADDRESS = frozenset({"street", "house_number", "postcode", "city", "ars"})
_MARKS = frozenset({"died_on", "protection_note"})
PERMITTED = {
    "self": _NAMES
    | _ADDRESS
    | {
        "birth_name", "birth_date", "birth_place", "sex", "nationality", "moved_in_on",
        "marital_status", "married_on",
    },
    "spouse": _NAMES | _ADDRESS | _MARKS | {"birth_name", "birth_date", "sex"},
    "minor_children": _NAMES | _ADDRESS | _MARKS | {"birth_date", "sex"},
}  # fmt: skip
"""BMG section 34 (1) sentence 1, numbers 1 to 3, 6 to 10, 12, 13 and 14."""


class Desk:
    """Answers out of the file of residents."""

    def __init__(self, residents: Residents, told: Correspondent) -> None:
        self._residents = residents
        self._told = told

    def answer(self, relation: str, search: dict[str, str]) -> tuple[str, list[dict[str, str]]]:
        """Return a state, and the records where somebody was found."""
        found = self._residents.find(search)
        if len(found) > 1:
            return "ambiguous", []
        if not found or found[0]["is_blocked"]:
            return "neutral", []
        if relation == "self":
            return "found", found
        if relation == "spouse":
            spouse = self._residents.spouse_of(found[0])
            return "found", [spouse] if spouse else []
        on = self._told.now().date()
        return "found", self._residents.minor_children_of(found[0], on)


def main() -> int:
    """Serve until stopped."""
    given = arguments("registers.residents")
    told = Correspondent(given.partner)
    file = data_file(told.told, given.partner)
    if not file.exists():
        write(file, population(SMALL))
    residents = Residents(file)
    RegisterPages.title = str(told.told["name"])
    RegisterPages.count = residents.count
    RegisterPages.counter = Counter(
        told, Notebook(given.notebook), PERMITTED, Desk(residents, told).answer
    )
    return serve("registers.residents", RegisterPages, given.host, given.port)


if __name__ == "__main__":
    sys.exit(main())
