"""Services are found by the words people have, with their typing errors."""

from __future__ import annotations

import pytest

from amt.capabilities.catalogue import queries
from amt.capabilities.catalogue.words import edit_distance, fold, likeness

RENT_HELP = (
    "wohngeld",
    "Wohngelt",
    "wohn geld",
    "WOHNGELD BEANTRAGEN",
    "wonhgeld",
    "hilfe zur miete",
    "hilfe bei der miete",
    "mietzuschuss",
    "Zuschuß zur Miete",
    "zuschuss miete",
    "ich kann die miete nicht zahlen",
    "housing benefit",
    "rent help",
)
SERVICE = "wohngeld"
NOTHING = ("hund anmelden", "xyzzy", "reisepass", "auto abmelden", "", "   ", "\x00", "%%%", "ß")


@pytest.mark.parametrize("words", RENT_HELP)
@pytest.mark.parametrize("language", ["de", "en"])
def test_service_is_found_by(words: str, language: str) -> None:
    hits = queries.search(words, language).hits

    assert [hit.service.procedure_key for hit in hits] == [SERVICE]
    assert hits[0].why.text


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("kindergeld", "kindergeld"),
        ("Kindergelt beantragen", "kindergeld"),
        ("elterngeld", "elterngeld"),
        ("geburtsurkunde", "geburtsurkunde"),
        ("baugenehmigung", "baugenehmigung"),
        ("bauantrag stellen", "baugenehmigung"),
    ],
)
def test_what_is_meant_comes_first_among_services_of_like_names(words: str, service: str) -> None:
    hits = queries.search(words, "de").hits

    assert hits[0].service.procedure_key == service


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_is_found_by(words: str) -> None:
    assert queries.search(words, "de").hits == ()


def test_typing_error_is_understood_and_said() -> None:
    assert queries.search("Wohngelt", "de").understood == "wohngeld"
    assert queries.search("Wohngeld", "de").understood == ""


def test_question_longer_than_a_question_is_cut() -> None:
    assert len(queries.search("miete " * 5000, "de").query) <= 200


def test_only_situations_with_services_are_listed() -> None:
    listed = queries.situations("de")

    assert all(situation.services for situation in listed)
    assert len(listed) <= 9
    with pytest.raises(LookupError):
        queries.services_in("auto-und-verkehr", "de")


def test_most_asked_come_first() -> None:
    services = queries.most_asked({SERVICE: 3}, "de")

    assert services[0].procedure_key == SERVICE


def test_words_are_compared_without_umlauts_and_small_errors() -> None:
    assert fold("Straße Ärger Łódź İzmir") == fold("strasse aerger łodz izmir")
    assert edit_distance("geld", "gedl", 2) == 1
    assert edit_distance("geld", "wohnung", 2) is None
    assert likeness("miete", "miete") == 1.0
    assert likeness("ab", "abc") == 0.0
