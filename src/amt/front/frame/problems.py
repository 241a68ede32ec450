"""From problem codes to sentences: what is wrong, what to do, an example.

A procedure may have its own sentence for a field under `fields.<path>.error`, or for one code under
`fields.<path>.error.<code>`; sentences of rules over several answers are `rules.<key>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amt.capabilities.applications.queries import block_example
from amt.contract.answers import Problem
from amt.contract.forms import FieldKind, Form, bare_path
from amt.contract.identifiers import example_of
from amt.contract.texts import Worded
from amt.design import formats
from amt.front.frame import identifier_words

# Codes whose sentence must name a limit, so that a field's general sentence cannot stand for them.
_OWN_SENTENCE = frozenset({"too_long", "too_small", "too_large", "forbidden_character"})


def sentence(problem: Problem, found: Worded, form: Form, language: str) -> str:
    """Return the sentence for a problem in the active language."""
    values = dict(problem.values)
    if problem.code == "rule":
        return found.texts.get(f"rules.{values['rule']}", language)
    key = f"fields.{bare_path(problem.path)}.error"
    own = found.texts.find(f"{key}.{problem.code}", language)
    if own is None and problem.code not in _OWN_SENTENCE:
        own = found.texts.find(key, language)
    if own is not None:
        return own
    field = form.field_at(problem.path)
    is_money = field.kind is FieldKind.MONEY
    values.setdefault("scheme", field.scheme)
    example = found.texts.find(
        f"fields.{bare_path(problem.path)}.example", language
    ) or block_example(problem.path, language)
    code = problem.code if problem.code != "required" else _required_code(field.kind)
    text = _SENTENCES[code](values, is_money)
    if field.kind is FieldKind.IDENTIFIER and code in ("not_an_identifier", "wrong_check_digit"):
        return f"{text} {identifier_words.place_of(field.scheme)}".strip()
    if example and code == "required":
        return _("%(sentence)s Zum Beispiel: %(example)s") % {"sentence": text, "example": example}
    return text


def sentences(
    problems: Iterable[Problem], found: Worded, form: Form, language: str
) -> dict[str, str]:
    """Return one sentence for each field that has a problem, by path."""
    told: dict[str, str] = {}
    for problem in problems:
        told.setdefault(problem.path, sentence(problem, found, form, language))
    return told


def _required_code(kind: FieldKind) -> str:
    return {
        FieldKind.CHOICE: "not_an_option",
        FieldKind.CHOICES: "not_an_option",
        FieldKind.YES_NO: "not_an_option",
        FieldKind.MONEY: "not_an_amount",
        FieldKind.INTEGER: "not_a_number",
        FieldKind.DATE: "not_a_date",
        FieldKind.PARTIAL_DATE: "not_a_partial_date",
        FieldKind.DECIMAL: "not_a_decimal",
        FieldKind.IDENTIFIER: "not_an_identifier",
        FieldKind.EMAIL: "not_an_email",
        FieldKind.PHONE: "not_a_phone",
        FieldKind.IBAN: "not_an_iban",
        FieldKind.POSTCODE: "not_a_postcode",
        FieldKind.FILE: "file_required",
        FieldKind.DECLARATION: "must_be_declared",
    }.get(kind, "required")


def _limit(value: Any, is_money: bool) -> str:
    return formats.money(int(value)) if is_money else formats.number(int(value))


_SENTENCES: dict[str, Callable[[dict[str, Any], bool], str]] = {
    "required": lambda _values, _money: _("Füllen Sie dieses Feld aus."),
    "file_required": lambda _values, _money: _("Laden Sie hier eine Datei hoch: Foto oder PDF."),
    "must_be_declared": lambda _values, _money: _(
        "Bestätigen Sie diesen Satz. Ohne ihn geht es nicht weiter."
    ),
    "not_a_number": lambda _values, _money: _("Geben Sie eine ganze Zahl an, zum Beispiel 3."),
    "not_an_amount": lambda _values, _money: _(
        "Geben Sie einen Betrag in Euro an, zum Beispiel 512,30."
    ),
    "not_a_date": lambda _values, _money: _("Geben Sie ein Datum an, zum Beispiel 21.11.2026."),
    "not_a_partial_date": lambda _values, _money: _(
        "Geben Sie an, was Sie wissen: ein Datum, Monat und Jahr oder nur das Jahr, zum Beispiel "
        "21.9.1998, 9.1998 oder 1998."
    ),
    "not_a_decimal": lambda _values, _money: (
        _("Geben Sie eine Zahl an, zum Beispiel %(example)s.")
        % {"example": formats.decimal(Decimal("54.5"))}
    ),
    "too_many_places": lambda values, _money: (
        ngettext(
            "Geben Sie höchstens eine Stelle nach dem Komma an, zum Beispiel %(example)s.",
            "Geben Sie höchstens %(places)s Stellen nach dem Komma an, zum Beispiel %(example)s.",
            values["places"],
        )
        % {"places": values["places"], "example": formats.decimal(Decimal("54.5"))}
        if values["places"]
        else _("Geben Sie eine ganze Zahl an, zum Beispiel 3.")
    ),
    "not_an_identifier": lambda values, _money: (
        _("Geben Sie die Nummer vollständig an, zum Beispiel %(example)s.")
        % {"example": example_of(values["scheme"])}
    ),
    "wrong_check_digit": lambda values, _money: (
        _(
            "Vergleichen Sie die Nummer noch einmal: Mindestens ein Zeichen ist anders als auf "
            "Ihrem Papier. So sieht eine solche Nummer aus: %(example)s."
        )
        % {"example": example_of(values["scheme"])}
    ),
    "not_an_option": lambda _values, _money: _("Wählen Sie eine der Antworten aus."),
    "not_an_email": lambda _values, _money: _(
        "Geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.org."
    ),
    "not_a_phone": lambda _values, _money: _(
        "Geben Sie eine Telefonnummer an, zum Beispiel 0421 3610."
    ),
    "not_an_iban": lambda _values, _money: _(
        "Geben Sie die IBAN so an, wie sie auf Ihrer Bankkarte steht. Eine deutsche IBAN beginnt "
        "mit DE und hat 22 Zeichen."
    ),
    "not_a_postcode": lambda _values, _money: _("Geben Sie fünf Ziffern an, zum Beispiel 28195."),
    "too_long": lambda values, _money: (
        _("Kürzen Sie den Text auf höchstens %(maximum)s Zeichen.") % {"maximum": values["maximum"]}
    ),
    "too_small": lambda values, money: (
        _("Geben Sie mindestens %(minimum)s an.") % {"minimum": _limit(values["minimum"], money)}
    ),
    "too_large": lambda values, money: (
        _("Geben Sie höchstens %(maximum)s an.") % {"maximum": _limit(values["maximum"], money)}
    ),
    "forbidden_character": lambda _values, _money: _(
        "Der Text enthält Zeichen, die wir nicht speichern können. Schreiben Sie ihn bitte neu "
        "oder kürzer."
    ),
}
