"""Where people find a number that they are asked for; shown as hint and in errors."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amt.contract.identifiers import Scheme

_PLACES: dict[str, Promise] = {
    Scheme.TAX_ID: _("Sie steht auf Ihrem Steuerbescheid oder Ihrer Lohnabrechnung."),
    Scheme.BUSINESS_ID: _("Sie steht im Schreiben des Bundeszentralamts für Steuern."),
    Scheme.VAT_ID: _("Sie steht auf Ihren Rechnungen."),
    Scheme.TAX_NUMBER: _("Sie steht oben auf Ihrem Steuerbescheid."),
    Scheme.PENSION_INSURANCE: _("Sie steht auf Ihrem Versicherungsnummernachweis."),
    Scheme.HEALTH_INSURANCE: _("Sie steht auf Ihrer Gesundheitskarte."),
    Scheme.COMMERCIAL_REGISTER: _("Sie steht auf dem Registerauszug und auf Geschäftsbriefen."),
}


def place_of(scheme: str) -> str:
    """Return where a number can be read off, or an empty text."""
    return str(_PLACES.get(scheme, ""))
