"""Who is found in register and payment data, who is left out, and what becomes an answer."""

from __future__ import annotations

from datetime import date

import pytest

from amt.contract.answers import COUNT_SUFFIX, check_form
from amt.contract.facts import Facts
from amt.contract.forms import bare_path
from amt.contract.outreach import Confidence, Finding, HouseholdRows, LeftOut, Row
from amt.procedures.wohngeld.outreach import OUTREACH, REASONS, find
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum, propose
from amt.procedures.wohngeld.tests.measured_outreach import judged, measure
from amt.procedures.wohngeld.tests.population import IBAN, invented

ON = date(2026, 5, 1)

Cells = dict[str, str]
WOMAN: Cells = {
    "person": "1", "given_name": "Erna", "family_name": "Muster", "birth_date": "1950-02-03",
    "sex": "female", "relation": "applicant", "nationality": "german", "street": "Musterweg 1",
    "postcode": "28195", "town": "Bremen", "place": "040110000000", "moved_in_on": "2001-05-01",
    "main_residence": "yes", "dwelling": "rent", "landlord": "Wohnbau Beispiel", "area": "48,5",
    "rent_cold": "520.00", "rent_source": "Bescheid 2023", "source": "Melderegister",
}  # fmt: skip
PENSION: Cells = {
    "person": "1", "kind": "statutory_pension", "amount": "1000,00", "pays": "health_insurance",
    "iban": IBAN, "source": "Rentenzahlung",
}  # fmt: skip
NOTHING_ELSE: Cells = {"person": "1", "kind": "no_section_7", "source": "Abgleich"}
CHILD: Cells = {
    **WOMAN, "person": "2", "given_name": "Jo", "birth_date": "2015-08-08", "relation": "child",
}  # fmt: skip


def look(people: list[Cells], payments: list[Cells]) -> Finding | LeftOut:
    register = dict.fromkeys(OUTREACH.register_columns, "") | {"household": "h1"}
    paid = dict.fromkeys(OUTREACH.payment_columns, "") | {"household": "h1"}
    rows = HouseholdRows(
        "h1",
        tuple(Row(n + 2, register | one) for n, one in enumerate(people)),
        tuple(Row(n + 2, paid | one) for n, one in enumerate(payments)),
    )
    (found,) = find([rows], ON)
    return found


def finding(people: list[Cells], payments: list[Cells]) -> Finding:
    found = look(people, payments)
    assert isinstance(found, Finding)
    return found


def test_whose_data_are_all_known_is_found_with_the_amount_of_the_rules() -> None:
    found = finding([WOMAN], [PENSION, NOTHING_ELSE])

    facts = Facts(found.answers)
    proposed = propose(facts, bewilligungszeitraum(facts, ON)).segments[0].amount
    assert found.amount == proposed
    assert found.amount.cents > 0
    assert (found.confidence, found.assumed) == (Confidence.HIGH, ())
    assert found.address_lines == ("Musterweg 1", "28195 Bremen")


def test_nothing_but_the_declarations_is_left_to_answer() -> None:
    found = finding([WOMAN, CHILD], [
        PENSION, NOTHING_ELSE, {**NOTHING_ELSE, "person": "2"},
        {"person": "2", "kind": "kindergeld", "amount": "259", "source": "Familienkasse"},
    ])  # fmt: skip

    counts = {f"members{COUNT_SUFFIX}": 1, f"incomes{COUNT_SUFFIX}": 1}
    problems = check_form(PROCEDURE.form("application"), {**found.answers, **counts})
    assert {one.path for one in problems} == {
        "declarations.complete_and_true",
        "declarations.report_changes",
    }


@pytest.mark.parametrize(
    ("person", "payments", "assumed", "unanswered"),
    [
        (
            {"rent_cold": "", "rent_source": ""},
            [PENSION, NOTHING_ELSE],
            "rent_cautious",
            "rent.cold",
        ),
        (
            {"rent_cold": "", "rent_source": ""},
            [PENSION | {"amount": "1550"}, NOTHING_ELSE],
            "rent",
            "rent.cold",
        ),
        ({"rent_source": "estimate"}, [PENSION, NOTHING_ELSE], "rent_estimated", "rent.cold"),
        ({"dwelling": ""}, [PENSION, NOTHING_ELSE], "dwelling", "home.kind"),
        ({}, [PENSION], "benefits", "applicant.benefit"),
        ({}, [{**PENSION, "pays": ""}, NOTHING_ELSE], "deductions", "incomes.0.pays"),
        ({"nationality": "other"}, [PENSION, NOTHING_ELSE], "residence", "applicant.residence"),
    ],
)
def test_what_is_assumed_is_asked(
    person: Cells, payments: list[Cells], assumed: str, unanswered: str
) -> None:
    found = finding([WOMAN | person], payments)

    assert found.assumed == (assumed,)
    assert found.confidence < Confidence.HIGH
    assert unanswered not in found.answers


