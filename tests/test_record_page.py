"""The page of the record says what is true, and no part of the record is a guess."""

from __future__ import annotations

from dataclasses import fields

from amt.contract.procedure import Procedure
from tests import record

# Their users come with later work; each is in the record because `docs/tour.md` and the design name
# it, and each has a default that does nothing.
# The record began with what Wohngeld needs; what came after it was decided.
LATER_PARTS = (
    "deeds", "terms", "consultations", "confirmations", "evidence", "provides", "handover",
    "appointments", "letter_only", "reassess", "benefit", "automation", "outreach", "trial_api",
)  # fmt: skip
NOT_YET_USED = {"indicators"}


def test_page_is_as_written_by_the_command() -> None:
    assert record.FILE.read_text(encoding="utf-8") == record.page(), "run python -m tests.record"


def test_every_part_has_a_meaning() -> None:
    assert set(record.MEANING) == {field.name for field in fields(Procedure)}


def test_every_later_part_is_named_in_a_decision() -> None:
    decisions = "".join(
        path.read_text(encoding="utf-8")
        for path in (record.FILE.parent / "decisions").glob("0*.md")
    )

    assert {part for part in LATER_PARTS if f"`{part}`" not in decisions} == set()


def test_every_part_is_used_by_somebody() -> None:
    unused = {name.strip("`") for name, _meaning, users in record.table() if not users}

    assert unused == NOT_YET_USED
