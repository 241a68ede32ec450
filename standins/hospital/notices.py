"""A notice of an invented birth, out of what was typed or sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

PLACES = {"040110000000": "Bremen", "040120000000": "Bremerhaven"}
SEXES = {"female": "weiblich", "male": "männlich", "diverse": "divers", "none": "ohne Angabe"}
PERSON = ("given_name", "family_name", "birth_date", "street", "postcode", "city", "ars")


def notice_of(given: Mapping[str, Any], told: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a whole notice; what is not given is invented, the parents out of the file."""
    child = {
        "birth_date": now.date().isoformat(),
        "birth_time": "04:12",
        "birth_ars": "040110000000",
        "sex": "female",
        **given.get("child", {}),
    }
    child.setdefault("birth_place", PLACES.get(child["birth_ars"], "Bremen"))
    return {
        "notice_id": given.get("notice_id") or f"geburt-{uuid4().hex[:12]}",
        "hospital": given.get("hospital") or told["name"],
        "child": child,
        "parents": given.get("parents") or told.get("parents", []),
    }


def given_by_form(form: Mapping[str, str]) -> dict[str, Any]:
    """Return what a person typed into the page; a second parent without name is none."""
    child = {
        name: form[f"child.{name}"]
        for name in ("birth_date", "birth_time", "birth_ars", "sex")
        if form.get(f"child.{name}")
    }
    parents = [{name: form.get(f"{place}.{name}", "") for name in PERSON} for place in "01"]
    return {"child": child, "parents": [one for one in parents if one["family_name"]]}
