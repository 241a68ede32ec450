"""People ask why their data were seen; the unit answers into the mailbox."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from amt.capabilities.authorities.queries import get_unit_by_key
from amt.capabilities.dispatch.models import OutgoingEmail
from amt.capabilities.identity import queries, services
from amt.capabilities.identity.models import Account, DataAccess
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.worklist import queries as worklist
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.errors import NotVisible

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def resident(account: Account) -> Actor:
    return queries.actor_of(account, trust=TrustLevel.SUBSTANTIAL)


@pytest.fixture
def access(citizen: Account, organisation: None) -> DataAccess:
    """A look of the housing office at the citizen's data."""
    unit = get_unit_by_key("wohnen-bremen")
    return services.note_access(
        by_name=unit.name, by_kind="office", by_unit_id=unit.id, purpose="Antrag bearbeiten",
        basis="§ 67b SGB X", data=["Name"], account_id=citizen.id, at=AT,
    )  # fmt: skip


def ask(citizen: Account, about: UUID, text: str = "", kind: str = "access") -> UUID:
    question = services.ask_about_access(
        about_kind=kind, about_id=about, unit_id=None, text=text, actor=resident(citizen), at=AT
    )
    uuid: UUID = question.uuid
    return uuid


def test_question_waits_for_the_unit_and_its_answer_reaches_the_mailbox(
    run_jobs: RunJobs, citizen: Account, access: DataAccess, caseworker: Account
) -> None:
    desk = queries.actor_of(caseworker)
    question = ask(citizen, access.uuid, "Wer war das?")
    run_jobs()

    (item,) = worklist.list_items(desk).items
    assert (item.kind, item.due_on) == ("access_question", date(2026, 12, 20))
    assert queries.question_for(desk, question).text == "Wer war das?"

    services.answer_access_question(
        question_uuid=question, answer="Frau Kolb, wegen Ihres Antrags.", actor=desk, at=AT
    )
    run_jobs()

    assert worklist.list_items(desk).items == ()
    (message,) = mailbox.list_messages(resident(citizen))
    assert "Frau Kolb, wegen Ihres Antrags." in message.body
    assert OutgoingEmail.objects.filter(
        recipient=citizen.email, template="mailbox_message"
    ).exists()


def test_asking_twice_is_one_question_until_it_is_answered(
    citizen: Account, access: DataAccess, caseworker: Account
) -> None:
    first = ask(citizen, access.uuid)
    assert ask(citizen, access.uuid) == first

    services.answer_access_question(
        question_uuid=first, answer="So war es.", actor=queries.actor_of(caseworker), at=AT
    )

    assert ask(citizen, access.uuid) != first


def test_nobody_asks_about_data_of_others(
    citizen: Account, stranger: Account, access: DataAccess
) -> None:
    for actor in (resident(stranger), queries.actor_of(stranger)):
        with pytest.raises(NotVisible):
            services.ask_about_access(
                about_kind="access", about_id=access.uuid, unit_id=None, text="",
                actor=actor, at=AT,
            )  # fmt: skip
    with pytest.raises(NotVisible):
        ask(citizen, access.uuid, kind="guess")


def test_office_without_a_unit_cannot_be_asked(citizen: Account) -> None:
    register = services.note_access(
        by_name="Melderegister", by_kind="register", purpose="Anschrift", basis="§ 34 BMG",
        data=["street"], account_id=citizen.id, at=AT,
    )  # fmt: skip

    with pytest.raises(services.NobodyToAsk):
        ask(citizen, register.uuid)


def test_too_long_a_question_is_refused(citizen: Account, access: DataAccess) -> None:
    with pytest.raises(services.QuestionTooLong):
        ask(citizen, access.uuid, "x" * 1_001)


def test_only_the_unit_that_was_asked_answers(
    citizen: Account, access: DataAccess, other_caseworker: Account, caseworker: Account
) -> None:
    question = ask(citizen, access.uuid)

    for actor in (queries.actor_of(other_caseworker), resident(citizen)):
        with pytest.raises(NotVisible):
            services.answer_access_question(
                question_uuid=question, answer="Ich.", actor=actor, at=AT
            )
    with pytest.raises(NotVisible):
        queries.question_for(queries.actor_of(caseworker), uuid4())


def test_answer_has_words_and_comes_once(
    citizen: Account, access: DataAccess, caseworker: Account
) -> None:
    question, desk = ask(citizen, access.uuid), queries.actor_of(caseworker)

    with pytest.raises(services.AnswerMissing):
        services.answer_access_question(question_uuid=question, answer=" ", actor=desk, at=AT)
    with pytest.raises(services.AnswerTooLong):
        services.answer_access_question(
            question_uuid=question, answer="x" * 4_001, actor=desk, at=AT
        )
    services.answer_access_question(question_uuid=question, answer="So.", actor=desk, at=AT)
    with pytest.raises(services.AlreadyAnswered):
        services.answer_access_question(question_uuid=question, answer="Neu.", actor=desk, at=AT)
