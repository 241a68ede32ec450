"""The catalogue of incomes as data: which kind counts by which rule and norm (§ 14 WoGG).

`art` is the kind of income of § 2 (1) EStG, within which a loss may be set off (§ 14 (1) sentence
4); None stands for receipts of § 14 (2), which are added as they are. `online` tells whether the
form asks for the kind by name; if not, `reason` says why. `item` is the number in § 14 (2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amt.procedures.wohngeld.rules.einnahme import EinnahmeArt


class Regel(StrEnum):
    """How a kind counts."""

    FULL = "full"
    HALF = "half"
    SURPLUS = "surplus"
    WAGE = "wage"
    CIVIL_PENSION = "civil_pension"
    PENSION = "pension"
    ACTUAL_EXPENSES = "actual_expenses"
    ABOVE_ALLOWANCE = "above_allowance"
    ABOVE_MONTHLY_ALLOWANCE = "above_monthly_allowance"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Eintrag:
    """How one kind of income counts. `allowance` names a figure in `parameters/einkommen.yaml`."""

    title: str
    norm: str
    rule: Regel
    art: int | None = None
    item: str = ""
    allowance: str = ""
    online: bool = True
    reason: str = ""


RARE = "rare; told as another benefit in own words, the office sorts it in"
ONLY_OFFICE = "known from the tax assessment only; the office enters it"

_K = EinnahmeArt

KATALOG: dict[EinnahmeArt, Eintrag] = {
    _K.WAGE: Eintrag(
        "Lohn und Gehalt",
        "§ 14 Abs. 1 WoGG, § 19 Abs. 1, § 9a Satz 1 Nr. 1 Buchst. a EStG",
        Regel.WAGE,
        4,
    ),
    _K.FLAT_TAXED_WAGE: Eintrag(
        "Pauschal besteuerter Lohn (Minijob)",
        "§ 14 Abs. 1 Satz 3 Nr. 2 WoGG, § 40a EStG",
        Regel.ACTUAL_EXPENSES,
    ),
    _K.FLAT_TAXED_BENEFIT: Eintrag(
        "Pauschal besteuerte Sachzuwendungen",
        "§ 14 Abs. 1 Satz 3 Nr. 1 WoGG, § 37b EStG",
        Regel.ACTUAL_EXPENSES,
        online=False,
        reason=RARE,
    ),
    _K.CIVIL_PENSION: Eintrag(
        "Versorgungsbezüge",
        "§ 14 Abs. 1, Abs. 2 Nr. 1 WoGG, § 19 Abs. 2, § 9a Satz 1 Nr. 1 Buchst. b EStG",
        Regel.CIVIL_PENSION,
        4,
        item="1",
    ),
    _K.FARM: Eintrag("Land- und Forstwirtschaft", "§ 14 Abs. 1 WoGG, § 13 EStG", Regel.SURPLUS, 1),
    _K.TRADE: Eintrag("Gewerbebetrieb", "§ 14 Abs. 1 WoGG, § 15 EStG", Regel.SURPLUS, 2),
    _K.SELF_EMPLOYED: Eintrag(
        "Selbständige Arbeit", "§ 14 Abs. 1 WoGG, § 18 EStG", Regel.SURPLUS, 3
    ),
    _K.CAPITAL: Eintrag(
        "Kapitalerträge",
        "§ 14 Abs. 1, Abs. 2 Nr. 15 WoGG, § 20 Abs. 9 EStG",
        Regel.ABOVE_ALLOWANCE,
        item="15",
        allowance="capital_allowance",
    ),
    _K.LETTING: Eintrag(
        "Vermietung und Verpachtung", "§ 14 Abs. 1 WoGG, § 21 EStG", Regel.SURPLUS, 6
    ),
    **{
        kind: Eintrag(
            title,
            "§ 14 Abs. 1, Abs. 2 Nr. 3 WoGG, § 9a Satz 1 Nr. 3 EStG",
            Regel.PENSION,
            7,
            item="3",
        )
        for kind, title in (
            (_K.STATUTORY_PENSION, "Gesetzliche Rente"),
            (_K.FARMERS_PENSION, "Rente der Alterssicherung der Landwirte"),
            (_K.PROFESSIONAL_PENSION, "Rente eines berufsständischen Versorgungswerks"),
            (_K.ANNUITY, "Private Rente, Betriebsrente"),
        )
    },
    _K.OTHER_TAXABLE: Eintrag(
        "Sonstige steuerpflichtige Einkünfte",
        "§ 14 Abs. 1 WoGG, §§ 22, 23 EStG",
        Regel.SURPLUS,
        7,
        online=False,
        reason=RARE,
    ),
    _K.WAR_VICTIM_PENSION: Eintrag(
        "Einkommensabhängige Versorgung von Beschädigten und Hinterbliebenen",
        "§ 14 Abs. 2 Nr. 2 WoGG, § 3 Nr. 6 EStG",
        Regel.FULL,
        item="2",
        online=False,
        reason=RARE,
    ),
    _K.PENSION_SETTLEMENT: Eintrag(
        "Abfindungen und Erstattungen der Rentenversicherung",
        "§ 14 Abs. 2 Nr. 4 WoGG, § 3 Nr. 3 EStG",
        Regel.FULL,
        item="4",
        online=False,
        reason=RARE,
    ),
    _K.ACCIDENT_PENSION: Eintrag(
        "Renten und Abfindungen der Unfallversicherung",
        "§ 14 Abs. 2 Nr. 5 WoGG, § 3 Nr. 1 Buchst. a EStG",
        Regel.FULL,
        item="5",
    ),
    **{
        kind: Eintrag(
            title, "§ 14 Abs. 2 Nr. 6 WoGG, § 32b Abs. 1 Satz 1 Nr. 1 EStG", Regel.FULL, item="6"
        )
        for kind, title in (
            (_K.UNEMPLOYMENT_BENEFIT, "Arbeitslosengeld"),
            (_K.SHORT_TIME_BENEFIT, "Kurzarbeitergeld"),
            (_K.INSOLVENCY_BENEFIT, "Insolvenzgeld"),
            (_K.SICKNESS_BENEFIT, "Krankengeld"),
            (_K.MATERNITY_BENEFIT, "Mutterschaftsgeld"),
            (_K.INJURY_BENEFIT, "Verletztengeld"),
            (_K.TRANSITIONAL_BENEFIT, "Übergangsgeld"),
            (_K.OTHER_WAGE_REPLACEMENT, "Andere Lohnersatzleistung"),
        )
    },
    _K.ELTERNGELD: Eintrag(
        "Elterngeld",
        "§ 14 Abs. 2 Nr. 6 WoGG, § 10 Abs. 1, 4 BEEG",
        Regel.ABOVE_MONTHLY_ALLOWANCE,
        item="6",
        allowance="elterngeld_allowance",
    ),
    _K.ELTERNGELD_PLUS: Eintrag(
        "Elterngeld Plus",
        "§ 14 Abs. 2 Nr. 6 WoGG, § 10 Abs. 3, 4 BEEG",
        Regel.ABOVE_MONTHLY_ALLOWANCE,
        item="6",
        allowance="elterngeld_plus_allowance",
    ),
    _K.FOREIGN_INCOME: Eintrag(
        "Ausländische Einkünfte",
        "§ 14 Abs. 2 Nr. 7 WoGG, § 32b Abs. 1 Satz 1 Nr. 2 bis 5 EStG",
        Regel.FULL,
        item="7",
    ),
    _K.EQUALISATION_OF_BURDENS: Eintrag(
        "Unterhaltshilfe nach dem Lastenausgleichsgesetz und ähnliche",
        "§ 14 Abs. 2 Nr. 8 WoGG, § 3 Nr. 7 EStG",
        Regel.HALF,
        item="8",
        online=False,
        reason=RARE,
    ),
    _K.DAILY_SICKNESS_ALLOWANCE: Eintrag(
        "Krankentagegeld",
        "§ 14 Abs. 2 Nr. 9 WoGG, § 3 Nr. 1 Buchst. a EStG",
        Regel.FULL,
        item="9",
        online=False,
        reason=RARE,
    ),
    _K.ANTI_D_PENSION: Eintrag(
        "Rente nach dem Anti-D-Hilfegesetz",
        "§ 14 Abs. 2 Nr. 10 WoGG, § 3 Nr. 68 EStG",
        Regel.HALF,
        item="10",
        online=False,
        reason=RARE,
    ),
    _K.TAX_FREE_SUPPLEMENTS: Eintrag(
        "Steuerfreie Zuschläge für Sonntags-, Feiertags- oder Nachtarbeit",
        "§ 14 Abs. 2 Nr. 11 WoGG, § 3b EStG",
        Regel.FULL,
        item="11",
    ),
    _K.WAGE_AFTER_RETIREMENT_AGE: Eintrag(
        "Steuerfreier Lohn nach der Regelaltersgrenze",
        "§ 14 Abs. 2 Nr. 12 WoGG, § 3 Nr. 21 EStG",
        Regel.FULL,
        item="12",
        online=False,
        reason="told as wage; the office separates the part that is free of tax",
    ),
    _K.EMPLOYER_PENSION_CONTRIBUTION: Eintrag(
        "Steuerfreie Beiträge des Arbeitgebers zur betrieblichen Altersversorgung",
        "§ 14 Abs. 2 Nr. 14 WoGG, § 3 Nr. 56, 63 EStG",
        Regel.FULL,
        item="14",
    ),
    _K.EXTRA_DEPRECIATION: Eintrag(
        "Erhöhte Absetzungen und Sonderabschreibungen",
        "§ 14 Abs. 2 Nr. 16 WoGG",
        Regel.FULL,
        item="16",
        online=False,
        reason=ONLY_OFFICE,
    ),
    _K.FARM_EXIT_PENSION: Eintrag(
        "Produktionsaufgaberente, Ausgleichsgeld in der Landwirtschaft",
        "§ 14 Abs. 2 Nr. 17 WoGG, § 3 Nr. 27 EStG",
        Regel.FULL,
        item="17",
        online=False,
        reason=RARE,
    ),
    _K.MINING_AND_STEEL_ADJUSTMENT: Eintrag(
        "Anpassungsgeld im Bergbau und in der Stahlindustrie",
        "§ 14 Abs. 2 Nr. 18 WoGG, § 3 Nr. 60 EStG",
        Regel.FULL,
        item="18",
        online=False,
        reason=RARE,
    ),
    _K.MAINTENANCE_RECEIVED: Eintrag(
        "Unterhalt, etwa vom anderen Elternteil",
        "§ 14 Abs. 2 Nr. 19 WoGG, § 22 Nr. 1 Satz 2 EStG",
        Regel.FULL,
        item="19",
    ),
    _K.SUPPORT_NOT_OWED: Eintrag(
        "Regelmäßige Unterstützung von Personen, die nicht dazu verpflichtet sind",
        "§ 14 Abs. 2 Nr. 19 Buchst. b WoGG",
        Regel.ABOVE_ALLOWANCE,
        item="19",
        allowance="support_not_owed_allowance",
    ),
    _K.SUPPORT_FOR_CARER: Eintrag(
        "Geld anderer für eine Pflegeperson oder Pflegekraft",
        "§ 14 Abs. 2 Nr. 19 Buchst. a WoGG",
        Regel.ABOVE_ALLOWANCE,
        item="19",
        allowance="carer_allowance",
        online=False,
        reason=RARE,
    ),
    _K.SPOUSE_MAINTENANCE: Eintrag(
        "Unterhalt vom geschiedenen oder getrennt lebenden Ehegatten",
        "§ 14 Abs. 2 Nr. 20 Buchst. a WoGG",
        Regel.FULL,
        item="20",
    ),
    _K.SPOUSE_SUPPORT_FOR_CARER: Eintrag(
        "Geld des geschiedenen oder getrennt lebenden Ehegatten für eine Pflegeperson",
        "§ 14 Abs. 2 Nr. 20 Buchst. a WoGG",
        Regel.ABOVE_ALLOWANCE,
        item="20",
        allowance="carer_allowance",
        online=False,
        reason=RARE,
    ),
    _K.PENSION_EQUALISATION: Eintrag(
        "Versorgungsleistungen und schuldrechtlicher Versorgungsausgleich",
        "§ 14 Abs. 2 Nr. 20 Buchst. b WoGG",
        Regel.FULL,
        item="20",
        online=False,
        reason=RARE,
    ),
    _K.UNTERHALTSVORSCHUSS: Eintrag(
        "Unterhaltsvorschuss", "§ 14 Abs. 2 Nr. 21 WoGG", Regel.FULL, item="21"
    ),
    _K.HELP_WITH_RENT: Eintrag(
        "Geld anderer Personen für Miete oder Belastung",
        "§ 14 Abs. 2 Nr. 22 WoGG",
        Regel.FULL,
        item="22",
    ),
    _K.FOSTER_CHILD_ALLOWANCE: Eintrag(
        "Pflegegeld des Jugendamts für den Unterhalt des Pflegekindes",
        "§ 14 Abs. 2 Nr. 24 WoGG, § 39 Abs. 1 SGB VIII",
        Regel.HALF,
        item="24",
    ),
    _K.FOSTER_UPBRINGING: Eintrag(
        "Pflegegeld des Jugendamts für die Erziehung",
        "§ 14 Abs. 2 Nr. 25 WoGG, § 39 Abs. 1 SGB VIII",
        Regel.HALF,
        item="25",
    ),
    _K.CARE_OF_OUTSIDER: Eintrag(
        "Steuerfreies Geld für die Pflege einer Person außerhalb des Haushalts",
        "§ 14 Abs. 2 Nr. 26 WoGG, § 3 Nr. 36 EStG",
        Regel.HALF,
        item="26",
    ),
    **{
        kind: Eintrag(title, f"§ 14 Abs. 2 Nr. 27 Buchst. {letter} WoGG", Regel.HALF, item="27")
        for kind, title, letter in (
            (_K.BAFOEG_GRANT, "BAföG, Anteil als Zuschuss", "a"),
            (_K.GIFTED_GRANT, "Stipendium eines Begabtenförderungswerks", "b"),
            (_K.SCHOLARSHIP, "Anderes Stipendium", "c"),
            (_K.TRAINING_ALLOWANCE, "Berufsausbildungsbeihilfe, Ausbildungsgeld", "d"),
            (_K.UPGRADING_TRAINING, "Aufstiegs-BAföG, Zuschuss zum Unterhalt", "e"),
            (_K.MOBILITY_PROGRAMME, "Förderung der beruflichen Mobilität", "f"),
        )
    },
    _K.GRADUATE_GRANT: Eintrag(
        "Graduiertenförderung als Zuschuss", "§ 14 Abs. 2 Nr. 28 WoGG", Regel.FULL, item="28"
    ),
    _K.FULBRIGHT_GRANT: Eintrag(
        "Fulbright-Zuwendung",
        "§ 14 Abs. 2 Nr. 29 WoGG, § 3 Nr. 42 EStG",
        Regel.HALF,
        item="29",
        online=False,
        reason=RARE,
    ),
    _K.BENEFIT_OF_SECTION_7: Eintrag(
        "Wiederkehrende Leistung nach § 7 Abs. 1 Satz 1 Nr. 1 bis 9",
        "§ 14 Abs. 2 Nr. 30 WoGG",
        Regel.FULL,
        item="30",
        online=False,
        reason="who receives it is excluded as a rule; letters a to e are for the office",
    ),
    _K.OTHER: Eintrag("Andere Einnahmen", "§ 14 WoGG", Regel.FULL),
    **{
        kind: Eintrag(title, norm, Regel.NOT, online=False, reason=f"not income; {where}")
        for kind, title, norm, where in (
            (
                _K.KINDERGELD,
                "Kindergeld",
                "§ 14 WoGG, § 31 Satz 3 EStG",
                "asked for the child only (§ 17 No. 3)",
            ),
            (
                _K.CARE_ALLOWANCE,
                "Pflegegeld für eigene Pflege",
                "§ 14 WoGG, § 3 Nr. 1 Buchst. a EStG",
                "not in the catalogue",
            ),
            (
                _K.LETTING_OF_THE_HOME,
                "Untermiete für einen Teil der Wohnung",
                "§ 14 Abs. 3 Nr. 1 WoGG",
                "asked with the dwelling (§ 11 (2) No. 2)",
            ),
            (
                _K.FEE_OF_CO_RESIDENT,
                "Entgelt einer mitbewohnenden Person",
                "§ 14 Abs. 3 Nr. 2 WoGG",
                "asked with the dwelling (§ 11 (2) No. 3)",
            ),
            (
                _K.SPONSOR_FOR_HOUSING,
                "Leistungen nach § 68 AufenthG für das Wohnen",
                "§ 14 Abs. 3 Nr. 3 WoGG",
                "asked with the dwelling (§ 11 (2) No. 5)",
            ),
            (
                _K.NOT_COUNTED,
                "Einnahmen, die nicht zählen",
                "§ 14 WoGG",
                "the office marks them",
            ),
        )
    },
}
