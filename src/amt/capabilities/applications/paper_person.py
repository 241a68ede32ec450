"""Who applies, asked on paper: a form that leaves name and address to the sign-in asks for both.

Service and form are returned with one page more in front, and its texts; everything else that works
with forms works with it as with any other.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import override

from amt.contract.forms import Field, FieldKind, Form, FormStep, Group
from amt.contract.procedure import Procedure
from amt.contract.texts import Texts

STEP = "paper_person"
KEEP = "case"
_NAMES = ("given_name", "family_name")
_ADDRESS = ("street", "postcode", "city")
_KINDS = {"postcode": FieldKind.POSTCODE}


def on_paper(found: Procedure, form: Form) -> tuple[Procedure, Form]:
    """Return a service and its form as they are on paper; unchanged where the form asks all."""
    asked = _asked_of_submitter(found, form)
    wanted: tuple[str, ...] = ()
    if not asked & {"family_name", "organisation_name"}:
        wanted += _NAMES
    if "street" not in asked:
        wanted += _ADDRESS
    if not wanted:
        return found, form
    retention = found.retention[0].key if found.retention else KEEP
    group = Group(STEP, tuple(_field(name, retention) for name in wanted))
    longer = replace(form, steps=(FormStep(STEP, (group,)), *form.steps))
    return replace(found, texts=_with_words(found.texts, form.key)), longer


def _asked_of_submitter(found: Procedure, form: Form) -> set[str]:
    return {
        one.person
        for step in form.steps
        if step.condition is None
        for group in step.groups
        if not group.repeats and group.party in ("", found.submitting_role)
        for one in group.fields
        if one.person and one.condition is None
    }


def _field(name: str, retention: str) -> Field:
    kind = _KINDS.get(name, FieldKind.TEXT)
    return Field(f"{STEP}.{name}", kind, retention, required=name != "given_name", person=name)


def _with_words(texts: Texts, form_key: str) -> Texts:
    by_language = {}
    for language, known in texts.by_language.items():
        with override(language):
            by_language[language] = MappingProxyType({**known, **_words(form_key)})
    return Texts(MappingProxyType(by_language))


def _words(form_key: str) -> dict[str, str]:
    return {
        f"steps_of.{form_key}.{STEP}.title": _("Wer stellt den Antrag?"),
        f"fields.{STEP}.given_name.label": _("Vorname"),
        f"fields.{STEP}.family_name.label": _("Familienname"),
        f"fields.{STEP}.street.label": _("Straße und Hausnummer"),
        f"fields.{STEP}.postcode.label": _("Postleitzahl"),
        f"fields.{STEP}.city.label": _("Ort"),
    }
