"""What may be refused to those who decide many grants once more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from amt.kernel.errors import Refusal


class NothingRuns(Refusal):
    """The unit has no grant that runs on the day."""

    code = "nothing_runs"

    def __init__(self) -> None:
        super().__init__(_("An diesem Tag läuft hier keine Bewilligung dieser Leistung."))


class RunIsOpen(Refusal):
    """Another run over the same grants has not ended."""

    code = "run_is_open"

    def __init__(self) -> None:
        super().__init__(
            _("Für diese Leistung läuft schon eine Neuberechnung. Schließen Sie sie zuerst ab.")
        )


class NotDecidedOnceMore(Refusal):
    """The service has no rules for deciding a grant once more."""

    code = "not_decided_once_more"

    def __init__(self) -> None:
        super().__init__(_("Diese Leistung kann nicht neu berechnet werden."))


class NotInThisState(Refusal):
    """The run is not where this can be done."""

    code = "not_in_this_state"

    def __init__(self) -> None:
        super().__init__(_("Der Stand hat sich geändert. Laden Sie die Seite neu."))


class SampleIsOpen(Refusal):
    """Not every result of the sample has been checked."""

    code = "sample_is_open"

    def __init__(self) -> None:
        super().__init__(_("Prüfen Sie zuerst alle Fälle der Stichprobe."))


class SamePerson(Refusal):
    """Who started a run cannot release it."""

    code = "same_person"

    def __init__(self) -> None:
        super().__init__(
            _("Sie haben die Neuberechnung begonnen. Freigeben muss sie eine andere Person.")
        )


class NotLeading(Refusal):
    """Only somebody who leads the unit releases a run."""

    code = "not_leading"

    def __init__(self) -> None:
        super().__init__(_("Freigeben kann nur die Leitung der Stelle."))


class NoteNeeded(Refusal):
    """Whoever says that something is wrong says what."""

    code = "note_needed"

    def __init__(self) -> None:
        super().__init__(_("Schreiben Sie, was nicht stimmt."))
