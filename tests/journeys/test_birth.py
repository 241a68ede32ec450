"""A birth from the hospital's notice to four offices' work, with both parents taking part."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.ways import (
    code_in,
    enter_desk,
    hand_in,
    pdf,
    post_letters,
    wait_until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REGISTRAR, PARENTAL, BUILDING = "sander@amt.example", "harms@amt.example", "tietjen@amt.example"
MOTHER, FATHER = "Olena Wendt", "Tjark Wendt"
MEMBERS = ("geburtsurkunde", "kindergeld", "elterngeld")
NOTICED = re.compile(r"^(child\.(birth_|sex)|parents?\b)")
ANSWERS: dict[str, dict[str, list[str]]] = {
    "child": {"child.given_names": ["Mila Sophie"], "child.family_name": ["Wendt"]},
    "family": {"custody": ["joint"]},
    "account": {
        "account.iban": ["DE89 3704 0044 0532 0130 00"],
        "account.holder": ["first"],
    },
    "months": {
        "months.first": [str(month) for month in range(1, 13)],
        "months.second": ["13", "14"],
        "months.works": ["no"],
        "months.maternity": ["none"],
        "income.above_limit": ["no"],
    },
}
LONG = 400


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

    @property
    def addresses(self) -> dict[str, str]:
        """Where the stand-ins are."""
        told = (self.office.folder / "addresses.json").read_text(encoding="utf-8")
        return dict(json.loads(told))


def notify(birth: Birth) -> None:
    page = birth.bodies.page
    page.goto(birth.addresses["hospital"])
    birth.bodies.look("hospital")
    before = page.get_by_text("angenommen").count()
    birth.bodies.click("Geburt anzeigen")
    page.wait_for_load_state()
    assert page.get_by_text("angenommen").count() == before + 1
    birth.bodies.look("hospital-notified")


def codes_by_letter(birth: Birth) -> dict[str, str]:
    enter_desk(birth.registrar, birth.office, REGISTRAR)
    letters = post_letters(birth.registrar, birth.office, count=2)
    invitations = {row: text for row, text in letters.items() if "/einladung/" in text}
    for text in invitations.values():
        assert "§ 1617 Abs. 4 BGB" in text
    return {
        name: next(code_in(text) for row, text in invitations.items() if name in row)
        for name in (MOTHER, FATHER)
    }


def open_letter(someone: Person, office: Office, code: str) -> None:
    someone.page.goto(f"{office.url}/einladung/")
    someone.look("invitation")
    someone.fill({"code": code})
    someone.click("Weiter")
    someone.page.wait_for_url("**/einladung/*/")
    someone.look("invitation-opened")
    assert "Geburt eines Kindes" in someone.text()


def sign_in(someone: Person, resident: str, level: str) -> None:
    someone.fill({"resident": resident, "level": level})
    someone.look("sign-in")
    someone.click("Anmelden")
    someone.page.wait_for_url(lambda url: "/anmelden/" not in url)


def take_by_account(someone: Person, resident: str, level: str) -> str:
    page = someone.page
    page.locator('main a[href*="/anmelden/"]').first.click()
    sign_in(someone, resident, level)
    page.get_by_role("button", name=re.compile("annehmen")).click()
    page.wait_for_url(re.compile(r"/ereignis/|/buendel/|[0-9a-f-]{36}/$"))
    someone.look("bundle")
    return page.url


def choose_all(someone: Person, bundle_url: str) -> None:
    page = someone.page
    page.goto(bundle_url)
    page.get_by_role("link", name="Leistungen wählen").first.click()
    someone.look("choose")
    for key in MEMBERS:
        page.locator(f'[name="leistung"][value="{key}"]').check(force=True)
    someone.click("Weiter")


def answer_questions(someone: Person) -> set[str]:
    """Answer every page of the conversation; return the names of all that was asked."""
    page, asked = someone.page, set()
    for key, answers in ANSWERS.items():
        page.wait_for_url(f"**/{key}/")
        if key == "child":
            shown = someone.text()
            assert "Das wissen wir schon" in shown
            assert "Wiegenstraße 8" in shown
        fields = page.locator("main form :is(input, select, textarea)[name]:not([type=hidden])")
        asked |= {one.get_attribute("name") or "" for one in fields.all()}
        for name, values in answers.items():
            for value in values:
                someone.fill({name: value})
        someone.look(f"question-{key}")
        someone.click("Weiter")
    page.wait_for_url(lambda url: not url.endswith("/months/"))
    return asked


def answer_consents(someone: Person, refused: str = "") -> None:
    page = someone.page
    shown = someone.text()
    for told in ("§ 25 BEEG", "§ 5 Abs. 1 Satz 1 Nr. 1", "§§ 18, 20 PStG", "§ 67 EStG"):
        assert told in shown, told
    for key in ("kindergeld", "elterngeld"):
        answer = "nein" if key == refused else "ja"
        name = f"einwilligung:{key}:registration"
        page.locator(f'[name="{name}"][value="{answer}"]').check(force=True)
    someone.look("consents")
    someone.click("Weiter")
    page.wait_for_load_state()


def confirm(someone: Person, keys: tuple[str, ...] = MEMBERS) -> None:
    page = someone.page
    someone.look("check")
    assert "Mila Sophie" in someone.text()
    for key in keys:
        page.locator(f'[name="bestaetigen"][value="{key}"]').check(force=True)
    page.locator('[name="erklaerung"]').check(force=True)
    someone.click("Bestätigen und senden")
    page.wait_for_load_state()
    someone.look("confirmed")


def mother_begins(birth: Birth, code: str) -> None:
    mother = birth.mother
    open_letter(mother, birth.office, code)
    birth.pages["bundle"] = take_by_account(mother, "mother", "high")
    choose_all(mother, birth.pages["bundle"])
    asked = answer_questions(mother)
    assert not {name for name in asked if NOTICED.match(name)}
    assert len(asked) <= 12, asked
    answer_consents(mother)
    confirm(mother)
    mother.page.goto(birth.pages["bundle"])
    assert f"Es fehlt die Bestätigung von {FATHER}" in mother.text()


def father_signs_in_twice(birth: Birth, code: str) -> None:
    """Confirm with a sign-in that is not sure enough for one office, then with a surer one."""
    father = birth.father
    open_letter(father, birth.office, code)
    assert take_by_account(father, "father", "substantial") == birth.pages["bundle"]
    father.page.get_by_role("link", name="Weitermachen").click()
    father.page.wait_for_load_state()
    answer_consents(father)
    confirm(father)
    assert "sicherere Anmeldung" in father.text()
    father.page.get_by_role("link", name="Zur Anmeldung").first.click()
    sign_in(father, "father", "high")
    father.page.goto(f"{birth.pages['bundle']}pruefen/")
    confirm(father, ("geburtsurkunde",))


def father_reads_by_code_first(birth: Birth, code: str) -> None:
    """Read and refuse with the letter's code alone; the law wants a sign-in for confirming."""
    father = birth.father
    open_letter(father, birth.office, code)
    father.page.get_by_role("link", name="Nur mit dem Code weiter").click()
    father.page.wait_for_load_state()
    father.look("bundle-by-code")
    father.page.get_by_role("link", name="Weitermachen").click()
    father.page.wait_for_load_state()
    answer_consents(father, refused="elterngeld")
    father.look("check-by-code")
    assert father.page.locator('[name="bestaetigen"]').count() == 0
    father.page.get_by_role("link", name="Anmelden", exact=True).last.click()
    sign_in(father, "father", "high")
    father.page.get_by_role("button", name=re.compile("annehmen")).click()
    father.page.wait_for_load_state()
    father.page.goto(f"{birth.pages['bundle']}pruefen/")
    confirm(father)


