"""Signing residents in, giving roles to staff, keeping consents."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from amt.capabilities.identity import queries
from amt.capabilities.identity.adapters import Assertion
from amt.capabilities.identity.models import Account, AccountKind, DeliveryConsent, RoleAssignment
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.authorities.models import Unit

NO_PASSWORD = make_password(None)


@transaction.atomic
def identify_resident(*, assertion: Assertion, at: datetime) -> Account:
    """Return the account of the person an identity provider vouches for, made at the first time.

    Name, address and e-mail follow the provider at each sign-in; an e-mail the provider lacks
    stays.
    """
    values = {
        "given_name": assertion.given_name,
        "family_name": assertion.family_name,
        "birth_date": assertion.birth_date,
        "street": assertion.street,
        "postcode": assertion.postcode,
        "city": assertion.city,
        "ars": assertion.ars,
    }
    if assertion.email:
        values["email"] = assertion.email
    account, _ = Account.objects.update_or_create(
        provider=assertion.provider,
        provider_subject=assertion.subject,
        defaults=values,
        create_defaults={**values, "kind": AccountKind.RESIDENT, "password": NO_PASSWORD},
    )
    trail.record(
        actor=queries.actor_of(account, trust=assertion.trust),
        action="identity.resident_identified",
        subject_kind="account",
        subject_id=account.uuid,
        at=at,
        details={"provider": assertion.provider, "trust": int(assertion.trust)},
    )
    return account


@transaction.atomic
def assign_role(
    *, account: Account, unit: Unit, role: str, valid_from: date, actor: Actor, at: datetime
) -> RoleAssignment:
    """Give a member of staff a role in a unit; giving it twice changes nothing."""
    assignment, made = RoleAssignment.objects.get_or_create(
        account=account, unit=unit, role=role, valid_until=None, defaults={"valid_from": valid_from}
    )
    if made:
        trail.record(
            actor=actor,
            action="identity.role_assigned",
            subject_kind="account",
            subject_id=account.uuid,
            at=at,
            details={"unit": unit.key, "role": role},
        )
    return assignment


@transaction.atomic
def set_delivery_consent(*, account_id: int, consents: bool, actor: Actor, at: datetime) -> None:
    """Record that a resident consents to electronic delivery, or no longer does.

    :raises NotVisible: when somebody else than the resident declares it.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id != account_id:
        raise NotVisible("account", account_id)
    account = Account.objects.select_for_update().get(id=account_id)
    if queries.has_delivery_consent(account_id) == consents:
        return
    DeliveryConsent.objects.create(account=account, consents=consents, declared_at=at)
    deed = "given" if consents else "withdrawn"
    trail.record(
        actor=actor,
        action=f"identity.delivery_consent_{deed}",
        subject_kind="account",
        subject_id=account.uuid,
        at=at,
    )


@transaction.atomic
def set_language(*, account_id: int, language: str, actor: Actor, at: datetime) -> None:
    """Keep the language in which a resident reads, so that e-mails come in it.

    :raises NotVisible: when somebody else than the resident chooses it.
    :raises ValueError: when the language is none of those the pages are in.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.account_id != account_id:
        raise NotVisible("account", account_id)
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    account = Account.objects.select_for_update().get(id=account_id)
    if account.language == language:
        return
    account.language = language
    account.save(update_fields=["language"])
    trail.record(
        actor=actor,
        action="identity.language_chosen",
        subject_kind="account",
        subject_id=account.uuid,
        at=at,
        details={"language": language},
    )
