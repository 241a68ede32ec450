"""What somebody is told by letter whose application was taken down without its form."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from amt.contract.acts import ActContent, Section
from amt.contract.law import Law
from amt.contract.procedure import Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats

_WAYS = {
    "phone": gettext_lazy("am Telefon"),
    "letter": gettext_lazy("mit einem Brief"),
    "counter": gettext_lazy("persönlich"),
}
_DUTIES = {
    Law.SGB_X: "§ 60 SGB I",
    Law.SGB_X_SGG: "§ 60 SGB I",
    Law.VWVFG: "§ 26 VwVfG",
    Law.AO: "§ 90 AO",
}


def letter_of(found: Procedure, *, way: str, applied_on: date, form_until: date) -> ActContent:
    """Return the letter: the day that counts, what is needed, until when."""
    with override(SOURCE_LANGUAGE):
        said = {
            "service": found.title(SOURCE_LANGUAGE),
            "way": _WAYS[way],
            "day": formats.date_long(applied_on),
            "until": formats.date_long(form_until),
            "norm": _DUTIES[found.law],
        }
        title = found.texts.find("informal.title", SOURCE_LANGUAGE)
        return ActContent(
            title=title or _("Ihr Antrag ist angekommen: Es fehlt noch das Formular"),
            operative=(
                _("Sie haben am %(day)s %(way)s beantragt: %(service)s.") % said,
                _("Als Tag Ihres Antrags gilt der %(day)s. Dieser Tag bleibt.") % said,
                _("Es fehlt noch das Formular. Füllen Sie es bis zum %(until)s aus (%(norm)s).")
                % said,
            ),
            notes=tuple(_notes(found)),
        )


def _notes(found: Procedure) -> list[Section]:
    needed = next(
        (
            found.texts.lines(key, SOURCE_LANGUAGE)
            for key in ("informal.needed", "service.needed")
            if found.texts.find(key, SOURCE_LANGUAGE) is not None
        ),
        (),
    )
    sections = [Section(_("Das brauchen Sie dafür"), points=tuple(needed))] if needed else []
    return [
        *sections,
        Section(
            _("Wenn Sie Hilfe brauchen"),
            paragraphs=(
                _("Reicht die Zeit nicht, oder fehlt Ihnen etwas? Rufen Sie uns an."),
                _("Ohne Ihre Angaben können wir nicht entscheiden."),
            ),
        ),
    ]