def open_case(desk: Person, office: Office, reference: str) -> str:
    desk.page.goto(f"{office.url}/arbeitsplatz/")
    wait_until(desk.page, reference)
    desk.page.get_by_role("link", name=reference).first.click()
    desk.page.wait_for_url("**/fall/**")
    desk.look("case")
    return desk.page.url


def references(birth: Birth, *prefixes: str) -> dict[str, str]:
    """Wait on the page of progress until these services have their numbers; return them."""
    page = birth.mother.page
    page.goto(birth.pages["bundle"])
    found = {}
    for prefix in prefixes:
        wait_until(page, f"{prefix}-", tries=LONG)
        shown = re.search(rf"{prefix}-[0-9A-Z-]+", birth.mother.text())
        assert shown is not None
        found[prefix] = shown.group()
    birth.mother.look("progress")
    return found


def register(birth: Birth, reference: str) -> None:
    desk = birth.registrar
    case_url = open_case(desk, birth.office, reference)
    shown = desk.text()
    assert "Mila Sophie" in shown
    assert "IBAN" not in shown
    desk.page.get_by_role("link", name="Entscheiden", exact=True).first.click()
    desk.page.locator('[name="entscheidung"][value="grant"]').check(force=True)
    desk.fill({"registration.number": birth.number, "registration.on": "21.11.2026"})
    desk.look("register")
    desk.click("Jetzt entscheiden")
    desk.page.wait_for_url("**/entschieden/")
    desk.page.goto(case_url)
    desk.look("registered")


