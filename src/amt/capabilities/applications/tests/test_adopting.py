"""An application that was sent without sign-in is taken into an account afterwards."""

from __future__ import annotations

import pytest

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import code_actor_of
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.applications.tests.test_unsigned import STAND, TRADER
from amt.capabilities.cases import queries as cases
from amt.capabilities.cases.models import FactRecord, Party
from amt.capabilities.cases.testing.fixtures import OPEN
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.identity.models import Account
from amt.contract.facts import FactSource
from amt.kernel.actors import ANONYMOUS, Actor, TrustLevel
from amt.kernel.errors import NotVisible
from amt.kernel.models import AuditEntry

FATMA = TRADER | {
    "trader.given_name": ["Fatma"],
    "trader.family_name": ["Yildiz Behrens"],
    "trader.birth_date": ["14.3.1987"],
}


def sent_by(trader: dict[str, list[str]]) -> Application:
    """Send an application without sign-in, as this person."""
    draft = services.start_unsigned_draft(procedure_key=OPEN, at=AT)
    by_code = code_actor_of(draft.uuid)
    for key, raw in {"trader": trader, "stand": STAND, "end": {"end.correct": ["yes"]}}.items():
        services.save_step(draft_uuid=draft.uuid, step_key=key, raw=raw, actor=by_code, at=AT)
    return services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=False, actor=by_code, at=AT
    ).application


@pytest.fixture
def sent(doubles: None) -> Application:
    return sent_by(FATMA)


def adopt(application: Application, actor: Actor, code: str | None = None) -> None:
    services.adopt_application(
        reference=application.reference,
        code=code or str(queries.code_of(application)),
        origin="192.0.2.1",
        actor=actor,
        at=AT,
    )


def test_number_and_code_of_the_receipt_take_it_into_the_account(
    sent: Application, citizen: Account
) -> None:
    adopt(sent, acting(citizen, TrustLevel.BASIC))
    adopt(sent, acting(citizen, TrustLevel.BASIC))

    sent.refresh_from_db()
    assert (sent.account, sent.adopted_at, sent.adopted_trust) == (citizen, AT, 1)
    assert Party.objects.get().account == citizen
    assert [one.case_uuid for one in cases.list_cases_of(citizen.id)] == [sent.case_uuid]
    assert queries.get_application(acting(citizen), sent.uuid) == sent
    entries = AuditEntry.objects.filter(action="applications.application_adopted")
    assert entries.count() == 1


def test_browser_that_sent_it_needs_no_code(sent: Application, citizen: Account) -> None:
    services.adopt_sent(draft_uuid=sent.draft_uuid, actor=acting(citizen), at=AT)

    assert Party.objects.get().account == citizen
    # The code of the draft ends; the account has it now.
    assert Draft.objects.get().code_digest == ""
    with pytest.raises(NotVisible):
        queries.application_of_draft(code_actor_of(sent.draft_uuid), sent.draft_uuid)


def test_answers_stay_typed_however_surely_the_account_is_known(
    sent: Application, citizen: Account
) -> None:
    before = list(FactRecord.objects.order_by("id").values("path", "value", "source", "basis"))

    adopt(sent, acting(citizen, TrustLevel.HIGH))

    after = list(FactRecord.objects.order_by("id").values("path", "value", "source", "basis"))
    assert after == before
    assert {one["source"] for one in after} == {FactSource.TYPED.value}


def test_somebody_else_with_the_right_code_takes_nothing(
    sent: Application, stranger: Account
) -> None:
    with pytest.raises(services.NotThisPerson):
        adopt(sent, acting(stranger))
    with pytest.raises(services.NotThisPerson):
        services.adopt_sent(draft_uuid=sent.draft_uuid, actor=acting(stranger), at=AT)

    assert Party.objects.get().account is None


def test_wrong_code_and_unknown_number_are_answered_alike(
    sent: Application, citizen: Account
) -> None:
    told = []
    for reference in (sent.reference, "STD-26-AAAA-BBBB"):
        with pytest.raises(services.WrongAdoptionCode) as refusal:
            services.adopt_application(
                reference=reference,
                code="AAAA-BBBB-CCCC",
                origin="192.0.2.1",
                actor=acting(citizen),
                at=AT,
            )
        told.append(str(refusal.value.message))

    assert told[0] == told[1]
    assert "Lesen Sie beides noch einmal ab" in told[0]


def test_wrong_tries_end_for_account_number_and_address(
    sent: Application, citizen: Account
) -> None:
    for number in range(10):
        with pytest.raises(services.WrongAdoptionCode):
            services.adopt_application(
                reference=sent.reference,
                code="AAAA-BBBB-CCCC",
                origin=f"192.0.2.{number}",
                actor=acting(citizen),
                at=AT,
            )

    with pytest.raises(services.TooManyTries):
        adopt(sent, acting(citizen))
    assert Party.objects.get().account is None


def test_code_of_a_letter_is_enough_as_for_every_invitation(
    doubles: None, stranger: Account
) -> None:
    application = sent_by(FATMA)
    party = Party.objects.get()
    letter = identity_services.invite(
        subject_kind="party",
        subject_id=party.uuid,
        name=party.name,
        address_lines=party.address_lines,
        actor=ANONYMOUS,
        at=AT,
    )

    adopt(application, acting(stranger), identity_services.code_of_invitation(letter.uuid))

    party.refresh_from_db()
    assert party.account == stranger


def test_application_of_another_account_stays_there(
    sent: Application, citizen: Account, stranger: Account
) -> None:
    adopt(sent, acting(citizen))

    with pytest.raises(services.AlreadyAdopted):
        adopt(sent, acting(stranger))
    assert Party.objects.get().account == citizen


def test_nobody_takes_it_who_is_not_signed_in_as_a_resident(
    sent: Application, caseworker: Account
) -> None:
    for actor in (ANONYMOUS, acting(caseworker), code_actor_of(sent.draft_uuid)):
        with pytest.raises(NotVisible):
            adopt(sent, actor)


def test_who_looked_before_is_told_to_the_account_afterwards(
    sent: Application, citizen: Account
) -> None:
    party = Party.objects.get()
    identity_services.note_access(
        by_name="Marktamt",
        by_kind="office",
        purpose="Prüfung",
        basis="Art. 6 DSGVO",
        data=["Name"],
        person_key=f"party:{party.uuid}",
        at=AT,
    )

    adopt(sent, acting(citizen))

    assert [one.by_name for one in identity.accesses_of(citizen.id)] == ["Marktamt"]
