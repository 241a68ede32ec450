"""Acts as residents see them: when they count as known, until when they can be contested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from amt.capabilities.acts.queries import ActView, AddresseeView
from amt.contract.law import Bekanntgabe, Channel, Remedy
from amt.front.frame.titles import act_title, language_of_page
from amt.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class ActShown:
    """One act with the days that follow from its way to the reader."""

    title: str
    language: str
    document_uuid: UUID | None
    known_on: date | None
    known_norm: str
    is_provisional: bool
    is_void: bool
    remedy: str
    remedy_ends_on: date | None
    remedy_norm: str


def acts_shown(views: Iterable[ActView], actor: Actor, *, by_code: bool) -> list[ActShown]:
    """Return the acts that reached their addressee; the holder of a status code sees days only."""
    shown = []
    for view in views:
        mine = _addressee(view, actor)
        if mine is not None and mine.delivery is not None:
            shown.append(_shown(view, mine, mine.delivery, by_code=by_code))
    return shown


def goes_by_post(views: Iterable[ActView]) -> bool:
    """Tell whether the acts reach everybody by letter."""
    channels = {
        one.addressee.channel for view in views for one in view.addressees if one.is_current
    }
    return channels == {Channel.LETTER.value}


def _addressee(view: ActView, actor: Actor) -> AddresseeView | None:
    """Return the reader's own copy, else the first of those whose acts the reader sees."""
    current = [one for one in view.addressees if one.is_current]
    account_id = actor.account_id
    mine = (one for one in current if account_id and one.addressee.account_id == account_id)
    return next(mine, next(iter(current), None))


def _shown(view: ActView, mine: AddresseeView, delivery: Bekanntgabe, *, by_code: bool) -> ActShown:
    remedy = mine.remedy
    title, language = (_("Bescheid"), language_of_page()) if by_code else act_title(view)
    return ActShown(
        title=title,
        language=language,
        document_uuid=None if by_code else mine.document_uuid,
        known_on=delivery.on,
        known_norm=delivery.norm,
        is_provisional=delivery.provisional,
        is_void=delivery.void,
        remedy=_remedy_name(remedy.remedy) if remedy else "",
        remedy_ends_on=remedy.ends_on if remedy else None,
        remedy_norm=remedy.norm if remedy else "",
    )


def _remedy_name(remedy: Remedy) -> str:
    return _("Widerspruch") if remedy is Remedy.WIDERSPRUCH else _("Einspruch")
