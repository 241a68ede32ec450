"""Wording an act of a case: one copy for each addressee, with all that the contract offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.utils.translation import gettext_lazy as _

from amt.capabilities.acts import services as acts
from amt.capabilities.authorities.queries import NobodyCompetent, competent_unit, offices_of
from amt.capabilities.cases.chronicle import chronicle_of, terms_of
from amt.capabilities.cases.facts import facts_of, records_in_force
from amt.capabilities.cases.models import Case, Consultation, Party
from amt.capabilities.cases.services.parties import invite_party
from amt.capabilities.cases.visibility import SUBJECT_KIND
from amt.capabilities.identity.queries import get_account, has_delivery_consent
from amt.contract.acts import ActContent, ActContext, ActSpec, OpinionView
from amt.contract.assessment import Assessment, FeeItem
from amt.contract.deeds import Chronicle, Entry, Term, consultation_state
from amt.contract.facts import Facts, MissingFact
from amt.contract.law import Channel
from amt.contract.parameters import NotEnacted
from amt.contract.procedure import Procedure
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import Refusal

if TYPE_CHECKING:
    from amt.capabilities.acts.models import Act

log = structlog.get_logger(__name__)

BODY = "body"
"""Role of a consulted body that gets a copy: `body:<key of the consultation>`."""


class ActCannotBeComposed(Refusal):
    """The procedure cannot word the act."""

    code = "act_cannot_be_composed"


@dataclass(frozen=True, slots=True)
class Known:
    """What is read for many cases at once; else an act asks for it itself.

    `consenting` are the accounts that take acts electronically.
    """

    facts: Facts
    chronicle: Chronicle
    terms: tuple[Term, ...]
    consenting: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an act is worded from: the case as it stands after the deed `entry`.

    `parties` are all parties then; `only` is the one party that the act goes to, if not all of the
    act's roles. `automatic_norm` lets the machine decide alone, where it does.
    """

    case: Case
    procedure: Procedure
    spec: ActSpec
    entry: Entry
    parties: tuple[Party, ...]
    consultations: tuple[Consultation, ...]
    at: datetime
    inputs: Mapping[str, Any] = field(default_factory=dict)
    assessment: Assessment = Assessment(segments=())
    own_words: str = ""
    reason_keys: tuple[str, ...] = ()
    only: Party | None = None
    automatic_norm: str = ""
    known: Known | None = None


def declare(draft: Draft, *, actor: Actor) -> Act:
    """Declare the act. :raises ActCannotBeComposed: when the procedure cannot word it."""
    declared = declaration_of(draft, actor=actor)
    return acts.declare_act(
        subject_kind=declared.subject_kind,
        subject_id=declared.subject_id,
        procedure_key=declared.procedure_key,
        act_key=declared.act_key,
        reference=declared.reference,
        unit_id=declared.unit_id,
        copies=declared.copies,
        law=declared.law,
        signatory_name=declared.signatory_name,
        applied_on=declared.applied_on,
        automatic_norm=declared.automatic_norm,
        actor=actor,
        at=draft.at,
    )


def declaration_of(draft: Draft, *, actor: Actor, signatory: str | None = None) -> acts.Declaration:
    """Return the act ready to be declared; invitations that it carries are made now.

    :raises ActCannotBeComposed: when the procedure cannot word it.
    """
    copies = copies_of(draft)
    if draft.spec.invites:
        copies = [_with_invitation(copy, draft, actor) for copy in copies]
    return acts.Declaration(
        subject_kind=SUBJECT_KIND,
        subject_id=draft.case.uuid,
        procedure_key=draft.case.procedure_key,
        act_key=draft.spec.key,
        reference=draft.case.reference,
        unit_id=draft.case.unit_id,
        law=draft.procedure.law,
        copies=tuple(copies),
        signatory_name=signatory_name(actor) if signatory is None else signatory,
        applied_on=draft.case.applied_on,
        automatic_norm=draft.automatic_norm,
    )


def preview(draft: Draft, *, actor: Actor, role: str = "") -> bytes:
    """Return the letter to one addressee as a PDF marked as draft; nothing is stored.

    :raises ActCannotBeComposed: when the procedure cannot word it.
    """
    copies = copies_of(draft)
    chosen = next((copy for copy in copies if copy.addressee.role == role), copies[0])
    return acts.preview_act(
        procedure_key=draft.case.procedure_key,
        act_key=draft.spec.key,
        reference=draft.case.reference,
        unit_id=draft.case.unit_id,
        copy=chosen,
        law=draft.procedure.law,
        signatory_name=signatory_name(actor),
        applied_on=draft.case.applied_on,
        at=draft.at,
    )


def copies_of(draft: Draft) -> list[acts.ActCopy]:
    """Return the copy of each addressee. :raises ActCannotBeComposed: when there is none."""
    addressees = [*_parties_addressed(draft), *_bodies_addressed(draft)]
    try:
        context = _context(draft)
        copies = [
            acts.ActCopy(addressee, _composed(draft.spec, addressee, context))
            for addressee in addressees
        ]
        if not copies:
            raise ValueError("an act to nobody")
    except Exception as failure:
        log.exception("cases.act_not_composed", case=str(draft.case.uuid), act=draft.spec.key)
        raise ActCannotBeComposed(
            _(
                "Der Bescheid lässt sich aus diesen Angaben nicht erstellen. "
                "Es ist nichts entschieden."
            )
        ) from failure
    return copies


