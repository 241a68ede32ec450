"""Reading accounts, and turning them into actors."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from amt.capabilities.identity.accesses import (
    ANSWERING_ROLES,
    accesses_of,
    find_access,
    get_access,
    get_question,
    question_for,
    questions_of,
)
from amt.capabilities.identity.adapters import (
    Assertion,
    DemoAdapter,
    IdentityAdapter,
    SignInFailed,
    adapter,
)
from amt.capabilities.identity.calls import (
    ToldCall,
    actor_in_call,
    call_told,
    get_call,
    is_agent,
    is_same_name,
    person_digests,
    running_call,
)
from amt.capabilities.identity.mandates import (
    actor_by_mandate,
    get_mandate,
    held_mandate,
    invited_mandate,
    is_in_force,
    mandates_given,
    mandates_held,
)
from amt.capabilities.identity.models import (
    AccessKind,
    Account,
    AccountKind,
    Call,
    CallWay,
    DeliveryConsent,
    Invitation,
    Mandate,
    Role,
    RoleAssignment,
)
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind, Grant, TrustLevel

__all__ = [
    "ANSWERING_ROLES",
    "AccessKind",
    "Account",
    "AccountKind",
    "Assertion",
    "Call",
    "CallWay",
    "DemoAdapter",
    "IdentityAdapter",
    "Invitation",
    "Mandate",
    "PersonData",
    "Role",
    "SignInFailed",
    "ToldCall",
    "accesses_of",
    "actor_by_mandate",
    "actor_in_call",
    "actor_of",
    "actor_of_invitation",
    "adapter",
    "call_told",
    "find_access",
    "find_invitation",
    "get_access",
    "get_account",
    "get_call",
    "get_invitation",
    "get_mandate",
    "get_question",
    "has_delivery_consent",
    "held_mandate",
    "invitation_of",
    "invited_mandate",
    "is_agent",
    "is_in_force",
    "is_same_name",
    "mandates_given",
    "mandates_held",
    "person_digests",
    "person_of",
    "question_for",
    "questions_of",
    "running_call",
    "staff_of_unit",
]


@dataclass(frozen=True, slots=True)
class PersonData:
    """What is known of a signed-in resident; the names fit `Field.person` of a form."""

    given_name: str
    family_name: str
    birth_date: date | None
    street: str
    postcode: str
    city: str
    ars: str
    email: str

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def address_lines(self) -> tuple[str, ...]:
        """Name and address as they stand on a letter."""
        town = f"{self.postcode} {self.city}".strip()
        return tuple(line for line in (self.full_name, self.street, town) if line)


def actor_of(account: Account, *, trust: TrustLevel | None = None) -> Actor:
    """Return who acts when this account is signed in."""
    if not account.is_staff_member:
        return Actor(
            kind=ActorKind.RESIDENT,
            account_id=account.id,
            account_uuid=account.uuid,
            trust=TrustLevel.NONE if trust is None else trust,
        )
    today = clock.today()
    in_force = Q(valid_until=None) | Q(valid_until__gte=today)
    rows = RoleAssignment.objects.filter(in_force, account=account, valid_from__lte=today)
    grants = frozenset(Grant(unit, role) for unit, role in rows.values_list("unit_id", "role"))
    return Actor(
        kind=ActorKind.STAFF, account_id=account.id, account_uuid=account.uuid, grants=grants
    )


def get_account(account_id: int) -> Account:
    """Return an account. :raises Account.DoesNotExist: when there is none."""
    return Account.objects.get(id=account_id)


def person_of(account: Account) -> PersonData:
    """Return what is known of a resident."""
    return PersonData(
        given_name=account.given_name,
        family_name=account.family_name,
        birth_date=account.birth_date,
        street=account.street,
        postcode=account.postcode,
        city=account.city,
        ars=account.ars,
        email=account.email,
    )


def staff_of_unit(unit_id: int) -> list[Account]:
    """List those who work in a unit today, by family name."""
    today = clock.today()
    in_force = Q(role_assignments__valid_until=None) | Q(role_assignments__valid_until__gte=today)
    return list(
        Account.objects.filter(
            in_force,
            role_assignments__unit_id=unit_id,
            role_assignments__role__in=[Role.CASEWORKER, Role.SUPERVISOR],
            role_assignments__valid_from__lte=today,
            is_active=True,
        )
        .distinct()
        .order_by("family_name", "given_name")
    )


def has_delivery_consent(account_id: int) -> bool:
    """Tell whether a resident consents, as of now, to receive acts electronically."""
    last = DeliveryConsent.objects.filter(account_id=account_id).order_by("-id").first()
    return last is not None and last.consents


def consenting_accounts(account_ids: Collection[int]) -> frozenset[int]:
    """Return which of some residents consent, as of now, to receive acts electronically."""
    rows = DeliveryConsent.objects.filter(account_id__in=account_ids).order_by("id")
    last = dict(rows.values_list("account_id", "consents"))
    return frozenset(account_id for account_id, consents in last.items() if consents)


def get_invitation(invitation_uuid: UUID) -> Invitation:
    """Return an invitation. :raises Invitation.DoesNotExist: when there is none."""
    return Invitation.objects.get(uuid=invitation_uuid)


def find_invitation(invitation_uuid: UUID) -> Invitation | None:
    """Return an invitation, or None; who may open it is for the caller."""
    return Invitation.objects.filter(uuid=invitation_uuid).first()


def invitation_of(subject_kind: str, subject_id: object) -> Invitation | None:
    """Return the invitation to a subject, or None."""
    return Invitation.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).first()


def actor_of_invitation(invitation: Invitation) -> Actor:
    """Return who acts when somebody opened an invitation by its code, without an account."""
    return Actor(kind=ActorKind.CODE, subject=f"{invitation.subject_kind}:{invitation.subject_id}")
