"""What the tree house office declares, to whom, in which words."""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section
from tests.doubles.double_parties.forms import PERMIT

INVOLVED = ("owner", "planner")


def _content(context: ActContext, key: str, *more: str, why: str = "") -> ActContent:
    """Name addressee, ends of terms and opinions, so that a test can see what was offered."""
    ends = tuple(f"{term.key} bis {term.ends_on:%d.%m.%Y}" for term in context.terms)
    said = tuple(f"{one.body}: {one.state}" for one in context.opinions)
    return ActContent(
        title=context.texts.get(f"acts.{key}.title", "de"),
        operative=(f"An: {context.role}.", *more),
        reasons=(Section("Gründe", (why,)),) if why else (),
        notes=tuple(
            Section(heading, points=points)
            for heading, points in (("Fristen", ends), ("Stellungnahmen", said))
            if points
        ),
    )


def confirmation(context: ActContext) -> ActContent:
    """Say on which day the papers were complete."""
    return _content(context, "confirmation", context.inputs["confirm.complete_on"])


def request(context: ActContext) -> ActContent:
    """Ask for what is missing."""
    return _content(context, "request", context.inputs["request.what"])


def hearing(context: ActContext) -> ActContent:
    """Ask a neighbour."""
    return _content(context, "hearing", *context.parties.get("neighbour", ()))


def permit(context: ActContext) -> ActContent:
    """Allow it until a day, with the conditions that the caseworker wrote."""
    conditions = context.inputs.get("permit.conditions", "")
    fees = tuple(item.amount.cents for item in context.fees)
    return _content(
        context,
        "permit",
        f"Gültig bis {context.inputs['permit.valid_until']}.",
        f"Gebühr: {fees}.",
        why=conditions or "Nichts spricht dagegen.",
    )


def refusal(context: ActContext) -> ActContent:
    """Refuse with the words of the caseworker."""
    reasons = " ".join(context.texts.get(f"reasons.{key}", "de") for key in context.reason_keys)
    return _content(context, "refusal", why=f"{reasons} {context.own_words}".strip())


def certificate(context: ActContext) -> ActContent:
    """Certify that it counts as granted."""
    return _content(context, "certificate")


ACTS = (
    ActSpec(
        "permit",
        ActKind.GRANT,
        burdening=True,
        compose=permit,
        addressees=(*INVOLVED, "objector"),
        bodies=("forest",),
        form=PERMIT,
    ),
    ActSpec(
        "refusal",
        ActKind.REFUSAL,
        burdening=True,
        compose=refusal,
        addressees=("owner",),
        refusal_reasons=("too_high",),
    ),
    ActSpec(
        "confirmation",
        ActKind.CONFIRMATION,
        burdening=False,
        compose=confirmation,
        addressees=INVOLVED,
        has_remedy=False,
    ),
    ActSpec(
        "request",
        ActKind.REQUEST,
        burdening=False,
        compose=request,
        addressees=("planner",),
        has_remedy=False,
    ),
    ActSpec(
        "hearing",
        ActKind.REQUEST,
        burdening=False,
        compose=hearing,
        addressees=("neighbour",),
        has_remedy=False,
        invites=True,
    ),
    ActSpec(
        "certificate",
        ActKind.CERTIFICATE,
        burdening=False,
        compose=certificate,
        addressees=("owner", "objector"),
    ),
)
