"""Form fields: label, hint, error and source belong to their control by id."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from amt.design.templatetags.design import FIELDS
from amt.design.tests.rendering import HOSTILE, Page, show

OPTIONS = [("a", "Erstens"), ("b", "Zweitens", "mit Erklärung")]


def _spec(kind: str, **more: Any) -> dict[str, Any]:
    spec: dict[str, Any] = {"kind": kind, "id": "x", "name": "feld", "label": "Beschriftung"}
    if kind in {"select", "radios", "checkboxes"}:
        spec["options"] = OPTIONS
    return {**spec, **more}


def _controls(page: Page) -> list[dict[str, str]]:
    return [attrs for tag, attrs in page.tags if tag in {"input", "select", "textarea"}]


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_ties_hint_source_and_error_to_its_control(kind: str) -> None:
    page = show(
        "{% field_from spec %}",
        spec=_spec(kind, hint="Hinweis", error="Fehlt", source="Register", why="Darum"),
    )

    described = [attrs["aria-describedby"] for _, attrs in page.tags if "aria-describedby" in attrs]
    assert "x-hint x-error x-source x-why" in described
    assert {"x-hint", "x-error", "x-source", "x-why"} <= set(page.ids)
    assert any(attrs.get("aria-invalid") == "true" for _, attrs in page.tags)
    assert "Warum fragen wir das?" in page.text


@pytest.mark.parametrize("kind", FIELDS)
def test_every_control_has_a_label_and_every_id_is_unique(kind: str) -> None:
    page = show("{% field_from spec %}", spec=_spec(kind))

    labelled = {attrs["for"] for attrs in page.all("label")}
    assert [attrs["id"] for attrs in _controls(page)] == sorted(labelled)
    assert len(page.ids) == len(set(page.ids))
    assert "aria-describedby" not in page.html.replace('aria-describedby="x-2-note"', "")
    assert "aria-invalid" not in page.html


@pytest.mark.parametrize("kind", FIELDS)
def test_a_link_from_the_error_summary_lands_in_a_control(kind: str) -> None:
    page = show("{% field_from spec %}", spec=_spec(kind, error="Fehlt"))

    assert _controls(page)[0]["id"] == "x"


@pytest.mark.parametrize("kind", FIELDS)
def test_only_voluntary_fields_are_marked(kind: str) -> None:
    assert "freiwillig" in show("{% field_from spec %}", spec=_spec(kind, required=False)).text
    assert "freiwillig" not in show("{% field_from spec %}", spec=_spec(kind)).text


@pytest.mark.parametrize("kind", FIELDS)
def test_no_field_lets_hostile_text_through(kind: str) -> None:
    spec = _spec(kind, label=HOSTILE, hint=HOSTILE, error=HOSTILE, why=HOSTILE, source=HOSTILE)
    if "options" in spec:
        spec["options"] = [(HOSTILE, HOSTILE, HOSTILE)]
    if kind not in {"file", "checkbox", "checkboxes"}:
        spec["value"] = HOSTILE

    page = show("{% field_from spec %}", spec=spec)

    assert not page.all("script")
    assert not page.all("img")


def test_the_prefilled_field_says_where_from_when_and_why() -> None:
    page = show(
        "{% field_from spec %}",
        spec=_spec(
            "text",
            value="Müller",
            source="Melderegister",
            source_on=dt.date(2026, 11, 21),
            source_basis="§ 3",
        ),
    )

    assert "Übernommen aus: Melderegister, 21. November 2026 (§ 3)" in page.text
    assert page.one("input")["value"] == "Müller"


def test_the_corrected_field_names_what_it_replaced() -> None:
    page = show(
        "{% field_from spec %}",
        spec=_spec("text", source="Melderegister", source_state="corrected"),
    )

    assert "Geändert. Vorher aus: Melderegister" in page.text


def test_radios_keep_the_choice_even_when_it_is_a_number() -> None:
    page = show(
        '{% radios_field "x" "feld" "Zahl" options 2 %}', options=[(1, "eins"), (2, "zwei")]
    )

    assert [("checked" in one, one["value"]) for one in page.all("input")] == [
        (False, "1"),
        (True, "2"),
    ]


def test_checkboxes_keep_all_choices() -> None:
    page = show(
        '{% checkboxes_field "x" "feld" "Was" options chosen %}', options=OPTIONS, chosen=["b"]
    )

    assert ["checked" in one for one in page.all("input")] == [False, True]


def test_select_begins_empty_unless_told_otherwise() -> None:
    page = show('{% select_field "x" "feld" "Was" options %}', options=OPTIONS)
    without = show('{% select_field "x" "feld" "Was" options empty_label="" %}', options=OPTIONS)

    assert [one["value"] for one in page.all("option")] == ["", "a", "b"]
    assert [one["value"] for one in without.all("option")] == ["a", "b"]


def test_amounts_and_days_open_the_right_keyboard() -> None:
    amount = show('{% money_field "x" "feld" "Miete" "512,30" %}')
    day = show('{% date_field "x" "feld" "Tag" day %}', day=dt.date(2026, 9, 1))

    assert amount.one("input")["inputmode"] == "decimal"
    assert amount.one("input")["value"] == "512,30"
    assert day.one("input")["inputmode"] == "numeric"
    assert day.one("input")["value"] == "01.09.2026"


def test_the_only_question_of_a_page_is_its_heading() -> None:
    text = show("{% field_from spec %}", spec=_spec("text", heading=1))
    group = show("{% field_from spec %}", spec=_spec("radios", heading=1))

    assert len(text.all("h1")) == len(group.all("h1")) == 1


def test_an_unknown_kind_of_field_is_refused() -> None:
    with pytest.raises(KeyError):
        show("{% field_from spec %}", spec=_spec("colour"))
