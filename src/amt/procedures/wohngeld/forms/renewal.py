"""The answers with which an application for the time after a grant begins (§ 22 (4) WoGG).

What was answered once is there again; papers and declarations are asked anew. Answers of version 1
are turned into those of version 2, as far as they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amt.contract.facts import Facts
from amt.contract.forms import FieldKind, bare_path
from amt.procedures.wohngeld.forms.application import APPLICATION_FORM
from amt.procedures.wohngeld.forms.choices import ALLOWED_DISABILITIES, DISABILITY, NOTHING_PAID

_ANEW = (FieldKind.FILE, FieldKind.DECLARATION)

_BENEFITS_OF_1 = {"sgb12": "basic_security", "sgb14": "sgb14_subsistence"}
_BENEFITS_OF_1 |= {"asylblg": "asylum_seekers", "counted_elsewhere": "counted_for_other"}
_RELATIONS_OF_1 = {"other": "relative"}
_INCOMES_OF_1 = {"wage": "wage", "pension": "statutory_pension", "other_income": "other"}
_PAID_IN_1 = ("income_tax", "health_insurance", "pension_insurance")


def renewal_answers(facts: Facts) -> dict[str, Any]:
    """Return what is known for the next application, by path."""
    known = {path: facts[path] for path in facts}
    if "home.kind" not in known:
        known = {**known, **dict(_from_version_1(known))}
    asked = {field.path: field for field in APPLICATION_FORM.fields()}
    answers: dict[str, Any] = {}
    for path, value in known.items():
        field = asked.get(bare_path(path))
        if field is None or field.kind in _ANEW:
            continue
        if field.options and isinstance(value, str) and value not in field.options:
            continue
        answers[path] = value
    return answers


def _from_version_1(known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "home.kind", "rent"
    people = ["applicant"]
    people += sorted({".".join(p.split(".")[:2]) for p in known if p.startswith("members.")})
    number = 0
    for index, who in enumerate(people):
        benefit = known.get(f"{who}.benefit")
        if benefit in _BENEFITS_OF_1:
            yield f"{who}.benefit", _BENEFITS_OF_1[benefit]
        if known.get(f"{who}.disability") in (*ALLOWED_DISABILITIES, "other"):
            yield f"{who}.circumstances", [DISABILITY]
        if known.get(f"{who}.relation") in _RELATIONS_OF_1:
            yield f"{who}.relation", _RELATIONS_OF_1[known[f"{who}.relation"]]
        for name, kind in _INCOMES_OF_1.items():
            at = "income" if who == "applicant" else who
            amount = known.get(f"{at}.{name}")
            if not amount:
                continue
            yield from _income(f"incomes.{number}", str(index), kind, amount)
            yield f"incomes.{number}.pays", _paid(known, at)
            number += 1
    yield "household.has_income", number > 0


def _income(path: str, person: str, kind: str, amount: int) -> Iterator[tuple[str, Any]]:
    yield f"{path}.person", person
    yield f"{path}.kind", kind
    yield f"{path}.amount", amount
    yield f"{path}.rhythm", "month"


def _paid(known: Mapping[str, Any], at: str) -> list[str]:
    paid = [name for name in _PAID_IN_1 if known.get(f"{at}.pays_{name}")]
    return paid or [NOTHING_PAID]
