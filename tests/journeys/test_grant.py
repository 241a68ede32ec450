"""The life of a grant as people see it: a call keeps the month, money is paid, changed, renewed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from amt.kernel import clock
from amt.kernel.periods import first_of_month
from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.test_wohngeld import PAGES, fill_page
from tests.journeys.ways import code_for, enter, enter_desk, post_letters, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASEWORKER, SUPERVISOR, OTHER = "kolb@amt.example", "wolff@amt.example", "haack@amt.example"
RESIDENT, NAME = "neighbour", "Gisela Lührs"
CALLED_ON = first_of_month(clock.today()) - timedelta(days=1)


def take_the_call(desk: Person, office: Office) -> str:
    """Take an application down that came by phone on the last day of the month before."""
    page = desk.page
    page.goto(f"{office.url}/arbeitsplatz/antrag-aufnehmen/?q=wohngeld")
    desk.look("intake-search")
    page.locator('main a[href*="leistung=wohngeld"]').first.click()
    desk.click("Antrag aufnehmen")
    desk.look("intake-errors")
    given, family = NAME.split(" ")
    desk.fill({"eingang": f"{CALLED_ON:%d.%m.%Y}", "weg": "phone"})
    desk.fill({"vorname": given, "nachname": family, "strasse": "Probestraße 4"})
    desk.fill({"plz": "28195", "ort": "Bremen", "stelle": "040110000000"})
    desk.look("intake")
    desk.click("Antrag aufnehmen")
    page.wait_for_url("**/fall/**")
    desk.look("informal-case")
    found = re.search(r"WOG-[0-9A-Z-]+", desk.text())
    assert found is not None
    return found.group()


def complete_by_form(someone: Person, office: Office, code: str) -> None:
    page = someone.page
    page.goto(f"{office.url}/einladung/")
    someone.fill({"code": code})
    someone.click("Weiter")
    page.wait_for_url("**/einladung/weiter/")
    someone.look("invited")
    someone.follow("Mit BundID anmelden")
    enter(someone, RESIDENT)
    page.get_by_role("button", name=re.compile("annehmen")).click()
    page.wait_for_url("**/vorgang/**")
    someone.look("matter-without-form")
    page.locator('main a[href*="/antrag/vervollstaendigen/"]').first.click()
    assert "Es fehlt noch das Formular" in someone.text()
    someone.look("form-missing")
    someone.click("Formular ausfüllen")
    for key, answers in PAGES.items():
        page.wait_for_url(f"**/{key}/")
        fill_page(someone, key, answers)
    page.wait_for_url("**/pruefen/")
    someone.look("check")
    page.locator('[name="zustellung"]').first.check(force=True)
    if page.locator('[name="erklaerung"]').count():
        page.locator('[name="erklaerung"]').check(force=True)
    someone.click("Antrag senden")
    page.wait_for_url("**/gesendet/")
    someone.look("sent")


def decide(desk: Person, office: Office, reference: str) -> str:
    page = desk.page
    page.goto(f"{office.url}/arbeitsplatz/")
    wait_until(page, reference)
    page.get_by_role("link", name=reference).first.click()
    wait_until(page, "§ 19")
    case_url = page.url
    page.locator('main a[href$="/rechenweg/"]').first.click()
    desk.look("calculation")
    page.goto(case_url)
    page.get_by_role("link", name="Entscheiden", exact=True).first.click()
    # The month of the call is the first month of the grant (sections 22 and 25 (2) WoGG).
    assert f"1. {month_name(CALLED_ON)} {CALLED_ON.year}" in desk.text()
    page.locator('[name="entscheidung"]').first.check(force=True)
    desk.click("Jetzt entscheiden")
    page.wait_for_url("**/entschieden/")
    return case_url


def month_name(day: date) -> str:
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    return months.split()[day.month - 1]


def pay(desk: Person, second: Person, office: Office, reference: str) -> None:
    page = desk.page
    page.goto(f"{office.url}/arbeitsplatz/auszahlungen/")
    desk.look("runs")
    for _ in range(40):
        page.locator('main a[href*="/auszahlungen/vorschlagen/"]').first.click()
        if reference in desk.text():
            break
        page.wait_for_timeout(500)
        page.goto(f"{office.url}/arbeitsplatz/auszahlungen/")
    desk.look("propose")
    page.locator('main form[method="post"] button[type="submit"]').first.click()
    page.wait_for_url(re.compile(r"/auszahlungen/[0-9a-f-]{36}/"))
    desk.look("proposed")
    assert page.locator('form[action$="/freigeben/"]').count() == 0
    run_url = page.url
    second.page.goto(run_url)
    second.look("run-to-approve")
    second.page.locator('form[action$="/freigeben/"] button').first.click()
    second.page.wait_for_load_state()
    second.look("approved")
    wait_until(second.page, "von der Bank angenommen")
    second.look("handed-over")


def see_money(someone: Person, office: Office, reference: str) -> str:
    page = someone.page
    page.goto(f"{office.url}/mein-bereich/")
    page.get_by_role("link", name=re.compile("Wohngeld")).first.click()
    page.wait_for_url("**/vorgang/**")
    wait_until(page, "Zahlung")
    someone.look("matter-paid")
    assert reference in someone.text()
    assert f"{month_name(CALLED_ON)} {CALLED_ON.year}" in someone.text()
    return page.url


def report_change(someone: Person, matter_url: str) -> None:
    page = someone.page
    page.goto(matter_url)
    someone.follow("Änderung mitteilen")
    someone.look("change")
    someone.fill({"change.what": "lower_rent", "change.since": f"{clock.today():%d.%m.%Y}"})
    someone.click("Weiter zum Prüfen")
    page.locator('[name="change.rent"]').wait_for()
    someone.look("change-more")
    someone.fill({"change.rent": "400"})
    with page.expect_navigation():
        someone.click("Weiter zum Prüfen")
    someone.look("change-check")
    page.locator('main button[name="aktion"][value="senden"]').click()
    page.wait_for_url("**/vorgang/**")
    wait_until(page, "Eine Änderung ist mitgeteilt.")
    someone.look("change-sent")


def renew_in_two_clicks(someone: Person, matter_url: str) -> None:
    page = someone.page
    page.goto(matter_url)
    someone.follow("Jetzt verlängern")
    someone.look("renew")
    someone.click("Es hat sich nichts geändert")
    page.wait_for_url("**/erklaeren/")
    someone.look("renew-declare")
    someone.click("Erklären und senden")
    page.wait_for_url("**/gesendet/")
    someone.look("renewed")


def test_a_call_keeps_the_month_and_the_grant_is_paid_changed_and_renewed(
    office: Office, person: Any
) -> None:
    desk = person("grant-desk", 1280, scripts=True)
    enter_desk(desk, office, CASEWORKER)
    reference = take_the_call(desk, office)
    letters = post_letters(desk, office, count=1)
    assert f"{CALLED_ON.day}. {month_name(CALLED_ON)}" in code_letter(letters)

    someone = person("grant-360", 360, scripts=True)
    complete_by_form(someone, office, code_for(letters, NAME))
    case_url = decide(desk, office, reference)

    second = person("grant-supervisor", 1280, scripts=True)
    enter_desk(second, office, SUPERVISOR)
    pay(desk, second, office, reference)
    matter_url = see_money(someone, office, reference)
    report_change(someone, matter_url)
    renew_in_two_clicks(someone, matter_url)
    others_see_nothing(office, person, case_url, matter_url)


def code_letter(letters: dict[str, str]) -> str:
    return next(text for row, text in letters.items() if NAME in row)


def others_see_nothing(office: Office, person: Any, case_url: str, matter_url: str) -> None:
    other = person("grant-other", 1280, scripts=False)
    enter_desk(other, office, OTHER)
    stranger = person("grant-stranger", 360, scripts=False)
    stranger.page.goto(f"{office.url}/anmelden/")
    enter(stranger, "stranger")
    for someone in (other, stranger):
        for address in (case_url, matter_url, f"{matter_url}rechenweg/"):
            answer = someone.page.goto(address)
            assert answer is not None
            assert answer.status == 404, (someone.name, address)
