"""`python -m amt.config.demo.prepare`: tables, people and styles, before the site is opened.

It runs as a process of its own, so that the supervisor stays small.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from amt.config.demo.folder import ADDRESSES


def main() -> int:
    """Prepare everything; each step does nothing when it is done already."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    lay_out_partners()
    lay_out_bank()
    lay_out_registers()
    # Its rooms have models, so it can be loaded only now.
    from amt.config.demo.seed import seed  # noqa: PLC0415

    logins = [asdict(login) for login in seed()]
    target = settings.AMT.data_dir / "logins.json"
    target.write_text(json.dumps(logins, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def lay_out_partners() -> None:
    """Make keys of the office and of the invented bodies, and tell each where the others listen."""
    # Keys are a matter of the room, which can be loaded only now.
    from amt.capabilities.exchange.testing.partners import lay_out  # noqa: PLC0415

    folder = settings.AMT.exchange_dir
    addresses = settings.AMT.data_dir / ADDRESSES
    if folder is None or not addresses.exists():
        return
    told = json.loads(addresses.read_text(encoding="utf-8"))
    lay_out(
        folder,
        office_url=told["site"],
        urls={"familienkasse": f"{told['familienkasse']}/in/"},
        clock_file=settings.AMT.clock_file,
    )


def lay_out_bank() -> None:
    """Give the units that pay invented accounts at the invented bank."""
    # Accounts are a matter of the room, which can be loaded only now.
    from amt.capabilities.payments.testing.bank import lay_out  # noqa: PLC0415

    addresses = settings.AMT.data_dir / ADDRESSES
    if settings.AMT.bank_file is None or not addresses.exists():
        return
    told = json.loads(addresses.read_text(encoding="utf-8"))
    lay_out(settings.AMT.bank_file.parent, url=told["bank"], clock_file=settings.AMT.clock_file)


def lay_out_registers() -> None:
    """Tell the office and the invented registers of each other."""
    # Addresses and secrets are a matter of the room, which can be loaded only now.
    from amt.capabilities.registers.testing.sources import lay_out  # noqa: PLC0415

    addresses = settings.AMT.data_dir / ADDRESSES
    if settings.AMT.registers_file is None or not addresses.exists():
        return
    told = json.loads(addresses.read_text(encoding="utf-8"))
    lay_out(
        settings.AMT.registers_file.parent,
        urls={"residents": told["residents"], "civil_status": told["civil_status"]},
        clock_file=settings.AMT.clock_file,
    )


def collect_static() -> None:
    """Collect styles, fonts and scripts when one of them changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda entry: entry[0]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(str(settings.STATIC_ROOT)) / ".stamp"
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest.hexdigest(), encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
