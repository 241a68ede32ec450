"""The way of an application in simple language: no page of it falls back to heavier German."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.services import Submitted
from amt.contract import registry
from amt.contract.forms import FieldKind
from amt.front.portal.tests.conftest import AT

HOME = "/de-simple"
SERVICE = "wohngeld"
_MARKED = re.compile(r'<span lang="de" class="amt-untranslated">(.*?)</span>', re.DOTALL)


def read(client: Client, path: str) -> str:
    response = client.get(HOME + path)
    assert response.status_code == 200, path
    page = response.content.decode()
    assert '<html lang="de-simple"' in page
    return page


def marked(page: str) -> set[str]:
    """Return the texts that a page marks as German."""
    return {html.unescape(" ".join(text.split())) for text in _MARKED.findall(page)}


def texts_of_services() -> str:
    """Return all German texts of the services; doubles have no others."""
    texts = [procedure.texts for procedure in registry.procedures().values()]
    lines = (line for one in texts for key in one.keys("de") for line in one.lines(key, "de"))
    return "\n".join(" ".join(str(line).split()) for line in lines)


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/suche/?q=miete",
        "/suche/?q=xyzzy",
        "/lebenslagen/wohnen/",
        f"/leistungen/{SERVICE}/",
        f"/leistungen/{SERVICE}/rechner/",
        f"/leistungen/{SERVICE}/antrag/",
        "/anmelden/",
        "/weitermachen/",
        "/einladung/",
        "/status/",
        "/datenschutz/",
        "/barrierefreiheit/",
        "/impressum/",
        "/hilfe/",
    ],
)
def test_page_without_sign_in_lacks_no_text(client: Client, path: str) -> None:
    page = read(client, path)

    assert marked(page) == set()
    assert "amt-untranslated-notice" not in page


@pytest.mark.usefixtures("organisation")
def test_every_page_of_the_form_lacks_no_text(client: Client) -> None:
    assert client.post(f"{HOME}/leistungen/{SERVICE}/antrag/").status_code == 302
    draft = Draft.objects.get()
    form = registry.procedure(SERVICE).form("application")
    every = {
        field.path: list(field.options)
        for field in form.fields()
        if field.kind is FieldKind.CHOICES
    }
    (kinds,) = [field.options for field in form.fields() if field.path == "home.kind"]
    seen = set()

    for home in kinds:
        draft.answers = {**every, "home.kind": home, "household.has_income": True}
        draft.save(update_fields=["answers"])
        for step in (*(one.key for one in form.steps), "pruefen", "spaeter"):
            response = client.get(f"{HOME}/antrag/{draft.uuid}/{step}/")
            if response.status_code == 200 and (home == "rent" or step not in seen):
                seen.add(step)
                page = response.content.decode()
                assert marked(page) == set(), step
                assert "amt-untranslated-notice" not in page, step

    assert seen == {*(step.key for step in form.steps), "pruefen", "spaeter"}


@pytest.mark.usefixtures("organisation")
def test_refused_page_lacks_no_text(client: Client) -> None:
    client.post(f"{HOME}/leistungen/{SERVICE}/antrag/")
    draft = Draft.objects.get()

    response = client.post(f"{HOME}/antrag/{draft.uuid}/applicant/", {"aktion": "weiter"})
    page = client.get(response["Location"]).content.decode()

    assert "amt-untranslated-notice" not in page
    assert page.count('lang="de-simple"') >= 1


@pytest.mark.usefixtures("organisation")
def test_missing_page_lacks_no_text(client: Client) -> None:
    response = client.get(f"{HOME}/leistungen/gibt-es-nicht/")

    assert response.status_code == 404
    assert "amt-untranslated-notice" not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/mein-bereich/",
        "/mein-bereich/datenschutz/",
        "/mein-bereich/datenschutz/drucken/",
        "/mein-bereich/vollmachten/",
        "/mein-bereich/aenderung/",
        "/postfach/",
    ],
)
def test_page_of_a_resident_lacks_no_text_of_the_house(
    home: Client, sent: Submitted, path: str
) -> None:
    services = texts_of_services()

    assert [text for text in marked(read(home, path)) if text not in services] == []


def test_pages_after_sending_lack_no_text_of_the_house(home: Client, sent: Submitted) -> None:
    services = texts_of_services()
    draft = Draft.objects.get()

    for path in (f"/antrag/{draft.uuid}/gesendet/", f"/vorgang/{sent.application.case_uuid}/"):
        assert [text for text in marked(read(home, path)) if text not in services] == [], path


def test_day_and_time_are_written_as_in_german(home: Client, sent: Submitted) -> None:
    page = read(home, f"/vorgang/{sent.application.case_uuid}/")

    assert str(AT.year) in page
    assert re.search(r"\d{1,2}\. (Januar|Februar|März|April|Mai|Juni|Juli|August|\w+ember)", page)
