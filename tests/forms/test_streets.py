"""A street with its number in one line, also of an entry: asked about once, its number kept."""

from __future__ import annotations

import pytest
from django.test import Client

from amt.capabilities.authorities.models import Street
from amt.capabilities.authorities.streets import sort_key
from amt.capabilities.identity.models import Account
from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
from amt.front.portal.tests.conftest import doubles, home
from amt.kernel.testing.cast import BREMEN
from tests.doubles.double_works.procedure import KEEP
from tests.forms.test_generated_double import PLACE, begin

__all__ = ["doubles", "home"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("doubles")]

OWNERS = Group(
    "owners",
    (
        Field("owners.street", FieldKind.TEXT, KEEP, postcode_at="owners.postcode"),
        Field("owners.postcode", FieldKind.POSTCODE, KEEP),
    ),
    repeats=True,
    minimum_entries=2,
)
REST = FormStep("rest", (Group("rest", (Field("rest", FieldKind.TEXT, KEEP),)),))
LINES = Form("application", 1, (PLACE, FormStep("owners", (OWNERS,)), REST))
TYPED = {
    "owners.count": "2",
    "owners.0.street": "Mondgasse 3 a",
    "owners.0.postcode": "28195",
    "owners.1.street": "Mongasse 5",
    "owners.1.postcode": "28195",
}


def test_line_of_an_entry_is_asked_about_and_its_number_kept(
    home: Client, citizen: Account
) -> None:
    Street.objects.create(
        ars=BREMEN, name="Mondgasse", sort_key=sort_key("Mondgasse"), postcodes=["28195"]
    )
    draft = begin(LINES, citizen)
    page = f"/antrag/{draft.uuid}/owners/"

    asked = home.get(home.post(page, TYPED)["Location"]).content.decode()
    gone_on = home.post(page, {**TYPED, "aktion": "strasse:owners.1.street:Mondgasse 5"})

    assert asked.count("Haben Sie sich vertippt?") == 1
    assert 'value="strasse:owners.1.street:Mondgasse 5"' in asked
    assert 'data-with="owners-1-postcode"' in asked
    assert gone_on["Location"] == f"/antrag/{draft.uuid}/rest/"
    draft.refresh_from_db()
    assert draft.answers["owners.1.street"] == "Mondgasse 5"
    assert home.get("/adressen/strassen/?q=mond%207&plz=28195").json() == {
        "streets": ["Mondgasse 7"]
    }
