"""The command line for whole tables: bad rows get a reason and stop nothing."""

from __future__ import annotations

import argparse
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.facts import Facts
from amt.kernel.periods import Span
from amt.procedures.wohngeld import cli
from amt.procedures.wohngeld.bulk import INPUT_COLUMNS, RESULT_COLUMNS, calculate_row
from amt.procedures.wohngeld.forms import PLACES
from amt.procedures.wohngeld.rules.vorschlag import propose

HEADER = ",".join(INPUT_COLUMNS)


def row(**given: str) -> dict[str, str]:
    usual = {"id": "1", "date": "2025-06-01", "members": "1", "monthly_income": "908.25"}
    return {**dict.fromkeys(INPUT_COLUMNS, ""), **usual, **given}


def run(source: Path, target: Path) -> int:
    return cli.run(argparse.Namespace(source=str(source), target=str(target)))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_a_table_comes_back_with_its_results(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        f"{HEADER}\nA,2025-06-01,1,5,600,,908.25\nB,2025-06-01,1,,,691.60,1328.25\n", "utf-8"
    )

    assert run(source, target) == 0

    first, second = read(target)
    assert list(first) == [*INPUT_COLUMNS, *RESULT_COLUMNS]
    assert first["wohngeld"] == "368"
    assert first["eligible_rent_used"] == "691.60"
    assert first["income_used"] == "908.25"
    assert first["reason"] == ""
    assert second["wohngeld"] == "145"


def test_byte_order_mark_line_ends_semicolons_and_more_columns_are_taken(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    table = f"{HEADER.replace(',', ';')};note\r\nA;1.6.2025;1;V;600,00;;908,25;ä\r\n\r\n"
    source.write_bytes(b"\xef\xbb\xbf" + table.encode())

    assert run(source, target) == 0

    (only,) = read(target)
    assert (only["wohngeld"], only["note"]) == ("368", "ä")


def test_input_and_output_may_be_the_same_file(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"{HEADER}\nA,2025-06-01,1,5,600,,908.25\n", "utf-8")

    assert run(table, table) == 0

    assert read(table)[0]["wohngeld"] == "368"
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"date": "2025-02-30"}, "date"),
        ({"date": ""}, "date"),
        ({"date": "٢٠٢٥-٠١-٠١"}, "date"),
        ({"members": "0"}, "members"),
        ({"members": "1.5"}, "members"),
        ({"members": "100"}, "members"),
        ({"monthly_income": ""}, "monthly_income"),
        ({"monthly_income": "-5"}, "monthly_income"),
        ({"monthly_income": "NaN"}, "monthly_income"),
        ({"monthly_income": "1e9"}, "monthly_income"),
        ({"eligible_rent": "abc"}, "eligible_rent"),
        ({"eligible_rent": ""}, "either"),
        ({"mietenstufe": "4", "gross_cold_rent": "500"}, "not both"),
        ({"eligible_rent": "", "mietenstufe": "4"}, "either"),
        ({"eligible_rent": "", "mietenstufe": "8", "gross_cold_rent": "5"}, "mietenstufe"),
        ({"eligible_rent": "", "mietenstufe": "4", "gross_cold_rent": "x"}, "gross_cold_rent"),
        ({"date": "2027-01-01"}, "no values are enacted for 2027-01-01"),
        ({"date": "2022-12-31"}, "no values are enacted"),
    ],
)
def test_a_bad_row_gets_its_reason_and_no_amount(given: dict[str, str], reason: str) -> None:
    result = calculate_row(row(**{"eligible_rent": "500", **given}))

    assert result[:3] == ("", "", "")
    assert reason in result[3]


@pytest.mark.parametrize(("income", "said"), [("9000", "too high"), ("1530", ": 3 EUR")])
def test_no_claim_is_nought_with_a_reason(income: str, said: str) -> None:
    *_, wohngeld, reason = calculate_row(row(eligible_rent="600", monthly_income=income))

    assert wohngeld == "0"
    assert said in reason


def test_bad_rows_stop_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    good = "Z,2025-06-01,1,5,600,,908.25"
    rows = ["too,few", f"{good},too many", "B,x,1,5,600,,1", '"' + "q" * 200_000 + '"', good]
    source.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")

    assert run(source, target) == 0

    found = read(target)
    assert [r["wohngeld"] for r in found] == ["", "", "", "", "368"]
    assert all(r["reason"] for r in found[:4])
    assert "5 rows, 4 of them without an amount" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"id,date\n1,2\n", "lacks members"),
        (f"{HEADER},id\n".encode(), "names id twice"),
        (f"{HEADER},reason\n".encode(), "reason though it is a column of the result"),
        (HEADER.encode() + b"\n\xff\xfe\n", "UTF-8"),
    ],
)
def test_an_unusable_table_is_told_in_one_sentence(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)

    assert run(source, target) == cli.UNUSABLE

    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_missing_files_and_folders_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    assert run(source, tmp_path / "out.csv") == cli.UNUSABLE
    source.write_text(f"{HEADER}\n", "utf-8")
    assert run(source, tmp_path / "nowhere" / "out.csv") == cli.UNUSABLE
    assert run(source, tmp_path) == cli.UNUSABLE
    assert capsys.readouterr().err.count("\n") == 3


@given(st.text(max_size=40), st.sampled_from(INPUT_COLUMNS))
def test_no_text_in_a_cell_breaks_a_row(text: str, column: str) -> None:
    result = calculate_row(row(**{"eligible_rent": "500", column: text}))
    assert result[2] or result[3]


@given(
    st.integers(1, 20),
    st.integers(0, 300_000),
    st.integers(0, 800_000),
    st.sampled_from(PLACES),
    st.sampled_from([date(2024, 12, 1), date(2026, 12, 31)]),
)
def test_bulk_and_explained_calculation_agree(
    size: int, rent: int, income: int, place: str, day: date
) -> None:
    flags = ("pays_income_tax", "pays_health_insurance", "pays_pension_insurance")
    facts = Facts(
        {
            "home.place": place,
            "household.size": size,
            "rent.cold": rent,
            "household.other_income": income,
            **{f"household.{flag}": False for flag in flags},
        }
    )
    (segment,) = propose(facts, Span(day, day)).segments
    cells = row(
        date=day.isoformat(),
        members=str(size),
        mietenstufe="4" if place == PLACES[0] else "2",
        gross_cold_rent=str(Decimal(rent) / 100),
        monthly_income=str(Decimal(income) / 100),
    )

    used_rent, used_income, wohngeld, _reason = calculate_row(cells)

    steps = {step.key: step.value for step in segment.steps}
    assert segment.amount is not None
    assert segment.amount.euros == Decimal(wohngeld)
    assert (steps["rent_used"], steps["income_used"]) == (Decimal(used_rent), Decimal(used_income))


def test_standard_input_and_output_can_be_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = f"\ufeff{HEADER}\nA,2025-06-01,1,5,600,,908.25\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(table), encoding="ascii"))

    assert run(Path("-"), Path("-")) == 0

    assert ",691.60,908.25,368," in capsys.readouterr().out


def test_the_command_names_its_arguments() -> None:
    parser = argparse.ArgumentParser()
    cli.COMMAND.configure(parser)
    given = parser.parse_args(["a.csv", "b.csv"])
    assert (given.source, given.target) == ("a.csv", "b.csv")
    assert cli.COMMAND.name == "wohngeld"
