"""As whom somebody acts who acts for somebody else: an agent in a call, a helper by mandate.

Both are asked of the database on every page, so that a call that is over and a mandate that was
withdrawn open nothing any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.applications import queries as applications
from amt.capabilities.identity import queries as identity
from amt.kernel import clock
from amt.kernel.actors import Actor, ActorKind

if TYPE_CHECKING:
    from amt.front.frame.forms import StepView

AUTOCOMPLETE = "autocomplete"
MANDATE_KEY = "mandate"


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom a page is filled in, as its banner says it; `say` is a sentence to read out."""

    kind: str
    name: str
    url: str
    say: str = ""


def acting_actors(request: HttpRequest, signed_in: Actor, target: UUID) -> list[Actor]:
    """Return the actors that somebody is for others, none for most people and without a query.

    By mandate only on what was begun under it.
    """
    call = _call(request, signed_in)
    if call is not None:
        return [identity.actor_in_call(signed_in, call)]
    mandate = chosen_mandate(request, signed_in)
    if mandate is None:
        return []
    actor = identity.actor_by_mandate(signed_in, mandate)
    return [actor] if applications.is_of_mandate(actor, target) else []


def banner_of(request: HttpRequest, signed_in: Actor) -> Acting | None:
    """Return what the banner of a page says, or None where nobody acts for somebody else."""
    call = _call(request, signed_in)
    if call is None:
        mandate = chosen_mandate(request, signed_in)
        if mandate is None:
            return None
        return _by_mandate(request, signed_in, mandate)
    return Acting(
        kind="call",
        name=call.said_name,
        url=reverse("agent:call", args=[call.uuid]),
        say=_sentence(request),
    )


def _by_mandate(request: HttpRequest, signed_in: Actor, mandate: identity.Mandate) -> Acting:
    """Name the principal, or say that a page is about one's own matter although one acts."""
    asked = request.resolver_match.kwargs if request.resolver_match else {}
    target = asked.get("draft_uuid") or asked.get("case_uuid")
    actor = identity.actor_by_mandate(signed_in, mandate)
    is_own = isinstance(target, UUID) and not applications.is_of_mandate(actor, target)
    return Acting(
        kind="self" if is_own else "mandate",
        name=mandate.principal.full_name,
        url=reverse("portal:mandate", args=[mandate.uuid]),
    )


def without_autofill(actor: Actor, shown: StepView) -> None:
    """Keep the browser from learning what one person said and offering it to the next."""
    if actor.acting_for is None:
        return
    for group in shown.groups:
        for entry in group.entries:
            for field in entry.fields:
                if AUTOCOMPLETE in field.spec:
                    field.spec[AUTOCOMPLETE] = "off"


def choose_mandate(request: HttpRequest, mandate_uuid: UUID | None) -> None:
    """Let this session act by a mandate from now on, or by none."""
    request.session.pop(MANDATE_KEY, None)
    request.__dict__.pop("_chosen_mandate", None)
    if mandate_uuid is not None:
        request.session[MANDATE_KEY] = str(mandate_uuid)


def chosen_mandate(request: HttpRequest, signed_in: Actor) -> identity.Mandate | None:
    """Return the mandate in force by which this session acts, asked once a page."""
    if signed_in.kind is not ActorKind.RESIDENT or MANDATE_KEY not in request.session:
        return None
    known = request.__dict__.get("_chosen_mandate", False)
    if known is False:
        chosen = UUID(request.session[MANDATE_KEY])
        known = identity.held_mandate(signed_in, chosen, clock.today())
        request.__dict__["_chosen_mandate"] = known
    return known if isinstance(known, identity.Mandate) else None


def _call(request: HttpRequest, signed_in: Actor) -> identity.Call | None:
    """Return the running call of who is signed in, asked once a page."""
    if not identity.is_agent(signed_in):
        return None
    known = request.__dict__.get("_running_call", False)
    if known is False:
        known = identity.running_call(signed_in, clock.now())
        request.__dict__["_running_call"] = known
    return known if isinstance(known, identity.Call) else None


def _sentence(request: HttpRequest) -> str:
    page = request.resolver_match.url_name if request.resolver_match else ""
    sentences = {
        "form_step": _("Ich lese Ihnen die Fragen vor und schreibe Ihre Antworten auf."),
        "form_check": _(
            "Ich lese Ihnen jetzt alle Angaben vor. Sagen Sie mir, wenn etwas nicht stimmt. "
            "Stimmt alles, und soll ich den Antrag für Sie stellen?"
        ),
        "form_sent": _(
            "Ihr Antrag ist gestellt. Schreiben Sie sich das Aktenzeichen und den Code auf. Sie "
            "bekommen auch einen Brief."
        ),
    }
    return sentences.get(page or "", "")
