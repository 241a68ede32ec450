"""The official list of streets: loading it, finding what somebody may have meant.

An installation without a list has none of this: every street is accepted as it is typed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from amt.capabilities.authorities.models import Street
from amt.kernel.actors import Actor
from amt.kernel.audit import trail

COLUMNS = ("ars", "name", "postcodes")
SHORTEST = 2
_LONGEST = 200
_LIKENESS = 0.75
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_STREET = re.compile(r"str(asse)+")
_PLACE = re.compile(r"pl(atz)+")
# Who is still typing has written half of a word that the form shortens.
_NUMBER = re.compile(
    r"^(?P<street>.+?)(?P<number>[\s,]+\d+\s?[a-zA-Z]?(?:\s?[-/+]\s?\d+\s?[a-zA-Z]?)?)$"
)
_HALF_WORD = re.compile(r"(?<=str)(a|as|ass)$|(?<=pl)(a|at)$")


class BadStreetList(ValueError):
    """The file is no list of streets."""


def sort_key(name: str) -> str:
    """Return a street in a form in which ways of writing it are the same: `Muster-Str.`.

    The form of a form is the form itself, so that it may be compared with what is stored.
    """
    usual = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    parted = unicodedata.normalize("NFKD", usual[:_LONGEST].translate(_UMLAUTS))
    letters = "".join(one for one in parted if one.isalnum())
    return _PLACE.sub("pl", _STREET.sub("str", letters))[:_LONGEST]


@transaction.atomic
def load_streets(*, path: Path, actor: Actor, at: datetime) -> int:
    """Let a file take the place of the streets of all places that it names; return how many.

    A row is ARS of twelve digits, name, postcodes parted by spaces. The same street with another
    postcode may stand in a row of its own.

    :raises BadStreetList: when a column is missing or a row names no place.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for ars, name, postcodes in _rows(path):
        found.setdefault((ars, name), set()).update(postcodes)
    Street.objects.filter(ars__in={ars for ars, _name in found}).delete()
    Street.objects.bulk_create(
        (
            Street(ars=ars, name=name, sort_key=sort_key(name), postcodes=sorted(postcodes))
            for (ars, name), postcodes in found.items()
        ),
        batch_size=2000,
    )
    trail.record(
        actor=actor,
        action="authorities.streets_loaded",
        subject_kind="organisation",
        subject_id=path.stem[:60],
        at=at,
    )
    return len(found)


def _rows(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise BadStreetList(f"{path.name}: columns {', '.join(COLUMNS)}")
        for number, row in enumerate(reader, start=2):
            ars, name = (row["ars"] or "").strip(), " ".join((row["name"] or "").split())
            if not re.fullmatch(r"\d{12}", ars, re.ASCII) or not name or len(name) > _LONGEST:
                raise BadStreetList(f"{path.name}: {number}")
            yield ars, name, re.findall(r"\d{5}", row["postcodes"] or "")


def streets_like(text: str, *, ars: str = "", postcode: str = "", limit: int = 8) -> list[str]:
    """List streets that begin as the text does, then those that contain it; empty without a list.

    With a place or a postcode only streets of there. A house number behind the street is kept.
    """
    street, number = without_number(text)
    found = _streets_like(text, ars=ars, postcode=postcode, limit=limit)
    if found or not number:
        return found
    found = _streets_like(street, ars=ars, postcode=postcode, limit=limit)
    return [f"{name}{number}" for name in found]


def without_number(text: str) -> tuple[str, str]:
    """Part a street from the house number behind it, which is empty where there is none."""
    parted = _NUMBER.match(text.strip())
    if parted is None:
        return text, ""
    return parted["street"], f" {parted['number'].strip(' ,')}"


def _streets_like(text: str, *, ars: str, postcode: str, limit: int) -> list[str]:
    key = _HALF_WORD.sub("", sort_key(text))
    if len(key) < SHORTEST:
        return []
    there = _there(ars, postcode)
    begin = list(_names(there.filter(sort_key__startswith=key), limit))
    if len(begin) < limit:
        begin += [name for name in _names(there.filter(sort_key__contains=key), limit)
                  if name not in begin]  # fmt: skip
    return begin[:limit]


def nearest_streets(text: str, *, postcode: str, limit: int = 3) -> list[str] | None:
    """Return the streets that somebody may have meant, or None where the street is known.

    None, too, where the installation has no list for the postcode: then nobody can tell. A house
    number behind the street is kept.
    """
    places = set(_with_postcode(postcode).values_list("ars", flat=True).distinct()[:20])
    if not places:
        return None
    names = dict(Street.objects.filter(ars__in=places).values_list("sort_key", "name"))
    street, number = without_number(text)
    key = sort_key(street)
    if not key or key in names or sort_key(text) in names:
        return None
    near = get_close_matches(key, names, n=limit, cutoff=_LIKENESS)
    return [f"{names[one]}{number}" for one in near]


def _there(ars: str, postcode: str) -> QuerySet[Street]:
    streets = _with_postcode(postcode) if postcode else Street.objects.all()
    return streets.filter(ars=ars) if ars else streets


def _with_postcode(postcode: str) -> QuerySet[Street]:
    return Street.objects.filter(postcodes__contains=[postcode])


def _names(streets: QuerySet[Street], limit: int) -> list[str]:
    rows = streets.order_by("sort_key").values_list("name", flat=True)
    return list(dict.fromkeys(rows[: limit * 2]))[:limit]