def trouble(birth: Birth, status: int) -> None:
    answer = birth.bodies.page.request.post(
        f"{birth.addresses['familienkasse']}/trouble", data={"status": status}
    )
    assert answer.json() == {"status": status}


def familienkasse_decides(birth: Birth, reference: str) -> None:
    bodies, page = birth.bodies, birth.bodies.page
    page.goto(birth.addresses["familienkasse"])
    wait_until(page, birth.number, tries=LONG)
    assert reference in bodies.text()
    bodies.look("familienkasse")
    report(birth, "In Bearbeitung")
    see_kindergeld(birth, "Die Familienkasse bearbeitet den Antrag.")
    report(birth, "Entschieden")
    see_kindergeld(birth, "Die Familienkasse hat über den Antrag entschieden.")
    for parent in (birth.mother, birth.father):
        parent.page.goto(birth.pages["bundle"])
        wait_until(parent.page, "Die Familienkasse hat entschieden.")
        parent.look("progress-familienkasse")


def report(birth: Birth, words: str) -> None:
    page = birth.bodies.page
    page.goto(birth.addresses["familienkasse"])
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state()


def see_kindergeld(birth: Birth, words: str) -> None:
    page = birth.mother.page
    page.goto(birth.pages["bundle"])
    page.get_by_role("link", name=re.compile("Kindergeld")).first.click()
    page.wait_for_url("**/vorgang/**")
    birth.pages["kindergeld"] = page.url
    wait_until(page, words)
    birth.mother.look("kindergeld")


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


def hand_in_certificate(birth: Birth) -> None:
    """Go on alone with the service whose proof may not flow: it asks for the paper."""
    mother, page = birth.mother, birth.mother.page
    page.goto(birth.pages["bundle"])
    wait_until(page, "Für diesen Antrag fehlt noch: Geburtsurkunde", tries=LONG)
    assert "Sie müssen gerade nichts tun" not in mother.text().split("Stand bei den Ämtern")[0]
    mother.look("progress-needs-more")
    mother.click("Einzeln ergänzen: Elterngeld beantragen")
    page.wait_for_url("**/pruefen/")
    mother.look("alone-check")
    page.goto(page.url.replace("/pruefen/", "/payment/"))
    mother.look("alone-paper")
    hand_in(page, "proofs.birth_certificate", pdf(1), "geburtsurkunde.pdf")
    mother.click("Weiter")
    page.wait_for_url("**/pruefen/")
    declaration = page.locator('[name="erklaerung"]')
    if declaration.count():
        declaration.check(force=True)
    choice = page.locator('[name="zustellung"]')
    if choice.count():
        choice.first.check(force=True)
    mother.look("alone-complete")
    mother.click("Antrag senden")
    page.wait_for_url("**/gesendet/")
    mother.look("alone-sent")


