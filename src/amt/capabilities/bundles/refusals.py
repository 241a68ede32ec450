"""What may be refused to the persons of a bundle."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from amt.contract.answers import Problem
from amt.kernel.errors import Refusal


class AlreadySent(Refusal):
    """The member was sent; the bundle can change it no more."""

    code = "already_sent"

    def __init__(self) -> None:
        super().__init__(_("Dieser Antrag ist schon gesendet. Sie können ihn nicht mehr ändern."))


class AnswersMissing(Refusal):
    """The conversation is not finished; `problems` say what is missing."""

    code = "answers_missing"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Es fehlen noch Angaben. Ergänzen Sie sie, dann können Sie bestätigen."))
        self.problems = tuple(problems)


class SignInNeeded(Refusal):
    """Who applies must have signed in as surely as the service asks."""

    code = "sign_in_needed"

    def __init__(self) -> None:
        super().__init__(
            _("Melden Sie sich bitte an. Mit dem Code allein können Sie keinen Antrag stellen.")
        )


class NothingStarts(Refusal):
    """No service of this installation answers to the event at this place."""

    code = "nothing_starts"

    def __init__(self) -> None:
        super().__init__(_("Zu diesem Ereignis gibt es hier keine Leistung."))


class OtherPersonApplies(Refusal):
    """The form of this member is of another person of the bundle."""

    code = "other_person_applies"

    def __init__(self, name: str) -> None:
        super().__init__(_("Diesen Antrag ergänzt %(name)s.") % {"name": name})
