"""The acts of Wohngeld, worded in German, the official language (§ 19 SGB X).

Authority, addressee, remedy instruction, date and seal are added by the platform. A step towards a
decision (request, hearing, notice that payment is held) decides nothing and has no remedy.
"""

from __future__ import annotations

from amt.contract.acts import ActKind, ActSpec
from amt.procedures.wohngeld.acts.change import (
    compose_adjustment,
    compose_adjustment_end,
    compose_change,
    compose_end,
)
from amt.procedures.wohngeld.acts.grant import (
    compose_grant,
    compose_grant_with_condition,
    compose_partial,
    compose_provisional,
)
from amt.procedures.wohngeld.acts.loss import (
    compose_hearing,
    compose_misuse,
    compose_stop,
    compose_void,
)
from amt.procedures.wohngeld.acts.recovery import compose_recovery
from amt.procedures.wohngeld.acts.refusal import (
    REFUSAL_NORMS,
    compose_refusal,
    compose_refusal_cooperation,
    compose_refuse_change,
)
from amt.procedures.wohngeld.acts.request import compose_request
from amt.procedures.wohngeld.deed_forms import NO_COOPERATION, PROVISIONAL
from amt.procedures.wohngeld.workflow import (
    CHANGE_REQUESTED,
    DECIDED,
    FINAL_REVIEW,
    FIRST_DECISION,
    INFORMAL_OVERDUE,
    MISSING,
    REOPENED,
    REOPENED_HEARD,
    REVIEWS,
)

_GRANTED = ("grant", "partial")
_OF_APPLICATION = (*FIRST_DECISION, FINAL_REVIEW)
_REASONS = tuple(REFUSAL_NORMS)

_FIRST = (
    ActSpec(
        "grant",
        ActKind.GRANT,
        burdening=False,
        compose=compose_grant,
        when=_OF_APPLICATION,
    ),
    ActSpec(
        "partial",
        ActKind.PARTIAL,
        burdening=True,
        compose=compose_partial,
        when=_OF_APPLICATION,
    ),
    ActSpec(
        "refusal",
        ActKind.REFUSAL,
        burdening=True,
        compose=compose_refusal,
        refusal_reasons=_REASONS,
        when=_OF_APPLICATION,
        transition="refuse",
    ),
    ActSpec(
        "grant_with_condition",
        ActKind.GRANT,
        burdening=True,
        compose=compose_grant_with_condition,
        decides=_GRANTED,
        when=_OF_APPLICATION,
    ),
    ActSpec(
        "provisional",
        ActKind.GRANT,
        burdening=False,
        compose=compose_provisional,
        form=PROVISIONAL,
        decides=_GRANTED,
        when=FIRST_DECISION,
        transition="decide_provisionally",
    ),
    ActSpec(
        "refusal_cooperation",
        ActKind.REFUSAL,
        burdening=True,
        compose=compose_refusal_cooperation,
        refusal_reasons=("no_cooperation",),
        form=NO_COOPERATION,
        when=(MISSING, INFORMAL_OVERDUE),
        transition="refuse_cooperation",
    ),
)

_ONCE_MORE = (
    ActSpec(
        "change",
        ActKind.CHANGE,
        burdening=True,
        compose=compose_change,
        decides=_GRANTED,
        when=REVIEWS,
    ),
    ActSpec(
        "refuse_change",
        ActKind.REFUSAL,
        burdening=True,
        compose=compose_refuse_change,
        refusal_reasons=_REASONS,
        when=(CHANGE_REQUESTED,),
        transition="refuse",
    ),
    ActSpec(
        "end",
        ActKind.WITHDRAWAL,
        burdening=True,
        compose=compose_end,
        refusal_reasons=_REASONS,
        decides=("refusal",),
        when=(REOPENED, REOPENED_HEARD),
    ),
    ActSpec(
        "adjustment",
        ActKind.CHANGE,
        burdening=True,
        compose=compose_adjustment,
        decides=_GRANTED,
        when=(DECIDED,),
        transition="redecide",
    ),
    ActSpec(
        "adjustment_end",
        ActKind.WITHDRAWAL,
        burdening=True,
        compose=compose_adjustment_end,
        refusal_reasons=_REASONS,
        decides=("refusal",),
        when=(DECIDED,),
        transition="redecide",
    ),
)

_OF_DEEDS = (
    ActSpec("request", ActKind.REQUEST, burdening=False, compose=compose_request, has_remedy=False),
    ActSpec("hearing", ActKind.REQUEST, burdening=False, compose=compose_hearing, has_remedy=False),
    ActSpec(
        "payment_stop",
        ActKind.CONFIRMATION,
        burdening=False,
        compose=compose_stop,
        has_remedy=False,
    ),
    ActSpec("void", ActKind.WITHDRAWAL, burdening=True, compose=compose_void),
    ActSpec("misuse", ActKind.WITHDRAWAL, burdening=True, compose=compose_misuse),
    ActSpec("recovery", ActKind.RECOVERY, burdening=True, compose=compose_recovery),
)

ACTS = (*_FIRST, *_ONCE_MORE, *_OF_DEEDS)
