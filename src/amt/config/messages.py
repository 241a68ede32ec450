"""Message files: collect texts, compile them, find gaps (`amt messages ...`).

Message ids are the German texts. One catalogue (`src/amt/locale`) holds the texts of the house;
each procedure folder holds its own, so that adding a service edits nothing outside of it.
Babel does the work, so that no gettext programs are needed on the machine.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from amt.config import text_ages
from amt.config.languages import Language, read_languages

PACKAGE = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg"}
SKIPPED_FOLDERS = {"locale", "tests", "testing", "migrations", "static", "skeletons", "config"}
STEPS = ("extract", "compile", "stamp", "check")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w*\}(?!\})")


@dataclass(frozen=True)
class Room:
    """A folder with its own catalogue; `inner` are folders below that have theirs."""

    folder: Path
    inner: tuple[Path, ...] = ()

    def catalogue(self, language: Language) -> Path:
        """Name the message file of a language."""
        return self.folder / "locale" / language.folder / "LC_MESSAGES" / "django.po"

    def sources(self) -> Iterator[Path]:
        """Yield the files whose texts belong to this catalogue."""
        for path in sorted(self.folder.rglob("*")):
            below = path.relative_to(self.folder)
            if SKIPPED_FOLDERS.intersection(below.parts[:-1]) and not _is_page_of_config(path):
                continue
            if any(path.is_relative_to(folder) for folder in self.inner):
                continue
            if path.suffix == ".py" or _is_template(path):
                yield path


def rooms(package: Path = PACKAGE) -> tuple[Room, ...]:
    """List the catalogues: of the house, of each procedure, of each room that has its own."""
    procedures = {path.parent for path in (package / "procedures").glob("*/procedure.py")}
    own = {path.parent for path in package.rglob("locale") if path.is_dir()} - {package}
    folders = tuple(sorted(procedures | own))
    return (Room(package, folders), *(Room(folder) for folder in folders))


def collect(room: Room) -> Catalog:
    """Collect all texts of a room from Python and templates."""
    found = Catalog(domain="django")
    for path in room.sources():
        text = path.read_text(encoding="utf-8")
        if _is_template(path):
            text = templatize(text, origin=str(path))
        source = io.BytesIO(text.encode())
        for _, ids, comments, context in extract(
            "python", source, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            where = [(path.relative_to(room.folder).as_posix(), 0)]
            found.add(ids, locations=where, auto_comments=comments, context=context)
    return found


def extract_all(package: Path = PACKAGE) -> list[Path]:
    """Bring every message file up to date with the sources and list those that changed."""
    changed = []
    for room in rooms(package):
        found = collect(room)
        if not len(found):
            continue
        for language in _translated():
            if room.folder.relative_to(package).as_posix() in language.staff_only:
                continue
            path = room.catalogue(language)
            catalogue = _read(path, language)
            before = _texts(catalogue)
            catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            if path.exists() and _texts(catalogue) == before:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(
                    file, catalogue, width=100, sort_by_file=True,
                    include_lineno=False, ignore_obsolete=True,
                )  # fmt: skip
            changed.append(path)
    return changed


def compile_all(package: Path = PACKAGE) -> int:
    """Compile every message file and return how many there were."""
    sources = sorted(package.rglob("locale/*/LC_MESSAGES/*.po"))
    for path in sources:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return len(sources)


def find_gaps(package: Path = PACKAGE) -> list[str]:
    """List, one sentence each, the texts that are missing, wrong or stale in a language."""
    gaps = []
    for room in rooms(package):
        found = collect(room)
        for language in _translated():
            if not language.must_have(room.folder.relative_to(package).as_posix()):
                continue
            path = room.catalogue(language)
            catalogue = _read(path, language)
            name = path.relative_to(package)
            for message in found:
                if message.id:
                    translated = catalogue.get(message.id, message.context)
                    gaps += [f"{name}: {gap}" for gap in _gaps_of(message, translated)]
    return gaps + [f"{one} is older than the German text" for one in text_ages.stale(package)]


def _gaps_of(message: Message, translated: Message | None) -> Iterator[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    if translated is None or not translated.string or translated.fuzzy:
        yield f"no text for {ids[0]!r}"
        return
    strings = translated.string if isinstance(translated.string, tuple) else (translated.string,)
    if not all(strings):
        yield f"a plural form is missing for {ids[0]!r}"
        return
    expected = set().union(*(PLACEHOLDER.findall(str(text)) for text in ids))
    actual = set().union(*(PLACEHOLDER.findall(str(text)) for text in strings))
    if expected != actual:
        yield f"other placeholders than in {ids[0]!r}: {sorted(actual)}"


def _translated() -> tuple[Language, ...]:
    return read_languages()[1:]


def _read(path: Path, language: Language) -> Catalog:
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language.base, domain="django")
    return Catalog(
        locale=language.base,
        domain="django",
        project="amt",
        version="1",
        header_comment=f"# {language.name}. Message ids are the German texts.",
        fuzzy=False,
    )


def _texts(catalogue: Catalog) -> list[tuple[object, ...]]:
    return sorted(
        (
            str(message.id),
            str(message.context),
            str(message.string),
            str(sorted({place for place, _ in message.locations})),
        )
        for message in catalogue
        if message.id
    )


def _is_template(path: Path) -> bool:
    return path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts


def _is_page_of_config(path: Path) -> bool:
    # The error pages and the words of the health page are the only texts of config that a
    # resident can see; the command line speaks to operators.
    return path.parent == PACKAGE / "config" / "pages"


def main(arguments: list[str] | None = None) -> int:
    """Run `amt messages extract|compile|stamp|check`."""
    parser = argparse.ArgumentParser(prog="amt messages", description="Care for message files.")
    parser.add_argument("step", choices=STEPS)
    step = parser.parse_args(arguments).step
    if step == "extract":
        for path in extract_all():
            print(f"updated {path.relative_to(PACKAGE)}")
    elif step == "compile":
        print(f"compiled {compile_all()} message files")
    elif step == "stamp":
        for path in text_ages.stamp(PACKAGE):
            print(f"stamped {path.relative_to(PACKAGE)}")
    else:
        gaps = find_gaps()
        print("\n".join(gaps) or "no text is missing")
        return 1 if gaps else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
