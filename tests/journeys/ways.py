"""Ways that people take in more than one journey: come in, read the post, hand in a paper."""

from __future__ import annotations

import io
import re

import pypdfium2
from playwright.sync_api import Page

from amt.capabilities.identity.testing.people import PASSWORD
from tests.journeys.browser import Person
from tests.journeys.office import Office

INVITES = "/einladung"
CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")


def pdf(pages: int = 1) -> bytes:
    """Return a small PDF with empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(595, 842)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def text_of_pdf(content: bytes) -> str:
    """Return what a PDF says, in one line."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def enter_desk(someone: Person, office: Office, login: str) -> None:
    """Come in as staff, with both factors."""
    page = someone.page
    page.goto(f"{office.url}/arbeitsplatz/")
    someone.fill({"login": login, "password": PASSWORD})
    someone.click("Weiter")
    someone.fill({"code": office.code_of(login)})
    someone.click("Anmelden")
    page.wait_for_url("**/arbeitsplatz/")


def enter(someone: Person, resident: str) -> None:
    """Come in as a resident, from the page that asks for it."""
    someone.fill({"resident": resident})
    someone.click("Anmelden")
    someone.page.wait_for_url(lambda url: "/anmelden/" not in url)


def hand_in(page: Page, path: str, content: bytes, name: str) -> None:
    """Hand in a paper at its field and wait until it is there."""
    page.locator(f'input[type="file"][name="{path}"]:not([capture])').set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    send = page.locator(f'button[name="aktion"][value="datei:{path}"]')
    if send.count() and send.first.is_visible():
        send.first.click()
    page.locator(f'button[name="aktion"][value^="datei-weg:{path}:"]').first.wait_for()


def wait_until(page: Page, words: str, *, tries: int = 60) -> None:
    """Reload, as a person would, until the page says something."""
    for _ in range(tries):
        if words in (page.locator("main").text_content() or ""):
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"the page never said {words!r}")


def post_letters(desk: Person, office: Office, *, count: int) -> dict[str, str]:
    """Wait for letters in the post, read each, note them as posted; return texts by addressee."""
    page = desk.page
    page.goto(f"{office.url}/arbeitsplatz/post/")
    for _ in range(60):
        if page.locator('main input[name="brief"]').count() >= count:
            break
        page.wait_for_timeout(500)
        page.reload()
    desk.look("post")
    letters: dict[str, str] = {}
    for row in page.locator("main table").first.locator("tbody tr").all():
        address = row.locator('a[href*="/arbeitsplatz/post/"]').first.get_attribute("href")
        content = page.request.get(f"{office.url}{address}").body()
        letters[f"{len(letters) + 1}. {row.inner_text()}"] = text_of_pdf(content)
    for box in page.locator('main input[name="brief"]').all():
        box.check(force=True)
    desk.click("Auswahl als abgesandt vermerken")
    page.wait_for_load_state()
    assert len(letters) >= count, letters
    return letters


def letter_to(letters: dict[str, str], name: str, *, saying: str = "") -> str:
    """Return the text of the letter whose row names a person and that says something."""
    return next(text for row, text in letters.items() if name in row and saying in text)


def code_for(letters: dict[str, str], name: str) -> str:
    """Return the code with which a letter invites a person; its check code is another one."""
    return code_in(letter_to(letters, name, saying=INVITES))


def code_in(text: str) -> str:
    """Return the code in a letter of invitation."""
    found = CODE.search(text.split(INVITES, 1)[-1])
    assert found is not None, text
    return found.group()
