"""A page says which of its texts its language lacks, and marks them as German."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import gettext, ngettext, override

from amt.contract.texts import Texts
from amt.front.frame import page_cache
from amt.front.frame.untranslated import PLACE, UntranslatedMiddleware, listen_to, said
from amt.kernel import untranslated

UNKNOWN = "Diesen Satz kennt keine andere Sprache"
LANGUAGES = ["en", "de-simple"]


@contextmanager
def heard(language: str) -> Iterator[dict[str, None]]:
    with override(language), untranslated.noting() as noted:
        listen_to(language)
        yield noted


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_message_is_noted_in(language: str) -> None:
    with heard(language) as noted:
        assert gettext(UNKNOWN) == UNKNOWN
        assert ngettext("ein Uhu", "%(n)s Uhus", 2) == "%(n)s Uhus"

    assert list(noted) == [UNKNOWN, "%(n)s Uhus"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_django_itself_is_not_missing_in(language: str) -> None:
    with heard(language) as noted:
        gettext("This field is required.")

    assert not noted


def test_missing_text_of_a_procedure_is_noted_line_by_line() -> None:
    texts = Texts({"de": {"needed": ["Mietvertrag", "Ausweis"]}, "en": {}})

    with untranslated.noting() as noted:
        texts.lines("needed", "de")
        assert not noted
        texts.lines("needed", "en")

    assert list(noted) == ["Mietvertrag", "Ausweis"]


def test_what_is_missing_is_marked_as_german() -> None:
    html = said(f"{PLACE}<p>\n{UNKNOWN}</p><p>Else</p>", [UNKNOWN])

    assert f'<p>\n<span lang="de" class="amt-untranslated">{UNKNOWN}</span></p>' in html
    assert "<p>Else</p>" in html
    assert PLACE not in html
    assert "amt-untranslated-notice" in html


def test_text_with_values_and_tags_is_marked_in_its_pieces() -> None:
    text = "Guten Tag %(name)s, <strong>bitte lesen</strong> Sie „das & dies“."
    page = "<p>Guten Tag Ayşe, <strong>bitte lesen</strong> Sie „das &amp; dies“.</p>"

    html = said(page, [text])

    assert html.count('lang="de"') == 3


def test_title_and_options_stay_whole() -> None:
    page = f"<title>{UNKNOWN}</title><option>{UNKNOWN}</option><script>x>{UNKNOWN}<y</script>"

    assert said(page, [UNKNOWN]) == page


def test_hostile_text_stays_text() -> None:
    hostile = "<img src=x onerror=alert(1)> %s {} .* (("

    html = said("<p>&lt;img src=x onerror=alert(1)&gt; %s {} .* ((</p>", [hostile])

    assert "<img" not in html


@pytest.mark.parametrize("language", ["de", *LANGUAGES])
def test_frame_has_the_place_for_the_notice_in_other_languages_only(language: str) -> None:
    is_translated = language != settings.LANGUAGE_CODE
    html = render_to_string("design/base.html", {"frame": {"is_translated": is_translated}})

    assert (PLACE in html) is is_translated


def page_of(request: HttpRequest) -> HttpResponse:
    source = '{% load i18n %}<p>{% translate "' + UNKNOWN + '" %}</p>'
    return HttpResponse(PLACE + Template(source).render(Context()))


@pytest.mark.parametrize(("language", "marks"), [("de", 0), ("en", 1), ("de-simple", 1)])
def test_pages_are_marked_where_they_fall_back(language: str, marks: int) -> None:
    with override(language):
        response = UntranslatedMiddleware(page_of)(RequestFactory().get("/"))

    assert response.content.decode().count('lang="de"') == marks


def test_files_and_streams_are_left_alone() -> None:
    def stream(request: HttpRequest) -> HttpResponse:
        gettext(UNKNOWN)
        return StreamingHttpResponse([b"data"])  # type: ignore[return-value]

    def download(request: HttpRequest) -> HttpResponse:
        return HttpResponse(gettext(UNKNOWN), content_type="text/csv")

    with override("en"):
        UntranslatedMiddleware(stream)(RequestFactory().get("/"))
        response = UntranslatedMiddleware(download)(RequestFactory().get("/"))

    assert response.content.decode() == UNKNOWN


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("language", LANGUAGES)
def test_start_page_lacks_nothing_in(client: Client, language: str) -> None:
    page_cache.flush()

    page = client.get(f"/{language}/").content.decode()

    assert f'<html lang="{language}"' in page
    assert "amt-untranslated-notice" not in page
