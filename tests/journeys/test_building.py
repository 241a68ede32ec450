"""A building permit from the draft to the fee, with everybody who has a part in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.browser import Person
from tests.journeys.office import Office, open_office
from tests.journeys.ways import (
    code_for,
    enter,
    enter_desk,
    hand_in,
    letter_to,
    pdf,
    post_letters,
    wait_until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BERLIN = ZoneInfo("Europe/Berlin")
DECIDING, FIRE = "tietjen@amt.example", "ahrens@amt.example"
FORM: dict[str, dict[str, str]] = {
    "plot": {
        "plot.place": "040110000000",
        "plot.street": "Baugasse",
        "plot.number": "21",
        "plot.postcode": "28195",
        "plot.gemarkung": "Vorstadt",
        "plot.flur": "17",
        "plot.flurstueck": "204/3",
    },
    "project": {
        "project.kind": "new",
        "project.object": "residential",
        "project.special": "no",
        "project.description": "Ein Haus für eine Familie mit zwei Geschossen",
        "project.use": "Wohnen",
        "project.building_class": "4",
        "project.monument": "yes",
        "project.deviation": "no",
    },
    "entwurfsverfasser": {
        "entwurfsverfasser.list": "architects",
        "entwurfsverfasser.list_number": "HB 4711",
    },
    "bauherren": {
        "bauherren.0.kind": "person",
        "bauherren.0.given_name": "Ahmet",
        "bauherren.0.family_name": "Kaya",
        "bauherren.0.street": "Baugasse 21",
        "bauherren.0.postcode": "28195",
        "bauherren.0.city": "Bremen",
    },
    "documents": {},
    "neighbours": {},
    "declarations": {"declarations.authorised": "yes", "declarations.complete_and_true": "yes"},
}
PAPERS = {
    "entwurfsverfasser": ("entwurfsverfasser.proof",),
    "documents": ("documents.lageplan", "documents.bauzeichnungen", "documents.baubeschreibung"),
}


@pytest.fixture(scope="module")
def building_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own, because this journey moves its clock."""
    with open_office(tmp_path_factory.mktemp("building") / "data") as opened:
        yield opened


def move_clock(office: Office, days: int) -> None:
    """Let so many days pass in the office."""
    then = datetime.now(BERLIN) + timedelta(days=days)
    moved = office.amt("clock", then.strftime("%Y-%m-%dT%H:%M"))
    assert moved.returncode == 0, moved.stderr


def apply(architect: Person, office: Office) -> str:
    page = architect.page
    page.goto(f"{office.url}/leistungen/baugenehmigung/")
    architect.look("service")
    page.goto(f"{office.url}/leistungen/baugenehmigung/antrag/")
    if "/anmelden/" not in page.url:
        page.locator('main a[href*="/anmelden/"]').first.click()
    enter(architect, "architect")
    page.locator('main form button[type="submit"]').first.click()
    for key, answers in FORM.items():
        page.wait_for_url(f"**/{key}/")
        fill_page(architect, answers)
        for path in PAPERS.get(key, ()):
            hand_in(page, path, pdf(2), f"{path.rsplit('.', 1)[1]}.pdf")
        architect.look(f"form-{key}")
        architect.click("Weiter")
    page.wait_for_url("**/pruefen/")
    architect.look("check")
    page.locator('[name="zustellung"]').first.check(force=True)
    architect.click("Antrag senden")
    page.wait_for_url("**/gesendet/")
    architect.look("sent")
    return page.locator(".amt-reference").all_inner_texts()[0]


def fill_page(someone: Person, answers: dict[str, str]) -> None:
    """Fill a page; questions that an answer brings up come after sending it once."""
    shown = {k: v for k, v in answers.items() if someone.page.locator(f'[name="{k}"]').count()}
    someone.fill(shown)
    if len(shown) < len(answers):
        someone.click("Weiter")
        someone.page.wait_for_load_state()
        someone.fill({k: v for k, v in answers.items() if k not in shown})


def open_case(desk: Person, office: Office, reference: str) -> str:
    page = desk.page
    page.goto(f"{office.url}/arbeitsplatz/")
    wait_until(page, reference)
    page.get_by_role("link", name=reference).first.click()
    page.wait_for_url("**/fall/**")
    return page.url


