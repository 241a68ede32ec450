"""Why there is no claim whatever the calculation says (§ 3, § 20 (2), § 21 No. 2, 3 WoGG)."""

from __future__ import annotations

from collections.abc import Iterator

from amt.contract.assessment import Reason
from amt.procedures.wohngeld.rules.haushalt import Haushalt, Mitglied
from amt.procedures.wohngeld.rules.mitglieder import Personen, hat_aufenthaltsrecht
from amt.procedures.wohngeld.rules.wohnung import WohnungArt


def hindernisse(haushalt: Haushalt, who: Personen) -> tuple[Reason, ...]:
    """Return everything that stands against a claim, in the order of the law."""
    return tuple(_found(haushalt, who))


def _found(haushalt: Haushalt, who: Personen) -> Iterator[Reason]:
    applicant, wohnung = haushalt.members[0], haushalt.wohnung
    if wohnung.kind is WohnungArt.NONE or not wohnung.self_used:
        yield Reason("not_entitled", "§ 3 Abs. 1, 2 WoGG")
    if not hat_aufenthaltsrecht(applicant):
        yield Reason("no_residence", "§ 3 Abs. 5 WoGG")
    if not applicant.centre_of_life:
        yield Reason("not_centre_of_life", "§ 5 Abs. 1 Satz 1 WoGG")
    if who.living and all(_has_training_support(member) for member in who.living):
        yield Reason("training_support", "§ 20 Abs. 2 WoGG")
    if who.living and not who.earning:
        yield Reason("all_excluded", "§ 21 Nr. 2, §§ 7, 8 WoGG")
    if _is_unused(haushalt, who):
        yield Reason("not_entitled", "§ 3 Abs. 1, 2, § 5 Abs. 1 WoGG")
    if haushalt.abusive:
        yield Reason("wealth", "§ 21 Nr. 3 WoGG")


def _is_unused(haushalt: Haushalt, who: Personen) -> bool:
    """Tell whether no member lives there any more, or the applicant does not yet.

    When the applicant moves out, the others stay entitled (§ 22 (3), § 28 (1)).
    """
    applicant = haushalt.members[0]
    could = applicant.centre_of_life and hat_aufenthaltsrecht(applicant)
    return could and (not who.living or who.awaits_applicant)


def _has_training_support(member: Mitglied) -> bool:
    """Tell whether support is due in principle and not as a loan only (§ 20 (2))."""
    return member.training_support and not member.training_support_only_loan
