"""What the offices do about a birth: hospital, Standesamt, Familienkasse, Elterngeldstelle."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.ways import code_for, enter_desk, letter_to, post_letters, wait_until

REGISTRAR, PARENTAL = "sander@amt.example", "harms@amt.example"
MOTHER, FATHER = "Olena Wendt", "Tjark Wendt"
LONG = 400
"""Tries with a page that waits for a message which is sent again after ever longer pauses."""


@dataclass
class Birth:
    """One birth on its way: who takes part, and where its pages are."""

    office: Office
    mother: Person
    father: Person
    registrar: Person
    parental: Person
    bodies: Person
    number: str
    pages: dict[str, str] = field(default_factory=dict)
    proofs_before: int = 0
    born_on: str = ""

    @property
    def addresses(self) -> dict[str, str]:
        """Where the stand-ins are."""
        told = (self.office.folder / "addresses.json").read_text(encoding="utf-8")
        return dict(json.loads(told))


def notify(birth: Birth) -> None:
    page = birth.bodies.page
    page.goto(birth.addresses["hospital"])
    birth.bodies.look("hospital")
    born = date.fromisoformat(page.locator('[name="child.birth_date"]').input_value())
    birth.born_on = f"{born:%d.%m.%Y}"
    before = page.get_by_text("angenommen").count()
    birth.bodies.click("Geburt anzeigen")
    page.wait_for_load_state()
    assert page.get_by_text("angenommen").count() == before + 1
    birth.bodies.look("hospital-notified")


def codes_by_letter(birth: Birth) -> dict[str, str]:
    enter_desk(birth.registrar, birth.office, REGISTRAR)
    letters: dict[str, str] = {}
    while sum("/einladung/" in text for text in letters.values()) < 2:
        letters |= post_letters(birth.registrar, birth.office, count=1)
    for name in (MOTHER, FATHER):
        assert "§ 1617 Abs. 4 BGB" in letter_to(letters, name, saying="/einladung/")
    return {name: code_for(letters, name) for name in (MOTHER, FATHER)}


def trouble(birth: Birth, status: int) -> None:
    answer = birth.bodies.page.request.post(
        f"{birth.addresses['familienkasse']}/trouble", data={"status": status}
    )
    assert answer.json() == {"status": status}


def open_case(desk: Person, office: Office, reference: str) -> str:
    desk.page.goto(f"{office.url}/arbeitsplatz/")
    wait_until(desk.page, reference)
    desk.page.get_by_role("link", name=reference).first.click()
    desk.page.wait_for_url("**/fall/**")
    desk.look("case")
    return desk.page.url


def register(birth: Birth, reference: str) -> None:
    desk = birth.registrar
    case_url = open_case(desk, birth.office, reference)
    shown = desk.text()
    assert "Mila Sophie" in shown
    assert "IBAN" not in shown
    desk.page.get_by_role("link", name="Entscheiden", exact=True).first.click()
    desk.page.locator('[name="entscheidung"][value="grant"]').check(force=True)
    desk.fill({"registration.number": birth.number, "registration.on": birth.born_on})
    desk.look("register")
    desk.click("Jetzt entscheiden")
    desk.page.wait_for_url("**/entschieden/")
    desk.page.goto(case_url)
    desk.look("registered")
    letters = post_letters(desk, birth.office, count=2)
    for name in (MOTHER, FATHER):
        assert letter_to(letters, name, saying=birth.number)


def report(birth: Birth, words: str) -> None:
    page = birth.bodies.page
    page.goto(birth.addresses["familienkasse"])
    # What was refused before comes again after a pause, and may come after later messages.
    wait_until(page, words, tries=LONG)
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state()


def decide_elterngeld(birth: Birth, reference: str, *, by_proof: bool) -> None:
    desk = birth.parental
    enter_desk(desk, birth.office, PARENTAL)
    case_url = birth.pages["elterngeld_case"] = open_case(desk, birth.office, reference)
    if by_proof:
        wait_until(desk.page, birth.number, tries=LONG)
    else:
        assert birth.number not in desk.text()
        assert "geburtsurkunde.pdf" in desk.text()
    desk.page.goto(f"{case_url}schritt/record_income/")
    desk.fill({"income.first.relevant": "1.340,50", "income.second.relevant": "1.980,00"})
    desk.look("income")
    desk.page.locator("main form button[type='submit']:not([formaction])").first.click()
    desk.page.wait_for_url(case_url)
    # Sixty-five percent of both incomes (section 2 (2) BEEG).
    for amount in ("871,33", "1.287,00"):
        wait_until(desk.page, amount)
    shown = desk.text()
    assert "1.340,50" in shown
    assert "income.first" not in shown
    assert "registration." not in shown
    desk.look("proposal")
    desk.page.get_by_role("link", name="Entscheiden", exact=True).first.click()
    desk.look("decide")
    desk.page.locator('[name="entscheidung"][value="grant"]').check(force=True)
    desk.click("Jetzt entscheiden")
    desk.page.wait_for_url("**/entschieden/")
    letters = post_letters(desk, birth.office, count=2)
    assert any(MOTHER in row for row in letters)
    assert any(FATHER in row for row in letters)
