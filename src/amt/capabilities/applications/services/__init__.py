"""The deeds of the room; each in a file of its own."""

from __future__ import annotations

from amt.capabilities.applications.refusals import (
    AddressMissing,
    AlreadyAdopted,
    AlreadyConfirmed,
    AlreadyRenewed,
    AlreadySubmitted,
    AnswersChanged,
    AskedTwice,
    BasisNotNamed,
    ConfirmationRefused,
    DayNotPossible,
    DraftBegunBefore,
    DraftExpired,
    NobodyDecidesThere,
    NobodyToConfirm,
    NoOnlineForm,
    NoOutreach,
    NotComplete,
    NotConfirmed,
    NothingToRenew,
    NotThisPerson,
    OfferGone,
    PersonNotNamed,
    ReasonTooLong,
    TooManyDrafts,
    TooManyFiles,
    TrustTooLow,
    WayUnknown,
    WrongAdoptionCode,
    WrongCodeGiven,
    WrongDraftCode,
)
from amt.capabilities.applications.services.access import open_by_code
from amt.capabilities.applications.services.adopting import adopt_application, adopt_sent
from amt.capabilities.applications.services.announcing import announce_deletions
from amt.capabilities.applications.services.calling import (
    confirm_caller,
    end_call,
    leave_drafts,
    search_caller,
    start_call_draft,
    take_up_draft,
)
from amt.capabilities.applications.services.collected import submit_collected
from amt.capabilities.applications.services.completing import start_completion
from amt.capabilities.applications.services.confirmed import Confirmed
from amt.capabilities.applications.services.confirming import confirm_draft
from amt.capabilities.applications.services.declaring import send_as_known
from amt.capabilities.applications.services.declining import (
    LONGEST_REASON,
    ask_again,
    decline_confirmation,
    tell_declined,
)
from amt.capabilities.applications.services.drafts import (
    StepResult,
    delete_expired_drafts,
    discard_draft,
    save_step,
    start_draft,
)
from amt.capabilities.applications.services.files import (
    add_file,
    add_upload,
    drop_infected_file,
    file_limits,
    remove_file,
    restore_file,
)
from amt.capabilities.applications.services.filing import Submitted
from amt.capabilities.applications.services.informal import (
    WAYS,
    Taken,
    end_informal,
    take_informal,
)
from amt.capabilities.applications.services.lookups import (
    attributes_of,
    choose_lookup,
    refuse_lookup,
    report_lookup,
    take_late_answer,
    use_lookup,
)
from amt.capabilities.applications.services.mandated import start_mandate_draft
from amt.capabilities.applications.services.offering import (
    claim_offer,
    delete_expired_offers,
    offer_application,
)
from amt.capabilities.applications.services.outreach import (
    Plan,
    Tally,
    forget_outreached,
    run_outreach,
)
from amt.capabilities.applications.services.receipts import (
    make_receipt,
    note_failed_receipt,
    topic_of,
)
from amt.capabilities.applications.services.reminding import remind_confirmations
from amt.capabilities.applications.services.renewing import start_renewal
from amt.capabilities.applications.services.saving import FieldSaved, save_field
from amt.capabilities.applications.services.submission import (
    submit_application,
    submit_confirmed,
)
from amt.capabilities.applications.services.unsigned import (
    adopt_draft,
    code_actor_of,
    resume_draft,
    start_unsigned_draft,
)
from amt.capabilities.cases.services import AlreadyComplete, NoInformalApplication
from amt.capabilities.identity.services import TooManyTries

__all__ = [
    "LONGEST_REASON",
    "WAYS",
    "AddressMissing",
    "AlreadyAdopted",
    "AlreadyComplete",
    "AlreadyConfirmed",
    "AlreadyRenewed",
    "AlreadySubmitted",
    "AnswersChanged",
    "AskedTwice",
    "BasisNotNamed",
    "ConfirmationRefused",
    "Confirmed",
    "DayNotPossible",
    "DraftBegunBefore",
    "DraftExpired",
    "FieldSaved",
    "NoInformalApplication",
    "NoOnlineForm",
    "NoOutreach",
    "NobodyDecidesThere",
    "NobodyToConfirm",
    "NotComplete",
    "NotConfirmed",
    "NotThisPerson",
    "NothingToRenew",
    "OfferGone",
    "PersonNotNamed",
    "Plan",
    "ReasonTooLong",
    "StepResult",
    "Submitted",
    "Taken",
    "Tally",
    "TooManyDrafts",
    "TooManyFiles",
    "TooManyTries",
    "TrustTooLow",
    "WayUnknown",
    "WrongAdoptionCode",
    "WrongCodeGiven",
    "WrongDraftCode",
    "add_file",
    "add_upload",
    "adopt_application",
    "adopt_draft",
    "adopt_sent",
    "announce_deletions",
    "ask_again",
    "attributes_of",
    "choose_lookup",
    "claim_offer",
    "code_actor_of",
    "confirm_caller",
    "confirm_draft",
    "decline_confirmation",
    "delete_expired_drafts",
    "delete_expired_offers",
    "discard_draft",
    "drop_infected_file",
    "end_call",
    "end_informal",
    "file_limits",
    "forget_outreached",
    "leave_drafts",
    "make_receipt",
    "note_failed_receipt",
    "offer_application",
    "open_by_code",
    "refuse_lookup",
    "remind_confirmations",
    "remove_file",
    "report_lookup",
    "restore_file",
    "resume_draft",
    "run_outreach",
    "save_field",
    "save_step",
    "search_caller",
    "send_as_known",
    "start_call_draft",
    "start_completion",
    "start_draft",
    "start_mandate_draft",
    "start_renewal",
    "start_unsigned_draft",
    "submit_application",
    "submit_collected",
    "submit_confirmed",
    "take_informal",
    "take_late_answer",
    "take_up_draft",
    "tell_declined",
    "topic_of",
    "use_lookup",
]
