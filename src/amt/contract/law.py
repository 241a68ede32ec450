"""What follows from (law, channel): when an act counts as known, how long it can be contested.

The procedure names only its procedural law; these rules do the rest. Every computed day carries the
norm it rests on and says whether it is provisional. Sources: SGB X section 37, VwVfG section 41,
AO sections 122, 122a, OZG section 9, VwGO sections 58, 70, SGG sections 66, 84, AO section 355.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amt.kernel.periods import Period, deadline, period_end


class Law(StrEnum):
    """The procedural law that a procedure follows.

    `SGB_X_SGG` is SGB X in matters of the social courts, where the SGG says how to object.
    """

    SGB_X = "sgb_x"
    SGB_X_SGG = "sgb_x_sgg"
    VWVFG = "vwvfg"
    AO = "ao"


class Channel(StrEnum):
    """The way in which an act reaches its addressee."""

    MAILBOX = "mailbox"
    FEDERAL_MAILBOX = "federal_mailbox"
    LETTER = "letter"


class Remedy(StrEnum):
    """What can be lodged against an act."""

    WIDERSPRUCH = "widerspruch"
    EINSPRUCH = "einspruch"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of the way of an act to one addressee; days in local time.

    `notified_on` is the day on which the notification was sent (mailbox) or the letter was posted;
    `provided_on` the day from which the act could be retrieved.
    """

    law: Law
    channel: Channel
    provided_on: date
    notified_on: date
    retrieved_on: date | None = None
    receipt_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Bekanntgabe:
    """The day on which an act counts as known, with its rule.

    `on` is None while it is not known yet (portal without retrieval) or will never be (`void`).
    """

    on: date | None
    norm: str
    provisional: bool
    void: bool = False


class UnknownWay(LookupError):
    """The law provides no delivery by this channel."""


_DAYS_OF_FICTION = 4
_RETRIEVAL_DAYS = 10


def bekanntgabe(delivery: Delivery, *, on: date) -> Bekanntgabe:
    """Return the day on which an act counts as known, as far as can be said on a day.

    :raises UnknownWay: when the law has no rule for the channel.
    """
    match delivery.law, delivery.channel:
        case ((Law.SGB_X | Law.SGB_X_SGG), Channel.MAILBOX):
            return _fiction(delivery, delivery.notified_on, "§ 37 Abs. 2a SGB X")
        case _, Channel.FEDERAL_MAILBOX:
            return _fiction(delivery, delivery.provided_on, "§ 9 Abs. 1 OZG")
        case ((Law.SGB_X | Law.SGB_X_SGG), Channel.LETTER):
            return _fiction(delivery, delivery.notified_on, "§ 37 Abs. 2 SGB X")
        case Law.VWVFG, Channel.LETTER:
            return _fiction(delivery, delivery.notified_on, "§ 41 Abs. 2 VwVfG")
        case Law.AO, Channel.LETTER:
            return _fiction(delivery, delivery.notified_on, "§ 122 Abs. 2 Nr. 1 AO")
        case Law.AO, Channel.MAILBOX:
            return _fiction(delivery, delivery.provided_on, "§ 122a Abs. 4 AO")
        case Law.VWVFG, Channel.MAILBOX:
            return _retrieval(delivery, on)
    raise UnknownWay(f"{delivery.law}: {delivery.channel}")


def _fiction(delivery: Delivery, counted_from: date, norm: str) -> Bekanntgabe:
    if delivery.receipt_disputed:
        return Bekanntgabe(delivery.retrieved_on, norm, provisional=delivery.retrieved_on is None)
    day = period_end(counted_from, Period(days=_DAYS_OF_FICTION))
    return Bekanntgabe(day, norm, provisional=True)


def _retrieval(delivery: Delivery, on: date) -> Bekanntgabe:
    norm = "§ 41 Abs. 2a VwVfG"
    if delivery.retrieved_on is not None:
        return Bekanntgabe(
            period_end(delivery.retrieved_on, Period(days=1)), norm, provisional=False
        )
    too_late = on > period_end(delivery.notified_on, Period(days=_RETRIEVAL_DAYS))
    return Bekanntgabe(None, norm, provisional=not too_late, void=too_late)


@dataclass(frozen=True, slots=True)
class RemedyPeriod:
    """Until when an act can be contested, with the norm."""

    remedy: Remedy
    ends_on: date
    norm: str


def remedy_of(law: Law) -> Remedy:
    """Return what can be lodged against an act under a law."""
    return Remedy.EINSPRUCH if law is Law.AO else Remedy.WIDERSPRUCH


def remedy_period(law: Law, known_on: date, *, land: str, instructed: bool = True) -> RemedyPeriod:
    """Return the end of the remedy period for an act known on a day.

    One month, moved to a working day of the Land (VwGO sections 70, 57 with ZPO section 222 and BGB
    sections 187 to 193; SGG sections 64, 84; AO section 355); a year where the instruction is
    missing or wrong (VwGO section 58 (2), SGG section 66 (2), AO section 356 (2)).
    """
    length = Period(months=1) if instructed else Period(years=1)
    within_a_month, within_a_year = _REMEDY_NORMS.get(law, ("§ 70 Abs. 1 VwGO", "§ 58 Abs. 2 VwGO"))
    norm = within_a_month if instructed else within_a_year
    return RemedyPeriod(remedy_of(law), deadline(known_on, length, land), norm)


_REMEDY_NORMS = {
    Law.SGB_X_SGG: ("§ 84 Abs. 1 SGG", "§ 66 Abs. 2 SGG"),
    Law.AO: ("§ 355 Abs. 1 AO", "§ 356 Abs. 2 AO"),
}
