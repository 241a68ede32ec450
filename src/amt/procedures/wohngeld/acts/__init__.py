"""The acts of Wohngeld: grant and refusal, worded in German, the official language (§ 19 SGB X).

Authority, addressee, remedy instruction, date and seal are added by the platform.
"""

from __future__ import annotations

from amt.contract.acts import ActKind, ActSpec
from amt.procedures.wohngeld.acts.grant import compose_grant
from amt.procedures.wohngeld.acts.refusal import REFUSAL_NORMS, compose_refusal

ACTS = (
    ActSpec(key="grant", kind=ActKind.GRANT, burdening=False, compose=compose_grant),
    ActSpec(
        key="refusal",
        kind=ActKind.REFUSAL,
        burdening=True,
        compose=compose_refusal,
        refusal_reasons=tuple(REFUSAL_NORMS),
    ),
)
