"""What may be refused to somebody who applies; each message is a sentence for the person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amt.contract.answers import Problem
from amt.kernel.errors import Refusal


class AlreadySubmitted(Refusal):
    """The draft was submitted; it cannot be changed any more."""

    code = "already_submitted"

    def __init__(self) -> None:
        super().__init__(_("Dieser Antrag ist schon gesendet. Sie können ihn nicht mehr ändern."))


class DraftExpired(Refusal):
    """The draft's time is over."""

    code = "draft_expired"

    def __init__(self) -> None:
        super().__init__(
            _("Dieser Entwurf ist abgelaufen. Beginnen Sie den Antrag bitte noch einmal.")
        )


class NotComplete(Refusal):
    """Something is missing or wrong; `problems` say what."""

    code = "not_complete"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Es fehlen noch Angaben. Ergänzen Sie sie, dann können Sie senden."))
        self.problems = tuple(problems)


class TrustTooLow(Refusal):
    """The service asks for a surer identity than the person signed in with."""

    code = "trust_too_low"

    def __init__(self) -> None:
        super().__init__(
            _("Für diesen Antrag brauchen Sie eine sicherere Anmeldung, zum Beispiel mit Ausweis.")
        )


class NobodyDecidesThere(Refusal):
    """No unit of this installation decides for the place of the application."""

    code = "nobody_decides_there"

    def __init__(self) -> None:
        super().__init__(
            _("Für diesen Ort ist hier keine Stelle zuständig. Fragen Sie bitte die 115.")
        )


class NoOnlineForm(Refusal):
    """The service cannot be applied for online."""

    code = "no_online_form"

    def __init__(self) -> None:
        super().__init__(_("Diese Leistung können Sie noch nicht online beantragen."))


class TooManyFiles(Refusal):
    """The field holds as many files as it may."""

    code = "too_many_files"

    def __init__(self, maximum: int) -> None:
        super().__init__(
            _("Hier sind höchstens %(maximum)s Dateien möglich. Entfernen Sie zuerst eine.")
            % {"maximum": maximum}
        )


class WrongCodeGiven(Refusal):
    """Reference and code do not fit together; nobody learns which of the two was wrong."""

    code = "wrong_code"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Aktenzeichen und Zugangscode passen nicht zusammen. Beides haben Sie nach dem "
                "Senden gesehen."
            )
        )


class WrongAdoptionCode(Refusal):
    """Number and code do not fit; nobody learns whether there is such a number."""

    code = "wrong_adoption_code"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Mit diesem Aktenzeichen und diesem Code geht es nicht. Lesen Sie beides noch "
                "einmal ab: auf der Bestätigung oder im Brief. Hilfe am Telefon: 115."
            )
        )


class NotThisPerson(Refusal):
    """The application names somebody else than who is signed in."""

    code = "not_this_person"

    def __init__(self) -> None:
        super().__init__(
            _(
                "In diesem Antrag steht eine andere Person. Name und Geburtsdatum müssen zu Ihrem "
                "Konto passen. Nehmen Sie den Code aus einem Brief, oder rufen Sie die 115 an."
            )
        )


class AlreadyAdopted(Refusal):
    """The application is in another account."""

    code = "already_adopted"

    def __init__(self) -> None:
        super().__init__(_("Dieser Antrag ist schon in einem anderen Konto. Rufen Sie die 115 an."))


class TooManyDrafts(Refusal):
    """From one network more applications were begun without sign-in than fit one household."""

    code = "too_many_drafts"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Von Ihrem Anschluss wurden in dieser Stunde schon viele Anträge begonnen. "
                "Melden Sie sich an, oder versuchen Sie es in einer Stunde noch einmal."
            )
        )


class WrongDraftCode(Refusal):
    """No open draft has this code."""

    code = "wrong_draft_code"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Zu diesem Code gibt es keinen Antrag. Prüfen Sie den Code, zum Beispiel "
                "7K3M-PX4C-9ABD. Nach 30 Tagen ohne Änderung ist ein Entwurf gelöscht."
            )
        )


class DraftBegunBefore(Refusal):
    """The account has an open draft of the same service; somebody must choose one."""

    code = "draft_begun_before"

    def __init__(self, draft_uuid: UUID) -> None:
        super().__init__(
            _("In Ihrem Konto gibt es schon einen Entwurf. Wählen Sie, welchen Sie behalten.")
        )
        self.draft_uuid = draft_uuid


