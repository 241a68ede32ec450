"""The grant of Wohngeld (§ 24 WoGG).

It must show the amounts of § 27 (3) Nos. 2 and 3 and name the duties to report of § 27 (3), (4) and
§ 28 (1), (4); it should say that the application can be repeated and that the authority may decide
anew of its own motion (§ 24 (3)). Parts of the period without enacted values are left open.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from amt.contract.acts import ActContent, ActContext, Section, Table
from amt.contract.assessment import Outcome, Segment
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.procedures.wohngeld.acts.tables import (
    GERMAN,
    calculation_section,
    facts_section,
    spoken_span,
)
from amt.procedures.wohngeld.rules.zahlen import german, german_date, german_euros

_LESS = Decimal("0.85")
_MORE = Decimal("1.15")
"""§ 27 (3) WoGG: more than 15 percent."""


class NothingGranted(ValueError):
    """The assessment has no segment that grants anything."""


def compose_grant(context: ActContext) -> ActContent:
    """Return the content of a grant.

    :raises NothingGranted: when no segment of the assessment grants anything.
    """
    granted = [s for s in context.assessment.segments if s.outcome is Outcome.GRANT]
    if not granted:
        raise NothingGranted(context.reference)
    return ActContent(
        title=context.texts.get("acts.grant.title", GERMAN),
        operative=(*_operative(context, granted), _payment(context.facts)),
        reasons=_reasons(context),
        notes=_notes(context, granted),
        attachment={
            "procedure": "wohngeld",
            "reference": context.reference,
            "assessment": context.assessment.to_json(),
        },
    )


def _operative(context: ActContext, granted: list[Segment]) -> list[str]:
    lines = [
        f"Sie erhalten {spoken_span(segment.span)} Wohngeld als Zuschuss zur Miete "
        f"in Höhe von {_amount(segment)} im Monat."
        for segment in granted
    ]
    for segment in context.assessment.segments:
        when = spoken_span(segment.span)
        if segment.outcome is Outcome.REFUSAL:
            lines.append(f"Für die Zeit {when} lehnen wir Ihren Antrag ab.")
        elif segment.outcome is Outcome.UNDECIDED:
            lines.append(
                f"Über die Zeit {when} entscheiden wir gesondert. "
                "Sie brauchen dafür keinen neuen Antrag."
            )
    return lines


def _amount(segment: Segment) -> str:
    return german_euros((segment.amount or Money(0)).euros)


def _payment(facts: Facts) -> str:
    line = "Wir zahlen das Wohngeld monatlich im Voraus (§ 26 WoGG)"
    iban, holder = facts.get("payment.iban"), facts.get("payment.account_holder")
    if not iban:
        return f"{line} an Sie."
    whose = f" von {holder}" if holder else ""
    return f"{line} auf das Konto{whose} mit der Endung {str(iban)[-4:]}."


def _reasons(context: ActContext) -> tuple[Section, ...]:
    first = [
        f"Sie haben am {german_date(context.applied_on)} Wohngeld beantragt. "
        "Der Zeitraum beginnt am Ersten des Monats, in dem Sie den Antrag gestellt haben "
        "(§ 25 Abs. 2 WoGG).",
        "Wie hoch das Wohngeld ist, hängt von der Zahl der Personen im Haushalt, von der Miete und "
        "vom Einkommen ab (§ 4 WoGG).",
    ]
    for segment in context.assessment.segments:
        if segment.outcome is not Outcome.GRANT:
            first += _why_not(context, segment)
    sections = [Section("So kommen wir zu dieser Entscheidung", tuple(first))]
    if context.own_words.strip():
        sections.append(Section("Weitere Gründe", _paragraphs(context.own_words)))
    sections.append(facts_section(context.facts, context.texts))
    sections += [
        calculation_section(segment, context.texts)
        for segment in context.assessment.segments
        if segment.steps
    ]
    return tuple(sections)


def _why_not(context: ActContext, segment: Segment) -> list[str]:
    return [
        f"Zur Zeit {spoken_span(segment.span)}: "
        + context.texts.get(f"reasons.{reason.key}", GERMAN, **dict(reason.values))
        + f" ({reason.norm})"
        for reason in segment.reasons
    ]


def _paragraphs(own_words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in own_words.splitlines() if line.strip())


def _notes(context: ActContext, granted: list[Segment]) -> tuple[Section, ...]:
    return (
        _amounts_to_watch(context.facts, granted[0]),
        _duties(),
        _after(granted),
        Section(
            "Wofür das Wohngeld gedacht ist",
            (
                "Verwenden Sie das Wohngeld für die Miete. In Monaten, in denen Sie es ganz oder "
                "überwiegend anders verwenden, entfällt der Anspruch (§ 28 Abs. 2 WoGG).",
            ),
        ),
        Section(
            "Abgleich Ihrer Daten",
            (
                "Wir dürfen die Angaben aller Haushaltsmitglieder mit anderen Stellen abgleichen, "
                "zum Beispiel mit dem Jobcenter, der Rentenversicherung und der Meldebehörde "
                "(§ 33 WoGG).",
            ),
        ),
    )


def _amounts_to_watch(facts: Facts, segment: Segment) -> Section:
    """Return the amounts that § 24 (3) with § 27 (3) Nos. 2 and 3 WoGG demands."""
    rent = facts.money("rent.cold").euros
    income = next(s.value for s in segment.steps if s.key == "income_before_deductions")
    return Section(
        "Beträge, an denen Sie Änderungen messen",
        ("Vergleichen Sie damit, ob Sie uns eine Änderung melden müssen.",),
        table=Table(
            "Beträge nach § 24 Abs. 3 und § 27 Abs. 3 WoGG",
            ("Betrag", "Vorschrift", "In diesem Bescheid", "Melden, wenn nicht nur kurz"),
            (
                (
                    "Miete im Monat ohne Heizung und Warmwasser",
                    "§ 27 Abs. 3 Satz 1 Nr. 2 WoGG",
                    f"{_cents(rent)} €",
                    f"unter {_cents(rent * _LESS)} €",
                ),
                (
                    "Einkünfte und Einnahmen aller berücksichtigten Personen im Monat",
                    "§ 27 Abs. 3 Satz 1 Nr. 3 WoGG",
                    f"{_cents(income)} €",
                    f"über {_cents(income * _MORE)} €",
                ),
            ),
        ),
    )


def _cents(amount: Decimal) -> str:
    return german(Money.from_euros(amount).euros)


def _duties() -> Section:
    return Section(
        "Das müssen Sie uns sofort mitteilen",
        (
            "Teilen Sie uns diese Änderungen ohne Verzögerung mit. Wer das nicht tut, muss zu viel "
            "gezahltes Wohngeld zurückzahlen und kann eine Geldbuße bekommen.",
        ),
        (
            "Es wohnen auf Dauer weniger Personen im Haushalt, oder mehr Personen als bisher sind "
            "vom Wohngeld ausgeschlossen (§ 27 Abs. 3 Satz 1 Nr. 1 WoGG).",
            "Ihre Miete ohne Heizung und Warmwasser sinkt auf Dauer um mehr als 15 Prozent "
            "(§ 27 Abs. 3 Satz 1 Nr. 2 WoGG).",
            "Die Einkünfte und Einnahmen aller berücksichtigten Personen zusammen steigen auf Dauer "
            "um mehr als 15 Prozent, auch weil eine Person hinzukommt "
            "(§ 27 Abs. 3 Satz 1 Nr. 3 WoGG).",
            "Eine solche Änderung betrifft einen Zeitraum, der schon abgelaufen ist "
            "(§ 27 Abs. 4 WoGG).",
            "Keine der berücksichtigten Personen nutzt die Wohnung mehr (§ 28 Abs. 1 Satz 2 WoGG).",
            "Für eine berücksichtigte Person läuft ein Verfahren über Grundsicherungsgeld, "
            "Grundsicherung oder eine andere Leistung nach § 7 WoGG, oder sie erhält eine solche "
            "Leistung (§ 28 Abs. 4 Satz 1 WoGG).",
            "Die anderen Personen im Haushalt müssen Ihnen solche Änderungen und Änderungen ihres "
            "Einkommens mitteilen (§ 27 Abs. 3 Satz 2, § 28 Abs. 4 Satz 2 WoGG).",
        ),
    )


def _after(granted: list[Segment]) -> Section:
    last: date | None = granted[-1].span.end
    when = f"nach dem {german_date(last)}" if last else "danach"
    return Section(
        "Wie es weitergeht",
        (
            f"Für die Zeit {when} können Sie den Antrag wiederholen (§ 24 Abs. 3 Satz 2 WoGG). "
            "Stellen Sie ihn in den letzten zwei Monaten dieses Zeitraums, dann entsteht keine Lücke "
            "(§ 22 Abs. 4, § 25 Abs. 2 WoGG).",
            "Steigt Ihre Miete oder sinkt Ihr Einkommen um mehr als 10 Prozent, oder kommt eine "
            "Person hinzu, können Sie mehr Wohngeld beantragen (§ 27 Abs. 1 WoGG).",
            "Wir können auch von uns aus neu entscheiden. Das Wohngeld kann dann wegfallen oder "
            "geringer werden, auch wenn Sie uns nichts mitteilen mussten "
            "(§ 24 Abs. 3 Satz 2, § 27 Abs. 2 WoGG).",
            "Werden die Werte des Wohngeldgesetzes fortgeschrieben, entscheiden wir für die Zeit "
            "danach von Amts wegen neu (§ 44 Abs. 1 WoGG). Auch nach einer solchen Entscheidung "
            "kann das Wohngeld wegfallen oder geringer werden, wenn sich Ihre Verhältnisse geändert "
            "haben (§ 44 Abs. 4, §§ 27, 28 WoGG).",
        ),
    )
