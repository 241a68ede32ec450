"""Facts of an application as they stand in a case, with what a test wants different."""

from __future__ import annotations

from datetime import date
from typing import Any

from amt.contract.acts import ActContext
from amt.contract.facts import Facts
from amt.procedures.elterngeld.procedure import PROCEDURE
from amt.procedures.elterngeld.rules.vorschlag import bezugszeitraum, propose

APPLIED_ON = date(2026, 11, 21)


def numbers(first: int, last: int) -> list[str]:
    """Return months of life as the form stores them."""
    return [str(month) for month in range(first, last + 1)]


def facts(**more: Any) -> Facts:
    """Return the facts of two parents with twelve and two months; `__` stands for a dot."""
    known: dict[str, Any] = {
        "child.given_names": "Mila",
        "child.family_name": "Wendt",
        "child.birth_date": "2026-11-18",
        "custody": "joint",
        "first.given_name": "Olena",
        "second.given_name": "Tjark",
        "months.first": numbers(1, 12),
        "months.second": numbers(13, 14),
        "months.works": False,
        "months.maternity": "none",
        "income.above_limit": False,
        "income.first.relevant": 134_050,
        "income.second.relevant": 198_000,
        "account.iban": "DE89370400440532013000",
        "registration.number": "G 4711/2026",
    }
    known |= {path.replace("__", "."): value for path, value in more.items()}
    return Facts({path: value for path, value in known.items() if value is not None})


def context(role: str = "applicant", known: Facts | None = None, **more: Any) -> ActContext:
    """Return what composing an act gets."""
    known = known or facts()
    return ActContext(
        facts=known,
        assessment=propose(known, bezugszeitraum(known, APPLIED_ON)),
        texts=PROCEDURE.texts,
        reference="ELG-26-3333-3333",
        applied_on=APPLIED_ON,
        decided_on=APPLIED_ON,
        role=role,
        **more,
    )
