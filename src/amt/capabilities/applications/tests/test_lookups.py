"""Answers of registers in a draft: by choice, seen first, used or not, never overwriting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Draft
from amt.capabilities.applications.queries import LookupState, LookupView
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.authorities.models import Competence
from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.cases.models import FactRecord
from amt.capabilities.cases.testing.fixtures import UNITS
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.registers import services as registers
from amt.capabilities.registers.queries import AnswerState, Inquiry
from amt.capabilities.registers.testing.fixtures import FakeRegister, register
from amt.contract.lookups import Relation
from amt.kernel.actors import TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMEN

__all__ = ["register"]

ONCE = "double_once"
OWN = {
    "given_name": "Fatma", "family_name": "Yıldız-Behrens", "birth_date": "1987-03-14",
    "street": "Musterstraße", "house_number": "12", "postcode": "28195", "city": "Bremen",
    "ars": BREMEN, "birth_place": "Bremen",
}  # fmt: skip
CHILDREN = [
    {"given_name": "Mina Elif", "birth_date": "2014-05-02"},
    {"given_name": "Emil", "birth_date": "2018-09-30"},
]


@pytest.fixture
def draft(run_jobs: RunJobs, doubles: None, citizen: Account, register: FakeRegister) -> Draft:
    """A draft of a service that asks registers."""
    for ars, unit in UNITS.items():
        Competence.objects.get_or_create(
            procedure_key=ONCE, ars_prefix=ars, unit=get_unit_by_key(unit),
            valid_from=date(2026, 1, 1),
        )  # fmt: skip
    register.records = {Relation.SELF: [OWN], Relation.MINOR_CHILDREN: CHILDREN}
    return services.start_draft(procedure_key=ONCE, actor=acting(citizen), at=AT)


def deed(name: str, draft: Draft, citizen: Account, key: str = "person", **more: Any) -> Any:
    return getattr(services, name)(
        draft_uuid=draft.uuid, lookup_key=key, actor=acting(citizen), at=AT, **more
    )


def fetch(draft: Draft, citizen: Account, key: str = "person") -> None:
    deed("choose_lookup", draft, citizen, key, fetch=True, consents=True)


def use(draft: Draft, citizen: Account, key: str = "person", *replace: str) -> None:
    deed("use_lookup", draft, citizen, key, replace=replace)
    draft.refresh_from_db()


def view(draft: Draft, citizen: Account, key: str = "person") -> LookupView:
    draft.refresh_from_db()
    return next(v for v in queries.lookups_of(draft, acting(citizen)) if v.lookup.key == key)


def save(draft: Draft, citizen: Account, step: str, **raw: str) -> None:
    services.save_step(
        draft_uuid=draft.uuid, step_key=step, actor=acting(citizen), at=AT,
        raw={name.replace("__", "."): [text] for name, text in raw.items()},
    )  # fmt: skip
    draft.refresh_from_db()


def own_page(**changes: str) -> dict[str, str]:
    page = {
        "person__given_name": "Fatma", "person__family_name": "Yıldız-Behrens",
        "person__birth_date": "14.03.1987", "person__street": "Musterstr. 12",
        "person__postcode": "28195", "place": BREMEN,
    }  # fmt: skip
    return {**page, **changes}


def send(draft: Draft, citizen: Account) -> Any:
    save(draft, citizen, "end", end__correct="yes")
    sent = services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=True, actor=acting(citizen), at=AT
    )
    return sent.application.case_uuid


def facts(case_uuid: Any, path: str) -> list[tuple[Any, str, bool]]:
    rows = FactRecord.objects.filter(case__uuid=case_uuid, path=path).order_by("-id")
    return [(row.value, row.source, row.superseded_at is None) for row in rows]


def test_nothing_is_asked_before_somebody_chose(
    draft: Draft, citizen: Account, register: FakeRegister
) -> None:
    offered = queries.lookups_of(draft, acting(citizen))

    assert [(one.lookup.key, one.state) for one in offered] == [
        ("person", LookupState.OFFERED),
        ("children", LookupState.OFFERED),
    ]
    assert register.asked == []


def test_what_came_is_seen_before_it_is_used_and_then_confirmed(
    draft: Draft, citizen: Account, run_jobs: RunJobs
) -> None:
    fetch(draft, citizen)
    assert view(draft, citizen).state is LookupState.WAITING
    run_jobs()

    found = view(draft, citizen)
    assert found.state is LookupState.FOUND
    rows = {row.path: row for row in found.rows}
    assert rows["person.birth_place"].value == "Bremen"
    assert "person.birth_place" not in draft.answers

    use(draft, citizen)

    assert draft.answers["person.birth_place"] == "Bremen"
    assert draft.answers["place"] == BREMEN
    assert view(draft, citizen).state is LookupState.USED
    case = send(draft, citizen)
    (street,) = FactRecord.objects.filter(case__uuid=case, path="person.street")
    assert street.source == "register"
    assert street.basis.endswith("§ 34 Absatz 1 BMG")
    assert street.obtained_at == found.answer.obtained_at if found.answer else False


def test_typed_answer_is_not_overwritten_unasked(
    draft: Draft, citizen: Account, run_jobs: RunJobs
) -> None:
    save(draft, citizen, "person", **own_page(person__birth_place="Izmir"))
    fetch(draft, citizen)
    run_jobs()

    rows = {row.path: row for row in view(draft, citizen).rows}
    assert rows["person.birth_place"].differs
    assert not rows["person.street"].differs, "Musterstr. is Musterstraße"
    use(draft, citizen)
    assert draft.answers["person.birth_place"] == "Izmir"
    assert draft.answers["person.street"] == "Musterstr. 12"

    case = send(draft, citizen)

    assert facts(case, "person.street") == [("Musterstr. 12", "register", True)]
    assert facts(case, "person.birth_place") == [
        ("Bremen", "register", False),
        ("Izmir", "typed", True),
    ]


def test_typed_answer_is_replaced_where_the_person_says_so(
    draft: Draft, citizen: Account, run_jobs: RunJobs
) -> None:
    save(draft, citizen, "person", **own_page(person__birth_place="Izmir"))
    fetch(draft, citizen)
    run_jobs()

    use(draft, citizen, "person", "person.birth_place")

    assert draft.answers["person.birth_place"] == "Bremen"
    case = send(draft, citizen)
    assert facts(case, "person.birth_place") == [("Bremen", "register", True)]


def test_what_came_need_not_be_used(draft: Draft, citizen: Account, run_jobs: RunJobs) -> None:
    fetch(draft, citizen)
    run_jobs()

    deed("refuse_lookup", draft, citizen)

    assert view(draft, citizen).state is LookupState.REFUSED
    assert "person.birth_place" not in draft.answers
    use(draft, citizen)
    assert "person.birth_place" not in draft.answers, "the registers forgot it"


def test_children_go_to_the_entries_that_mean_them(
    draft: Draft, citizen: Account, run_jobs: RunJobs
) -> None:
    save(
        draft, citizen, "children", **{"children.count": "2"},
        children__0__given_name="Deniz", children__0__birth_date="01.02.2020",
        children__1__given_name="Emil", children__1__birth_date="30.09.2018",
        children__1__likes_sport="yes",
    )  # fmt: skip
    fetch(draft, citizen, "children")
    run_jobs()

    use(draft, citizen, "children")

    names = [draft.answers[f"children.{number}.given_name"] for number in range(3)]
    assert names == ["Deniz", "Emil", "Mina Elif"]
    assert draft.answers["children.count"] == 3
    assert draft.answers["children.1.likes_sport"] is True
    assert set(draft.carried) == {
        f"children.{number}.{leaf}" for number in (1, 2) for leaf in ("given_name", "birth_date")
    }


def test_consent_is_needed_where_the_service_wants_it(draft: Draft, citizen: Account) -> None:
    with pytest.raises(registers.ConsentMissing):
        deed("choose_lookup", draft, citizen, "children", fetch=True, consents=False)


def test_who_types_asks_no_register(
    draft: Draft, citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    deed("choose_lookup", draft, citizen, fetch=False, consents=False)
    run_jobs()

    assert view(draft, citizen).state is LookupState.MANUAL
    assert register.asked == []


def test_register_without_an_answer_says_so_and_holds_nothing_up(
    draft: Draft, citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    register.state = AnswerState.NOTHING
    fetch(draft, citizen)
    run_jobs()

    assert view(draft, citizen).state is LookupState.NOTHING


def late(draft: Draft, citizen: Account, register: FakeRegister, run_jobs: RunJobs) -> Any:
    """Send while the register has not answered, then let it answer."""
    fetch(draft, citizen)
    save(draft, citizen, "person", **own_page(person__birth_place="Izmir"))
    case = send(draft, citizen)
    run_jobs()
    return case


def test_answer_after_sending_stands_beside_what_was_typed(
    draft: Draft, citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    case = late(draft, citizen, register, run_jobs)

    assert facts(case, "person.birth_place") == [
        ("Bremen", "register", False),
        ("Izmir", "typed", True),
    ]
    assert facts(case, "person.street") == [
        ("Musterstr. 12", "register", True),
        ("Musterstr. 12", "typed", False),
    ]
    kinds = [
        one.kind
        for one in FactRecord.objects.get(
            case__uuid=case, path="person.birth_place", superseded_at=None
        ).case.events.all()
    ]
    assert kinds.count("register_differs") == 1


def test_register_that_was_down_answers_for_the_caseworker(
    draft: Draft, citizen: Account, register: FakeRegister, run_jobs: RunJobs
) -> None:
    register.is_down = True
    fetch(draft, citizen)
    run_jobs()
    assert view(draft, citizen).state is LookupState.DOWN
    save(draft, citizen, "person", **own_page(person__birth_place="Izmir"))
    case = send(draft, citizen)
    assert facts(case, "person.birth_place") == [("Izmir", "typed", True)]

    register.is_down = False
    registers.answer_inquiry(inquiry_uuid=Inquiry.objects.get().uuid, at=AT)
    run_jobs()

    assert facts(case, "person.birth_place") == [
        ("Bremen", "register", False),
        ("Izmir", "typed", True),
    ]


def test_wrong_data_are_reported_and_stop_nothing(
    draft: Draft, citizen: Account, run_jobs: RunJobs
) -> None:
    fetch(draft, citizen)
    run_jobs()
    use(draft, citizen)

    reference = deed(
        "report_lookup", draft, citizen, attributes=["birth_place"], note="Ich bin aus Izmir."
    )

    assert view(draft, citizen).reported == reference
    assert send(draft, citizen) is not None


def test_only_who_is_surely_known_asks_about_themselves(
    draft: Draft, citizen: Account, stranger: Account
) -> None:
    unsure = acting(citizen, TrustLevel.BASIC)

    assert queries.lookups_of(draft, unsure) == []
    assert queries.lookups_of(draft, acting(stranger)) == []
    for actor, key in ((unsure, "person"), (acting(stranger), "person"), (acting(citizen), "none")):
        with pytest.raises(NotVisible):
            services.choose_lookup(
                draft_uuid=draft.uuid, lookup_key=key, fetch=True, consents=True, actor=actor, at=AT
            )
