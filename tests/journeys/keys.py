"""A person with nothing but a keyboard: goes from stop to stop, types where the focus stands.

Nothing is clicked and nothing is filled by a selector. Each stop is checked: the focus is on the
screen, is not covered, and its ring is there (WCAG 2.4.7, 2.4.11; the house: 3 px).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import FileChooser, Page

Fits = Callable[["Stop"], bool]

MOST_STOPS = 150
RING = 3

_STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  // The ring may stand around a field and its button together.
  const rings = [one, one.parentElement, one.parentElement?.parentElement].map((part) => {
    const style = part && getComputedStyle(part);
    return !style || style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  });
  const box = one.getBoundingClientRect();
  const x = box.x + Math.min(box.width, innerWidth - box.x) / 2;
  const y = box.y + Math.min(box.height, 40) / 2;
  const top = document.elementFromPoint(x, y);
  const text = one.getAttribute("aria-label") || one.innerText
    || [...(one.labels ?? [])].map((label) => label.innerText).join(" ");
  return {
    tag: one.tagName.toLowerCase(), kind: one.type ?? "", name: one.name ?? "", id: one.id,
    value: String(one.value ?? ""), checked: Boolean(one.checked),
    href: one.getAttribute("href") ?? "", text: text.replace(/\\s+/g, " ").trim(),
    ring: Math.max(...rings),
    seen: box.width > 1 && box.height > 1 && y >= 0 && y <= innerHeight && x >= 0
      && x <= innerWidth,
    covered: Boolean(top && top !== one && !one.contains(top) && !top.contains(one)
      && ![...(one.labels ?? [])].some((label) => label.contains(top))),
  };
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus, as the page tells it."""

    tag: str
    kind: str
    name: str
    id: str
    value: str
    checked: bool
    href: str
    text: str
    ring: float
    seen: bool
    covered: bool


class Keyboard:
    """Hands on a keyboard before a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[Stop] = []
        # The browser hands dialogues over only while somebody listens, and it learns of a listener
        # late: one who comes with the key itself may miss the dialogue.
        page.on("filechooser", lambda _dialogue: None)

    def now(self) -> Stop | None:
        """Tell what has the focus; nothing when the page itself has it."""
        found: dict[str, Any] | None = self.page.evaluate(_STOP)
        return Stop(**found) if found else None

    def tab(self, *, back: bool = False) -> Stop | None:
        """Go one stop on or back and see that the focus can be seen there."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        stop = self.now()
        if stop is not None:
            self.stops.append(stop)
            _check(stop)
        return stop

    def reach(self, fits: Fits, what: str, *, back: bool = False) -> Stop:
        """Go on until the focus stands on what is looked for, at most once around the page."""
        stop = self.now()
        first: Stop | None = None
        passed: list[str] = []
        for _ in range(MOST_STOPS):
            if stop is not None and fits(stop):
                return stop
            stop = self.tab(back=back)
            if stop is not None and stop == first:
                break
            first = first or stop
            passed.append("the page" if stop is None else f"{stop.tag} {stop.name} {stop.text}")
        raise AssertionError(f"the keyboard never comes to {what}; it passed {passed}")

    def type(self, name: str, text: str) -> None:
        """Go to a field and write over what is in it."""
        self.reach(lambda stop: stop.name == name, name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, name: str, value: str) -> None:
        """Go to a choice (radio buttons, a list) and go through it with the arrows."""
        stop = self.reach(lambda stop: stop.name == name, name)
        if stop.kind == "radio" and stop.value == value and not stop.checked:
            self.page.keyboard.press("Space")
        for _ in range(60):
            chosen = self.now()
            assert chosen is not None
            assert chosen.name == name, chosen
            if chosen.value == value and (chosen.checked or chosen.tag == "select"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name}: the arrows never come to {value}")

    def tick(self, name: str, value: str, *, ticked: bool = True) -> None:
        """Go to a box and set or take away its tick."""
        stop = self.reach(lambda stop: stop.name == name and stop.value == value, name)
        if stop.checked != ticked:
            self.page.keyboard.press("Space")
        after = self.now()
        assert after is not None
        assert after.checked is ticked

    def press(self, words: str, *, key: str = "Enter", back: bool = False) -> None:
        """Go to the button or link that bears these words and press it."""

        def fits(stop: Stop) -> bool:
            # What only a screen reader hears comes after a colon.
            seen = stop.text.partition(" :")[0] if stop.tag == "button" else stop.text
            return words in {stop.text, seen} and stop.tag in {"button", "a", "summary"}

        self.reach(fits, words, back=back)
        self.page.keyboard.press(key)

    def choose_file(self, name: str) -> FileChooser:
        """Open the dialogue of a field for files; what happens in it is the system's matter."""
        self.reach(lambda stop: stop.name == name and stop.kind == "file", name)
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Enter")
        return opened.value


def _check(stop: Stop) -> None:
    assert stop.seen, f"the focus is not on the screen: {stop}"
    assert not stop.covered, f"the focus is covered: {stop}"
    assert stop.ring >= RING, f"the focus has no ring: {stop}"
