"""The deeds of the room; each in a file of its own."""

from __future__ import annotations

from amt.capabilities.bundles.refusals import (
    AlreadySent,
    NothingStarts,
    OtherPersonApplies,
    SignInNeeded,
)
from amt.capabilities.bundles.services.confirming import (
    Confirming,
    confirm,
    continue_alone,
    retry_member,
)
from amt.capabilities.bundles.services.passing import note_decided, pass_on
from amt.capabilities.bundles.services.sending import (
    TROUBLE,
    note_failure,
    note_sent_alone,
    submit_member,
    was_member,
)
from amt.capabilities.bundles.services.starting import (
    Person,
    claim_person,
    delete_expired_bundles,
    invite_persons,
    start_bundle,
)
from amt.capabilities.bundles.services.telling import (
    SavedStep,
    choose_members,
    save_answers,
    set_consents,
)

__all__ = [
    "TROUBLE",
    "AlreadySent",
    "Confirming",
    "NothingStarts",
    "OtherPersonApplies",
    "Person",
    "SavedStep",
    "SignInNeeded",
    "choose_members",
    "claim_person",
    "confirm",
    "continue_alone",
    "delete_expired_bundles",
    "invite_persons",
    "note_decided",
    "note_failure",
    "note_sent_alone",
    "pass_on",
    "retry_member",
    "save_answers",
    "set_consents",
    "start_bundle",
    "submit_member",
    "was_member",
]
