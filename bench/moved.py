"""What the first page of a form moves over the line to a browser that has seen nothing before."""

from __future__ import annotations

import os
import shutil
from typing import Any

from playwright.sync_api import sync_playwright

from bench.applicant import SERVICE
from bench.rows import Row
from conftest import CHROMIUM_NAMES
from tests.journeys.office import Office

MOST_KILOBYTES = 200.0


def moved_row(office: Office) -> Row:
    """Begin an application and open its first page with an empty cache."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    what = "the first page of a form, all that is moved to an empty browser"
    target = f"at most {MOST_KILOBYTES:.0f} kB"
    if path is None:
        return Row(what, target, "not measured: Chromium is missing", good=False)
    options = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        first = browser.new_context(locale="de-DE")
        page = first.new_page()
        page.goto(office.url + SERVICE)
        page.locator('main form button[type="submit"]').first.click()
        page.wait_for_url("**/antrag/**/trader/")
        address, cookies = page.url, first.cookies()
        fresh = browser.new_context(locale="de-DE")
        fresh.add_cookies(cookies)  # type: ignore[arg-type]  # as another context gave them
        size, count = _measured(fresh, address)
        browser.close()
    result = f"{size / 1000:.0f} kB in {count} answers"
    return Row(what, target, result, size <= MOST_KILOBYTES * 1000)


def _measured(context: Any, address: str) -> tuple[float, int]:
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    return sum(sizes), len(sizes)
