"""The remedy instruction (Rechtsbehelfsbelehrung) by procedural law and authority.

Without it, or with a wrong one, the period is a year instead of a month (section 58 (2) VwGO,
section 356 (2) AO), so it says what the law says and nothing beside: what can be lodged, where, in
which form and until when (section 36 SGB X, section 37 (6) VwVfG).
"""

from __future__ import annotations

from typing import Any

from amt.contract.law import Law, Remedy, remedy_of

_WIDERSPRUCH = (
    "Gegen diesen Bescheid können Sie Widerspruch erheben. Dafür haben Sie einen Monat Zeit, "
    "nachdem der Bescheid Ihnen bekannt gegeben worden ist. Der Widerspruch ist schriftlich, in "
    "elektronischer Form nach § 3a Abs. 2 des Verwaltungsverfahrensgesetzes, schriftformersetzend "
    "nach § 3a Abs. 3 des Verwaltungsverfahrensgesetzes und § 9a Abs. 5 des "
    "Onlinezugangsgesetzes oder zur Niederschrift bei dieser Behörde zu erheben:"
)
"""Section 70 (1) sentence 1 VwGO; it holds for matters of SGB X and of VwVfG alike."""

_EINSPRUCH = (
    "Gegen diesen Bescheid können Sie Einspruch einlegen. Dafür haben Sie einen Monat Zeit, "
    "nachdem der Bescheid Ihnen bekannt gegeben worden ist. Der Einspruch ist schriftlich oder "
    "elektronisch bei dieser Behörde einzureichen oder dort zur Niederschrift zu erklären:"
)
"""Sections 355 (1) and 357 (1), (2) AO."""

_WIDERSPRUCH_SGG = (
    "Gegen diesen Bescheid können Sie Widerspruch einreichen. Dafür haben Sie einen Monat Zeit, "
    "nachdem der Bescheid Ihnen bekannt gegeben worden ist. Der Widerspruch ist schriftlich, in "
    "elektronischer Form nach § 36a Abs. 2 des Ersten Buches Sozialgesetzbuch, "
    "schriftformersetzend nach § 36a Abs. 2a des Ersten Buches Sozialgesetzbuch und § 9a Abs. 5 "
    "des Onlinezugangsgesetzes oder zur Niederschrift bei dieser Behörde einzureichen:"
)
"""Section 84 (1) sentence 1 SGG, in matters of the social courts."""

_SENTENCES = {Remedy.WIDERSPRUCH: _WIDERSPRUCH, Remedy.EINSPRUCH: _EINSPRUCH}


def remedy_instruction(law: Law, sender: dict[str, Any]) -> list[str]:
    """Return the paragraphs of the instruction; the last is the seat of the authority.

    It names no e-mail address: a plain e-mail is not in the form of section 70 VwGO, and an
    instruction that suggests so is wrong.
    """
    parts = (sender["authority"], sender["unit"], sender["street"], sender["town"])
    return [
        _WIDERSPRUCH_SGG if law is Law.SGB_X_SGG else _SENTENCES[remedy_of(law)],
        ", ".join(dict.fromkeys(part for part in parts if part)),
    ]
