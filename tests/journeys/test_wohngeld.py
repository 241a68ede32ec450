"""Wohngeld from the search to the decision in the mailbox, as people do it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from amt.capabilities.identity.testing.people import PASSWORD
from tests.journeys.browser import Person
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WAYS = [
    pytest.param("citizen", 1280, True, id="desktop"),
    pytest.param("representative", 360, True, id="phone"),
    pytest.param("citizen", 1280, False, id="desktop-without-scripts"),
    pytest.param("representative", 360, False, id="phone-without-scripts"),
]
CASEWORKER = "kolb@amt.example"

HOME = {"home.place": "040110000000", "rent.landlord": "Musterbau eG", "rent.cold": "612,50"}
PAID = ("income_tax", "health_insurance", "pension_insurance")
PAGES: dict[str, dict[str, str]] = {
    "applicant": {"applicant.sex": "female", "home.place": HOME["home.place"]},
    "home": {"home.kind": "rent", "home.area": "54", "home.elsewhere": "no"},
    "rent": {
        "rent.landlord": HOME["rent.landlord"],
        "rent.moved_in_on": "1.9.2019",
        "rent.cold": HOME["rent.cold"],
    },
    "use": {},
    "members": {},
    "situation": {"applicant.benefit": "none", "household.has_income": "yes"},
    "income": {
        "incomes.0.kind": "wage",
        "incomes.0.amount": "1.400",
        "incomes.0.rhythm": "month",
    },
    "payment": {
        "payment.iban": "DE89 3704 0044 0532 0130 00",
        "payment.account_holder": "Erika Beispiel",
    },
    "proofs": {},
    "declarations": {
        "declarations.complete_and_true": "yes",
        "declarations.report_changes": "yes",
    },
}


def find_by_search_and_clicks(someone: Person, office: Office) -> None:
    page = someone.page
    page.goto(office.url)
    someone.look("start")
    for words in ("Wohngelt", "hilfe zur miete", "wohngeld"):
        page.locator('main [name="q"], header [name="q"]').first.fill(words)
        page.locator('main [name="q"], header [name="q"]').first.press("Enter")
        page.wait_for_url("**/suche/**")
        assert "Wohngeld" in someone.text()
    someone.look("search")
    page.goto(office.url)
    page.locator('main a[href*="/lebenslagen/"]').first.click()
    someone.look("situation")
    page.locator('main a[href="/leistungen/wohngeld/"]').first.click()
    someone.look("service")
    for promised in ("Contrescarpe 73", "Bremerhaven", "115", "WoGG", "kostet nichts"):
        assert promised in someone.text()


def compute(someone: Person) -> None:
    page = someone.page
    page.locator('main a[href="/leistungen/wohngeld/rechner/"]').first.click()
    someone.fill({"home.place": HOME["home.place"], "household.size": "1", "rent.cold": "612,50"})
    someone.fill({"household.wage": "1.400", "household.pays_income_tax": "yes"})
    someone.fill({"household.pays_health_insurance": "yes"})
    someone.fill({"household.pays_pension_insurance": "yes"})
    page.locator('main form button[type="submit"]').last.click()
    page.wait_for_load_state()
    someone.look("trial")
    shown = someone.text()
    assert "§ 19" in shown
    assert "unverbindlich" in shown.lower()
    assert "31. Dezember 2026" in shown


def sign_in(someone: Person, office: Office, resident: str) -> None:
    someone.page.goto(f"{office.url}/leistungen/wohngeld/antrag/")
    if "/anmelden/" not in someone.page.url:
        someone.page.locator('main a[href*="/anmelden/"]').first.click()
    someone.look("sign-in")
    someone.fill({"resident": resident})
    someone.click("Anmelden")
    someone.page.wait_for_url(re.compile(r"/antrag/"))


def fill_page(someone: Person, key: str, answers: dict[str, str]) -> None:
    """Answer a page; what is only asked after an answer comes with the next "Weiter"."""
    page, left = someone.page, dict(answers)
    while True:
        shown = {name: left.pop(name) for name in list(left) if has_field(page, name)}
        someone.fill(shown)
        for paid in PAID if has_field(page, "incomes.0.pays") else ():
            someone.fill({"incomes.0.pays": paid})
        someone.look(f"form-{key}")
        with page.expect_navigation():
            someone.click("Weiter")
        if not left:
            return
        assert shown, f"{key}: never asked {left}"


def has_field(page: Page, name: str) -> bool:
    return page.locator(f'[name="{name}"]').count() > 0


def apply(someone: Person) -> tuple[str, str]:
    page = someone.page
    if page.url.endswith("/leistungen/wohngeld/antrag/"):
        someone.look("begin")
        page.locator('main form button[type="submit"]').first.click()
        page.wait_for_url(re.compile(r"/antrag/[0-9a-f-]{36}/"))
    for key, answers in PAGES.items():
        page.wait_for_url(f"**/{key}/")
        if key == "rent":
            someone.fill({"rent.cold": "viel"})
            someone.click("Weiter")
            assert page.locator('[name="rent.cold"]').input_value() == "viel"
            assert "512,30" in someone.text() or "zum Beispiel" in someone.text()
            someone.look("rent-with-errors")
        fill_page(someone, key, answers)
    page.wait_for_url("**/pruefen/")
    someone.look("check")
    assert "Nehmen Sie sich Zeit" in someone.text()
    someone.page.locator('[name="zustellung"]').first.check(force=True)
    declaration = page.locator('[name="erklaerung"]')
    if declaration.count():
        declaration.check(force=True)
    someone.click("Antrag senden")
    page.wait_for_url("**/gesendet/")
    someone.look("sent")
    wait_until(page, "Bestätigung herunterladen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Bestätigung herunterladen (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    codes = page.locator(".amt-reference").all_inner_texts()
    return codes[0], codes[1]


def follow_without_login(someone: Person, office: Office, reference: str, code: str) -> None:
    someone.page.goto(f"{office.url}/status/")
    someone.fill({"aktenzeichen": reference.lower(), "code": code.replace("-", " ").lower()})
    someone.look("status")
    someone.click("Stand ansehen")
    someone.page.wait_for_url("**/vorgang/**")
    someone.look("status-by-code")
    assert reference in someone.text()


def decide(
    someone: Person, office: Office, reference: str, *, grant: bool, by_letter: bool = False
) -> None:
    page = someone.page
    page.goto(f"{office.url}/arbeitsplatz/")
    someone.look("staff-login")
    someone.fill({"login": CASEWORKER, "password": PASSWORD})
    someone.click("Weiter")
    someone.look("staff-code")
    someone.fill({"code": office.code_of(CASEWORKER)})
    someone.click("Anmelden")
    page.wait_for_url("**/arbeitsplatz/")
    wait_until(page, reference)
    someone.look("worklist")
    page.get_by_role("link", name=reference).first.click()
    wait_until(page, "§ 19")
    someone.look("case")
    shown = someone.text()
    assert "612,50" in shown
    assert "Vorschlag" in shown
    page.get_by_role("link", name="Entscheiden", exact=True).first.click()
    someone.look("decide")
    if grant:
        page.locator('[name="entscheidung"]').first.check(force=True)
    else:
        page.locator('[name="entscheidung"][value="refusal"]').check(force=True)
        page.locator('[name="gruende"]').first.check(force=True)
        someone.fill({"worte": "Die Miete ist nicht nachgewiesen."})
    someone.click("Jetzt entscheiden")
    page.wait_for_url("**/entschieden/")
    someone.look("decided")
    page.goto(page.url.replace("/entschieden/", "/"))
    if not by_letter:
        # A letter is delivered days after it was posted; its remedy period begins then.
        wait_until(page, "Widerspruch")
    someone.look("case-after")


def wait_until(page: Page, words: str) -> None:
    """Reload, as a person would, until the page says something."""
    for _ in range(40):
        if words in (page.locator("main").text_content() or ""):
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"the page never said {words!r}")


def open_decision(someone: Person, office: Office) -> None:
    page = someone.page
    page.goto(f"{office.url}/mein-bereich/")
    someone.look("area")
    page.locator('main a[href*="/vorgang/"]').first.click()
    wait_until(page, "Widerspruch")
    someone.look("matter-decided")
    assert "§ 37 Abs. 2a SGB X" in someone.text()
    page.goto(f"{office.url}/postfach/")
    someone.look("mailbox")
    page.locator('main a[href*="/postfach/"]').first.click()
    someone.look("message")
    with page.expect_download() as download:
        page.locator('main a[href*="/dokument/"]').first.click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/ByteRange" in content


@pytest.mark.parametrize(("resident", "width", "scripts"), WAYS)
def test_wohngeld_from_search_to_mailbox(
    office: Office, person: Any, resident: str, width: int, scripts: bool
) -> None:
    way = f"{width}{'' if scripts else '-plain'}"
    someone = person(f"{way}-resident", width, scripts=scripts)
    mails_before = len(office.mails())

    find_by_search_and_clicks(someone, office)
    compute(someone)
    sign_in(someone, office, resident)
    reference, code = apply(someone)
    passer_by = person(f"{way}-code", width, scripts=scripts)
    follow_without_login(passer_by, office, reference, code)
    desk = person(f"{way}-desk", width, scripts=scripts)
    decide(desk, office, reference, grant=scripts)
    open_decision(someone, office)

    mails = office.mails()[mails_before:]
    assert len(mails) == 2
    assert all(reference not in mail and "Wohngeld" not in mail for mail in mails)
    verdict = office.amt("audit", "verify")
    assert verdict.returncode == 0, verdict.stderr
    assert "is whole" in verdict.stdout
