"""Reading cases: for those who work on them, for the parties, for bodies and rooms above."""

from __future__ import annotations

from amt.capabilities.cases.fact_views import SIGN_IN, FactView
from amt.capabilities.cases.queries.access import may_open_document
from amt.capabilities.cases.queries.automation import (
    AutomationState,
    Measured,
    list_automations,
    measure_automation,
)
from amt.capabilities.cases.queries.consultations import (
    ConsultationView,
    consultations_of,
    get_consultation,
)
from amt.capabilities.cases.queries.desk import CaseView, ProposalView, get_case
from amt.capabilities.cases.queries.explained import Explained, ExplainedCase, explained_case
from amt.capabilities.cases.queries.history import (
    CaseHistory,
    applied_on_of,
    chronicle_of,
    histories_of,
    history_of,
    rulings_of,
)
from amt.capabilities.cases.queries.informal import (
    InformalCase,
    case_without_form,
    informal_case,
    informal_case_of,
)
from amt.capabilities.cases.queries.lists import (
    FEWEST_MEASURED,
    MEASURED_DAYS,
    CaseStanding,
    CaseSummary,
    Duration,
    case_by_reference,
    case_of_party,
    list_cases_of,
    measured_duration,
    party_names,
    standing_of,
)
from amt.capabilities.cases.queries.recipients import Recipient, recipients_of
from amt.capabilities.cases.queries.recognised import applied_by_address, applied_by_facts
from amt.capabilities.cases.queries.stamped import stamped_rows
from amt.capabilities.cases.queries.status import (
    AskedBody,
    CaseStatus,
    TimelineEntry,
    open_deeds,
    status_of,
)
from amt.capabilities.cases.register_entries import RegisterEntry, register_entries
from amt.capabilities.cases.timeline import FOR_RESIDENTS

__all__ = [
    "FEWEST_MEASURED",
    "FOR_RESIDENTS",
    "MEASURED_DAYS",
    "SIGN_IN",
    "AskedBody",
    "AutomationState",
    "CaseHistory",
    "CaseStanding",
    "CaseStatus",
    "CaseSummary",
    "CaseView",
    "ConsultationView",
    "Duration",
    "Explained",
    "ExplainedCase",
    "FactView",
    "InformalCase",
    "Measured",
    "ProposalView",
    "Recipient",
    "RegisterEntry",
    "TimelineEntry",
    "applied_by_address",
    "applied_by_facts",
    "applied_on_of",
    "case_by_reference",
    "case_of_party",
    "case_without_form",
    "chronicle_of",
    "consultations_of",
    "explained_case",
    "get_case",
    "get_consultation",
    "histories_of",
    "history_of",
    "informal_case",
    "informal_case_of",
    "list_automations",
    "list_cases_of",
    "may_open_document",
    "measure_automation",
    "measured_duration",
    "open_deeds",
    "party_names",
    "recipients_of",
    "register_entries",
    "rulings_of",
    "stamped_rows",
    "standing_of",
    "status_of",
]
