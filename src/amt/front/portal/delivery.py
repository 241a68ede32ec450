"""How acts come to somebody: a free choice, explained by the law that the service follows."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amt.contract.law import Law

YES, NO = "ja", "nein"

_KNOWN_BY = {
    Law.SGB_X: gettext_lazy(
        "Sie bekommen eine E-Mail ohne Inhalt, wenn der Bescheid da ist. Er gilt am vierten Tag "
        "nach dieser E-Mail als bekannt gegeben, auch wenn Sie ihn nicht öffnen "
        "(§ 37 Abs. 2a SGB X)."
    ),
    Law.VWVFG: gettext_lazy(
        "Sie bekommen eine E-Mail ohne Inhalt, wenn der Bescheid da ist. Er gilt am Tag, nachdem "
        "Sie ihn geöffnet haben, als bekannt gegeben (§ 41 Abs. 2a VwVfG)."
    ),
    Law.AO: gettext_lazy(
        "Sie bekommen eine E-Mail ohne Inhalt, wenn der Bescheid da ist. Er gilt am vierten Tag, "
        "nachdem er bereitsteht, als bekannt gegeben, auch wenn Sie ihn nicht öffnen "
        "(§ 122a Abs. 4 AO)."
    ),
}
_KNOWN_BY[Law.SGB_X_SGG] = _KNOWN_BY[Law.SGB_X]


def consent_options(law: Law) -> list[tuple[str, str, str]]:
    """Return both ways with what each means; none is chosen beforehand."""
    return [
        (YES, _("In mein Postfach auf dieser Seite"), str(_KNOWN_BY[law])),
        (
            NO,
            _("Mit der Post"),
            _("Der Bescheid kommt als Brief. Das dauert meistens einige Tage länger."),
        ),
    ]
