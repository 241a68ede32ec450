"""What a page moves over the line to a browser that has seen nothing of the site before."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

MOST_BYTES = 200_000
"""What the first page of a form may move at most, in all."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Bytes as they came over the line, compressed and with their headers, by address."""

    sizes: dict[str, float]

    @property
    def in_all(self) -> float:
        """The sum."""
        return sum(self.sizes.values())


def moved_by_first_page(browser: Browser, url: str, offer: str) -> Moved:
    """Begin to apply where a page offers it, and weigh the first page of the form.

    The page is opened once more by a browser with an empty cache and the same session.
    """
    begun = browser.new_context(locale="de-DE")
    page = begun.new_page()
    page.goto(f"{url}{offer}")
    page.locator('main form button[type="submit"]').first.click()
    page.wait_for_url("**/antrag/*/*/")
    fresh = browser.new_context(locale="de-DE")
    fresh.add_cookies(begun.cookies())  # type: ignore[arg-type]  # as another context gave them
    moved = _weighed(fresh.new_page(), page.url)
    begun.close()
    fresh.close()
    return moved


def _weighed(page: Page, address: str) -> Moved:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: dict[str, float] = {}
    line.on(
        "Network.requestWillBeSent",
        lambda told: asked.update({told["requestId"]: told["request"]["url"]}),
    )
    line.on(
        "Network.loadingFinished",
        lambda told: sizes.update({asked[told["requestId"]]: told["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    return Moved(sizes)
