"""One birth, three offices: the pages of the parents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from amt.capabilities.bundles.models import BundleConsent, BundleFact, MemberState
from amt.capabilities.bundles.testing.fixtures import (
    UNITS,
    Family,
    MakeBundle,
    birth,
    family,
    father,
    make_bundle,
    mother,
)
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import invitation_of
from amt.capabilities.identity.services import code_of_invitation
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.front.portal.tests.conftest import refused_count
from amt.kernel.actors import ANONYMOUS

__all__ = ["birth", "family", "father", "make_bundle", "mother"]

STAR, LANTERN, BLANKET = UNITS
CONSENT = f"einwilligung:{LANTERN}:star"


def url(family: Family, page: str = "") -> str:
    return f"/familie/{family.bundle.uuid}/{page}"


@pytest.fixture
def hers(client_for: Callable[..., Client], mother: Account) -> Client:
    """The browser of the first parent."""
    return client_for(mother)


@pytest.fixture
def his(client_for: Callable[..., Client], father: Account) -> Client:
    """The browser of the second parent."""
    return client_for(father)


def test_progress_names_every_office_and_the_next_step(hers: Client, family: Family) -> None:
    page = hers.get(url(family)).content.decode()

    assert "Geburt eines Kindes" in page
    assert "Standesamt Bremen-Mitte" in page
    assert page.count("Noch nicht gesendet") == len(UNITS)
    assert "Weitermachen" in page


def test_only_what_the_hospital_did_not_say_is_asked(hers: Client, family: Family) -> None:
    page = hers.get(url(family, "fragen/child/")).content.decode()

    assert 'name="child.given_names"' in page
    assert 'name="child.birth_date"' not in page
    assert "Mitgeteilt von: Klinik der Vorführung" in page
    assert "10. November 2026" in page


def test_answers_lead_from_page_to_page_to_the_consents(hers: Client, family: Family) -> None:
    first = hers.post(url(family, "fragen/child/"), {"child.given_names": "Mila"})
    second = hers.post(url(family, "fragen/family/"), {"custody": "joint"})
    third = hers.post(
        url(family, "fragen/account/"),
        {"account.iban": "DE89 3704 0044 0532 0130 00", "account.holder": "first"},
    )

    assert first["Location"] == url(family, "fragen/family/")
    assert second["Location"] == url(family, "fragen/account/")
    assert third["Location"] == url(family, "weitergabe/")


def test_problem_is_told_at_the_field_and_nothing_typed_is_lost(
    hers: Client, family: Family
) -> None:
    page = hers.post(
        url(family, "fragen/account/"), {"account.iban": "falsch", "gezeigt": "account.iban"}
    ).content.decode()

    assert 'href="#account-iban"' in page
    assert 'value="falsch"' in page
    assert "<title>Fehler:" in page


def test_other_parent_sees_the_same_answers(hers: Client, his: Client, family: Family) -> None:
    hers.post(url(family, "fragen/child/"), {"child.given_names": "Mila"})

    assert 'value="Mila"' in his.get(url(family, "fragen/child/")).content.decode()
    assert BundleFact.objects.filter(path="child.given_names", superseded_at=None).count() == 1


def test_leaving_a_service_out_leaves_its_questions_out(hers: Client, family: Family) -> None:
    response = hers.post(url(family, "leistungen/"), {"leistung": [STAR]})

    assert response["Location"].startswith(url(family, "fragen/"))
    assert family.member(BLANKET).state == MemberState.DECLINED
    assert "Nicht gewünscht" in hers.get(url(family)).content.decode()


def test_every_transfer_is_shown_with_its_basis_and_consent_is_asked_where_the_law_wants_it(
    hers: Client, family: Family
) -> None:
    page = hers.get(url(family, "weitergabe/")).content.decode()
    assert "nur mit Ihrer Einwilligung" in page
    assert "auch ohne Einwilligung" in page
    assert page.count('type="radio"') == 2
    assert "checked" not in page

    missing = hers.post(url(family, "weitergabe/"), {}).content.decode()
    assert "Wählen Sie Ja oder Nein." in missing
    assert not BundleConsent.objects.exists()

    response = hers.post(url(family, "weitergabe/"), {CONSENT: "ja"})
    assert response["Location"] == url(family, "pruefen/")
    assert BundleConsent.objects.get().consents


def test_confirming_needs_a_choice_and_the_declaration(hers: Client, family: Family) -> None:
    family.tell()

    page = hers.post(url(family, "pruefen/"), {}).content.decode()

    assert "Wählen Sie mindestens einen Antrag aus." in page
    assert "Bestätigen Sie, dass die Angaben stimmen." in page


def test_both_parents_confirm_and_each_sees_who_has(
    hers: Client, his: Client, family: Family, run_jobs: RunJobs
) -> None:
    family.tell()
    family.say(family.mother, consents=True)
    sent = {"bestaetigen": list(UNITS), "erklaerung": "1"}
    assert "Mila" in hers.get(url(family, "pruefen/")).content.decode()

    response = hers.post(url(family, "pruefen/"), sent)
    assert response["Location"] == f"{url(family)}?bestaetigt=1"
    waiting = his.get(url(family)).content.decode()
    assert "Bestätigt von: Olena Wendt" in waiting
    his.post(url(family, "pruefen/"), sent)
    run_jobs()

    page = hers.get(url(family)).content.decode()
    states = {family.member(key).state for key in UNITS}
    assert states == {MemberState.SUBMITTED}
    assert page.count("amt-reference") == len(UNITS)
    assert f"/vorgang/{family.member(STAR).case_uuid}/" in page


def test_what_is_missing_is_named_and_holds_up_no_other(hers: Client, family: Family) -> None:
    family.tell(account={"account.iban": [""]})

    page = hers.post(
        url(family, "pruefen/"), {"bestaetigen": list(UNITS), "erklaerung": "1"}
    ).content.decode()

    assert "Nicht alles ist bestätigt" in page
    assert "Was nicht genannt ist, haben Sie bestätigt." in page


def test_one_office_in_trouble_says_what_to_do(hers: Client, family: Family) -> None:
    member = family.member(STAR)
    member.state = MemberState.FAILED
    member.save()

    page = hers.get(url(family)).content.decode()
    assert "Die anderen laufen weiter." in page
    assert "Noch einmal senden" in page

    response = hers.post(url(family, "nochmal/"), {"leistung": STAR})
    assert response["Location"] == f"{url(family)}?nochmal=1"
    draft = hers.post(url(family, "einzeln/"), {"leistung": STAR})
    assert draft["Location"].startswith("/antrag/")
    assert hers.get(draft["Location"]).status_code == 200
    assert hers.post(url(family, "einzeln/"), {"leistung": "nothing"}).status_code == 404


def test_letter_code_reads_and_answers_but_confirms_only_after_sign_in(
    client: Client, make_bundle: MakeBundle, run_jobs: RunJobs
) -> None:
    bundle = make_bundle()
    run_jobs()
    invitation = invitation_of("bundle_person", bundle.persons.get(position=0).uuid)
    assert invitation is not None
    client.post("/einladung/", {"code": code_of_invitation(invitation.uuid)})
    family = Family(bundle, ANONYMOUS, ANONYMOUS)

    for page in ("", "leistungen/", "fragen/child/", "weitergabe/", "pruefen/"):
        assert client.get(url(family, page)).status_code == 200, page
    client.post(url(family, "fragen/child/"), {"child.given_names": "Mila"})
    assert BundleFact.objects.filter(path="child.given_names").exists()
    check = client.get(url(family, "pruefen/")).content.decode()
    assert "Zum Bestätigen bitte anmelden" in check
    assert "Bestätigen und senden" not in check
    refused = client.post(
        url(family, "pruefen/"), {"bestaetigen": [STAR], "erklaerung": "1"}
    ).content.decode()
    assert "Der Code genügt nicht." in refused


@pytest.mark.parametrize("page", ["", "leistungen/", "fragen/child/", "weitergabe/", "pruefen/"])
def test_stranger_and_other_caseworker_get_404_and_an_audit_row(
    client_for: Callable[..., Client],
    family: Family,
    stranger: Account,
    other_caseworker: Account,
    page: str,
) -> None:
    for account in (stranger, other_caseworker):
        before = refused_count()
        assert client_for(account).get(url(family, page)).status_code == 404
        assert refused_count() == before + 1
    assert Client().get(url(family, page)).status_code == 302


def test_area_and_start_page_offer_to_go_on(hers: Client, family: Family) -> None:
    assert url(family) in hers.get("/mein-bereich/").content.decode()
    assert url(family) in hers.get("/").content.decode()
