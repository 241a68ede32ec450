"""The way of an application, stop by stop: whoever walks it looks at each stop in their own way."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.ways import pdf

Look = Callable[[str], None]

PAPER = "proofs.rent_contract"
PERSON = {
    "applicant.given_name": "Rosa",
    "applicant.family_name": "Beispiel-Nordmann",
    "applicant.birth_date": "3.4.1988",
    "applicant.sex": "female",
    "home.street": "Beispielweg 7",
    "home.postcode": "28195",
    "home.place": "040110000000",
}
RENT = {"rent.landlord": "Musterbau eG", "rent.moved_in_on": "1.9.2019", "rent.cold": "612,50"}
INCOME = {
    "incomes.0.kind": "wage",
    "incomes.0.amount": "1.400",
    "incomes.0.rhythm": "month",
    "incomes.0.pays": "income_tax",
}
ACCOUNT = {"payment.iban": "DE89 3704 0044 0532 0130 00", "payment.account_holder": "Rosa Beispiel"}
DECLARED = {"declarations.complete_and_true": "yes", "declarations.report_changes": "yes"}


class Walk:
    """An application for Wohngeld; `look` is called after each thing a person does."""

    def __init__(self, someone: Person, look: Look) -> None:
        self.someone = someone
        self.page: Page = someone.page
        self.look = look

    def begin(self, office: Office, language: str = "") -> None:
        """Come to the first page of the form, in a language by the prefix of its addresses."""
        self.page.goto(f"{office.url}{language}/leistungen/wohngeld/antrag/")
        self.look("begin")
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(re.compile(r"/antrag/[0-9a-f-]{36}/applicant/"))
        self.look("applicant")

    def err(self) -> None:
        """Send the first page with a day that is none."""
        self.someone.fill({"applicant.birth_date": "gestern"})
        self.press("weiter")
        self.look("applicant-errors")

    def unfold(self) -> None:
        """Open the list of topics and the first reason for a question."""
        self.page.locator(".amt-steps__topics > summary").click()
        self.page.locator(".amt-why > summary").first.click()
        self.look("unfolded")

    def fill_home(self) -> None:
        """Answer the pages about person and dwelling; one answer brings a question."""
        self.someone.fill(PERSON)
        expect(self.page.locator("#gespeichert")).not_to_be_empty()
        self.look("saved")
        self.go_on("home")
        self.someone.fill({"home.kind": "rent", "home.elsewhere": "no"})
        self.press("weiter")
        self.look("home-asked-more")
        self.someone.fill({"home.area": "54"})
        self.go_on("rent")
        self.someone.fill(RENT)
        self.go_on("use")

    def fill_people(self) -> None:
        """Add two persons, take both away again."""
        self.go_on("members")
        for count in (1, 2):
            self.press("hinzu:members")
            self.look(f"members-{count}")
        self.press("weg:members:1")
        self.press("weg:members:0")
        self.look("members-gone")
        self.go_on("situation")

    def fill_money(self) -> None:
        """Answer the pages about income and account."""
        self.someone.fill({"applicant.benefit": "none", "household.has_income": "yes"})
        self.go_on("income")
        self.someone.fill(INCOME)
        self.go_on("payment")
        self.someone.fill(ACCOUNT)
        self.go_on("proofs")

    def hand_in(self) -> None:
        """Hand in two papers, take one away."""
        for count, name in enumerate(("Mietvertrag.pdf", "Nachtrag.pdf")):
            paper = FilePayload(name=name, mimeType="application/pdf", buffer=pdf())
            place = self.page.locator(f'input[type=file][name="{PAPER}"]').first
            place.set_input_files(paper)
            self.page.locator(f'button[value="datei:{PAPER}"]').click()
            self.page.locator(".amt-files__item").nth(count).wait_for()
        self.look("proofs-files")
        # A file can be brought back once it is checked.
        expect(self.page.locator(".amt-files__state--clean")).to_have_count(2, timeout=60_000)
        self.page.locator(".amt-files__item button").last.click()
        self.page.locator(".amt-files__aside").wait_for()
        self.look("proofs-aside")
        self.go_on("declarations")

    def review(self) -> None:
        """Declare and come to the page on which everything is checked."""
        self.someone.fill(DECLARED)
        self.go_on("pruefen")

    def send(self) -> None:
        """Send the application and wait for the receipt."""
        self.page.locator("main form button[type=submit]").last.click()
        self.page.wait_for_url("**/gesendet/")
        receipt = self.page.locator("main a[download]")
        for _ in range(60):
            if receipt.count():
                break
            self.page.wait_for_timeout(500)
            self.page.reload()
        self.look("sent")

    def press(self, value: str) -> None:
        """Press a button of the form by what it sends."""
        with self.page.expect_navigation():
            self.page.locator(f'button[name="aktion"][value="{value}"]:not([aria-hidden])').click()

    def go_on(self, key: str) -> None:
        """Go to the next page, which is this one."""
        self.press("weiter")
        self.page.wait_for_url(f"**/{key}/")
        self.look(key)

    def all(self, office: Office) -> None:
        """Go the whole way."""
        self.begin(office)
        self.unfold()
        self.err()
        self.fill_home()
        self.fill_people()
        self.fill_money()
        self.hand_in()
        self.review()
        self.send()
