"""Applications prepared for somebody: invited by letter, taken once, deleted when nobody wants."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Draft, Offer
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.cases.models import Case
from amt.capabilities.cases.testing.fixtures import MONTHLY
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import accesses_of, invitation_of
from amt.contract.facts import FactSource
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.errors import NotVisible
from amt.kernel.testing.cast import BREMEN

KNOWN = {
    "place": BREMEN,
    "lamps": 3,
    "income": 90_000,
    "account.iban": "DE89370400440532013000",
    "account.holder": "Fatma Yıldız-Behrens",
}
SOURCES = dict.fromkeys(("lamps", "income"), (FactSource.REGISTER, "Laternenregister"))


def offer(source: UUID | None = None, **other: Any) -> Offer:
    said: dict[str, Any] = {
        "procedure_key": MONTHLY,
        "name": "Fatma Yıldız-Behrens",
        "address_lines": ["Musterstraße 12", "28195 Bremen"],
        "answers": KNOWN,
        "sources": SOURCES,
        "norm": "§ 10 Laternengesetz",
        "source_uuid": source or uuid4(),
        "actor": SYSTEM,
        "at": AT,
    }
    return services.offer_application(**{**said, **other})


def accept(made: Offer, account: Account) -> None:
    invitation = invitation_of("offer", made.uuid)
    assert invitation is not None
    identity.accept_invitation(invitation_uuid=invitation.uuid, actor=acting(account), at=AT)


def test_offer_is_a_letter_with_a_code_and_no_application(doubles: None) -> None:
    made = offer()

    notice = Notice.objects.get()
    told = str(notice.letter)
    assert "§ 10 Laternengesetz" in told
    assert "Gestellt ist er noch nicht" in told
    assert notice.invitation_uuid is not None
    assert made.expires_on == date(2027, 2, 21)
    assert not Case.objects.exists()


def test_person_reads_which_data_an_offer_was_made_of(doubles: None, citizen: Account) -> None:
    made = offer()
    accept(made, citizen)

    (look,) = accesses_of(citizen.id)
    assert (look.basis, look.by_kind) == ("§ 10 Laternengesetz", "machine")
    assert look.by_unit is not None
    assert look.data
    assert "DE89370400440532013000" not in str(look.data)


def test_same_source_is_one_offer(doubles: None) -> None:
    source = uuid4()
    assert offer(source) == offer(source)
    assert Notice.objects.count() == 1


def test_taken_offer_is_sent_with_the_sources_of_its_answers(
    doubles: None, citizen: Account
) -> None:
    made = offer()
    accept(made, citizen)

    draft = services.claim_offer(offer_uuid=made.uuid, actor=acting(citizen), at=AT)
    submitted = services.send_as_known(draft_uuid=draft.uuid, actor=acting(citizen), at=AT)

    facts = Case.objects.get(source_uuid=submitted.application.uuid).fact_records
    assert (facts.get(path="lamps").source, facts.get(path="lamps").basis) == (
        "register",
        "Laternenregister",
    )
    assert facts.get(path="truth").value is True
    made.refresh_from_db()
    assert (made.answers, made.sources) == ({}, {})


def test_offer_is_taken_once(doubles: None, citizen: Account) -> None:
    made = offer()
    accept(made, citizen)
    draft = services.claim_offer(offer_uuid=made.uuid, actor=acting(citizen), at=AT)

    assert services.claim_offer(offer_uuid=made.uuid, actor=acting(citizen), at=AT) == draft
    services.send_as_known(draft_uuid=draft.uuid, actor=acting(citizen), at=AT)
    with pytest.raises(services.OfferGone):
        services.claim_offer(offer_uuid=made.uuid, actor=acting(citizen), at=AT)


def test_code_shows_it_but_only_an_account_takes_it(
    doubles: None, citizen: Account, stranger: Account
) -> None:
    made = offer()
    by_code = Actor(kind=ActorKind.CODE, subject=f"offer:{made.uuid}")

    assert queries.visible_offer(by_code, made.uuid) == made
    for actor in (by_code, acting(citizen), acting(stranger)):
        with pytest.raises(NotVisible):
            services.claim_offer(offer_uuid=made.uuid, actor=actor, at=AT)
    accept(made, citizen)
    with pytest.raises(NotVisible):
        services.claim_offer(offer_uuid=made.uuid, actor=acting(stranger), at=AT)
    assert not Draft.objects.exists()


def test_what_nobody_took_is_deleted(doubles: None, citizen: Account) -> None:
    made = offer()
    accept(made, citizen)
    after = AT + timedelta(days=120)

    with pytest.raises(services.OfferGone):
        services.claim_offer(offer_uuid=made.uuid, actor=acting(citizen), at=after)
    assert services.delete_expired_offers(on=made.expires_on, at=AT) == 0
    assert services.delete_expired_offers(on=after.date(), at=after) == 1
    assert not Offer.objects.exists()


def test_nobody_but_the_platform_makes_offers(doubles: None, caseworker: Account) -> None:
    with pytest.raises(NotVisible):
        offer(actor=acting(caseworker))


def test_what_the_form_does_not_take_is_left_out(doubles: None) -> None:
    made = offer(answers={**KNOWN, "lamps": 99, "unknown": 1, "truth": True})

    assert {"lamps", "unknown", "truth"}.isdisjoint(made.answers)
    assert "lamps" not in made.sources
