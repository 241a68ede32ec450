"""Random forms of a service, filled in and sent through the pages; hostile input never fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt.capabilities.applications import services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.authorities.models import Street
from amt.capabilities.cases.models import FactRecord
from amt.capabilities.identity.models import Account
from amt.contract import registry
from amt.contract.answers import COUNT_SUFFIX, asked_fields, asked_steps
from amt.contract.blocks import address
from amt.contract.forms import Derived, Field, FieldKind, Form, FormStep, Group
from amt.contract.procedure import Procedure
from amt.front.portal.tests.conftest import AT, acting, doubles, home
from amt.kernel.testing.cast import BREMEN
from tests.conformance.filling import HOSTILE, hostile_raw
from tests.doubles.double_works.procedure import KEEP, PROCEDURE
from tests.forms.random_forms import forms, length_of, typed

__all__ = ["doubles", "home"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("doubles")]

PLACE = FormStep(
    "place", (Group("place", (Field("place", FieldKind.CHOICE, KEEP, options=(BREMEN,)),)),)
)
SENT = {"zustellung": "ja", "erklaerung": "1"}
SOME = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


class One:
    """Provides one procedure with a form of its own."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def procedures(self) -> Iterator[Procedure]:
        """Yield it."""
        yield replace(PROCEDURE, forms={"application": self._form})


def with_place(form: Form) -> Form:
    """Return a form that can be sent from here: with its place, without files that are needed."""
    steps = tuple(
        replace(
            step,
            groups=tuple(
                replace(group, fields=tuple(_without_need(one) for one in group.fields))
                for group in step.groups
            ),
        )
        for step in form.steps
    )
    return replace(form, steps=(PLACE, *steps))


def _without_need(field: Field) -> Field:
    return replace(field, required=False) if field.kind is FieldKind.FILE else field


def begin(form: Form, citizen: Account) -> Draft:
    """Begin a draft of a form that is made now."""
    registry.use(One(form))
    Draft.objects.filter(submitted_at=None).delete()
    return services.start_draft(procedure_key=PROCEDURE.key, actor=acting(citizen), at=AT)


def _counts(step: FormStep, data: st.DataObject) -> dict[str, int]:
    """Say how many entries each repeating group of a page has."""
    return {
        group.key + COUNT_SUFFIX: data.draw(
            st.integers(group.minimum_entries, min(group.maximum_entries, 2))
        )
        for group in step.groups
        if group.repeats
    }


@settings(SOME, max_examples=15)
@given(made=forms(), data=st.data())
def test_facts_of_a_case_are_what_was_typed_into_the_pages(
    home: Client, citizen: Account, made: Form, data: st.DataObject
) -> None:
    form = with_place(made)
    draft = begin(form, citizen)
    meant: dict[str, Any] = {"place": BREMEN}
    wrote = {"place": [BREMEN]}
    seen: set[str] = set()
    while step := next((s for s in asked_steps(form, draft.answers) if s.key not in seen), None):
        seen.add(step.key)
        counts = _counts(step, data)
        for _round in range(8):
            asked = list(asked_fields(step, {**draft.answers, **counts}))
            for field in asked:
                if field.path not in wrote and field.kind is not FieldKind.FILE:
                    wrote[field.path], meant[field.path] = data.draw(typed(field))
            sent = {field.path: wrote.get(field.path, []) for field in asked}
            page = f"/antrag/{draft.uuid}/{step.key}/"
            assert home.get(page).status_code == 200
            response = home.post(page, {**counts, **sent})
            draft.refresh_from_db()
            if "neu=1" not in response["Location"] and "fehler=1" not in response["Location"]:
                break

    assert home.get(f"/antrag/{draft.uuid}/pruefen/").status_code == 200
    asked_last = [
        field.path
        for step in asked_steps(form, draft.answers)
        for field in asked_fields(step, draft.answers)
    ]
    home.post(f"/antrag/{draft.uuid}/pruefen/", SENT)

    application = Application.objects.get(draft_uuid=draft.uuid)
    assert application.case_uuid is not None
    facts = dict(
        FactRecord.objects.filter(case__uuid=application.case_uuid).values_list("path", "value")
    )
    derived = {one.path.rpartition(".")[2] for one in form.derived}
    typed_facts = {p: v for p, v in facts.items() if p.rpartition(".")[2] not in derived}
    assert typed_facts == {p: meant[p] for p in asked_last if meant.get(p) is not None}
    shown = FactRecord.objects.filter(
        case__uuid=application.case_uuid, basis__startswith="derived:"
    ).values_list("path", flat=True)
    assert set(shown) == facts.keys() - typed_facts.keys()


