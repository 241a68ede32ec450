"""Labels, hints and examples of the leaves of blocks, where a procedure has no words of its own.

A leaf is the last part of a path (`home.house_number`); see `amt.contract.blocks`.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from amt.contract.blocks import leaf_of

_LABELS: dict[str, Promise | str] = {
    "street": _("Straße"),
    "house_number": _("Hausnummer"),
    "addition": _("Zusatz zur Adresse"),
    "postcode": _("Postleitzahl"),
    "city": _("Ort"),
    "country": _("Land"),
    "title": _("Titel"),
    "given_name": _("Vorname"),
    "family_name": _("Nachname"),
    "birth_name": _("Geburtsname"),
    "birth_date": _("Geburtsdatum"),
    "birth_place": _("Geburtsort"),
    "nationality": _("Staatsangehörigkeit"),
    "email": _("E-Mail-Adresse"),
    "phone": _("Telefonnummer"),
}
_HINTS: dict[str, Promise | str] = {
    "addition": _("Zum Beispiel: bei Familie Muster, Hinterhaus, 3. Stock"),
    "birth_name": _("Nur, wenn Sie früher anders hießen."),
    "birth_date": _("Zum Beispiel: 21.9.1998"),
}

_EXAMPLES: dict[str, Promise | str] = {
    "street": _("Musterstraße"),
    "house_number": "12 a",
    "city": _("Musterstadt"),
    "given_name": "Erika",
    "family_name": _("Mustermann"),
    "nationality": _("deutsch"),
}


def block_example(path: str, language: str) -> str:
    """Return the usual example of a leaf, or an empty text where it has none."""
    return _said(_EXAMPLES, path, language)


def block_label(path: str, language: str) -> str:
    """Return the usual label of a leaf, or an empty text where it is none."""
    return _said(_LABELS, path, language)


def block_hint(path: str, language: str) -> str:
    """Return the usual hint of a leaf, or an empty text where it has none."""
    return _said(_HINTS, path, language)


def _said(words: dict[str, Promise | str], path: str, language: str) -> str:
    word = words.get(leaf_of(path))
    if word is None:
        return ""
    with override(language):
        return str(word)
