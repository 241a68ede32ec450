"""A birth from the hospital's notice to four offices' work, with both parents taking part."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.birth_offices import (
    FATHER,
    LONG,
    MOTHER,
    Birth,
    codes_by_letter,
    decide_elterngeld,
    notify,
    register,
    report,
    trouble,
)
from tests.journeys.browser import Person
from tests.journeys.office import Office
from tests.journeys.ways import enter_desk, hand_in, pdf, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BUILDING = "tietjen@amt.example"
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
    birth.proofs_before = proofs_passed(mother, birth.office)
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


def see_kindergeld(birth: Birth, words: str) -> None:
    page = birth.mother.page
    page.goto(birth.pages["bundle"])
    page.get_by_role("link", name=re.compile("Kindergeld")).first.click()
    page.wait_for_url("**/vorgang/**")
    birth.pages["kindergeld"] = page.url
    wait_until(page, words)
    birth.mother.look("kindergeld")


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


def proofs_passed(someone: Person, office: Office) -> int:
    """Count how often the Standesamt told the Elterngeldstelle something about this person."""
    someone.page.goto(f"{office.url}/mein-bereich/")
    someone.follow("Wer Ihre Daten gesehen hat")
    told = "Standesamt Bremen-Mitte an Elterngeldstelle Bremen"
    return someone.page.get_by_role("heading").filter(has_text=told).count()


def read_transfers(someone: Person, office: Office) -> None:
    someone.page.goto(f"{office.url}/mein-bereich/")
    someone.look("area")
    someone.follow("Wer Ihre Daten gesehen hat")
    someone.look("transfers")
    shown = someone.text()
    for told in ("Klinik der Vorführung (erfunden) an Standesamt", "§§ 18, 20 PStG", "§ 67 EStG"):
        assert told in shown, told
    assert "§ 5 Abs. 1 Satz 1 Nr. 1" in shown
    assert "mit Einwilligung vom" in shown


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
        read_transfers(parent, birth.office)
    passed = proofs_passed(birth.mother, birth.office) - birth.proofs_before
    assert passed == (1 if by_proof else 0)
    if by_proof:
        assert "§ 25 BEEG" in birth.mother.text()
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
