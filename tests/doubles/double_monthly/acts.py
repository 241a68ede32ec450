"""What the lamp office declares, for the first time and once more."""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, ActKind, ActSpec, Section
from tests.doubles.double_monthly.forms import CLAIM

GRANTS = ("grant", "partial")
REFUSES = ("refusal",)


def compose(context: ActContext) -> ActContent:
    """Say what there is for which months, and why."""
    granted = tuple(
        f"{part.amount} im Monat ab {part.span.start:%d.%m.%Y}"
        for part in context.assessment.segments
        if part.amount is not None
    )
    keys = dict.fromkeys(r.key for s in context.assessment.segments for r in s.reasons)
    why = tuple(context.texts.get(f"reasons.{key}", "de") for key in context.reason_keys or keys)
    own = (context.own_words,) if context.own_words else ()
    return ActContent(
        title="Bescheid über Laternengeld",
        operative=granted or ("Sie bekommen kein Laternengeld.",),
        reasons=(Section("Gründe", (*why, *own) or ("Das Gesetz.",)),),
        attachment={"lamps": context.facts.get("lamps")},
    )


def recovery(context: ActContext) -> ActContent:
    """Demand money back."""
    cents = context.inputs["claim.amount"]
    return ActContent(
        title="Rückforderung",
        operative=(f"Sie zahlen {cents} Cent zurück.",),
        reasons=(Section("Gründe", ("Es war zu viel.",)),),
    )


ACTS = (
    ActSpec(
        "grant",
        ActKind.GRANT,
        burdening=False,
        compose=compose,
        when=("in_progress", "final_review"),
    ),
    ActSpec(
        "provisional",
        ActKind.GRANT,
        burdening=False,
        compose=compose,
        decides=GRANTS,
        when=("in_progress",),
        transition="decide_provisionally",
    ),
    ActSpec(
        "refusal",
        ActKind.REFUSAL,
        burdening=True,
        compose=compose,
        refusal_reasons=("too_much_income", "no_lamps"),
        when=("in_progress", "final_review"),
        transition="refuse",
    ),
    ActSpec(
        "change",
        ActKind.CHANGE,
        burdening=True,
        compose=compose,
        decides=GRANTS,
        when=("reopened",),
    ),
    ActSpec(
        "end",
        ActKind.WITHDRAWAL,
        burdening=True,
        compose=compose,
        decides=REFUSES,
        when=("reopened",),
    ),
    ActSpec(
        "adjustment",
        ActKind.CHANGE,
        burdening=True,
        compose=compose,
        decides=GRANTS,
        when=("decided",),
        transition="adjust",
    ),
    ActSpec("recovery", ActKind.RECOVERY, burdening=True, compose=recovery, form=CLAIM),
)
