"""The remedy instruction (Rechtsbehelfsbelehrung) by procedural law and authority.

Without it, or with a wrong one, the period is a year instead of a month (section 58 (2) VwGO, section
356 (2) AO), so it says what the law says and nothing beside: what can be lodged, where, in which form
and until when.
"""

from __future__ import annotations

from typing import Any

from amt.contract.law import Law, Remedy, remedy_of

_WIDERSPRUCH = (
    "Gegen diesen Bescheid können Sie innerhalb eines Monats, nachdem er Ihnen bekannt gegeben "
    "worden ist, Widerspruch erheben. Der Widerspruch ist schriftlich, in elektronischer Form nach "
    "{electronic} oder zur Niederschrift bei der folgenden Behörde zu erheben:"
)
"""Section 70 (1) sentence 1 VwGO: one month; written, electronic form, or on record."""

_EINSPRUCH = (
    "Gegen diesen Bescheid können Sie innerhalb eines Monats, nachdem er Ihnen bekannt gegeben "
    "worden ist, Einspruch einlegen. Der Einspruch ist schriftlich oder elektronisch einzureichen "
    "oder zur Niederschrift zu erklären bei der folgenden Behörde:"
)
"""Sections 355 (1) and 357 (1) AO."""

_ELECTRONIC = {
    Law.SGB_X: "§ 36a Abs. 2 und 2a des Ersten Buches Sozialgesetzbuch",
    Law.VWVFG: "§ 3a Abs. 2 und 3 des Verwaltungsverfahrensgesetzes oder § 9a Abs. 5 des Onlinezugangsgesetzes",
}


def remedy_instruction(law: Law, sender: dict[str, Any]) -> list[str]:
    """Return the paragraphs of the instruction; the last is the address of the authority."""
    if remedy_of(law) is Remedy.EINSPRUCH:
        sentence = _EINSPRUCH
    else:
        sentence = _WIDERSPRUCH.format(electronic=_ELECTRONIC[law])
    parts = (sender["authority"], sender["unit"], sender["street"], sender["town"])
    return [sentence, ", ".join(dict.fromkeys(part for part in parts if part))]
