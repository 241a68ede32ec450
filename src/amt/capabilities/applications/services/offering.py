"""Preparing an application for somebody who probably has a claim and has not applied.

The letter says what is offered and carries a code; nothing is applied for until the person sends
it. What was prepared is deleted when its time is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from amt.capabilities.acts import services as acts
from amt.capabilities.applications.forms import application_form
from amt.capabilities.applications.known_answers import fitting
from amt.capabilities.applications.models import Draft, Offer
from amt.capabilities.applications.refusals import NobodyDecidesThere, OfferGone
from amt.capabilities.applications.services.carrying import (
    OFFER,
    Carried,
    Origin,
    carry,
)
from amt.capabilities.applications.services.drafts import locked_draft, start_draft
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.identity import queries as identity
from amt.capabilities.identity import services as identity_services
from amt.contract.acts import ActContent, Section
from amt.contract.facts import FactSource
from amt.contract.forms import bare_path
from amt.contract.procedure import Procedure
from amt.contract.registry import procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats
from amt.kernel import clock
from amt.kernel.actors import SYSTEM, Actor, ActorKind
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible
from amt.kernel.periods import Period, period_end

OFFER_KIND = "offer"
_PREPARING = gettext_noop("Prüfen, ob Ihnen eine Leistung zusteht, und den Antrag vorbereiten")
TIME_TO_TAKE = Period(months=3)
"""How long what was prepared is kept: our own time, no period of a statute."""


@transaction.atomic
def offer_application(
    *,
    procedure_key: str,
    name: str,
    address_lines: Sequence[str],
    email: str = "",
    answers: Mapping[str, Any],
    sources: Mapping[str, tuple[FactSource, str]],
    norm: str,
    source_uuid: UUID,
    actor: Actor,
    at: datetime,
) -> Offer:
    """Prepare an application and invite the person by letter; the same source is one offer.

    `address_lines` are street and town, `sources` says of each path where the answer comes from,
    `norm` allows the use of these data for the offer. Only the platform itself makes offers.

    :raises NotVisible: when a person acts.
    :raises NoOnlineForm: when the service cannot be applied for online.
    :raises NobodyDecidesThere: when no unit is competent for the place.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotVisible("procedure", procedure_key)
    found = procedure(procedure_key)
    known = fitting(application_form(found), answers)
    today = clock.day_of(at)
    unit_id = _unit_id(found, answers, today)
    offer, is_new = Offer.objects.get_or_create(
        source_uuid=source_uuid,
        defaults={
            "procedure_key": procedure_key,
            "name": name,
            "address_lines": list(address_lines),
            "email": email,
            "answers": known,
            "sources": {
                path: [source.value, basis]
                for path, (source, basis) in sources.items()
                if path in known
            },
            "norm": norm,
            "offered_at": at,
            "expires_on": period_end(today, TIME_TO_TAKE),
        },
    )
    if is_new:
        _invite(offer, found, unit_id, actor, at)
        _record("applications.offer_made", offer, actor, at)
    return offer


@transaction.atomic
def claim_offer(*, offer_uuid: UUID, actor: Actor, at: datetime) -> Draft:
    """Begin the prepared application, or return the one begun from it.

    :raises NotVisible: when the offer is not the actor's, by the invitation they accepted.
    :raises OfferGone: when its time is over.
    :raises TrustTooLow: when the sign-in is not sure enough.
    """
    offer = visible_offer(actor, offer_uuid)
    if actor.kind is not ActorKind.RESIDENT:
        raise NotVisible(OFFER_KIND, offer_uuid)
    if offer.expires_on < clock.day_of(at):
        raise OfferGone
    begun = start_draft(procedure_key=offer.procedure_key, actor=actor, at=at)
    draft = locked_draft(actor, begun.uuid)
    if offer.draft_uuid == draft.uuid:
        return draft
    if offer.taken_at is not None:
        raise OfferGone
    carry(draft, carried_by(offer), at)
    offer.draft_uuid, offer.taken_at, offer.answers, offer.sources = draft.uuid, at, {}, {}
    offer.save()
    _record("applications.offer_taken", offer, actor, at)
    return draft


def carried_by(offer: Offer) -> Carried:
    """Return what an offer knows, each answer with its source."""
    return Carried(
        offer.answers,
        Origin(OFFER, clock.day_of(offer.offered_at), offer.norm),
        {path: (FactSource(row[0]), row[1]) for path, row in offer.sources.items()},
    )


def visible_offer(actor: Actor, offer_uuid: UUID) -> Offer:
    """Return an offer to whom it was made: by the code of the letter or the bound account.

    :raises NotVisible: to everybody else.
    """
    offer = Offer.objects.filter(uuid=offer_uuid).first()
    if offer is None or not _is_theirs(actor, offer):
        raise NotVisible(OFFER_KIND, offer_uuid)
    return offer