@pytest.mark.parametrize(
    ("people", "payments", "reason"),
    [
        ([WOMAN], [PENSION, {"person": "1", "kind": "basic_security"}], "section_7"),
        ([WOMAN], [PENSION, {"person": "1", "kind": "wohngeld"}], "running_grant"),
        ([WOMAN | {"relation": ""}], [PENSION], "no_applicant"),
        ([WOMAN, WOMAN | {"person": "2"}], [PENSION], "no_applicant"),
        ([WOMAN, CHILD | {"relation": ""}], [PENSION], "relation_unknown"),
        ([WOMAN], [PENSION | {"person": "9"}], "stranger_paid"),
        ([WOMAN | {"place": "110000000000"}], [PENSION], "place_not_ours"),
        ([WOMAN | {"main_residence": "no"}], [PENSION], "second_home"),
        ([WOMAN | {"dwelling": "ownership"}], [PENSION], "dwelling_not_covered"),
        ([WOMAN], [], "no_income_known"),
        ([WOMAN], [PENSION | {"until": "2026-04-30"}], "no_income_known"),
        ([WOMAN], [PENSION | {"amount": "4000"}], "no_claim"),
    ],
)
def test_who_is_left_out_and_why(people: list[Cells], payments: list[Cells], reason: str) -> None:
    assert look(people, payments) == LeftOut("h1", reason)
    assert reason in REASONS


@pytest.mark.parametrize(
    ("person", "payment", "where"),
    [
        ({"birth_date": "3.2.1950"}, {}, ("register", 2, "birth_date")),
        ({"birth_date": ""}, {}, ("register", 2, "birth_date")),
        ({"family_name": ""}, {}, ("register", 2, "family_name")),
        ({"rent_cold": "520 EUR"}, {}, ("register", 2, "rent_cold")),
        ({"area": "groß"}, {}, ("register", 2, "area")),
        ({"moved_in_on": "2001"}, {}, ("register", 2, "moved_in_on")),
        ({}, {"kind": "lottery"}, ("payments", 2, "kind")),
        ({}, {"amount": "-5"}, ("payments", 2, "amount")),
        ({}, {"amount": ""}, ("payments", 2, "amount")),
        ({}, {"pays": "nothing income_tax"}, ("payments", 2, "pays")),
        ({}, {"since": "soon"}, ("payments", 2, "since")),
    ],
)
def test_cell_that_cannot_be_read_is_named(
    person: Cells, payment: Cells, where: tuple[str, int, str]
) -> None:
    assert look([WOMAN | person], [PENSION | payment]) == LeftOut("h1", "unreadable", *where)


def test_every_answer_is_one_of_the_form_and_says_where_it_is_from() -> None:
    asked = {field.path for field in PROCEDURE.form("application").fields()}

    for one in invented(300, seed=5):
        (found,) = find([one.rows], ON)
        if isinstance(found, Finding):
            assert {bare_path(path) for path in found.answers} <= asked
            assert all(found.bases[path] for path in found.answers)


def test_population_of_known_truth_is_found_within_bounds() -> None:
    seen = judged(invented(1_500, seed=3))
    sure, medium, all_found = (measure(seen, level) for level in reversed(Confidence))

    assert sure.entitled > 300
    assert sure.share_found < medium.share_found < all_found.share_found
    assert all_found.share_found > 0.75
    assert all_found.false_alarms < 0.4
    assert medium.share_found > 0.5
    assert medium.false_alarms < 0.15
    assert measure(seen, Confidence.MEDIUM, 10_000).found < medium.found


def test_same_seed_is_the_same_population() -> None:
    assert list(invented(5, seed=9)) == list(invented(5, seed=9))
    assert list(invented(5, seed=9)) != list(invented(5, seed=8))
