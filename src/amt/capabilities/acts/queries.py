"""Reading acts: with the day on which they count as known and the end of the remedy period.

Both days are computed when asked, from what is known of the way to the addressee: they are
provisional until nobody can dispute them any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.acts.titles import title_in
from amt.capabilities.worklist.queries import WORKING_ROLES
from amt.contract import law as rules
from amt.contract.law import Bekanntgabe, Channel, Delivery, Law, RemedyPeriod
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible
from amt.kernel.stamps import Rows, table

__all__ = [
    "ActView",
    "AddresseeView",
    "VerifiedAct",
    "find_act_of_document",
    "find_verified",
    "get_act",
    "get_act_view",
    "list_acts",
    "stamped_rows",
    "title_in",
    "view_of",
    "view_of_addressee",
    "works_on",
]


@dataclass(frozen=True, slots=True)
class AddresseeView:
    """An addressee with what follows from the way of the act.

    `delivery` is None until the addressee was notified; `remedy` is None where the act has none or
    its day is not known.
    """

    addressee: Addressee
    delivery: Bekanntgabe | None
    remedy: RemedyPeriod | None

    @property
    def document_uuid(self) -> UUID | None:
        """The sealed copy of this addressee, None before it is sealed."""
        return self.addressee.document_uuid

    @property
    def is_current(self) -> bool:
        """Whether this way still counts: no letter took its place."""
        return self.addressee.undeliverable_at is None or self.addressee.retrieved_at is not None


@dataclass(frozen=True, slots=True)
class ActView:
    """An act with those of its addressees whom the reader may know of."""

    act: Act
    addressees: tuple[AddresseeView, ...]

    @property
    def document_uuid(self) -> UUID | None:
        """The sealed copy of the first of these addressees, None before it is sealed."""
        return self.addressees[0].document_uuid if self.addressees else None

    def title_in(self, language: str) -> tuple[str, str]:
        """Return the title of the first of these copies, and the language that it is in."""
        first = self.addressees[0].addressee if self.addressees else None
        return title_in(self.act, language, first)


@dataclass(frozen=True, slots=True)
class VerifiedAct:
    """What somebody who holds a document may know to compare it: nothing about a person."""

    title: str
    unit_name: str
    authority_name: str
    declared_on: date
    document_uuid: UUID


def list_acts(
    subject_kind: str,
    subject_id: object,
    *,
    on: date | None = None,
    party_uuids: Collection[UUID] | None = None,
) -> list[ActView]:
    """List the acts of a subject, oldest first; who may see them is for the subject's room.

    With `party_uuids` only acts and copies addressed to these parties.
    """
    rows = _acts().filter(subject_kind=subject_kind, subject_id=str(subject_id))
    views = [view_of(act, on=on or clock.today()) for act in rows.order_by("declared_at", "id")]
    if party_uuids is None:
        return views
    mine = [_only(view, lambda row: row.party_uuid in party_uuids) for view in views]
    return [view for view in mine if view.addressees]


def stamped_rows() -> tuple[Rows, ...]:
    """Return the rows that tell of the acts of a subject."""
    of_subject = "subject_kind = $1 AND subject_id = $2"
    its_acts = f"SELECT id FROM {table(Act)} WHERE {of_subject}"  # noqa: S608 - own names
    return Rows(Act, of_subject), Rows(Addressee, f"act_id IN ({its_acts})")


def get_act(actor: Actor, act_uuid: UUID) -> Act:
    """Return an act to those who work on it and, once it is provided, to its addressees.

    Its copies are not sorted out here: `get_act_view` gives an addressee their own alone.

    :raises NotVisible: to everybody else.
    """
    act = _acts().filter(uuid=act_uuid).first()
    if act is None or not (works_on(actor, act) or _is_addressed(actor, act)):
        raise NotVisible("act", act_uuid)
    return act


def get_act_view(actor: Actor, act_uuid: UUID, *, on: date | None = None) -> ActView:
    """Return an act with its days, to an addressee their own copy alone.

    :raises NotVisible: as `get_act`.
    """
    act = get_act(actor, act_uuid)
    view = view_of(act, on=on or clock.today())
    if works_on(actor, act):
        return view
    return _only(view, lambda row: row.account_id == actor.account_id)


def find_act_of_document(document_uuid: UUID) -> Act | None:
    """Return the act that has this document as somebody's sealed copy, or None."""
    return _acts().filter(addressees__document_uuid=document_uuid).first()


def find_verified(verification_code: str) -> VerifiedAct | None:
    """Return what may be shown to somebody who typed the code of a document, or None."""
    if not verification_code:
        return None
    copy = (
        Addressee.objects.select_related("act__unit__authority")
        .filter(verification_code=verification_code, document_uuid__isnull=False)
        .first()
    )
    if copy is None or copy.document_uuid is None:
        return None
    return VerifiedAct(
        title=str(copy.content["title"]),
        unit_name=copy.act.unit.name,
        authority_name=copy.act.unit.authority.name,
        declared_on=clock.day_of(copy.act.declared_at),
        document_uuid=copy.document_uuid,
    )


def view_of(act: Act, *, on: date) -> ActView:
    """Return an act with what can be said of its days on a day."""
    ordered = sorted(act.addressees.all(), key=lambda a: (a.position, a.id))
    return ActView(act, tuple(view_of_addressee(act, addressee, on=on) for addressee in ordered))


def _only(view: ActView, is_theirs: Callable[[Addressee], bool]) -> ActView:
    return ActView(view.act, tuple(one for one in view.addressees if is_theirs(one.addressee)))


def works_on(actor: Actor, act: Act) -> bool:
    """Tell whether the actor works in the unit that declared the act."""
    return actor.kind is ActorKind.STAFF and actor.has_role(WORKING_ROLES, act.unit_id)


def _is_addressed(actor: Actor, act: Act) -> bool:
    return actor.kind is ActorKind.RESIDENT and any(
        a.account_id == actor.account_id and a.provided_at is not None for a in act.addressees.all()
    )


def view_of_addressee(act: Act, addressee: Addressee, *, on: date) -> AddresseeView:
    """Return an addressee with the days that follow from their own way alone."""
    if addressee.provided_at is None or addressee.notified_at is None:
        return AddresseeView(addressee, None, None)
    retrieved = addressee.retrieved_at
    known = rules.bekanntgabe(
        Delivery(
            law=Law(addressee.law),
            channel=Channel(addressee.channel),
            provided_on=clock.day_of(addressee.provided_at),
            notified_on=clock.day_of(addressee.notified_at),
            retrieved_on=clock.day_of(retrieved) if retrieved else None,
            receipt_disputed=addressee.disputed_at is not None,
        ),
        on=on,
    )
    if known.on is None or not act.has_remedy or addressee.for_information:
        return AddresseeView(addressee, known, None)
    return AddresseeView(
        addressee, known, rules.remedy_period(Law(act.law), known.on, land=act.land)
    )


def _acts() -> QuerySet[Act]:
    addressees = Prefetch("addressees", queryset=Addressee.objects.order_by("position", "id"))
    return Act.objects.select_related("unit__authority").prefetch_related(addressees)
