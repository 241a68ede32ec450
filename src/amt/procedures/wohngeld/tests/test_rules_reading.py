"""Reading a household from JSON, and the JSON Schema of it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from amt.contract.trials import DocumentRefused
from amt.procedures.wohngeld.rules.lesen import haushalt_from_json, schema
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum_of, propose_household

EXAMPLES = sorted((Path(__file__).parent.parent / "households").glob("*.json"))
SINGLE: dict[str, Any] = json.loads(
    next(path for path in EXAMPLES if path.stem == "single_tenant").read_text("utf-8")
)


def faults(**changes: Any) -> dict[str, str]:
    """Return the faults of the example with changes, by pointer."""
    with pytest.raises(DocumentRefused) as refused:
        haushalt_from_json({**SINGLE, **changes})
    return {fault.pointer: fault.detail for fault in refused.value.faults}


def with_member(**changes: Any) -> list[dict[str, Any]]:
    return [{**SINGLE["members"][0], **changes}]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read_fit_the_schema_and_are_granted(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    jsonschema.validate(document, schema(), format_checker=jsonschema.FormatChecker())
    haushalt = haushalt_from_json(document)
    assessment = propose_household(haushalt, bewilligungszeitraum_of(haushalt))
    assert assessment.outcome == "grant"


def test_the_schema_is_valid_and_describes_each_field_with_its_paragraph() -> None:
    described = schema()
    jsonschema.Draft202012Validator.check_schema(described)
    records = [described, *described["$defs"].values()]
    texts = [field["description"] for record in records for field in record["properties"].values()]
    assert len(texts) > 90
    assert all(len(text) > 3 for text in texts)
    assert sum("§" in text for text in texts) > 60


@pytest.mark.parametrize(
    ("money", "read"),
    [("1400.00", "1400.00"), (1400, "1400"), (1400.1, "1400.1"), (Decimal("0.30"), "0.30")],
)
def test_money_is_read_exactly(money: Any, read: str) -> None:
    members = with_member(incomes=[{"kind": "wage", "amount": money}])
    haushalt = haushalt_from_json({**SINGLE, "members": members})
    assert str(haushalt.members[0].incomes[0].amount) == read


@pytest.mark.parametrize("money", ["1,5", "", "1e3", True, None, [], "9" * 30, float("nan"), 1e30])
def test_what_is_no_money_is_refused_without_repeating_it(money: Any) -> None:
    members = with_member(incomes=[{"kind": "wage", "amount": money}])
    found = faults(members=members)
    assert list(found) == ["/members/0/incomes/0/amount"]
    assert "1400.00" in found["/members/0/incomes/0/amount"]


def test_all_faults_are_named_at_once() -> None:
    members = with_member(relation="friend", disability_degree="x", incomes=[{"amount": 1}])
    found = faults(applied_on="2025-02-30", colour="red", members=members)
    assert set(found) == {
        "/colour",
        "/applied_on",
        "/members/0/relation",
        "/members/0/disability_degree",
        "/members/0/incomes/0/kind",
    }


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"place": ""}, "/place"),
        ({"mietenstufe": 3}, "/place"),
        ({"place": "", "mietenstufe": 8}, "/mietenstufe"),
        ({"members": []}, "/members/0"),
        ({"members": "x"}, "/members"),
        ({"members": [1]}, "/members/0"),
        ({"members": [{"id": "a", "relation": "child"}]}, "/members/0"),
        ({"members": with_member() * 2}, "/members"),
        ({"members": with_member(id="")}, "/members/0/id"),
        ({"members": with_member(disability_degree=101)}, "/members/0/disability_degree"),
        ({"members": with_member(died_on="2025-01-01")}, "/members/0/died_on"),
        ({"members": with_member(shared_care={"days_here": 0, "days_there": 0})}, None),
        ({"wohnung": {"kind": "rent"}}, "/wohnung/rent"),
        ({"wohnung": {"kind": "ownership"}}, "/wohnung/area"),
        ({"wohnung": {"kind": "rent", "rent": {"amount": "-1"}}}, "/wohnung/rent/amount"),
        ({"period": {"start": "2025-06-02", "end": "2025-06-30"}}, "/period"),
        ({"period": {"start": "2025-06-01", "end": "2025-05-31"}}, "/period"),
        ({"wealth": "-5"}, "/wealth"),
    ],
)
def test_contradictions_and_gaps_are_named(changes: dict[str, Any], pointer: str | None) -> None:
    found = faults(**changes)
    assert found
    assert pointer is None or pointer in found


@pytest.mark.parametrize(
    ("home", "pointer"),
    [
        ({"rent": {"amount": 1, "includes": [{"kind": "services"}]}}, "/rent/includes/0/amount"),
        ({"area": None, "rent": {"amount": 1, "includes": [{"kind": "heating"}]}}, "/area"),
        ({"area": "20", "business_area": "20"}, "/area"),
        ({"area": "0"}, "/area"),
        ({"area": None, "business_area": "5"}, "/area"),
        ({"let_parts": [{"area": "0"}]}, "/let_parts"),
        ({"co_residents": [{"fee": "-1"}]}, "/co_residents/0/fee"),
    ],
)
def test_a_home_must_be_told_wholly(home: dict[str, Any], pointer: str) -> None:
    wohnung = {**SINGLE["wohnung"], **home}
    assert f"/wohnung{pointer}" in faults(wohnung=wohnung)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"kind": "wage", "amount": -1}, "amount"),
        ({"kind": "wage", "amount": 1, "expenses": -1}, "expenses"),
        ({"kind": "wage", "amount": 1, "per": "once"}, "received_on"),
        ({"kind": "wage", "amount": 1, "since": "2025-02-01", "until": "2025-01-01"}, "until"),
        ({"kind": "wage", "amount": 1, "attributed_from": "2025-02-01"}, "attributed_until"),
        ({"kind": "elterngeld", "amount": 1, "children": 0}, "children"),
    ],
)
def test_an_income_must_be_told_wholly(entry: dict[str, Any], field: str) -> None:
    assert f"/members/0/incomes/0/{field}" in faults(members=with_member(incomes=[entry]))


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"kind": "other_person", "amount": -1}, "amount"),
        ({"kind": "other_person", "amount": 1, "per": "once"}, "per"),
    ],
)
def test_maintenance_must_be_told_wholly(entry: dict[str, Any], field: str) -> None:
    found = faults(members=with_member(maintenance_paid=[entry]))
    assert f"/members/0/maintenance_paid/0/{field}" in found


def test_long_lists_and_texts_are_refused() -> None:
    assert "/members" in faults(members=[{}] * 101)
    assert "/members/0/id" in faults(members=with_member(id="x" * 501))


def test_a_loss_of_a_trade_may_be_told() -> None:
    members = with_member(incomes=[{"kind": "trade", "amount": "-200.50"}])
    haushalt = haushalt_from_json({**SINGLE, "members": members})
    assert haushalt.members[0].incomes[0].amount == Decimal("-200.50")
