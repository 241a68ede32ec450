"""Parts of a page: what they say, how they are tied together, what they refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from amt.design.tests.rendering import HOSTILE, show

COLUMNS = [
    {"key": "name", "label": "Name"},
    {
        "key": "amount",
        "label": "Betrag",
        "kind": "money",
        "sort_url": "?o=1",
        "sorted": "ascending",
    },
]


def test_button_sends_by_default_and_can_carry_a_value() -> None:
    page = show('{% button "Weiter" name="go" value="next" %}')

    assert page.one("button")["type"] == "submit"
    assert (page.one("button")["name"], page.one("button")["value"]) == ("go", "next")
    assert page.text == "Weiter"


def test_button_among_its_like_says_what_it_belongs_to() -> None:
    page = show('{% button "Hochladen" about="Mietvertrag" %}')

    assert "".join(page.text.split()) == "Hochladen:Mietvertrag"


def test_link_button_leads_to_its_address() -> None:
    page = show("{% link_button label url %}", label=HOSTILE, url='/a?b=1&c="')

    assert page.one("a")["href"] == '/a?b=1&c="'
    assert not page.all("script")


@pytest.mark.parametrize(
    ("kind", "word"),
    [("info", "Hinweis"), ("success", "Erledigt"), ("warning", "Achtung"), ("error", "Fehler")],
)
def test_notice_says_its_kind_in_a_word_and_an_icon(kind: str, word: str) -> None:
    page = show("{% notice kind title %}<p>Text</p>{% endnotice %}", kind=kind, title="Titel")

    assert page.text == f"{word}: Titel Text"
    assert page.one("h2")["class"] == "amt-notice__title"
    assert 'aria-hidden="true"' in page.html


def test_live_notice_is_read_out() -> None:
    quiet = show('{% notice "error" "Titel" %}x{% endnotice %}')
    live = show('{% notice "error" "Titel" live=True %}x{% endnotice %}')

    assert "role=" not in quiet.html
    assert 'role="alert"' in live.html


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="purple"):
        show('{% badge "x" "purple" %}')


def test_error_summary_links_each_error_to_its_field() -> None:
    page = show("{% error_summary errors %}", errors=[("a", "Geben Sie a an."), ("b", HOSTILE)])

    assert [one["href"] for one in page.all("a")] == ["#a", "#b"]
    assert "2 Angaben fehlen noch oder passen nicht" in page.text
    assert page.tags[0][1]["role"] == "alert"
    assert page.tags[0][1]["aria-labelledby"] in page.ids
    assert not page.all("script")


def test_error_summary_is_absent_without_errors() -> None:
    assert show("{% error_summary errors %}", errors=[]).html == ""


def test_steps_say_where_one_is() -> None:
    page = show('{% steps 3 9 "Ihre Wohnung" %}')

    assert page.text == "Schritt 3 von 9 Ihre Wohnung"
    assert (page.one("progress")["value"], page.one("progress")["max"]) == ("3", "9")
    assert page.one("progress")["aria-labelledby"] in page.ids


def test_steps_list_all_topics_as_buttons_of_the_form() -> None:
    topics = [
        {"title": HOSTILE, "state": "done", "name": "aktion", "value": "seite:a"},
        {"title": "Hier", "state": "current", "name": "aktion", "value": "seite:b"},
        {"title": "Dort", "state": "open", "name": "aktion", "value": "seite:c"},
    ]
    page = show('{% steps 2 4 "Hier" topics form="antrag" %}', topics=topics)

    assert [one["value"] for one in page.all("button")] == ["seite:a", "seite:c"]
    assert {one["form"] for one in page.all("button")} == {"antrag"}
    assert "noch 2 Schritte" in page.text
    assert "Erledigt" in page.text
    assert "Offen" in page.text


def test_steps_say_that_more_topics_may_come_than_they_list() -> None:
    topics = [{"title": "Hier", "state": "current", "name": "aktion", "value": "seite:a"}]

    assert "noch höchstens 4 Schritte" in show('{% steps 1 5 "Hier" topics %}', topics=topics).text
    assert "noch 1 Schritt" in show('{% steps 1 2 "Hier" topics %}', topics=topics).text


def test_card_with_address_is_one_link() -> None:
    page = show("{% card title '/w' badge='Neu' %}<p>{{ text }}</p>{% endcard %}",
                title=HOSTILE, text=HOSTILE)  # fmt: skip

    assert page.one("a")["href"] == "/w"
    assert not page.all("script")
    assert "Neu" in page.text


def test_description_list_shows_source_change_and_what_is_missing() -> None:
    rows: list[dict[str, Any]] = [
        {"key": "Name", "value": HOSTILE, "source": "Register", "change_url": "/name"},
        {"key": "Miete", "missing": True, "change_url": "/miete"},
    ]
    page = show("{% description_list rows %}", rows=rows)

    assert [one["href"] for one in page.all("a")] == ["/name", "/miete"]
    assert "Übernommen aus: Register" in page.text
    assert "Noch offen Ergänzen : Miete" in page.text
    assert not page.all("script")


def test_row_takes_a_piece_of_template() -> None:
    page = show("{% rows %}{% row 'Name' %}<strong>{{ v }}</strong>{% endrow %}{% endrows %}",
                v="Ö")  # fmt: skip

    assert [tag for tag, _ in page.tags][:3] == ["dl", "div", "dt"]
    assert "<strong>Ö</strong>" in page.html


def test_table_names_its_columns_in_each_cell_for_the_phone() -> None:
    page = show(
        "{% data_table columns rows caption='Beträge' footer=footer %}",
        columns=COLUMNS,
        rows=[{"name": "Miete", "amount": 51230, "url": "/1", "current": True}],
        footer=["Summe", 51230],
    )

    assert [one["data-label"] for one in page.all("td")] == ["Betrag", "Betrag"]
    assert "512,30\xa0€" in page.html
    assert page.all("th")[1]["aria-sort"] == "ascending"
    assert {one["scope"] for one in page.all("th")} == {"col", "row"}
    assert page.all("tr")[1]["aria-current"] == "true"
    assert page.all("a")[1]["href"] == "/1"


def test_table_escapes_and_shows_badges_and_days() -> None:
    page = show(
        "{% data_table columns rows caption='Liste' %}",
        columns=[{"key": "a", "label": HOSTILE}, {"key": "b", "label": "Tag"}],
        rows=[[{"text": HOSTILE, "badge": "info"}, dt.date(2026, 11, 21)]],
    )

    assert "21. November 2026" in page.text
    assert "kern-badge--info" in page.html
    assert not page.all("script")


def test_empty_table_says_so() -> None:
    page = show("{% data_table columns rows caption='L' empty='Noch nichts.' %}",
                columns=COLUMNS, rows=[])  # fmt: skip

    assert page.text == "Noch nichts."
    assert not page.all("table")


def test_timeline_says_each_state_in_words() -> None:
    at = dt.datetime(2026, 11, 21, 13, 30, tzinfo=dt.UTC)
    page = show(
        "{% timeline entries %}",
        entries=[
            {"title": "Angekommen", "at": at},
            {"title": HOSTILE, "state": "current"},
            {"title": "Bescheid", "state": "open"},
        ],
    )

    assert "Erledigt · 21. November 2026, 14:30 Uhr" in page.text
    assert page.all("li")[1]["aria-current"] == "step"
    assert "Kommt noch" in page.text
    assert not page.all("script")


def test_fold_empty_state_pages_and_breadcrumbs() -> None:
    assert "open" not in show("{% details 'Mehr' %}x{% enddetails %}").one("details")
    assert (
        show("{% empty_state 'Leer' 'Text' action_label='Los' action_url='/l' %}").one("a")["href"]
        == "/l"
    )
    assert show("{% pagination %}").html == ""
    assert show("{% pagination next_url='?p=2' %}").one("a")["rel"] == "next"
    trail = show("{% breadcrumbs trail %}", trail=[("Start", "/"), ("Hier", "")])
    assert len(trail.all("a")) == 1
    assert 'aria-current="page"' in trail.html


def test_result_checklist_and_panel_show_their_texts() -> None:
    page = show(
        "{% result 'Zuschuss' value 'nicht bindend' %}"
        "{% panel 'Sie brauchen' %}{% checklist needed %}{% endpanel %}",
        value="217,00 €",
        needed=["Ausweis", ("Vertrag", "alle Seiten")],
    )

    assert "217,00 €" in page.text
    assert "Vertrag alle Seiten" in page.text
    assert page.one("section")["class"] == "amt-panel"