@settings(SOME, max_examples=15)
@given(made=forms(), text=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
def test_hostile_input_through_the_pages_is_never_a_fault(
    home: Client, citizen: Account, made: Form, text: str
) -> None:
    form = with_place(made)
    draft = begin(form, citizen)
    for step in form.steps:
        page = f"/antrag/{draft.uuid}/{step.key}/"
        sendable = text.encode("utf-8", "replace").decode()
        raw = {
            k.encode("utf-8", "replace").decode(): v
            for k, v in hostile_raw(form, step, sendable).items()
        }
        for action in ("weiter", f"seite:{sendable[:20]}", f"strasse:{sendable[:20]}:x"):
            answer = home.post(page, {**raw, "aktion": action})
            assert answer.status_code in (302, 400, 404)
        assert home.get(f"{page}?fehler=1&strasse=1").status_code in (200, 302)


def _long_form() -> Form:
    fields = tuple(
        Field(f"long.f{number}", FieldKind.TEXT, KEEP, required=False) for number in range(20)
    )
    answers = tuple(
        Field(f"more.f{number}", FieldKind.CHOICE, KEEP, options=("one", "two"))
        for number in range(10)
    )
    return Form(
        "application",
        1,
        (PLACE, FormStep("long", (Group("long", fields), Group("more", answers)))),
    )


def test_page_of_thirty_fields_needs_at_most_eight_queries(home: Client, citizen: Account) -> None:
    draft = begin(_long_form(), citizen)
    page = f"/antrag/{draft.uuid}/long/"
    home.get(page)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert home.get(page).status_code == 200

    assert len(asked) <= 8, [query["sql"][:120] for query in asked]


HOME = Form(
    "application",
    1,
    (
        PLACE,
        FormStep("home", (address("home", KEEP),)),
        FormStep("rest", (Group("rest", (Field("area", FieldKind.DECIMAL, KEEP),)),)),
    ),
    derived=(
        Derived("length", FieldKind.INTEGER, KEEP, "rest", ("area",), length_of("area"), "§ 3"),
    ),
)
ADDRESS = {
    "home.street": "Mongasse", "home.house_number": "3", "home.addition": "",
    "home.postcode": "28195", "home.city": "Bremen",
}  # fmt: skip


def test_street_that_the_list_does_not_know_is_asked_about_once(
    home: Client, citizen: Account
) -> None:
    Street.objects.create(ars=BREMEN, name="Mondgasse", sort_key="mondgasse", postcodes=["28195"])
    draft = begin(HOME, citizen)
    page = f"/antrag/{draft.uuid}/home/"

    asked = home.post(page, ADDRESS)["Location"]
    text = home.get(asked).content.decode()
    kept = home.post(page, {**ADDRESS, "strasse-gefragt": "Mongasse"})["Location"]
    taken = home.post(page, {**ADDRESS, "aktion": "strasse:home.street:Mondgasse"})["Location"]

    assert asked == f"{page}?strasse=1"
    assert "Haben Sie sich vertippt?" in text
    assert 'value="strasse:home.street:Mondgasse"' in text
    assert kept == taken == f"/antrag/{draft.uuid}/rest/"
    draft.refresh_from_db()
    assert draft.answers["home.street"] == "Mondgasse"
    assert home.get("/adressen/strassen/?q=mond&plz=28195").json() == {"streets": ["Mondgasse"]}


def test_installation_without_a_list_asks_nothing(home: Client, citizen: Account) -> None:
    draft = begin(HOME, citizen)

    response = home.post(f"/antrag/{draft.uuid}/home/", ADDRESS)

    assert response["Location"] == f"/antrag/{draft.uuid}/rest/"


def test_change_from_the_check_page_leads_back_to_it(home: Client, citizen: Account) -> None:
    draft = begin(HOME, citizen)
    page = f"/antrag/{draft.uuid}/home/"
    check = f"/antrag/{draft.uuid}/pruefen/"

    text = home.get(f"{page}?von=pruefen").content.decode()
    wrong = home.post(page, {**ADDRESS, "home.postcode": "x", "von": "pruefen"})["Location"]
    right = home.post(page, {**ADDRESS, "von": "pruefen"})["Location"]

    assert 'name="von" value="pruefen"' in text
    assert wrong == f"{page}?fehler=1&von=pruefen"
    assert right == check
    assert f"{page}?von=pruefen#home-street" in home.get(check).content.decode()


def test_topics_say_what_is_done_and_lead_there_without_losing_what_was_typed(
    home: Client, citizen: Account
) -> None:
    draft = begin(HOME, citizen)
    home.post(f"/antrag/{draft.uuid}/place/", {"place": BREMEN})
    page = f"/antrag/{draft.uuid}/home/"

    text = home.get(page).content.decode()
    response = home.post(page, {**ADDRESS, "aktion": "seite:rest"})

    assert [text.count(word) for word in ("Erledigt</span>", "Hier sind Sie", "Offen</span>")] == [
        1, 1, 1,
    ]  # fmt: skip
    assert response["Location"] == f"/antrag/{draft.uuid}/rest/"
    draft.refresh_from_db()
    assert draft.answers["home.street"] == "Mongasse"


def test_derived_value_is_shown_on_its_page_and_cannot_be_changed(
    home: Client, citizen: Account
) -> None:
    draft = begin(HOME, citizen)
    for step, sent in (("place", {"place": BREMEN}), ("home", ADDRESS), ("rest", {"area": "54,5"})):
        home.post(f"/antrag/{draft.uuid}/{step}/", sent)

    page = home.get(f"/antrag/{draft.uuid}/rest/").content.decode()
    check = home.get(f"/antrag/{draft.uuid}/pruefen/").content.decode()

    assert "Ergibt sich aus Ihren Angaben" in page
    assert "§ 3" in page
    assert "4 (§ 3)" in check
    assert "#length" not in check
