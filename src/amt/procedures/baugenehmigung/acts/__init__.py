"""The acts of the procedure, worded in German, the official language (§ 23 VwVfG).

Authority, addressee, remedy instruction, date and seal are added by the platform. Steps towards the
decision have no remedy of their own (§ 44a VwGO).
"""

from __future__ import annotations

from amt.contract.acts import ActKind, ActSpec
from amt.procedures.baugenehmigung.acts.clock import (
    compose_certificate,
    compose_extension,
    compose_fee_notice,
)
from amt.procedures.baugenehmigung.acts.completeness import (
    compose_confirmation,
    compose_deemed_withdrawal,
    compose_request,
)
from amt.procedures.baugenehmigung.acts.decision import (
    REFUSAL_NORMS,
    compose_partial,
    compose_permit,
    compose_refusal,
)
from amt.procedures.baugenehmigung.acts.hearing import compose_hearing
from amt.procedures.baugenehmigung.deed_forms import PARTIAL, PERMIT

_APPLICANTS = ("bauherr", "entwurfsverfasser")
_CONCERNED = ("bauherr", "neighbour", "objecting_neighbour")
"""Who did not consent gets the decision too (§ 70 Abs. 2 Satz 3, § 72 Abs. 1a Nr. 2 BremLBO)."""

ACTS = (
    ActSpec(
        "confirmation",
        ActKind.CONFIRMATION,
        burdening=False,
        compose=compose_confirmation,
        addressees=_APPLICANTS,
        has_remedy=False,
    ),
    ActSpec(
        "request",
        ActKind.REQUEST,
        burdening=False,
        compose=compose_request,
        addressees=_APPLICANTS,
        has_remedy=False,
    ),
    ActSpec(
        "deemed_withdrawal",
        ActKind.CERTIFICATE,
        burdening=True,
        compose=compose_deemed_withdrawal,
        addressees=_APPLICANTS,
        refusal_reasons=("not_cured",),
    ),
    ActSpec(
        "hearing",
        ActKind.REQUEST,
        burdening=False,
        compose=compose_hearing,
        addressees=("neighbour",),
        has_remedy=False,
        invites=True,
    ),
    ActSpec(
        "permit",
        ActKind.GRANT,
        burdening=False,
        compose=compose_permit,
        addressees=_CONCERNED,
        form=PERMIT,
    ),
    ActSpec(
        "partial",
        ActKind.PARTIAL,
        burdening=True,
        compose=compose_partial,
        addressees=_CONCERNED,
        refusal_reasons=tuple(REFUSAL_NORMS),
        form=PARTIAL,
    ),
    ActSpec(
        "refusal",
        ActKind.REFUSAL,
        burdening=True,
        compose=compose_refusal,
        addressees=("bauherr",),
        refusal_reasons=tuple(REFUSAL_NORMS),
    ),
    ActSpec(
        "extension",
        ActKind.CHANGE,
        burdening=False,
        compose=compose_extension,
        addressees=_APPLICANTS,
        has_remedy=False,
    ),
    ActSpec(
        "fee_notice",
        ActKind.FEE_NOTICE,
        burdening=True,
        compose=compose_fee_notice,
        addressees=("bauherr",),
        refusal_reasons=("fee_due",),
    ),
    ActSpec(
        "certificate",
        ActKind.CERTIFICATE,
        burdening=False,
        compose=compose_certificate,
        addressees=_CONCERNED,
        bodies=("gemeinde",),
    ),
)
