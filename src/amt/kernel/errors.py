"""What may go wrong by intention, and how it reaches a person.

A `Refusal` is anticipated: its message is shown. `NotVisible` becomes a 404 and an audit row, so
that nobody learns what exists. A `PartnerFailure` says whether trying again makes sense. Anything
else is a defect: logged once, shown as a page with a reference number.
"""

from __future__ import annotations

from django.utils.functional import Promise


class Refusal(Exception):
    """An anticipated no: `message` is a sentence for the person, `code` a name for tests."""

    code = "refused"

    def __init__(self, message: str | Promise, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotVisible(Exception):
    """The actor may not know that the subject exists."""

    def __init__(self, subject_kind: str, subject_id: object) -> None:
        super().__init__(f"{subject_kind}:{subject_id}")
        self.subject_kind = subject_kind
        self.subject_id = str(subject_id)


class PartnerFailure(Exception):
    """A system of somebody else did not do what was asked."""

    def __init__(self, partner: str, message: str, *, permanent: bool) -> None:
        super().__init__(f"{partner}: {message}")
        self.partner = partner
        self.permanent = permanent
