"""Where the law wants somebody else to confirm, a draft waits for them and is then sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import queries, services
from amt.capabilities.applications.models import Application, Draft, DraftConfirmation
from amt.capabilities.applications.services import NotConfirmed
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.bundles.testing.fixtures import FACTS, LANTERN, birth, father, mother
from amt.capabilities.cases.models import Case
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import RunJobs
from amt.kernel.actors import Actor, TrustLevel
from amt.kernel.errors import NotVisible

__all__ = ["birth", "father", "mother"]

TOLD: dict[str, Any] = {
    "child.given_names": "Mila",
    "child.birth_date": FACTS["child.birth_date"],
    "custody": "joint",
    "account.iban": "DE89370400440532013000",
    **{path.replace("parents.0", "first"): v for path, v in FACTS.items() if "parents.0" in path},
    **{
        path.replace("parents.1", "second"): v
        for path, v in FACTS.items()
        if "parents.1" in path and not path.endswith("ars")
    },
}


def begin(account: Account, **more: Any) -> Draft:
    draft = services.start_draft(
        procedure_key=LANTERN.key,
        answers={**TOLD, **more},
        waived=["proof.star"],
        actor=acting(account),
        at=AT,
    )
    draft.refresh_from_db()
    return draft


def send(draft: Draft, account: Account) -> services.Submitted:
    return services.submit_application(
        draft_uuid=draft.uuid, consent_electronic=True, actor=acting(account), at=AT
    )


def asked(draft: Draft, account: Account) -> Actor:
    """Let somebody accept the newest letter."""
    row = draft.confirmations.latest("id")
    invitation = identity.invitation_of("draft_confirmation", str(row.uuid))
    assert invitation is not None
    identity_services.accept_invitation(
        invitation_uuid=invitation.uuid, actor=acting(account), at=AT
    )
    return acting(account)


def confirm(draft: Draft, actor: Actor) -> None:
    services.confirm_draft(
        confirmation_uuid=draft.confirmations.latest("id").uuid, actor=actor, at=AT
    )


@pytest.fixture
def waiting(birth: None, mother: Account) -> Draft:
    """A draft that was sent and waits for the other parent."""
    draft = begin(mother)
    with pytest.raises(NotConfirmed) as refusal:
        send(draft, mother)
    assert refusal.value.names == ("Tjark Wendt",)
    return draft


def test_other_person_is_asked_by_letter_and_nothing_is_sent(waiting: Draft) -> None:
    assert not Application.objects.exists()
    row = waiting.confirmations.get()
    assert (row.role, row.norm, row.confirmed_at) == ("other_parent", "§ 3 Sternenordnung", None)
    notice = Notice.objects.get()
    assert (notice.name, notice.address_lines[-1]) == ("Tjark Wendt", "28195 Bremen")
    assert notice.letter["title"] == "Bitte bestätigen Sie die Laterne"


def test_asked_again_for_the_same_answers_writes_no_second_letter(
    waiting: Draft, mother: Account
) -> None:
    with pytest.raises(NotConfirmed):
        send(waiting, mother)

    assert Notice.objects.count() == DraftConfirmation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_confirmation_sends_the_application(
    waiting: Draft, mother: Account, father: Account, run_jobs: RunJobs
) -> None:
    actor = asked(waiting, father)
    row = waiting.confirmations.get()
    view = queries.confirmation_of(actor, row.uuid, "de")
    assert view.is_current
    assert view.applicant == "Olena Wendt"
    assert view.pages
    confirm(waiting, actor)
    confirm(waiting, actor)
    run_jobs()

    application = Application.objects.get()
    assert [one["name"] for one in application.confirmations] == ["Tjark Wendt"]
    parties = Case.objects.get().parties.order_by("id")
    assert [(party.role, party.account_id) for party in parties] == [
        ("applicant", mother.id),
        ("other_parent", father.id),
    ]
    assert identity.has_delivery_consent(mother.id)
    assert not identity.has_delivery_consent(father.id)


def test_sole_custody_is_sent_at_once(birth: None, mother: Account) -> None:
    draft = begin(mother, custody="sole")

    assert send(draft, mother).is_new


def test_changed_answers_want_a_new_confirmation(
    waiting: Draft, mother: Account, father: Account
) -> None:
    actor = asked(waiting, father)
    services.save_step(
        draft_uuid=waiting.uuid,
        step_key="child",
        raw={
            "child.given_names": ["Mila Sophie"],
            "child.birth_date": ["10.11.2026"],
            "custody": ["joint"],
        },
        actor=acting(mother),
        at=AT,
    )

    with pytest.raises(services.AnswersChanged):
        confirm(waiting, actor)
    assert not queries.confirmation_of(actor, waiting.confirmations.get().uuid, "de").pages
    with pytest.raises(NotConfirmed):
        send(waiting, mother)
    assert Notice.objects.count() == 2


def test_answers_changed_before_the_job_runs_are_not_sent(
    waiting: Draft, mother: Account, father: Account
) -> None:
    confirm(waiting, asked(waiting, father))
    Draft.objects.filter(id=waiting.id).update(answers={**TOLD, "child.given_names": "Jan"})

    services.submit_confirmed(draft_uuid=waiting.uuid, at=AT)

    assert not Application.objects.exists()


def test_weak_sign_in_and_the_code_alone_confirm_nothing(waiting: Draft, father: Account) -> None:
    asked(waiting, father)
    row = waiting.confirmations.get()
    invitation = identity.invitation_of("draft_confirmation", str(row.uuid))
    assert invitation is not None

    for actor in (acting(father, TrustLevel.BASIC), identity.actor_of_invitation(invitation)):
        assert queries.confirmation_of(actor, row.uuid, "de").is_current
        with pytest.raises(services.TrustTooLow):
            confirm(waiting, actor)


def test_who_applies_cannot_confirm_for_the_other(waiting: Draft, mother: Account) -> None:
    with pytest.raises(NotVisible):
        confirm(waiting, asked(waiting, mother))


def test_stranger_and_staff_see_and_confirm_nothing(
    waiting: Draft, stranger: Account, other_caseworker: Account
) -> None:
    row = waiting.confirmations.get()
    for account in (stranger, other_caseworker):
        with pytest.raises(NotVisible):
            queries.confirmation_of(acting(account), row.uuid, "de")
        with pytest.raises(NotVisible):
            confirm(waiting, acting(account))


def test_person_without_address_cannot_be_asked(birth: None, mother: Account) -> None:
    draft = begin(mother)
    Draft.objects.filter(id=draft.id).update(
        answers={path: value for path, value in draft.answers.items() if "second." not in path},
        waived=["proof.star", *(path for path in TOLD if path.startswith("second."))],
    )

    with pytest.raises(services.NobodyToConfirm):
        send(draft, mother)


def test_request_ends_with_the_draft(waiting: Draft) -> None:
    later = AT + timedelta(days=31)

    services.delete_expired_drafts(on=later.date(), at=later)

    assert not DraftConfirmation.objects.exists()
