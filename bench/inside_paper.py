"""Runs inside an opened office (`python -m bench.inside_paper`): prints, scans, waits, counts.

Prints one JSON object with the seconds from the end of the upload until everything is filed.
"""

from __future__ import annotations

import json
import random
import sys
import time

import django

APPLICATIONS = 20
SERVICES = 3
"""Those with the fewest pages: long forms would only make the stack larger."""
PATIENCE_SECONDS = 600
PAUSE_SECONDS = 0.1


def main() -> int:
    """Make a stack, have it taken in, and wait until the office has filed it."""
    django.setup()
    # The rooms have models, so they can be loaded only now.
    from amt.capabilities.applications.paper_models import (  # noqa: PLC0415 - after setup
        PaperApplication,
        PaperSheet,
        ScanBatch,
    )
    from amt.capabilities.applications.services import paper_scans  # noqa: PLC0415 - after setup
    from amt.capabilities.authorities.queries import get_unit_by_key  # noqa: PLC0415 - after setup
    from amt.kernel import clock  # noqa: PLC0415 - after setup
    from amt.kernel.actors import SYSTEM  # noqa: PLC0415 - after setup
    from amt.kernel.testing.cast import BREMEN  # noqa: PLC0415 - after setup

    content, pages = stack()
    begun = time.monotonic()
    batch = paper_scans.take_scan(
        content=content,
        file_name="stapel.pdf",
        place=BREMEN,
        unit_id=get_unit_by_key("wohnen-bremen").id,
        received_on=clock.today(),
        actor=SYSTEM,
        at=clock.now(),
    )
    while ScanBatch.objects.get(pk=batch.pk).state == "waiting":
        if time.monotonic() - begun > PATIENCE_SECONDS:
            raise TimeoutError("the scan was not read")
        time.sleep(PAUSE_SECONDS)
    told = {
        "seconds": time.monotonic() - begun,
        "pages": pages,
        "applications": APPLICATIONS,
        "filed": PaperApplication.objects.filter(batch=batch).count(),
        "loose": PaperSheet.objects.filter(batch=batch, paper=None).count(),
        "megabytes": len(content) / 1024 / 1024,
    }
    print(json.dumps(told))
    return 0


def stack() -> tuple[bytes, int]:
    """Return twenty letters as a scanner sees them, and how many pages they have."""
    from amt.capabilities.applications.services import paper_printing  # noqa: PLC0415 - after setup
    from amt.capabilities.applications.testing import paper  # noqa: PLC0415 - after setup
    from amt.contract import registry  # noqa: PLC0415 - after setup
    from amt.kernel import clock  # noqa: PLC0415 - after setup

    forms = {
        found.key: len(found.forms["application"].steps)
        for found in registry.procedures().values()
        if "application" in found.forms
    }
    keys = sorted(forms, key=lambda key: (forms[key], key))[:SERVICES]
    chance = random.Random(7)  # noqa: S311 - no secret
    pages = []
    for number in range(APPLICATIONS):
        key = keys[number % len(keys)]
        printed = paper_printing.print_blank(procedure_key=key, language="de", at=clock.now())
        pages += [paper.turned(page, chance.randrange(4)) for page in paper.scanned(printed)]
    return paper.batch_of(pages), len(pages)


if __name__ == "__main__":
    sys.exit(main())