def take_step(desk: Person, case_url: str, deed: str, answers: dict[str, str]) -> None:
    page = desk.page
    page.goto(f"{case_url}schritt/{deed}/")
    desk.look(f"step-{deed}")
    desk.fill(answers)
    page.locator("main form button[type='submit']:not([formaction])").first.click()
    page.wait_for_url(case_url)
    desk.look(f"after-{deed}")


def ask_for_papers(desk: Person, case_url: str) -> None:
    take_step(
        desk,
        case_url,
        "request_documents",
        {
            "request_documents.items": "Der Lageplan ist nicht maßstäblich.",
            "request_documents.weeks": "3",
        },
    )
    shown = desk.text()
    assert "Lageplan" in shown
    assert "§ 69 Abs. 2" in shown


def supply(architect: Person, office: Office, reference: str) -> None:
    page = architect.page
    page.goto(f"{office.url}/mein-bereich/")
    cards = page.locator("main .kern-card, main .amt-card, main li")
    cards.filter(has_text=reference).first.get_by_role("link").first.click()
    wait_until(page, reference)
    architect.look("matter-papers-wanted")
    page.locator('main a[href$="/supply_documents/"]').first.click()
    hand_in(page, "documents.lageplan", pdf(3), "lageplan-neu.pdf")
    architect.look("supply")
    architect.click("Weiter zum Prüfen")
    page.wait_for_load_state()
    architect.look("supply-check")
    page.locator("main form button[type='submit']").first.click()
    page.wait_for_url("**/vorgang/*/*")
    architect.look("matter-supplied")
    assert "Fassung 2" in architect.text()


def give_opinion(fire: Person, office: Office, reference: str) -> None:
    page = fire.page
    page.goto(f"{office.url}/arbeitsplatz/")
    wait_until(page, reference)
    page.get_by_role("link", name=reference).first.click()
    page.wait_for_url("**/beteiligung/**")
    fire.look("consultation")
    assert "Kaya" not in fire.text()
    fire.fill({"stellungnahme": "conditions", "worte": "Ein zweiter Rettungsweg ist nötig."})
    fire.click("Stellungnahme absenden")
    wait_until(page, "geantwortet")
    fire.look("consultation-answered")


def hear_neighbour(desk: Person, case_url: str) -> None:
    take_step(
        desk,
        case_url,
        "hear_neighbour",
        {
            "hear_neighbour.given_name": "Gisela",
            "hear_neighbour.family_name": "Lührs",
            "hear_neighbour.street": "Baugasse 23",
            "hear_neighbour.postcode": "28195",
            "hear_neighbour.city": "Bremen",
            "hear_neighbour.concern": "Das Haus steht nah an Ihrer Grenze.",
        },
    )


def object_by_code(neighbour: Person, office: Office, code: str) -> None:
    page = neighbour.page
    page.goto(f"{office.url}/einladung/")
    neighbour.look("invitation")
    neighbour.fill({"code": code.lower().replace("-", " ")})
    neighbour.click("Weiter")
    page.wait_for_load_state()
    neighbour.look("invitation-opened")
    page.get_by_role("link", name="Nur mit dem Code weiter").click()
    neighbour.look("neighbour-matter")
    shown = neighbour.text()
    assert "Kaya" not in shown
    assert "zwölf Wochen" not in shown.lower()
    page.locator('main a[href$="/object/"]').first.click()
    neighbour.fill({"object.text": "Der Abstand zu meinem Haus ist zu klein."})
    neighbour.look("object")
    neighbour.click("Weiter zum Prüfen")
    page.wait_for_load_state()
    page.locator("main form button[type='submit']").first.click()
    page.wait_for_load_state()
    neighbour.look("objected")


def join_as_builder(builder: Person, office: Office, code: str) -> None:
    page = builder.page
    page.goto(f"{office.url}/einladung/")
    builder.fill({"code": code})
    builder.click("Weiter")
    page.get_by_role("link", name="Mit BundID anmelden").click()
    enter(builder, "builder")
    page.wait_for_load_state()
    page.get_by_role("button", name=re.compile("annehmen")).click()
    page.wait_for_load_state()
    builder.look("builder-matter")
    page.goto(f"{office.url}/mein-bereich/")
    builder.look("builder-area")
    page.locator('form[action*="zustellung"] button[type="submit"]').first.click()
    page.wait_for_load_state()


