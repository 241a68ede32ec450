"""Applications that are begun without account: found again by code, taken into an account, sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft
from amt.capabilities.applications.services import code_actor_of
from amt.capabilities.applications.testing.fixtures import AT, acting
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import OPEN, WORKS
from amt.capabilities.documents import queries as documents
from amt.capabilities.identity.models import Account
from amt.kernel.actors import ANONYMOUS
from amt.kernel.errors import NotVisible
from amt.kernel.models import AuditEntry

HIVES = {"place": ["040110000000"], "hives": ["3"], "gentle": ["yes"]}


@pytest.fixture
def unsigned(doubles: None) -> Draft:
    return services.start_unsigned_draft(procedure_key=WORKS, at=AT)


def test_draft_without_account_is_found_again_by_its_code(unsigned: Draft) -> None:
    code = queries.code_of_draft(unsigned)

    assert code is not None
    found = services.resume_draft(code=code.lower().replace("-", " "), origin="1.2.3.4", at=AT)
    assert found == unsigned
    assert AuditEntry.objects.filter(action="applications.draft_resumed").count() == 1


def test_code_itself_is_not_stored(unsigned: Draft) -> None:
    code = str(queries.code_of_draft(unsigned))

    row = Draft.objects.filter(id=unsigned.id).values().get()

    assert code not in str(row)


def test_whoever_has_the_code_fills_in_the_draft_and_nobody_else(
    unsigned: Draft, citizen: Account
) -> None:
    by_code = code_actor_of(unsigned.uuid)

    services.save_step(draft_uuid=unsigned.uuid, step_key="hives", raw=HIVES, actor=by_code, at=AT)

    assert queries.get_draft(by_code, unsigned.uuid).draft.answers["hives"] == 3
    for other in (ANONYMOUS, acting(citizen)):
        with pytest.raises(NotVisible):
            queries.get_draft(other, unsigned.uuid)


def test_wrong_codes_are_counted_and_end(unsigned: Draft) -> None:
    for _ in range(10):
        with pytest.raises(services.WrongDraftCode):
            services.resume_draft(code="AAAA-BBBB-CCCC", origin="1.2.3.4", at=AT)

    code = str(queries.code_of_draft(unsigned))
    with pytest.raises(services.TooManyTries):
        services.resume_draft(code=code, origin="1.2.3.4", at=AT)
    assert services.resume_draft(code=code, origin="5.6.7.8", at=AT) == unsigned


def test_code_opens_nothing_once_the_time_is_over(unsigned: Draft) -> None:
    code = str(queries.code_of_draft(unsigned))

    with pytest.raises(services.WrongDraftCode):
        services.resume_draft(code=code, origin="1.2.3.4", at=AT + timedelta(days=31))


def test_draft_goes_into_the_account_and_the_code_ends(unsigned: Draft, citizen: Account) -> None:
    code = str(queries.code_of_draft(unsigned))
    services.save_step(
        draft_uuid=unsigned.uuid,
        step_key="hives",
        raw=HIVES,
        actor=code_actor_of(unsigned.uuid),
        at=AT,
    )

    services.adopt_draft(draft_uuid=unsigned.uuid, replace=False, actor=acting(citizen), at=AT)

    assert queries.get_draft(acting(citizen), unsigned.uuid).draft.answers["hives"] == 3
    with pytest.raises(NotVisible):
        queries.get_draft(code_actor_of(unsigned.uuid), unsigned.uuid)
    with pytest.raises(services.WrongDraftCode):
        services.resume_draft(code=code, origin="1.2.3.4", at=AT)


def test_of_two_drafts_one_is_kept_when_somebody_says_which(
    unsigned: Draft, draft: Draft, citizen: Account
) -> None:
    with pytest.raises(services.DraftBegunBefore):
        services.adopt_draft(draft_uuid=unsigned.uuid, replace=False, actor=acting(citizen), at=AT)
    assert Draft.objects.count() == 2

    services.adopt_draft(draft_uuid=unsigned.uuid, replace=True, actor=acting(citizen), at=AT)

    assert Draft.objects.get().uuid == unsigned.uuid


def test_nobody_takes_a_draft_that_is_somebodys(
    unsigned: Draft, citizen: Account, stranger: Account
) -> None:
    services.adopt_draft(draft_uuid=unsigned.uuid, replace=False, actor=acting(citizen), at=AT)

    with pytest.raises(NotVisible):
        services.adopt_draft(draft_uuid=unsigned.uuid, replace=True, actor=acting(stranger), at=AT)


def test_service_that_must_know_who_applies_is_not_sent_without_sign_in(unsigned: Draft) -> None:
    with pytest.raises(services.TrustTooLow):
        services.submit_application(
            draft_uuid=unsigned.uuid,
            consent_electronic=False,
            actor=code_actor_of(unsigned.uuid),
            at=AT,
        )


def test_draft_without_account_is_deleted_after_thirty_days(unsigned: Draft) -> None:
    assert services.delete_expired_drafts(on=date(2026, 12, 21), at=AT) == 0
    assert services.delete_expired_drafts(on=date(2026, 12, 22), at=AT) == 1


TRADER = {
    "trader.given_name": ["Rosa"],
    "trader.family_name": ["Muster"],
    "trader.birth_date": ["1.9.1990"],
    "trader.street": ["Beispielweg 7"],
    "trader.postcode": ["28195"],
    "place": ["040110000000"],
}
STAND = {
    "stand.kind": ["tent"],
    "stand.metres": ["3"],
    "stand.day": ["5.12.2026"],
    "stand.has_food": ["no"],
    "stand.has_power": ["yes"],
    "stand.watts": ["900"],
}


@pytest.fixture
def stand(doubles: None) -> Draft:
    draft = services.start_unsigned_draft(procedure_key=OPEN, at=AT)
    pages = {"trader": TRADER, "stand": STAND, "end": {"end.correct": ["yes"]}}
    for key, raw in pages.items():
        services.save_step(
            draft_uuid=draft.uuid, step_key=key, raw=raw, actor=code_actor_of(draft.uuid), at=AT
        )
    return draft


def send(draft: Draft) -> services.Submitted:
    return services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=True, actor=code_actor_of(draft.uuid), at=AT
    )


def test_application_without_sign_in_opens_a_case_of_who_the_form_names(stand: Draft) -> None:
    submitted = send(stand)

    party = Case.objects.get().parties.get()
    assert (party.account_id, party.name) == (None, "Rosa Muster")
    assert list(party.address_lines) == ["Rosa Muster", "Beispielweg 7", "28195 Bremen"]
    # Nothing can be put into a mailbox that nobody has.
    assert not submitted.application.consents_electronic


def test_sent_twice_without_sign_in_is_sent_once(stand: Draft) -> None:
    first, second = send(stand), send(stand)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.application == second.application


def test_code_of_the_draft_is_the_code_of_the_status(stand: Draft) -> None:
    code = str(queries.code_of_draft(stand))

    submitted = send(stand)

    assert submitted.code == code
    opened = services.open_by_code(
        reference=submitted.application.reference, code=code, origin="1.2.3.4", at=AT
    )
    assert opened == submitted.application.case_uuid
    assert services.resume_draft(code=code, origin="1.2.3.4", at=AT).submitted_at == AT


def test_who_has_the_code_gets_the_receipt_and_others_do_not(
    stand: Draft, citizen: Account
) -> None:
    submitted = send(stand)
    services.make_receipt(application_uuid=submitted.application.uuid, at=AT)

    mine = queries.application_of_draft(code_actor_of(stand.uuid), stand.uuid)

    assert mine.receipt_document_uuid is not None
    assert mine.receipt_pending == {}
    assert documents.is_owned_by(mine.receipt_document_uuid, "case", mine.case_uuid)
    for other in (ANONYMOUS, acting(citizen)):
        with pytest.raises(NotVisible):
            queries.application_of_draft(other, stand.uuid)


def test_without_address_nothing_is_sent(stand: Draft) -> None:
    Draft.objects.update(
        answers={**Draft.objects.get().answers, "trader.street": ""}, waived=["trader.street"]
    )

    with pytest.raises(services.AddressMissing):
        send(stand)
    assert not Application.objects.exists()
