"""Two files as streams: joined by household, spoiled by what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from amt.capabilities.applications.tables import TableRefused, households_of
from amt.contract.outreach import HouseholdRows, LeftOut

REGISTER = "household,name\na,Ada\na,Ben\nb,Cem\nc,Dana\n"
PAYMENTS = "household;amount\na;1\nc;2\nc;3\nd;4\n"


def read(register: str = REGISTER, payments: str = PAYMENTS) -> list[HouseholdRows | LeftOut]:
    lines, more = register.splitlines(keepends=True), payments.splitlines(keepends=True)
    return list(households_of(lines, more, ("name",), ("amount",)))


def test_households_come_with_their_payments() -> None:
    found = [one for one in read() if isinstance(one, HouseholdRows)]

    assert [(one.household, len(one.people), len(one.payments)) for one in found] == [
        ("a", 2, 1),
        ("b", 1, 0),
        ("c", 1, 2),
    ]
    assert found[0].people[1].line == 3
    assert found[2].payments[0].cells == {"household": "c", "amount": "2"}


@pytest.mark.parametrize("broken", ["b,Cem,too much", ",Cem", '"b'])
def test_row_that_cannot_be_read_spoils_its_neighbours(broken: str) -> None:
    found = read(register=REGISTER.replace("b,Cem", broken))

    bad = [one for one in found if isinstance(one, LeftOut) and one.line]
    assert [(one.file, one.reason) for one in bad] == [("register", "row_not_read")]
    assert not any(isinstance(one, HouseholdRows) for one in found)


def test_payment_that_cannot_be_read_spoils_the_household() -> None:
    found = read(payments=PAYMENTS.replace("c;2", "c"))

    assert LeftOut("", "row_not_read", "payments", 3) in found
    assert [one.household for one in found if isinstance(one, HouseholdRows)] == ["b"]


@pytest.mark.parametrize(
    ("register", "told"),
    [
        ("household\na\n", "register: the header lacks name"),
        ("", "register: the header lacks household, name"),
        ("household,name,name\n", "register: the header names a column twice"),
        ("household,name\nb,Secret\na,Ada\n", "register line 3: not sorted by household"),
    ],
)
def test_file_that_cannot_be_used_is_refused(register: str, told: str) -> None:
    with pytest.raises(TableRefused) as refused:
        read(register=register)

    assert str(refused.value) == told


def test_other_encodings_are_refused_without_a_value() -> None:
    def lines() -> Iterator[str]:
        yield "household,name\n"
        raise UnicodeDecodeError("utf-8", b"\xe4", 0, 1, "no")

    with pytest.raises(TableRefused) as refused:
        list(households_of(lines(), iter(["household,amount\n"]), ("name",), ("amount",)))

    assert str(refused.value) == "register after line 1: not UTF-8"


def test_nothing_is_read_ahead() -> None:
    """A file of any length costs no more memory than a household."""
    read_lines = 0

    def endless() -> Iterator[str]:
        nonlocal read_lines
        yield "household,name\n"
        while True:
            read_lines += 1
            yield f"{read_lines:09},Ada\n"

    found = households_of(endless(), iter(["household,amount\n"]), ("name",), ("amount",))
    for _ in range(10):
        next(found)
    assert read_lines == 11
