"""A person at a browser: types by the names of fields, clicks by words, is checked by axe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Locator, Page

SHOTS = Path(__file__).resolve().parents[2] / "test-results" / "journey"
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_SQUEEZED = """() => [...document.querySelectorAll("button, a, label, legend, summary, dt, dd, p")]
  .filter((one) => one.checkVisibility() && one.innerText.trim().length > 4)
  .filter((one) => {
    // What stands in it, since an element may be stretched to the height of its row.
    const words = document.createRange();
    words.selectNodeContents(one);
    const box = words.getBoundingClientRect();
    return box.width > 1 && box.width < 60 && box.height > 3 * box.width;
  })
  .map((one) => one.innerText)"""


class Person:
    """Somebody who uses a page; every step is photographed and, with scripts, checked by axe."""

    def __init__(self, page: Page, *, name: str, axe: Path | None) -> None:
        self.page = page
        self.name = name
        self._axe = axe.read_text(encoding="utf-8") if axe else None
        self._step = 0

    def look(self, what: str) -> None:
        """Take a picture of the whole page, let axe check it, see that nothing overflows."""
        self._step += 1
        SHOTS.mkdir(parents=True, exist_ok=True)
        picture = SHOTS / f"{self.name}-{self._step:02d}-{what}.png"
        self.page.screenshot(path=str(picture), full_page=True)
        assert self.page.title(), what
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{what}: {overflow} px wider than the screen"
        squeezed = self.page.evaluate(_SQUEEZED)
        assert squeezed == [], f"{what}: squeezed to a column of letters: {squeezed}"
        if self._axe is not None:
            found = self._findings()
            assert found == [], f"{what}: {found}"

    def look_in_both_lights(self, what: str) -> None:
        """Look at the page in the light view and in the dark one."""
        for light in LIGHTS:
            self.page.emulate_media(color_scheme=light, reduced_motion="reduce")
            self.look(f"{what}-{light}")

    def click(self, words: str, *, role: Any = "button") -> None:
        """Click what bears these words; what only a screen reader hears comes after a colon."""
        bare = self.page.get_by_role(role, name=words, exact=True)
        heard = self.page.get_by_role(role, name=re.compile(rf"^{re.escape(words)} ?: "))
        bare.or_(heard).first.click()

    def follow(self, words: str) -> None:
        """Follow the link that bears these words."""
        self.page.get_by_role("link", name=words).first.click()

    def fill(self, answers: dict[str, str]) -> None:
        """Type each answer into the field of its name; a choice is chosen by its value."""
        for name, answer in answers.items():
            fields = self.page.locator(f'[name="{name}"]')
            kind = fields.first.get_attribute("type") or ""
            tag = fields.first.evaluate("e => e.tagName")
            if kind in {"radio", "checkbox"}:
                self._choose(fields, answer)
            elif tag == "SELECT":
                fields.first.select_option(answer)
            else:
                fields.first.fill(answer)

    def text(self) -> str:
        """Return what the page's main part says, folded parts included."""
        return " ".join((self.page.locator("main").text_content() or "").split())

    def _choose(self, fields: Locator, answer: str) -> None:
        chosen = fields.locator(f'xpath=self::*[@value="{answer}"]').first
        chosen.check(force=True)

    def _findings(self) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(f"() => {{ {self._axe} }}")
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: tags}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
            AXE_TAGS,
        )
        return list(found)
