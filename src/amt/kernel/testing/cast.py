"""The people of all tests, named by their role towards the matter at hand.

Invented residents and staff. `amt.capabilities.identity.testing` makes accounts of them; a page
test always has the `stranger` and the `other_caseworker`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Resident:
    """An invented resident."""

    key: str
    given_name: str
    family_name: str
    birth_date: date
    street: str
    postcode: str
    city: str
    ars: str
    email: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """An invented member of staff, with a role in a unit named by its key."""

    key: str
    name: str
    login: str
    unit: str
    roles: tuple[str, ...]


BREMEN = "040110000000"
BREMERHAVEN = "040120000000"

RESIDENTS = {
    "citizen": Resident(
        "citizen", "Fatma", "Yıldız-Behrens", date(1987, 3, 14),
        "Musterstraße 12", "28195", "Bremen", BREMEN, "fatma@example.org",
    ),
    "representative": Resident(
        "representative", "Henrike", "Osterloh", date(1959, 11, 2),
        "Beispielweg 3", "28195", "Bremen", BREMEN, "henrike@example.org",
    ),
    "stranger": Resident(
        "stranger", "Jonas", "Petersen", date(1994, 7, 30),
        "Probeallee 7", "27576", "Bremerhaven", BREMERHAVEN, "jonas@example.org",
    ),
    "architect": Resident(
        "architect", "Nele", "Brinkmann", date(1980, 1, 19),
        "Zeichenweg 4", "28195", "Bremen", BREMEN, "nele@example.org",
    ),
    "builder": Resident(
        "builder", "Ahmet", "Kaya", date(1975, 6, 8),
        "Baugasse 21", "28195", "Bremen", BREMEN, "ahmet@example.org",
    ),
    "neighbour": Resident(
        "neighbour", "Gisela", "Lührs", date(1951, 9, 27),
        "Baugasse 23", "28195", "Bremen", BREMEN, "gisela@example.org",
    ),
    "mother": Resident(
        "mother", "Olena", "Wendt", date(1993, 4, 5),
        "Wiegenstraße 8", "28195", "Bremen", BREMEN, "olena@example.org",
    ),
    "father": Resident(
        "father", "Tjark", "Wendt", date(1991, 12, 16),
        "Wiegenstraße 8", "28195", "Bremen", BREMEN, "tjark@example.org",
    ),
}  # fmt: skip

STAFF = {
    "caseworker": StaffMember(
        "caseworker", "Antje Kolb", "kolb@amt.example", "wohnen-bremen", ("caseworker",)
    ),
    "second_caseworker": StaffMember(
        "second_caseworker", "Murat Demir", "demir@amt.example", "wohnen-bremen", ("caseworker",)
    ),
    "other_caseworker": StaffMember(
        "other_caseworker", "Jürgen Haack", "haack@amt.example", "wohnen-bremerhaven",
        ("caseworker",),
    ),
    "supervisor": StaffMember(
        "supervisor", "Dr. Ines Wolff", "wolff@amt.example", "wohnen-bremen",
        ("supervisor", "caseworker"),
    ),
    "building_caseworker": StaffMember(
        "building_caseworker", "Sabine Tietjen", "tietjen@amt.example", "bauordnung-bremen",
        ("caseworker",),
    ),
    "fire_officer": StaffMember(
        "fire_officer", "Malte Ahrens", "ahrens@amt.example", "brandschutz-bremen",
        ("caseworker",),
    ),
    "monument_officer": StaffMember(
        "monument_officer", "Carla Nunes", "nunes@amt.example", "denkmalpflege-bremen",
        ("caseworker",),
    ),
    "registrar": StaffMember(
        "registrar", "Elif Sander", "sander@amt.example", "standesamt-bremen-mitte",
        ("caseworker",),
    ),
    "registration_officer": StaffMember(
        "registration_officer", "Wiebke Lohse", "lohse@amt.example", "meldewesen-bremen",
        ("caseworker",),
    ),
    "parental_caseworker": StaffMember(
        "parental_caseworker", "Piet Harms", "harms@amt.example", "elterngeldstelle-bremen",
        ("caseworker",),
    ),
    "agent": StaffMember(
        "agent", "Karin Lohmann", "lohmann@amt.example", "buergertelefon-bremen", ("agent",)
    ),
    "other_agent": StaffMember(
        "other_agent", "Timo Brandt", "brandt@amt.example", "meldewesen-bremerhaven", ("agent",)
    ),
}  # fmt: skip
