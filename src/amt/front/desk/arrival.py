"""What the page of a case says of how its application came, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from amt.capabilities.applications import queries as applications
from amt.front.desk.intake import way_of
from amt.kernel import clock
from amt.kernel.actors import TrustLevel


@dataclass(frozen=True, slots=True)
class ArrivalShown:
    """How an application came: rows for the page, and whether something is still awaited."""

    way: str
    day: date | None
    taken_by: str
    reason: str
    is_sent: bool
    was_in_call: bool
    sign_in: str
    awaited: tuple[applications.Awaited, ...]
    declined: tuple[applications.Awaited, ...]
    confirmed: tuple[applications.Awaited, ...]


def arrival_shown(case_uuid: UUID, *, lacks_form: bool) -> ArrivalShown | None:
    """Return how the application of a case came, or None where there is nothing to say."""
    found = applications.arrival_of_case(case_uuid, lacks_form=lacks_form)
    if found is None:
        return None
    call, asked = found.call, found.confirmations
    return ArrivalShown(
        way=way_of(call.way) if call else "",
        day=clock.day_of(call.begun_at) if call else None,
        taken_by=f"{call.agent}, {call.unit}" if call else "",
        reason=call.reason if call else "",
        is_sent=found.is_sent,
        was_in_call=found.was_in_call,
        sign_in=_sign_in(found.adopted_at, found.adopted_trust, has_account=found.has_account),
        awaited=tuple(one for one in asked if not (one.confirmed_at or one.declined_at)),
        declined=tuple(one for one in asked if one.declined_at),
        confirmed=tuple(one for one in asked if one.confirmed_at),
    )


def _sign_in(adopted_at: datetime | None, trust: TrustLevel | None, *, has_account: bool) -> str:
    """Return what is known of who sent it, where no account did."""
    if adopted_at is not None:
        return _(
            "Ohne Anmeldung gesendet, später in ein Konto übernommen (%(trust)s). Die Angaben "
            "sind dadurch nicht geprüft."
        ) % {"trust": _trust(trust)}
    return "" if has_account else _("Ohne Anmeldung. Wer es war, ist nicht geprüft.")


def _trust(trust: TrustLevel | None) -> str:
    words = {
        TrustLevel.BASIC: _("Anmeldung mit Passwort"),
        TrustLevel.SUBSTANTIAL: _("Anmeldung mit sicherem Verfahren"),
        TrustLevel.HIGH: _("Anmeldung mit Ausweis"),
    }
    return words.get(trust or TrustLevel.NONE, _("Anmeldung unbekannt"))
