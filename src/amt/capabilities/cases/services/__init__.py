"""Deeds of a case: opening, assessing, correcting, deciding, noting what became of an act."""

from __future__ import annotations

from amt.capabilities.cases.services.assessing import CannotBeAssessed, assess_case
from amt.capabilities.cases.services.correcting import (
    ReasonNeeded,
    UnknownFact,
    correct_fact,
    correctable_field,
)
from amt.capabilities.cases.services.deciding import (
    ActCannotBeComposed,
    AlreadyDecided,
    NothingToGrant,
    NotToBeDecided,
    ProposalChanged,
    ReasonsMissing,
    decide,
    preview_decision,
)
from amt.capabilities.cases.services.noting import note_act, note_failed_assessment, note_viewed
from amt.capabilities.cases.services.opening import (
    NoUnitCompetent,
    PartiesDoNotFit,
    PartyData,
    open_case,
)

__all__ = [
    "ActCannotBeComposed",
    "AlreadyDecided",
    "CannotBeAssessed",
    "NoUnitCompetent",
    "NotToBeDecided",
    "NothingToGrant",
    "PartiesDoNotFit",
    "PartyData",
    "ProposalChanged",
    "ReasonNeeded",
    "ReasonsMissing",
    "UnknownFact",
    "assess_case",
    "correct_fact",
    "correctable_field",
    "decide",
    "note_act",
    "note_failed_assessment",
    "note_viewed",
    "open_case",
    "preview_decision",
]
