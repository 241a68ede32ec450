"""The deeds of identity: accounts, roles and consents; invitations by letter; counting wrong tries.

`codes` makes and proves codes that open something without an account.
"""

from __future__ import annotations

from amt.capabilities.identity.services.accepting import OwnMandate
from amt.capabilities.identity.services.accesses import forget_accesses, note_access
from amt.capabilities.identity.services.accounts import (
    assign_role,
    identify_resident,
    set_delivery_consent,
    set_language,
)
from amt.capabilities.identity.services.calls import (
    LONGEST_REASON,
    CallerNotSure,
    CallerUnknown,
    CallReasonMissing,
    CallRunning,
    CallWayUnknown,
    NameMissing,
    Searched,
    SearchesUsedUp,
    begin_call,
    confirm_caller,
    end_call,
    end_forgotten_calls,
    note_told,
    search_caller,
)
from amt.capabilities.identity.services.invitations import (
    CodeGone,
    InvitationExpired,
    InvitationTaken,
    WrongInvitationCode,
    accept_invitation,
    code_of_invitation,
    invite,
    open_invitation,
)
from amt.capabilities.identity.services.mandates import (
    EndNotPossible,
    HelperMissing,
    NoServiceChosen,
    code_of_mandate,
    give_mandate,
    may_give,
    revoke_mandate,
    services_for_helpers,
)
from amt.capabilities.identity.services.questions import (
    LONGEST_ANSWER,
    LONGEST_TEXT,
    AlreadyAnswered,
    AnswerMissing,
    AnswerTooLong,
    NobodyToAsk,
    QuestionTooLong,
    answer_access_question,
    ask_about_access,
)
from amt.capabilities.identity.services.tries import (
    TooManyTries,
    count_wrong_try,
    forget_wrong_tries,
    too_many_tries,
)

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_REASON",
    "LONGEST_TEXT",
    "AlreadyAnswered",
    "AnswerMissing",
    "AnswerTooLong",
    "CallReasonMissing",
    "CallRunning",
    "CallWayUnknown",
    "CallerNotSure",
    "CallerUnknown",
    "CodeGone",
    "EndNotPossible",
    "HelperMissing",
    "InvitationExpired",
    "InvitationTaken",
    "NameMissing",
    "NoServiceChosen",
    "NobodyToAsk",
    "OwnMandate",
    "QuestionTooLong",
    "Searched",
    "SearchesUsedUp",
    "TooManyTries",
    "WrongInvitationCode",
    "accept_invitation",
    "answer_access_question",
    "ask_about_access",
    "assign_role",
    "begin_call",
    "code_of_invitation",
    "code_of_mandate",
    "confirm_caller",
    "count_wrong_try",
    "end_call",
    "end_forgotten_calls",
    "forget_accesses",
    "forget_wrong_tries",
    "give_mandate",
    "identify_resident",
    "invite",
    "may_give",
    "note_access",
    "note_told",
    "open_invitation",
    "revoke_mandate",
    "search_caller",
    "services_for_helpers",
    "set_delivery_consent",
    "set_language",
    "too_many_tries",
]
