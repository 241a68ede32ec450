"""The conversation: each question once, only what somebody needs, never wiping another's answer."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from amt.capabilities.bundles import queries, services
from amt.capabilities.bundles.conversing import asked_form
from amt.capabilities.bundles.filling import answers_from
from amt.capabilities.bundles.testing.fixtures import (
    ANSWERS,
    AT,
    BLANKET,
    FACTS,
    LANTERN,
    STAR,
    Family,
)
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group
from amt.contract.life_events import LifeEvent, conversation
from amt.contract.life_events.vocabulary import Conversation
from amt.kernel import live
from amt.kernel.errors import NotVisible


def paths_asked(family: Family) -> list[str]:
    view = queries.get_bundle(family.mother, family.bundle.uuid)
    return [field.path for field in queries.conversation_for(view).form.fields()]


def test_only_what_a_member_uses_and_nobody_noticed_is_asked(family: Family) -> None:
    assert paths_asked(family) == ["child.given_names", "custody", "account.iban"]


def test_service_that_is_left_out_asks_nothing(family: Family) -> None:
    services.choose_members(
        bundle_uuid=family.bundle.uuid, keys=[STAR.key], actor=family.father, at=AT
    )

    assert paths_asked(family) == ["child.given_names"]
    assert family.member(LANTERN.key).state == "declined"


def test_answer_fills_every_member(family: Family) -> None:
    family.tell()

    view = queries.get_bundle(family.father, family.bundle.uuid)
    for key, name in ((STAR.key, "child.given_names"), (LANTERN.key, "account.iban")):
        plan = view.plan_for(key)
        assert plan is not None
        assert plan.answers[name] == view.facts[name]
        assert queries.summary_of(view, key, "de")
    star = view.plan_for(STAR.key)
    assert star is not None
    assert star.answers["parents.count"] == 2
    assert star.answers["parents.1.given_name"] == "Tjark"


def test_pages_follow_each_other(family: Family) -> None:
    given = [
        services.save_answers(
            bundle_uuid=family.bundle.uuid, step_key=step, raw=raw, actor=family.mother, at=AT
        )
        for step, raw in ANSWERS.items()
    ]

    assert [one.next_step for one in given] == ["family", "account", None]
    assert not any(one.problems for one in given)


def test_unreadable_answer_leaves_the_earlier_one(family: Family) -> None:
    family.tell()

    saved = services.save_answers(
        bundle_uuid=family.bundle.uuid,
        step_key="account",
        raw={"account.iban": ["DE00"]},
        actor=family.father,
        at=AT,
    )

    assert [problem.code for problem in saved.problems] == ["not_an_iban"]
    view = queries.get_bundle(family.mother, family.bundle.uuid)
    assert view.facts["account.iban"] == "DE89370400440532013000"


def test_correction_supersedes_and_knows_who_said_it(family: Family) -> None:
    family.tell()
    services.save_answers(
        bundle_uuid=family.bundle.uuid,
        step_key="child",
        raw={"child.given_names": ["Mila Sophie"]},
        actor=family.father,
        at=AT,
    )

    rows = family.bundle.facts.filter(path="child.given_names").order_by("id")
    assert [(row.value, row.superseded_at is None) for row in rows] == [
        ("Mila", False),
        ("Mila Sophie", True),
    ]
    last = rows.last()
    assert last is not None
    assert last.by_person is not None
    assert last.by_person.name == "Tjark Wendt"


def test_what_the_notice_said_cannot_be_overwritten(family: Family) -> None:
    services.save_answers(
        bundle_uuid=family.bundle.uuid,
        step_key="child",
        raw={"child.given_names": ["Mila"], "child.birth_date": ["1.1.2000"]},
        actor=family.mother,
        at=AT,
    )

    view = queries.get_bundle(family.mother, family.bundle.uuid)
    assert view.facts["child.birth_date"] == FACTS["child.birth_date"]


def test_open_pages_hear_that_something_changed_but_not_what(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(live, "announce", lambda *, topic, kind: heard.append((topic, kind)))
    family.tell()

    assert set(heard) == {(f"bundle:{family.bundle.uuid}", "progress")}
    told = len(heard)
    family.tell()
    assert len(heard) == told


@pytest.mark.django_db(transaction=True)
def test_two_parents_on_two_pages_never_wipe_each_other(family: Family) -> None:
    barrier = threading.Barrier(2)

    def tell(step: str, actor: Any) -> None:
        barrier.wait()
        try:
            services.save_answers(
                bundle_uuid=family.bundle.uuid, step_key=step, raw=ANSWERS[step], actor=actor, at=AT
            )
        finally:
            connection.close()

    both = [
        threading.Thread(target=tell, args=("child", family.mother)),
        threading.Thread(target=tell, args=("account", family.father)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()

    view = queries.get_bundle(family.mother, family.bundle.uuid)
    assert {"child.given_names", "account.iban"} <= set(view.facts)


def test_consent_is_noted_each_time_it_changes(family: Family) -> None:
    for consents in (True, True, False):
        family.say(family.mother, consents=consents)

    said = family.member(LANTERN.key).consents.order_by("id").values_list("consents", flat=True)
    assert list(said) == [True, False]


def test_nobody_is_asked_for_a_consent_that_the_law_does_not_want(family: Family) -> None:
    with pytest.raises(NotVisible):
        services.set_consents(
            bundle_uuid=family.bundle.uuid,
            consents={(BLANKET.key, "star"): True},
            actor=family.mother,
            at=AT,
        )


def test_stranger_and_staff_say_nothing_here(
    family: Family, stranger: Account, other_caseworker: Account
) -> None:
    for account in (stranger, other_caseworker):
        with pytest.raises(NotVisible):
            services.save_answers(
                bundle_uuid=family.bundle.uuid,
                step_key="child",
                raw=ANSWERS["child"],
                actor=actor_of(account),
                at=AT,
            )
        with pytest.raises(NotVisible):
            services.choose_members(
                bundle_uuid=family.bundle.uuid, keys=[], actor=actor_of(account), at=AT
            )
        with pytest.raises(NotVisible):
            family.say(actor_of(account), consents=True)


def test_question_on_which_another_depends_is_asked_with_it() -> None:
    told = conversation(LifeEvent.BIRTH)
    assert told is not None
    form = Form(
        "talk",
        1,
        (
            FormStep("one", (Group("one", (Field("a", FieldKind.YES_NO, "event"),)),)),
            FormStep(
                "two",
                (
                    Group(
                        "two",
                        (
                            Field("b", FieldKind.TEXT, "event", condition=Condition("a", (True,))),
                            Field("c", FieldKind.TEXT, "event"),
                        ),
                    ),
                ),
            ),
        ),
    )
    talk = Conversation(told.event, form, told.texts, noticed=(), produced=(), people="p")

    assert [field.path for field in asked_form(talk, {"b"}).fields()] == ["a", "b"]
    assert [field.path for field in asked_form(talk, {"c"}).fields()] == ["c"]


def test_answers_of_one_parent_leave_the_other_out() -> None:
    alone = {path: value for path, value in FACTS.items() if not path.startswith("parents.1")}

    assert answers_from(STAR.form("application"), alone)["parents.count"] == 1
    lantern = answers_from(LANTERN.form("application"), alone)
    assert "first.given_name" in lantern
    assert "second.given_name" not in lantern
