"""What the receipt of an application says; `acts` makes the PDF of it.

It is in German, the official language, like the letters of the office. The code is not on it:
receipts are handed to others as proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.capabilities.acts.services import ReceiptContent
from amt.capabilities.applications.models import Application
from amt.capabilities.applications.summary import summary
from amt.contract.acts import Section, Table
from amt.contract.forms import Form
from amt.contract.procedure import Procedure
from amt.contract.texts import SOURCE_LANGUAGE
from amt.design import formats

_EMPTY = "–"


def receipt_content(
    application: Application,
    found: Procedure,
    form: Form,
    answers: Mapping[str, Any],
    file_names: Mapping[str, str],
    *,
    applied_on: date,
) -> ReceiptContent:
    """Return the receipt's parts: title, answers page by page, what happens next."""
    with override(SOURCE_LANGUAGE):
        received = formats.date_time(application.submitted_at)
        service = found.title(SOURCE_LANGUAGE)
        return ReceiptContent(
            title=_("Bestätigung: Ihr Antrag ist angekommen"),
            introduction=(
                _("Ihr Antrag „%(service)s“ ist am %(received)s angekommen.")
                % {"service": service, "received": received},
                _("Als Tag des Antrags gilt der %(day)s.") % {"day": formats.date_long(applied_on)},
            ),
            sections=tuple(sections_of(found, form, answers, file_names)),
            next_steps=tuple(next_steps(found, SOURCE_LANGUAGE)),
        )


def next_steps(found: Procedure, language: str) -> list[str]:
    """Say what happens after sending, from the procedure's texts where it has its own words."""
    if found.texts.find("service.next_steps", language) is not None:
        return list(found.texts.lines("service.next_steps", language))
    return [
        _("Die zuständige Stelle prüft Ihren Antrag."),
        _("Wenn etwas fehlt, schreiben wir Ihnen."),
        _("Danach bekommen Sie einen Bescheid."),
    ]


def sections_of(
    found: Procedure, form: Form, answers: Mapping[str, Any], file_names: Mapping[str, str]
) -> Iterator[Section]:
    """Yield the answers page by page, as tables of question and answer."""
    for page in summary(found, form, answers, SOURCE_LANGUAGE, file_names):
        for part in page.parts:
            heading = part.title or page.title
            if part.note:
                yield Section(heading=heading, paragraphs=(part.note,))
                continue
            rows = tuple((line.label, line.text or _EMPTY) for line in part.lines)
            table = Table(caption=heading, header=(_("Frage"), _("Ihre Angabe")), rows=rows)
            yield Section(heading=heading, table=table)
