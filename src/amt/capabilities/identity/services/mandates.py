"""Letting a helper act in one's name: given by page, accepted with a code, withdrawn at once.

SGB X section 13, VwVfG section 14: a Vollmacht holds until it is withdrawn. The code is shown to
who gives it, who passes it on; it opens nothing but the question whether to accept.

Neither death nor incapacity of who gave it ends it (paragraph 2), so nothing here looks at either.
It is given for filling in, sending and following applications; letters, acts and money stay with
the principal, which is a limit of its content (paragraph 1 sentence 2) and said on its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amt.capabilities.identity.mandates import MANDATE
from amt.capabilities.identity.models import Account, Invitation, Mandate
from amt.capabilities.identity.services.accepting import accept_mandate
from amt.capabilities.identity.services.invitations import code_of_invitation, invite
from amt.contract import registry
from amt.contract.law import Law
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind, TrustLevel
from amt.kernel.audit import trail
from amt.kernel.errors import NotVisible, Refusal

DAYS_TO_ACCEPT = 30
MOST_DAYS = 731
"""Two years: our own limit, so that nobody forgets who acts for them; it can be given again."""
DAYS_PROOF = 3653
"""Ten years: as long as an act may be taken back (SGB X section 45 (3), VwVfG section 48)."""
DAYS_UNUSED = 90
OF_AGE, ABLE_IN_SOCIAL_MATTERS = 18, 15
_SOCIAL = (Law.SGB_X, Law.SGB_X_SGG)

__all__ = [
    "MOST_DAYS",
    "accept_mandate",
    "code_of_mandate",
    "forget_mandates",
    "give_mandate",
    "revoke_mandate",
]


class HelperMissing(Refusal):
    """Nobody is named who helps."""

    code = "helper_missing"

    def __init__(self) -> None:
        super().__init__(_("Sagen Sie, wer für Sie handeln darf, zum Beispiel Erika Muster."))


class NoServiceChosen(Refusal):
    """The mandate is for no service, or for one that does not know helpers."""

    code = "no_service_chosen"

    def __init__(self) -> None:
        super().__init__(_("Wählen Sie, wofür die Vollmacht gilt. Wählen Sie mindestens eines."))


class EndNotPossible(Refusal):
    """The last day is over, or too far away."""

    code = "end_not_possible"

    def __init__(self) -> None:
        super().__init__(_("Wählen Sie einen Tag von heute an bis in höchstens zwei Jahren."))


class TooYoung(Refusal):
    """A minor cannot give this mandate alone (BGB section 111; SGB I section 36)."""

    code = "too_young"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Diese Vollmacht geht erst ab 18 Jahren, für Sozialleistungen ab 15. Bitten Sie "
                "Ihre Eltern, den Antrag zu stellen."
            )
        )


@transaction.atomic
def give_mandate(
    *, helper_name: str, services: Sequence[str], valid_until: date, actor: Actor, at: datetime
) -> Mandate:
    """Let somebody act for the actor from today on; it holds once they have accepted.

    :raises NotVisible: when no resident acts who is substantially known, or a helper does.
    :raises HelperMissing: without a name.
    :raises NoServiceChosen: without a service that knows helpers.
    :raises TooYoung: when a minor gives it for a service in which they cannot act alone.
    :raises EndNotPossible: when the last day is over or more than two years away.
    """
    if not may_give(actor) or actor.account_id is None:
        raise NotVisible("page", MANDATE)
    name, today = " ".join(helper_name.split()), clock.day_of(at)
    if not name:
        raise HelperMissing
    chosen = sorted(set(services))
    if not chosen or not set(chosen) <= set(services_for_helpers()):
        raise NoServiceChosen
    _require_able(actor.account_id, chosen, today)
    if not today <= valid_until <= today + timedelta(days=MOST_DAYS):
        raise EndNotPossible
    mandate = Mandate.objects.create(
        principal_id=actor.account_id,
        helper_name=name[:200],
        services=chosen,
        valid_from=today,
        valid_until=valid_until,
        given_at=at,
    )
    invite(
        subject_kind=MANDATE,
        subject_id=mandate.uuid,
        name=mandate.helper_name,
        address_lines=(),
        expires_on=min(valid_until, today + timedelta(days=DAYS_TO_ACCEPT)),
        actor=actor,
        at=at,
    )
    _record(actor, "identity.mandate_given", mandate, at)
    return mandate


@transaction.atomic
def revoke_mandate(*, mandate_uuid: UUID, actor: Actor, at: datetime) -> None:
    """End a mandate at once, by who gave it or who holds it; a second time changes nothing.

    :raises NotVisible: when it is neither's.
    """
    rows = Mandate.objects.select_for_update().filter(uuid=mandate_uuid)
    mandate = rows.first()
    own = actor.acting_for is None and actor.kind is ActorKind.RESIDENT
    if mandate is None or not own or actor.account_id is None:
        raise NotVisible(MANDATE, mandate_uuid)
    if actor.account_id not in (mandate.principal_id, mandate.helper_id):
        raise NotVisible(MANDATE, mandate_uuid)
    if mandate.revoked_at is None:
        mandate.revoked_at = at
        mandate.save(update_fields=["revoked_at"])
        _record(actor, "identity.mandate_revoked", mandate, at)


def forget_mandates(*, at: datetime) -> int:
    """Delete mandates whose proof nobody needs any more; return how many there were."""
    today = clock.day_of(at)
    used, unused = today - timedelta(days=DAYS_PROOF), today - timedelta(days=DAYS_UNUSED)
    over = Q(accepted_at__isnull=False) & _ended_before(used)
    never = Q(accepted_at=None) & _ended_before(unused)
    gone = list(Mandate.objects.filter(over | never))
    with transaction.atomic():
        keys = [str(one.uuid) for one in gone]
        Invitation.objects.filter(subject_kind=MANDATE, subject_id__in=keys).delete()
        Mandate.objects.filter(id__in=[one.id for one in gone]).delete()
    return len(gone)


def code_of_mandate(mandate: Mandate, *, actor: Actor) -> str:
    """Return the code to pass on, to who gave the mandate; empty once it was accepted or ended.

    :raises amt.capabilities.identity.services.CodeGone: when the key it was made with is gone.
    """
    is_open = mandate.accepted_at is None and mandate.revoked_at is None
    if actor.account_id != mandate.principal_id or actor.acting_for is not None or not is_open:
        return ""
    invitation = Invitation.objects.get(subject_kind=MANDATE, subject_id=str(mandate.uuid))
    return code_of_invitation(invitation.uuid)


def may_give(actor: Actor) -> bool:
    """Tell whether somebody is known surely enough to let others act, and acts for themselves."""
    is_own = actor.kind is ActorKind.RESIDENT and actor.acting_for is None
    return is_own and actor.trust >= TrustLevel.SUBSTANTIAL


def services_for_helpers() -> list[str]:
    """List the keys of the services for which somebody may act by Vollmacht."""
    found = registry.procedures().items()
    return [key for key, one in found if one.access.by_representative and one.forms]


def law_of(key: str) -> Law | None:
    """Return the procedural law of a service, None when there is none of that key."""
    found = registry.procedures().get(key)
    return found.law if found else None


def _require_able(account_id: int, services: Sequence[str], today: date) -> None:
    """Refuse a minor: from 15 years they act alone for social benefits only (SGB I section 36)."""
    born_on = Account.objects.values_list("birth_date", flat=True).get(id=account_id)
    if born_on is None:
        return
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    if age >= OF_AGE:
        return
    is_social = all(law_of(key) in _SOCIAL for key in services)
    if age < ABLE_IN_SOCIAL_MATTERS or not is_social:
        raise TooYoung


def _ended_before(day: date) -> Q:
    return Q(valid_until__lt=day) | Q(revoked_at__date__lt=day)


def _record(actor: Actor, action: str, mandate: Mandate, at: datetime) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind=MANDATE,
        subject_id=mandate.uuid,
        at=at,
        details={"services": mandate.services, "until": mandate.valid_until.isoformat()},
    )
