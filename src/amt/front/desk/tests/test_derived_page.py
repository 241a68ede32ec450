"""A case says of a value that nobody typed from which answers it follows, and by which norm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import reverse

from amt.capabilities.cases import services as cases
from amt.capabilities.cases.testing.fixtures import AT, OpenCase
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.contract import registry
from amt.contract.forms import Derived, FieldKind
from amt.contract.procedure import Procedure
from amt.front.desk.tests.pages import text_of
from tests.doubles.double_works.procedure import FORM, KEEP, PROCEDURE

pytestmark = pytest.mark.django_db

TWICE = Derived(
    "twice", FieldKind.INTEGER, KEEP, "hives", ("hives",), lambda given: given["hives"] * 2, "§ 1"
)


class Derives:
    """Brings the double with a value that follows from an answer."""

    def procedures(self) -> Iterator[Procedure]:
        """Yield it."""
        yield replace(PROCEDURE, forms={"application": replace(FORM, derived=(TWICE,))})


def test_value_names_the_answers_and_the_norm_it_follows_from(
    assessed_case: OpenCase, caseworker: Account, client_for: ClientFor
) -> None:
    registry.use(Derives())
    case = assessed_case()
    cases.correct_fact(
        case_uuid=case.uuid,
        path="hives",
        value=7,
        reason="gezählt",
        actor=actor_of(caseworker),
        at=AT,
    )

    page = text_of(client_for(caseworker).get(reverse("desk:case", args=[case.uuid])))

    assert "Ergibt sich aus den Angaben" in page
    assert "Wie viele Völker? (§ 1)" in page
    assert "14" in page
    assert reverse("desk:correct", args=[case.uuid, "twice"]) not in page