def signatory_name(actor: Actor) -> str:
    """Return who signs; nobody where no person of the office acts (section 37 (5) VwVfG)."""
    if actor.kind is not ActorKind.STAFF or actor.account_id is None:
        return ""
    return get_account(actor.account_id).full_name


def opinions_of(consultations: Sequence[Consultation], *, on: date) -> tuple[OpinionView, ...]:
    """Return what the bodies said; of several rounds with a body the last counts."""
    newest = {consultation.key: consultation for consultation in consultations}
    return tuple(
        OpinionView(
            key=one.key,
            body=one.unit.name,
            state=consultation_state(one.ends_on, one.answered_on, on=on).value,
            opinion=one.opinion,
            text=one.text,
            answered_on=one.answered_on,
        )
        for one in newest.values()
    )


def fees_of(procedure: Procedure, facts: Facts, on: date) -> tuple[FeeItem, ...]:
    """Return the items of the fee, none while a fact or a rate is missing or the rules fail."""
    if procedure.fee is None:
        return ()
    try:
        return procedure.fee(facts, on)
    except (MissingFact, NotEnacted):
        return ()
    except Exception:
        # A defect in a procedure must not close the case to those who work on it.
        log.exception("cases.fee_failed", procedure=procedure.key)
        return ()


def _context(draft: Draft) -> ActContext:
    case, on = draft.case, clock.day_of(draft.at)
    known = draft.known or _known(draft, on)
    names: dict[str, tuple[str, ...]] = {}
    for party in draft.parties:
        names[party.role] = (*names.get(party.role, ()), party.name)
    return ActContext(
        facts=known.facts,
        assessment=draft.assessment,
        texts=draft.procedure.texts,
        reference=case.reference,
        applied_on=case.applied_on,
        decided_on=on,
        own_words=draft.own_words,
        reason_keys=draft.reason_keys,
        inputs=draft.inputs,
        chronicle=known.chronicle,
        terms=known.terms,
        opinions=opinions_of(draft.consultations, on=on),
        fees=fees_of(draft.procedure, known.facts, on),
        parties=names,
    )


def _known(draft: Draft, on: date) -> Known:
    chronicle = chronicle_of(draft.case, and_then=draft.entry)
    return Known(
        facts=facts_of(records_in_force(draft.case)),
        chronicle=chronicle,
        terms=terms_of(draft.case, on=on, chronicle=chronicle),
    )


def _composed(spec: ActSpec, addressee: acts.ActAddressee, context: ActContext) -> ActContent:
    content = spec.compose(replace(context, role=addressee.role))
    if spec.burdening and not addressee.for_information and not content.reasons:
        raise ValueError("a burdening act without reasons")
    return content


def _parties_addressed(draft: Draft) -> list[acts.ActAddressee]:
    chosen = (
        [draft.only]
        if draft.only
        else [party for party in draft.parties if party.role in draft.spec.addressees]
    )
    return [
        acts.ActAddressee(
            account_id=party.account_id,
            name=party.name,
            address_lines=tuple(party.address_lines),
            channel=_channel(draft, party),
            party_uuid=party.uuid,
            role=party.role,
        )
        for party in chosen
    ]


def _bodies_addressed(draft: Draft) -> list[acts.ActAddressee]:
    """Return the competent bodies, whether they were asked or not; unknown ones get no copy."""
    facts = facts_of(records_in_force(draft.case)) if draft.spec.bodies else Facts({})
    found: list[acts.ActAddressee] = []
    for key in draft.spec.bodies:
        try:
            unit = competent_unit(
                f"{draft.procedure.key}/{key}",
                draft.procedure.place_of(facts),
                clock.day_of(draft.at),
            )
        except NobodyCompetent:
            log.warning("cases.body_unknown", case=str(draft.case.uuid), body=key)
            continue
        office = next(iter(offices_of(unit)), None)
        town = (office.street, f"{office.postcode} {office.city}") if office else ()
        found.append(
            acts.ActAddressee(
                account_id=None,
                name=unit.name,
                address_lines=town,
                role=f"{BODY}:{key}",
                for_information=True,
            )
        )
    return found


def _with_invitation(copy: acts.ActCopy, draft: Draft, actor: Actor) -> acts.ActCopy:
    party = next((one for one in draft.parties if one.uuid == copy.addressee.party_uuid), None)
    if party is None:
        return copy
    invitation_uuid = invite_party(party, by_notice=False, actor=actor, at=draft.at)
    return replace(copy, addressee=replace(copy.addressee, invitation_uuid=invitation_uuid))


def _channel(draft: Draft, party: Party) -> Channel:
    if draft.procedure.letter_only or party.account_id is None:
        return Channel.LETTER
    consents = (
        party.account_id in draft.known.consenting
        if draft.known
        else has_delivery_consent(party.account_id)
    )
    return Channel.MAILBOX if consents else Channel.LETTER
