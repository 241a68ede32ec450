"""The services of a case: opening, assessing, correcting, deeds, consultations, decisions."""

from __future__ import annotations

from amt.capabilities.cases.services.adding import add_facts
from amt.capabilities.cases.services.assessing import CannotBeAssessed, assess_case
from amt.capabilities.cases.services.automating import (
    NoAutomation,
    ShareWrong,
    decide_automatically,
    switch_automation,
)
from amt.capabilities.cases.services.comparing import RegisterValue, note_register_values
from amt.capabilities.cases.services.completing import AlreadyComplete, complete_case
from amt.capabilities.cases.services.consulting import (
    AlreadyAnswered,
    OpinionMissing,
    answer_consultation,
)
from amt.capabilities.cases.services.correcting import (
    ReasonNeeded,
    UnknownFact,
    correct_fact,
    correctable_field,
)
from amt.capabilities.cases.services.deciding import decide, preview_decision
from amt.capabilities.cases.services.deeds import (
    AnswersWrong,
    DeedNotPossible,
    NothingToPreview,
    do_deed,
    preview_deed,
)
from amt.capabilities.cases.services.doing import PartiesFull
from amt.capabilities.cases.services.handing_over import (
    hand_over,
    is_handed_over,
    note_failed_handover,
    note_partner_report,
    note_unfitting_report,
)
from amt.capabilities.cases.services.informal import (
    NoInformalApplication,
    OpenedInformally,
    antedate_informal,
    open_informal,
    stop_waiting_for_form,
)
from amt.capabilities.cases.services.looking import (
    note_consulted,
    note_payments_viewed,
    note_viewed,
)
from amt.capabilities.cases.services.noting import note_act, note_failed_assessment
from amt.capabilities.cases.services.opening import NoUnitCompetent, open_case
from amt.capabilities.cases.services.papers import NewDocument, file_paper
from amt.capabilities.cases.services.parties import PartiesDoNotFit, PartyData, bind_party
from amt.capabilities.cases.services.redeciding import redecide_many
from amt.capabilities.cases.services.register_entries import (
    EntryGone,
    GroupFull,
    leave_register_entry,
    propose_entries,
    take_register_entry,
)
from amt.capabilities.cases.services.resolving import (
    AlreadyDecided,
    NothingToGrant,
    NotToBeDecided,
    ProposalChanged,
    ReasonsMissing,
)
from amt.capabilities.cases.services.reviewing import Redecided
from amt.capabilities.cases.services.timing import run_due_deeds
from amt.capabilities.cases.services.wording import ActCannotBeComposed

__all__ = [
    "ActCannotBeComposed",
    "AlreadyAnswered",
    "AlreadyComplete",
    "AlreadyDecided",
    "AnswersWrong",
    "CannotBeAssessed",
    "DeedNotPossible",
    "EntryGone",
    "GroupFull",
    "NewDocument",
    "NoAutomation",
    "NoInformalApplication",
    "NoUnitCompetent",
    "NotToBeDecided",
    "NothingToGrant",
    "NothingToPreview",
    "OpenedInformally",
    "OpinionMissing",
    "PartiesDoNotFit",
    "PartiesFull",
    "PartyData",
    "ProposalChanged",
    "ReasonNeeded",
    "ReasonsMissing",
    "Redecided",
    "RegisterValue",
    "ShareWrong",
    "UnknownFact",
    "add_facts",
    "answer_consultation",
    "antedate_informal",
    "assess_case",
    "bind_party",
    "complete_case",
    "correct_fact",
    "correctable_field",
    "decide",
    "decide_automatically",
    "do_deed",
    "file_paper",
    "hand_over",
    "is_handed_over",
    "leave_register_entry",
    "note_act",
    "note_consulted",
    "note_failed_assessment",
    "note_failed_handover",
    "note_partner_report",
    "note_payments_viewed",
    "note_register_values",
    "note_unfitting_report",
    "note_viewed",
    "open_case",
    "open_informal",
    "preview_decision",
    "preview_deed",
    "propose_entries",
    "redecide_many",
    "run_due_deeds",
    "stop_waiting_for_form",
    "switch_automation",
    "take_register_entry",
]
