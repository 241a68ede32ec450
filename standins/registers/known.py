"""The invented residents of the demo with their families, as the registers know them.

A test holds them against the cast that signs in.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from standins.registers.people import BREMEN, BREMERHAVEN, Family, Person


def families() -> list[Family]:
    """Return the families of the cast; numbers begin with 1."""
    return [
        _yildiz_behrens(), _osterloh(), _petersen(), _brinkmann(), _kaya(), _luehrs(), _wendt(),
    ]  # fmt: skip


def _yildiz_behrens() -> Family:
    """Married, two minor children and a grown-up one, whom nobody may ask for."""
    home = _home("Musterstraße", "12", "28195", BREMEN, date(2015, 9, 1))
    fatma = Person(
        1, "Yıldız-Behrens", "Fatma Aylin", date(1987, 3, 14), "female", birth_name="Yıldız",
        birth_place="Bremen", marital_status="married", married_on=date(2011, 6, 18), spouse=2,
        **home,
    )  # fmt: skip
    arne = Person(
        2, "Behrens", "Arne", date(1985, 10, 2), "male", birth_place="Bremerhaven",
        marital_status="married", married_on=date(2011, 6, 18), spouse=1, **home,
    )  # fmt: skip
    grown = Person(3, "Behrens", "Deniz", date(2006, 1, 20), "diverse", parents=(1, 2), **home)
    mina = Person(4, "Behrens", "Mina Elif", date(2014, 5, 9), "female", parents=(1, 2), **home)
    emil = Person(
        5, "Behrens", "Emil", date(2018, 11, 27), "male", parents=(1, 2),
        **{**home, "moved_in_on": date(2018, 11, 27)},
    )  # fmt: skip
    return Family([fatma, arne, grown, mina, emil])


def _osterloh() -> Family:
    home = _home("Beispielweg", "3", "28195", BREMEN, date(1984, 4, 1))
    henrike = Person(
        6, "Osterloh", "Henrike Marie", date(1959, 11, 2), "female", birth_name="Tietz",
        marital_status="widowed", spouse=7, **home,
    )  # fmt: skip
    dead = Person(
        7, "Osterloh", "Gerd", date(1954, 2, 11), "male", died_on=date(2021, 8, 30),
        marital_status="married", married_on=date(1983, 5, 20), spouse=6, **home,
    )  # fmt: skip
    return Family([henrike, dead])


def _petersen() -> Family:
    home = _home("Probeallee", "7", "27576", BREMERHAVEN, date(2020, 2, 15))
    return Family([Person(8, "Petersen", "Jonas", date(1994, 7, 30), "male", **home)])


def _brinkmann() -> Family:
    """Protected by a block: the answer is the same as for nobody."""
    home = _home("Zeichenweg", "4", "28195", BREMEN, date(2019, 7, 1))
    nele = Person(9, "Brinkmann", "Nele", date(1980, 1, 19), "female", is_blocked=True, **home)
    return Family([nele])


def _kaya() -> Family:
    """His wife and a child are protected by a block, a child by a note; one lives with him."""
    home = _home("Baugasse", "21", "28195", BREMEN, date(2008, 10, 1))
    away = _home("Reetdachring", "40", "28357", BREMEN, date(2023, 3, 1))
    ahmet = Person(
        10, "Kaya", "Ahmet", date(1975, 6, 8), "male", marital_status="married",
        married_on=date(2003, 8, 22), spouse=11, **home,
    )  # fmt: skip
    wife = Person(
        11, "Kaya", "Leyla", date(1979, 9, 12), "female", birth_name="Demirtaş",
        marital_status="married", married_on=date(2003, 8, 22), spouse=10, is_blocked=True, **away,
    )  # fmt: skip
    protected = Person(
        12, "Kaya", "Can", date(2012, 4, 3), "male", parents=(10, 11), is_blocked=True, **away
    )
    noted = Person(
        14, "Kaya", "Defne", date(2015, 2, 20), "female", birth_place="Oldenburg",
        parents=(10, 11), protection_note="yes", **away,
    )  # fmt: skip
    other = Person(
        13, "Kaya", "Ela", date(2010, 12, 1), "female", parents=(10, 11),
        **{**home, "moved_in_on": date(2010, 12, 1)},
    )  # fmt: skip
    return Family([ahmet, wife, protected, other, noted])


def _luehrs() -> Family:
    home = _home("Baugasse", "23", "28195", BREMEN, date(1977, 1, 1))
    return Family([Person(15, "Lührs", "Gisela", date(1951, 9, 27), "female", **home)])


def _wendt() -> Family:
    home = _home("Wiegenstraße", "8", "28195", BREMEN, date(2022, 5, 1))
    olena = Person(
        16, "Wendt", "Olena", date(1993, 4, 5), "female", birth_name="Kowalenko",
        birth_place="Lwiw, Ukraine", nationality="ukrainisch", marital_status="married",
        married_on=date(2021, 9, 3), spouse=17, **home,
    )  # fmt: skip
    tjark = Person(
        17, "Wendt", "Tjark", date(1991, 12, 16), "male", marital_status="married",
        married_on=date(2021, 9, 3), spouse=16, **home,
    )  # fmt: skip
    return Family([olena, tjark])


def _home(street: str, number: str, postcode: str, ars: str, since: date) -> dict[str, Any]:
    return {
        "street": street,
        "house_number": number,
        "postcode": postcode,
        "ars": ars,
        "moved_in_on": since,
    }
