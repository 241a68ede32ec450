"""The form of every service can be printed, in every language, with all its questions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amt.capabilities.acts.services import Sheet, typeset_form
from amt.capabilities.applications.paper_codes import MOST_PAGES
from amt.capabilities.applications.paper_form import form_to_write_on
from amt.capabilities.applications.paper_person import STEP, on_paper
from amt.contract.forms import FieldKind
from amt.contract.procedure import Procedure
from amt.contract.registry import FolderProvider

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SERVICES = [
    found
    for folder in ("amt.procedures", "tests.doubles")
    for found in FolderProvider(folder).procedures()
    if "application" in found.forms
]


@pytest.mark.parametrize("found", SERVICES, ids=lambda found: found.key)
def test_form_of_every_service_asks_every_question(found: Procedure) -> None:
    service, form = on_paper(found, found.forms["application"])
    written = form_to_write_on(
        service, form, "de", answers={}, authority="Amt", serial="7K3M-PX4C-9ABD"
    )

    numbers = [
        question["number"]
        for step in written["steps"]
        for group in step["groups"]
        for question in group["questions"]
    ]
    assert set(numbers) == {
        f"{at}.{number}"
        for at, step in enumerate(form.steps, 1)
        for number in range(
            1, len(step.fields) + sum(one.step == step.key for one in form.derived) + 1
        )
    }
    sheets: list[Sheet] = []

    def code_of(sheet: Sheet) -> str:
        sheets.append(sheet)
        return "X"

    pdf = typeset_form(written, code_of=code_of, at=AT)
    assert pdf.startswith(b"%PDF-")
    assert 1 <= len(sheets) <= MOST_PAGES
    seen = {step for one in sheets for step in range(one.first_step, one.last_step + 1)}
    assert seen == set(range(len(form.steps)))


@pytest.mark.parametrize("found", SERVICES, ids=lambda found: found.key)
def test_name_and_address_are_always_asked(found: Procedure) -> None:
    _service, form = on_paper(found, found.forms["application"])

    persons = {one.person for one in form.fields() if one.person}
    assert persons & {"family_name", "organisation_name"}
    assert "street" in persons


def test_what_is_asked_already_is_not_asked_twice() -> None:
    found = next(one for one in SERVICES if one.key == "double_open")
    _service, form = on_paper(found, found.forms["application"])

    asked = [one.person for one in form.fields() if one.person == "family_name"]
    assert asked == ["family_name"]


def test_known_answers_are_printed_and_conditions_become_words() -> None:
    found = next(one for one in SERVICES if one.key == "double_works")
    service, form = on_paper(found, found.forms["application"])
    answers = {"hives": 3, "gentle": False, f"{STEP}.family_name": "Yıldız", "kinds.money": 51230}

    written = form_to_write_on(
        service, form, "de", answers=answers, authority="Amt", serial="S", bound="BEE-26-1"
    )

    questions = {
        question["label"]: question
        for step in written["steps"]
        for group in step["groups"]
        for question in group["questions"]
    }
    assert questions["Familienname"]["typed"] == "Yıldız"
    assert questions["Wie viele Völker?"]["typed"] == "3"
    assert questions["Feld money"]["typed"] == "512,30"
    gentle = questions["Sind die Bienen sanft?"]
    assert [one["checked"] for one in gentle["options"]] == [False, True]
    assert questions["Warum nicht?"]["condition"] == (
        f"Nur ausfüllen, wenn Ihre Antwort auf Frage {gentle['number']} „Nein“ ist."
    )
    files = [one for one in form.fields() if one.kind is FieldKind.FILE]
    assert len(files) == 1
    assert questions["Nachweis"]["options"] == [{"label": "Ich lege das bei.", "checked": False}]
