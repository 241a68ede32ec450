"""What an invitation opens: the subject's kind says which room knows it and which page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.applications import queries as applications
from amt.capabilities.bundles import queries as bundles
from amt.capabilities.cases import queries as cases
from amt.capabilities.identity import queries as identity
from amt.front.frame.actors import remember_opened
from amt.front.portal.words import service_name
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

if TYPE_CHECKING:
    from amt.capabilities.identity.models import Invitation

INVITATION_KEY = "invitation"


@dataclass(frozen=True, slots=True)
class Invited:
    """What somebody is invited to, as the page before going in says it."""

    target: UUID
    url: str
    title: str
    reference: str = ""
    body: str = ""
    needs_sign_in: bool = False


def invited_to(invitation: Invitation, language: str) -> Invited | None:
    """Return what an invitation opens, or None when its subject is gone."""
    look = _KINDS.get(invitation.subject_kind)
    return look(UUID(invitation.subject_id), language) if look else None


def remember(request: HttpRequest, invitation: Invitation, target: UUID) -> None:
    """Let this session act for the invited person, and accept the invitation later."""
    remember_opened(request, f"{invitation.subject_kind}:{invitation.subject_id}", target)
    request.session[INVITATION_KEY] = str(invitation.uuid)


def pending(request: HttpRequest) -> Invitation | None:
    """Return the invitation whose code was typed in this session last, or None."""
    kept = request.session.get(INVITATION_KEY)
    return identity.get_invitation(UUID(kept)) if kept else None


def _to_case(party_uuid: UUID, language: str) -> Invited | None:
    case_uuid = cases.case_of_party(party_uuid)
    if case_uuid is None:
        return None
    status = cases.status_of(Actor(kind=ActorKind.CODE, subject=f"party:{party_uuid}"), case_uuid)
    return Invited(
        target=case_uuid,
        url=reverse("portal:matter", args=[case_uuid]),
        title=service_name(status.procedure_key, language),
        reference=status.reference,
        body=status.unit.name,
    )


def _to_bundle(person_uuid: UUID, language: str) -> Invited | None:
    bundle_uuid = bundles.bundle_of_person(person_uuid)
    if bundle_uuid is None:
        return None
    by_code = Actor(kind=ActorKind.CODE, subject=f"bundle_person:{person_uuid}")
    view = bundles.get_bundle(by_code, bundle_uuid)
    return Invited(
        target=bundle_uuid,
        url=reverse("portal:bundle", args=[bundle_uuid]),
        title=view.conversation.texts.get("title", language),
        body=view.bundle.notice_from,
    )


def _to_confirmation(confirmation_uuid: UUID, language: str) -> Invited | None:
    by_code = Actor(kind=ActorKind.CODE, subject=f"draft_confirmation:{confirmation_uuid}")
    try:
        view = applications.confirmation_of(by_code, confirmation_uuid, language)
    except NotVisible:
        return None
    return Invited(
        target=confirmation_uuid,
        url=reverse("portal:confirm", args=[confirmation_uuid]),
        title=view.procedure.title(language),
        body=view.applicant,
    )


def _to_offer(offer_uuid: UUID, language: str) -> Invited | None:
    by_code = Actor(kind=ActorKind.CODE, subject=f"offer:{offer_uuid}")
    try:
        offer = applications.visible_offer(by_code, offer_uuid)
    except NotVisible:
        return None
    return Invited(
        target=offer_uuid,
        url=reverse("portal:offer", args=[offer_uuid]),
        title=service_name(offer.procedure_key, language),
    )


def _to_mandate(mandate_uuid: UUID, _language: str) -> Invited | None:
    mandate = identity.invited_mandate(mandate_uuid)
    if mandate is None:
        return None
    return Invited(
        target=mandate_uuid,
        url=reverse("portal:mandate", args=[mandate_uuid]),
        title=_("Vollmacht"),
        body=mandate.principal.full_name,
        needs_sign_in=True,
    )


_KINDS: dict[str, Callable[[UUID, str], Invited | None]] = {
    "party": _to_case,
    "bundle_person": _to_bundle,
    "draft_confirmation": _to_confirmation,
    "offer": _to_offer,
    "mandate": _to_mandate,
}
