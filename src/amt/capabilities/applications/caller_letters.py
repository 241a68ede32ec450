"""What somebody is told by letter for whom staff filled in a form in a call or at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.applications.receipt import sections_of
from amt.contract.acts import ActContent, Section
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats


def confirmation_letter(
    found: Procedure, on: date, norm: str, counts_from: date | None = None
) -> ActContent:
    """Return the letter that asks the caller to confirm what they said.

    Where the service can be applied for without its form, the day of the call counts already.
    """
    with override(SOURCE_LANGUAGE):
        said = _said(found, on) | {"norm": norm}
        if counts_from is not None:
            said |= {"counts": formats.date_long(counts_from)}
        return ActContent(
            title=_("Bitte bestätigen Sie Ihren Antrag"),
            operative=(
                _("Sie haben am %(day)s mit uns gesprochen und beantragt: %(service)s.") % said,
                _(
                    "Als Tag Ihres Antrags gilt der %(counts)s. Dieser Tag bleibt. Bestätigen Sie "
                    "noch Ihre Angaben (%(norm)s)."
                )
                % said
                if counts_from
                else _("Der Antrag gilt erst, wenn Sie ihn bestätigen (%(norm)s).") % said,
                _("Sehen Sie sich mit dem Code aus diesem Brief an, was wir aufgeschrieben haben."),
            ),
            notes=(_if_wrong(),),
        )


def told_letter(
    found: Procedure,
    form: Form,
    answers: Mapping[str, Any],
    *,
    reference: str,
    on: date,
    file_names: Mapping[str, str],
) -> ActContent:
    """Return the letter that tells what was applied for in a call, with all that was noted."""
    with override(SOURCE_LANGUAGE):
        said = _said(found, on) | {"reference": reference}
        return ActContent(
            title=_("Ihr Antrag aus unserem Gespräch"),
            operative=(
                _("Sie haben am %(day)s mit uns gesprochen und beantragt: %(service)s.") % said,
                _("Der Antrag gilt. Sie müssen nichts mehr tun, wenn alles stimmt."),
                _("Das Aktenzeichen ist %(reference)s. Der Code in diesem Brief zeigt den Stand.")
                % said,
            ),
            reasons=tuple(sections_of(found, form, answers, file_names)),
            notes=(_if_wrong(),),
        )


def _said(found: Procedure, on: date) -> dict[str, str]:
    return {"service": found.title(SOURCE_LANGUAGE), "day": formats.date_long(on)}


def _if_wrong() -> Section:
    return Section(
        _("Wenn etwas nicht stimmt"),
        paragraphs=(
            _("Rufen Sie die 115 an oder schreiben Sie uns."),
            _("Haben Sie nicht mit uns gesprochen? Sagen Sie uns auch das."),
        ),
    )