def permit(desk: Person, case_url: str) -> None:
    page = desk.page
    page.goto(case_url)
    shown = desk.text()
    assert "Ein zweiter Rettungsweg ist nötig." in shown
    assert "Die Zustimmung gilt als erteilt." in shown
    assert "Der Abstand zu meinem Haus ist zu klein." in shown
    desk.look("case-before-decision")
    page.get_by_role("link", name="Entscheiden", exact=True).first.click()
    page.locator('[name="entscheidung"][value="grant"]').check(force=True)
    desk.fill(
        {
            "permit.conditions": "Ein zweiter Rettungsweg ist herzustellen.",
            "permit.conditions_reason": "Die Feuerwehr hält ihn für nötig.",
            "permit.objections": "Die Abstandsfläche ist eingehalten.",
        }
    )
    desk.look("decide")
    desk.click("Jetzt entscheiden")
    page.wait_for_url("**/entschieden/")
    desk.look("decided")


def read_permit(builder: Person, office: Office) -> None:
    page = builder.page
    page.goto(f"{office.url}/postfach/")
    wait_until(page, "Baugenehmigung")
    page.locator('main a[href*="/postfach/"]').first.click()
    builder.look("builder-message")
    with page.expect_download():
        page.locator('main a[href*="/dokument/"]').first.click()
    page.goto(f"{office.url}/mein-bereich/")
    page.locator('main a[href*="/vorgang/"]').first.click()
    builder.look("builder-permitted")
    assert "§ 41 Abs. 2a VwVfG" in builder.text()


def see_two_remedies(desk: Person, office: Office, case_url: str) -> None:
    letters = post_letters(desk, office, count=1)
    assert "Kaya" not in letter_to(letters, "Lührs").split("Baugasse 23")[0]
    desk.page.goto(case_url)
    wait_until(desk.page, "§ 41 Abs. 2 VwVfG")
    desk.look("case-two-remedies")
    assert desk.text().count("Widerspruch möglich bis") >= 2


def charge(desk: Person, case_url: str) -> None:
    take_step(
        desk,
        case_url,
        "charge_fee",
        {
            "charge_fee.tariff": "101.00",
            "charge_fee.basis": "Rohbausumme nach Angabe der Bauordnung",
            "charge_fee.amount": "1.250,00",
            "charge_fee.due_on": (datetime.now(BERLIN) + timedelta(days=80)).strftime("%d.%m.%Y"),
        },
    )


@pytest.mark.parametrize(
    ("width", "scripts"),
    [pytest.param(360, True, id="phone"), pytest.param(1280, False, id="desktop-without-scripts")],
)
def test_building_permit_from_the_draft_to_the_fee(
    building_office: Office, person: Any, width: int, scripts: bool
) -> None:
    office, way = building_office, f"bau-{width}"
    move_clock(office, 0)
    architect = person(f"{way}-architect", width, scripts=scripts)
    desk = person(f"{way}-desk", 1280, scripts=scripts)

    reference = apply(architect, office)
    enter_desk(desk, office, DECIDING)
    case_url = open_case(desk, office, reference)
    desk.look("case")
    ask_for_papers(desk, case_url)
    supply(architect, office, reference)
    today = datetime.now(BERLIN).strftime("%d.%m.%Y")
    take_step(desk, case_url, "confirm_completeness", {"confirm_completeness.complete_on": today})
    assert "wartet auf Antwort" in desk.text()

    fire = person(f"{way}-fire", 1280, scripts=scripts)
    enter_desk(fire, office, FIRE)
    give_opinion(fire, office, reference)
    assert fire.page.goto(case_url).status == 404

    hear_neighbour(desk, case_url)
    letters = post_letters(desk, office, count=2)
    neighbour = person(f"{way}-neighbour", width, scripts=scripts)
    object_by_code(neighbour, office, code_for(letters, "Lührs"))
    builder = person(f"{way}-builder", width, scripts=scripts)
    join_as_builder(builder, office, code_for(letters, "Kaya"))

    move_clock(office, 40)
    permit(desk, case_url)
    read_permit(builder, office)
    see_two_remedies(desk, office, case_url)
    charge(desk, case_url)
    verdict = office.amt("audit", "verify")
    assert verdict.returncode == 0, verdict.stderr
