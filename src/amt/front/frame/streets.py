"""Streets while somebody fills in a form: proposals to take, and one question about a slip.

A street that the list does not know is kept. It is asked about once, with the nearest names, and
whoever goes on has answered. Installations without a list ask nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from amt.capabilities.authorities import queries as authorities
from amt.contract.answers import asked_fields
from amt.contract.forms import Field, FormStep

ASKED = "strasse-gefragt"
TAKE = "strasse"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A street that the list does not know; `nearest` pairs a name with its button's value."""

    path: str
    typed: str
    nearest: tuple[tuple[str, str], ...]


@require_safe
def proposals(request: HttpRequest) -> JsonResponse:
    """Return streets that begin as the text does, for the script of the field."""
    text, postcode = request.GET.get("q", "")[:200], request.GET.get("plz", "")[:5]
    fits = postcode if postcode.isascii() and postcode.isdigit() and len(postcode) == 5 else ""
    clean = text.replace("\x00", "")
    return JsonResponse({"streets": authorities.streets_like(clean, postcode=fits)})


def doubts(
    step: FormStep, answers: Mapping[str, Any], asked: Sequence[str] = ()
) -> tuple[Doubt, ...]:
    """List the streets of a page that the list does not know and nobody was asked about."""
    found = []
    for field in asked_fields(step, answers):
        path = field.path
        typed, postcode = answers.get(path), answers.get(postcode_path(field))
        if not (field.postcode_at and typed and postcode) or typed in asked:
            continue
        nearest = authorities.nearest_streets(str(typed), postcode=str(postcode))
        if nearest is not None:
            names = tuple((name, f"{TAKE}:{path}:{name}") for name in nearest)
            found.append(Doubt(path, str(typed), names))
    return tuple(found)


def taken(raw: Mapping[str, Sequence[str]], action: str) -> dict[str, list[str]]:
    """Return what was sent, with the street in its place whose button was pressed."""
    changed = {name: list(values) for name, values in raw.items()}
    deed, _colon, rest = action.partition(":")
    path, _colon, name = rest.partition(":")
    if deed == TAKE and path in changed and name:
        changed[path] = [name]
    return changed


def postcode_path(field: Field) -> str:
    """Return where the postcode of a street is asked; of an entry, in the same entry."""
    group, _dot, rest = field.path.partition(".")
    index = rest.partition(".")[0]
    other, _dot, leaf = field.postcode_at.partition(".")
    return f"{group}.{index}.{leaf}" if index.isdigit() and group == other else field.postcode_at
