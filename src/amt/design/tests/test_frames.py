"""Page frames: complete without any context, strict about scripts, right in every language."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch
from django.utils import translation

from amt.design import context
from amt.design.tests.rendering import HOSTILE, Page

FRAMES = ["base", "base_desk", "error", "print", "gallery"]


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_needs_no_context(name: str) -> None:
    page = Page(render_to_string(f"design/{name}.html"))

    assert page.one("html") == {"lang": "de", "dir": "ltr"}
    assert page.one("main")["id"] == "inhalt"
    assert "Digitales Bürger:innenamt" in page.text


@pytest.mark.parametrize("name", FRAMES)
def test_no_frame_has_inline_script_or_style(name: str) -> None:
    html = render_to_string(f"design/{name}.html")
    page = Page(html)

    assert all(one.get("src") for one in page.all("script"))
    assert not page.all("style")
    assert not [attrs for _, attrs in page.tags if "style" in attrs]
    assert not re.search(r"\son[a-z]+=", html)


def test_the_first_link_skips_to_the_content() -> None:
    page = Page(render_to_string("design/base.html"))

    assert page.all("a")[0]["href"] == "#inhalt"


def test_arabic_reads_from_the_right() -> None:
    with translation.override("ar"):
        page = Page(render_to_string("design/base.html"))

    assert page.one("html") == {"lang": "ar", "dir": "rtl"}


def test_the_search_of_the_header_keeps_the_query_and_escapes_it() -> None:
    values = {"frame": {"search_url": "/suche/", "search_query": HOSTILE}}
    page = Page(render_to_string("design/base.html", values))

    assert page.one("form")["action"] == "/suche/"
    assert page.one("form")["method"] == "get"
    assert page.one("input")["name"] == "q"
    assert page.one("input")["value"] == HOSTILE


def test_the_current_language_is_marked_among_plain_links() -> None:
    languages = [
        {"code": "de", "name": "Deutsch", "url": "/", "current": True},
        {"code": "en", "name": "English", "url": "/en/", "current": False},
    ]
    page = Page(render_to_string("design/base.html", {"languages": languages}))

    links = [one for one in page.all("a") if "hreflang" in one]
    assert [(one["lang"], one.get("aria-current", "")) for one in links] == [
        ("de", "true"),
        ("en", ""),
    ]


def test_an_error_page_carries_its_reference_and_next_steps() -> None:
    values = {"title": HOSTILE, "reference": "7F3A-19C2", "next_steps": ["Warten Sie kurz."]}
    page = Page(render_to_string("design/error.html", values))

    assert "7F3A-19C2" in page.text
    assert "Warten Sie kurz." in page.text
    assert not page.all("img")


def test_a_page_with_errors_says_so_in_its_title() -> None:
    html = render_to_string("design/base.html", {"page_errors": True})

    assert "<title>Fehler: " in html


@override_settings(ROOT_URLCONF="amt.design.urls")
def test_the_frame_gets_an_address_only_where_there_is_a_route(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def reverse(name: str) -> str:
        if name == "portal:search":
            return "/suche/"
        raise NoReverseMatch

    monkeypatch.setattr(context, "reverse", reverse)
    values = context.frame(RequestFactory().get("/x/", {"q": "miete", "name": "Ayşe"}))

    assert values["frame"]["search_url"] == "/suche/"
    assert values["frame"]["search_query"] == "miete"
    assert values["frame"]["imprint_url"] == ""
    assert values["frame"]["home_url"] == "/"


@override_settings(ROOT_URLCONF="amt.design.urls")
def test_language_links_lead_to_the_same_page_and_drop_what_was_typed() -> None:
    with translation.override("de"):
        listed = context.languages(RequestFactory().get("/x/", {"q": "miete", "name": "Ayşe"}))

    assert [one["code"] for one in listed if one["current"]] == ["de"]
    assert listed[0]["url"] == "/x/?q=miete"
    assert all("Ay" not in one["url"] for one in listed)
    assert len({one["url"] for one in listed}) == len(listed)
