"""What follows from answers follows a correction too, and is not corrected itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from amt.capabilities.cases import services
from amt.capabilities.cases.models import FactRecord
from amt.capabilities.cases.testing.fixtures import AT, OpenCase, assessed_case, doubles, open_case
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract import registry
from amt.contract.forms import Derived, FieldKind
from amt.contract.procedure import Procedure
from tests.doubles.double_works.procedure import FORM, KEEP, PROCEDURE

__all__ = ["assessed_case", "doubles", "open_case"]

pytestmark = pytest.mark.django_db

TWICE = Derived(
    "twice", FieldKind.INTEGER, KEEP, "hives", ("hives",), lambda given: given["hives"] * 2, "§ 1"
)


class _Derives:
    """Brings the double with a value that follows from an answer."""

    def procedures(self) -> Iterator[Procedure]:
        """Yield it."""
        yield replace(PROCEDURE, forms={"application": replace(FORM, derived=(TWICE,))})


def test_correction_lets_what_follows_follow(assessed_case: OpenCase, caseworker: Account) -> None:
    registry.use(_Derives())
    case = assessed_case()
    actor = actor_of(caseworker)

    services.correct_fact(
        case_uuid=case.uuid, path="hives", value=7, reason="gezählt", actor=actor, at=AT
    )

    fact = FactRecord.objects.get(case=case, path="twice", superseded_at=None)
    assert (fact.value, fact.basis) == (14, "derived:hives")
    with pytest.raises(services.UnknownFact):
        services.correct_fact(
            case_uuid=case.uuid, path="twice", value=1, reason="x", actor=actor, at=AT
        )
