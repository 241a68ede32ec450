"""What the first page of a form moves over the line to a browser that has seen nothing before."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import sync_playwright

from bench.applicant import SERVICE
from bench.rows import Row
from ops.browser import NAMES
from tests.journeys.office import Office
from tests.journeys.weighing import MOST_BYTES, moved_by_first_page


def moved_row(office: Office) -> Row:
    """Begin an application and open its first page with an empty cache."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    what = "the first page of a form, all that is moved to an empty browser"
    target = f"at most {MOST_BYTES // 1000} kB"
    if path is None:
        return Row(what, target, "not measured: Chromium is missing", good=False)
    options = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        moved = moved_by_first_page(browser, office.url, SERVICE)
        browser.close()
    result = f"{moved.in_all / 1000:.0f} kB in {len(moved.sizes)} answers"
    return Row(what, target, result, moved.in_all <= MOST_BYTES)
