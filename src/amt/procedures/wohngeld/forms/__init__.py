"""The forms of Wohngeld: trial, application (two versions), the short form for changes.

Paths that mean the same are the same in all forms (`home.place`, `rent.cold`). The trial asks for
the household as a whole (`household.*`), the application person by person (`applicant.*`,
`members.*`, `incomes.*`). What the law knows and no form asks is in `docs/law/wohngeld.md`.
"""

from __future__ import annotations

from amt.procedures.wohngeld.forms.application import APPLICATION_FORM
from amt.procedures.wohngeld.forms.application_1 import APPLICATION_1
from amt.procedures.wohngeld.forms.change import CHANGE_FORM
from amt.procedures.wohngeld.forms.choices import (
    ALLOWED_DISABILITIES,
    CASE,
    CHILD,
    NO_BENEFIT,
    PLACES,
    TRIAL,
)
from amt.procedures.wohngeld.forms.renewal import renewal_answers
from amt.procedures.wohngeld.forms.trial import TRIAL_FORM

__all__ = [
    "ALLOWED_DISABILITIES",
    "APPLICATION_1",
    "APPLICATION_FORM",
    "CASE",
    "CHANGE_FORM",
    "CHILD",
    "FORMS",
    "NO_BENEFIT",
    "PLACES",
    "TRIAL",
    "TRIAL_FORM",
    "renewal_answers",
]

FORMS = {
    "trial": TRIAL_FORM,
    "application": APPLICATION_FORM,
    "application@1": APPLICATION_1,
}
