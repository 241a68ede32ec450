"""The deeds of acts: declaring, reading, disputing them; letters that decide nothing; receipts.

`declare_act` is one short transaction; everything after it is done by the steps, one job each. Of
`declare_many` a few acts go all steps in one job.
"""

from __future__ import annotations

from amt.capabilities.acts.paper_form import CodeOf, Sheet, typeset_form
from amt.capabilities.acts.services.declaring import (
    ActAddressee,
    ActCopy,
    Declaration,
    NobodyAddressed,
    ReasonsMissing,
    declare_act,
    declare_many,
    preview_act,
)
from amt.capabilities.acts.services.notices import send_notice
from amt.capabilities.acts.services.receipts import (
    ReceiptContent,
    compose_receipt,
    render_receipt,
)
from amt.capabilities.acts.services.retrieval import dispute_receipt, open_act

__all__ = [
    "ActAddressee",
    "ActCopy",
    "CodeOf",
    "Declaration",
    "NobodyAddressed",
    "ReasonsMissing",
    "ReceiptContent",
    "Sheet",
    "compose_receipt",
    "declare_act",
    "declare_many",
    "dispute_receipt",
    "open_act",
    "preview_act",
    "render_receipt",
    "send_notice",
    "typeset_form",
]
