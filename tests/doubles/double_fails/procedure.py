"""The bee permit again, but nothing in it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

from amt.contract.acts import ActContext
from amt.contract.facts import Facts
from amt.contract.procedure import Reference
from amt.kernel.periods import Span
from tests.doubles.double_works.procedure import FORM
from tests.doubles.double_works.procedure import PROCEDURE as WORKING


class Broken(RuntimeError):
    """What this procedure always says."""


def assess(_facts: Facts, _span: Span) -> NoReturn:
    """Fail."""
    raise Broken("assess")


def assessed_period(_facts: Facts, _applied_on: date) -> NoReturn:
    """Fail."""
    raise Broken("assessed_period")


def fee(_facts: Facts, _on: date) -> NoReturn:
    """Fail."""
    raise Broken("fee")


def compose(_context: ActContext) -> NoReturn:
    """Fail."""
    raise Broken("compose")


def holds(_answers: Mapping[str, Any]) -> bool:
    """Accept: a rule that raises would be a defect of the form, not of the service."""
    return True


PROCEDURE = replace(
    WORKING,
    key="double_fails",
    reference=Reference("BAD"),
    forms={"application": replace(FORM, rules=tuple(replace(r, holds=holds) for r in FORM.rules))},
    assess=assess,
    assessed_period=assessed_period,
    fee=fee,
    acts=tuple(replace(spec, compose=compose) for spec in WORKING.acts),
)