class AddressMissing(Refusal):
    """Nobody is signed in and the form names no address for letters."""

    code = "address_missing"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Für Briefe brauchen wir Ihren Namen und Ihre Anschrift. Tragen Sie beides in das "
                "Formular ein oder melden Sie sich an."
            )
        )


class NotConfirmed(Refusal):
    """Somebody else must confirm first; they have been asked by letter."""

    code = "not_confirmed"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _(
                "%(names)s muss den Antrag noch bestätigen und bekommt dazu einen Brief. Danach "
                "senden wir den Antrag von selbst."
            )
            % {"names": ", ".join(names)}
        )
        self.names = tuple(names)


class ConfirmationRefused(Refusal):
    """Somebody who was asked does not confirm the application as it is."""

    code = "confirmation_refused"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _(
                "%(names)s bestätigt den Antrag nicht. Was Sie tun können, steht unter „Wer noch "
                "bestätigt“."
            )
            % {"names": ", ".join(names)}
        )


class AlreadyConfirmed(Refusal):
    """Who has confirmed cannot decline any more."""

    code = "already_confirmed"

    def __init__(self) -> None:
        super().__init__(_("Sie haben schon bestätigt. Rufen Sie bitte die 115 an."))


class AskedTwice(Refusal):
    """Who has said no is asked once more and then left alone."""

    code = "asked_twice"

    def __init__(self) -> None:
        super().__init__(
            _("Wir haben die Person schon noch einmal gefragt. Sprechen Sie bitte mit ihr.")
        )


class ReasonTooLong(Refusal):
    """The reason does not fit."""

    code = "reason_too_long"

    def __init__(self, longest: int) -> None:
        super().__init__(
            _("Kürzen Sie den Grund auf höchstens %(longest)s Zeichen.") % {"longest": longest}
        )


class NobodyToConfirm(Refusal):
    """Somebody must confirm whom the form does not name with an address."""

    code = "nobody_to_confirm"

    def __init__(self) -> None:
        super().__init__(
            _("Eine weitere Person muss den Antrag bestätigen. Geben Sie ihre Adresse an.")
        )


class AnswersChanged(Refusal):
    """The answers are others than those that were to be confirmed."""

    code = "answers_changed"

    def __init__(self) -> None:
        super().__init__(
            _("Der Antrag wurde inzwischen geändert. Sie bekommen einen neuen Brief dazu.")
        )


class PersonNotNamed(Refusal):
    """Nobody is named who applies."""

    code = "person_not_named"

    def __init__(self) -> None:
        super().__init__(_("Geben Sie an, wer den Antrag stellt, zum Beispiel Erika Muster."))


class DayNotPossible(Refusal):
    """The day of arrival is still to come."""

    code = "day_not_possible"

    def __init__(self) -> None:
        super().__init__(_("Der Tag des Eingangs kann nicht in der Zukunft liegen."))


class WayUnknown(Refusal):
    """Nobody knows this way of applying."""

    code = "way_unknown"

    def __init__(self) -> None:
        super().__init__(_("Wählen Sie, wie der Antrag ankam: Telefon, Brief oder persönlich."))


class NothingToRenew(Refusal):
    """There is no grant that could go on."""

    code = "nothing_to_renew"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Hier gibt es keine Bewilligung, die Sie verlängern können. Stellen Sie einen "
                "neuen Antrag."
            )
        )


class AlreadyRenewed(Refusal):
    """The application for the time after this grant was sent."""

    code = "already_renewed"

    def __init__(self, case_uuid: UUID) -> None:
        super().__init__(_("Sie haben die Verlängerung schon beantragt."))
        self.case_uuid = case_uuid


class OfferGone(Refusal):
    """The prepared application was taken or its time is over."""

    code = "offer_gone"

    def __init__(self) -> None:
        super().__init__(
            _("Dieses Angebot gibt es nicht mehr. Sie können den Antrag selbst beginnen.")
        )


class NoOutreach(Refusal):
    """The service finds nobody from register data."""

    code = "no_outreach"

    def __init__(self) -> None:
        super().__init__(_("Für diese Leistung gibt es keine Suche in Registerdaten."))


class BasisNotNamed(Refusal):
    """Nobody named the provision that allows the use of these data."""

    code = "basis_not_named"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nennen Sie die Rechtsgrundlage in 10 bis 200 Zeichen, zum Beispiel den "
                "Paragrafen eines Landesgesetzes."
            )
        )