def read_transfers(someone: Person, office: Office, *, by_proof: bool) -> None:
    someone.page.goto(f"{office.url}/mein-bereich/")
    someone.look("area")
    someone.follow("Wer welche Angaben über Sie bekommen hat")
    someone.look("transfers")
    shown = someone.text()
    for told in ("Klinik der Vorführung (erfunden) an Standesamt", "§§ 18, 20 PStG", "§ 67 EStG"):
        assert told in shown, told
    assert "§ 5 Abs. 1 Satz 1 Nr. 1" in shown
    assert "mit Einwilligung vom" in shown
    if by_proof:
        assert "§ 25 BEEG" in shown


def others_see_nothing(birth: Birth, stranger: Person, other: Person) -> None:
    office = birth.office
    stranger.page.goto(f"{office.url}/anmelden/")
    sign_in(stranger, "stranger", "high")
    enter_desk(other, office, BUILDING)
    desk_pages = (birth.pages["elterngeld_case"], birth.pages["kindergeld"])
    for address in (birth.pages["bundle"], f"{birth.pages['bundle']}pruefen/", *desk_pages):
        for someone in (stranger, other):
            answer = someone.page.goto(address)
            assert answer is not None
            assert answer.status == 404, (someone.name, address)
    stranger.look("nothing-here")


def begin(office: Office, person: Any, way: str, width: int, *, scripts: bool) -> Birth:
    return Birth(
        office=office,
        mother=person(f"{way}-mother", width, scripts=scripts),
        father=person(f"{way}-father", width, scripts=scripts),
        registrar=person(f"{way}-registrar", 1280, scripts=scripts),
        parental=person(f"{way}-parental", 1280, scripts=scripts),
        bodies=person(f"{way}-bodies", 1280, scripts=scripts),
        number=f"G {4711 + width}/2026",
    )


def end(birth: Birth, person: Any, way: str, width: int, *, by_proof: bool) -> None:
    for parent in (birth.mother, birth.father):
        read_transfers(parent, birth.office, by_proof=by_proof)
    others_see_nothing(
        birth,
        person(f"{way}-stranger", width, scripts=False),
        person(f"{way}-other", 1280, scripts=False),
    )
    verdict = birth.office.amt("audit", "verify")
    assert verdict.returncode == 0, verdict.stderr


def test_birth_by_sign_in_while_one_office_has_trouble(office: Office, person: Any) -> None:
    birth = begin(office, person, "birth-360", 360, scripts=True)
    notify(birth)
    codes = codes_by_letter(birth)
    trouble(birth, 503)
    mother_begins(birth, codes[MOTHER])
    father_signs_in_twice(birth, codes[FATHER])

    numbers = references(birth, "GEB", "KIG", "ELG")
    assert "Ihr Antrag ist unterwegs zur Familienkasse." in birth.mother.text()
    register(birth, numbers["GEB"])
    trouble(birth, 0)
    decide_elterngeld(birth, numbers["ELG"], by_proof=True)
    familienkasse_decides(birth, numbers["KIG"])
    end(birth, person, "birth-360", 360, by_proof=True)


def test_birth_by_code_with_a_consent_refused(office: Office, person: Any) -> None:
    birth = begin(office, person, "birth-1280-plain", 1280, scripts=False)
    notify(birth)
    codes = codes_by_letter(birth)
    mother_begins(birth, codes[MOTHER])
    father_reads_by_code_first(birth, codes[FATHER])

    numbers = references(birth, "GEB", "KIG")
    register(birth, numbers["GEB"])
    hand_in_certificate(birth)
    numbers |= references(birth, "ELG")
    familienkasse_decides(birth, numbers["KIG"])
    decide_elterngeld(birth, numbers["ELG"], by_proof=False)
    end(birth, person, "birth-1280-plain", 1280, by_proof=False)