@transaction.atomic
def delete_expired_offers(*, on: date, at: datetime) -> int:
    """Delete the offers whose time is over and return how many there were."""
    expired = Offer.objects.filter(expires_on__lt=on)
    ids = list(expired.values_list("id", flat=True)[:500])
    Offer.objects.filter(id__in=ids).delete()
    if ids:
        trail.record(
            actor=SYSTEM,
            action="applications.offers_expired",
            subject_kind=OFFER_KIND,
            subject_id="",
            at=at,
            details={"count": len(ids)},
        )
    return len(ids)


def _is_theirs(actor: Actor, offer: Offer) -> bool:
    if actor.kind is ActorKind.CODE:
        return actor.subject == f"{OFFER_KIND}:{offer.uuid}"
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        return False
    invitation = identity.invitation_of(OFFER_KIND, offer.uuid)
    return invitation is not None and invitation.account_id == actor.account_id


def _invite(offer: Offer, found: Procedure, unit_id: int, actor: Actor, at: datetime) -> None:
    address = (offer.name, *offer.address_lines)
    invitation = identity_services.invite(
        subject_kind=OFFER_KIND,
        subject_id=offer.uuid,
        name=offer.name,
        address_lines=address,
        expires_on=offer.expires_on,
        actor=actor,
        at=at,
    )
    acts.send_notice(
        subject_kind=OFFER_KIND,
        subject_id=offer.uuid,
        procedure_key=found.key,
        unit_id=unit_id,
        reference="",
        content=_letter(offer, found),
        name=offer.name,
        address_lines=address,
        invitation_uuid=invitation.uuid,
        correlation=f"offer:{offer.uuid}",
        actor=actor,
        at=at,
    )
    _tell_person(offer, found, unit_id, actor, at)


def _tell_person(offer: Offer, found: Procedure, unit_id: int, actor: Actor, at: datetime) -> None:
    """Note the look at known data; the person finds it when they sign in with the letter's code."""
    texts = found.texts
    words = [
        texts.find(f"fields.{bare_path(path)}.{part}", SOURCE_LANGUAGE)
        for path in offer.answers
        for part in ("short", "label")
    ]
    identity_services.note_access(
        person_key=f"{OFFER_KIND}:{offer.uuid}",
        by_name=authorities.get_unit(unit_id).name,
        by_kind=identity.AccessKind.MACHINE,
        by_unit_id=unit_id,
        purpose=_PREPARING,
        basis=offer.norm[:200],
        data=[word for word in words if word],
        subject_kind=OFFER_KIND,
        subject_id=offer.uuid,
        correlation=f"offer:{offer.uuid}",
        actor=actor,
        at=at,
    )


def _letter(offer: Offer, found: Procedure) -> ActContent:
    with override(SOURCE_LANGUAGE):
        said = {
            "service": found.title(SOURCE_LANGUAGE),
            "until": formats.date_long(offer.expires_on),
            "norm": offer.norm,
        }
        own = found.texts.find("offer.title", SOURCE_LANGUAGE)
        text = (
            found.texts.lines("offer.text", SOURCE_LANGUAGE)
            if found.texts.find("offer.text", SOURCE_LANGUAGE)
            else (_("Vielleicht steht Ihnen diese Leistung zu: %(service)s.") % said,)
        )
        return ActContent(
            title=own or _("Vielleicht steht Ihnen Geld zu"),
            operative=(
                *text,
                _("Wir haben den Antrag für Sie vorbereitet. Gestellt ist er noch nicht."),
                _("Sehen Sie ihn bis zum %(until)s an und entscheiden Sie selbst.") % said,
            ),
            notes=(
                Section(
                    _("Woher wir das wissen"),
                    paragraphs=(
                        _("Wir durften vorhandene Angaben dafür ansehen: %(norm)s.") % said,
                        _(
                            "Wollen Sie das nicht, müssen Sie nichts tun. Dann löschen wir den "
                            "vorbereiteten Antrag."
                        ),
                    ),
                ),
            ),
        )


def _unit_id(found: Procedure, answers: Mapping[str, Any], on: date) -> int:
    try:
        return authorities.competent_unit(found.key, found.place_of(answers), on).id
    except authorities.NobodyCompetent as nobody:
        raise NobodyDecidesThere from nobody


def _record(action: str, offer: Offer, actor: Actor, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=OFFER_KIND,
        subject_id=offer.uuid,
        at=at,
        details={"procedure": offer.procedure_key},
    )
