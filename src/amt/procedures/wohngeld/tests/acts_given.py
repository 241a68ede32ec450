"""Cases for the acts: a thin household and a rich one, in each stage of a grant's life."""

from __future__ import annotations

from datetime import date
from typing import Any

from amt.contract.acts import ActContext
from amt.contract.assessment import Assessment
from amt.contract.benefits import Ruling
from amt.contract.deeds import DECIDED, RECEIVED, Chronicle, Entry
from amt.contract.facts import Facts
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.wohngeld.procedure import PROCEDURE
from amt.procedures.wohngeld.rules.aenderung import reassess
from amt.procedures.wohngeld.rules.fristen import terms
from amt.procedures.wohngeld.rules.vorschlag import bewilligungszeitraum, propose

APPLIED_ON = date(2026, 1, 15)
GRANTED_ON = date(2026, 2, 2)
DECIDED_ON = date(2026, 6, 10)

THIN: dict[str, Any] = {
    "applicant.given_name": "Mariam",
    "applicant.family_name": "Beispiel",
    "applicant.birth_date": "1984-05-24",
    "applicant.sex": "female",
    "home.street": "Musterweg 12",
    "home.postcode": "28195",
    "home.place": "040110000000",
    "home.kind": "rent",
    "home.area": 48,
    "rent.landlord": "Wohnbau Beispiel GmbH",
    "rent.moved_in_on": "2022-04-01",
    "rent.cold": 50_000,
    "applicant.benefit": "none",
    "household.has_income": True,
    "incomes.0.kind": "wage",
    "incomes.0.amount": 140_000,
    "incomes.0.rhythm": "month",
    "incomes.0.pays": ["income_tax", "health_insurance", "pension_insurance"],
    "payment.iban": "DE02120300000000202051",
    "payment.account_holder": "Mariam Beispiel",
}


def _member(index: int, name: str, born: str, relation: str, **more: Any) -> dict[str, Any]:
    told = {
        "given_name": name,
        "family_name": "Beispiel-Musterfrau",
        "birth_date": born,
        "sex": "none",
        "relation": relation,
        "benefit": "none",
        **more,
    }
    return {f"members.{index}.{key}": value for key, value in told.items()}


def _income(index: int, person: int, kind: str, cents: int, *pays: str) -> dict[str, Any]:
    told = {
        "person": str(person),
        "kind": kind,
        "amount": cents,
        "rhythm": "month",
        "pays": list(pays) or ["nothing"],
    }
    return {f"incomes.{index}.{key}": value for key, value in told.items()}


RICH: dict[str, Any] = {
    **THIN,
    "rent.cold": 124_000,
    "rent.includes": ["heating", "garage"],
    "rent.heating_amount": 11_000,
    **_member(0, "Konstantin", "1981-02-03", "spouse"),
    **_member(1, "Anna-Lena", "2009-03-04", "child", kindergeld=True),
    **_member(2, "Emil", "2013-05-06", "child", kindergeld=True),
    **_member(3, "Frieda", "2017-07-08", "child", kindergeld=True),
    **_member(
        4,
        "Gerda",
        "1952-09-10",
        "parent",
        circumstances=["disability"],
        disability="degree_100",
    ),
    **_income(0, 0, "wage", 190_000, "income_tax", "health_insurance", "pension_insurance"),
    **_income(1, 1, "self_employed", 60_000, "health_insurance"),
    **_income(2, 5, "statutory_pension", 71_050, "health_insurance"),
    **_income(3, 2, "wage", 25_000),
    "household.circumstances": ["maintenance"],
    "maintenance.0.person": "1",
    "maintenance.0.recipient": "Ein Kind",
    "maintenance.0.kind": "other_person",
    "maintenance.0.amount": 15_000,
    "maintenance.0.titled": False,
}
HOUSEHOLDS = {"thin": THIN, "rich": RICH}

WORDS = "Frau Beispiel hat uns am 02.06.2026 mitgeteilt, dass sich etwas geändert hat."

REVIEWS: dict[str, dict[str, Any]] = {
    "change": {
        "review.norm": "wogg_27_2",
        "review.from": "2026-05-15",
        "review.known_on": "2026-06-02",
        "review.reach": "running",
        "review.what": WORDS,
    },
    "refuse_change": {
        "review.norm": "wogg_27_1",
        "review.from": "2026-05-15",
        "review.known_on": "2026-06-02",
        "review.what": WORDS,
    },
    "adjustment": {"review.norm": "wogg_44_1", "review.from": "2026-07-01"},
    "withdrawal": {
        "review.norm": "sgbx_45",
        "review.from": "2026-01-01",
        "review.known_on": "2026-06-02",
        "review.trust": "false_statements",
        "review.what": "Der Lohn war von Anfang an höher, als im Antrag angegeben.",
        "review.discretion": "Das öffentliche Interesse überwiegt. Eine Härte ist nicht bekannt.",
    },
}
REVIEWS["end"] = REVIEWS["change"]
REVIEWS["adjustment_end"] = REVIEWS["adjustment"]

NEW_WAGE = {"change": 60_000, "end": 400_000, "adjustment_end": 400_000, "withdrawal": 30_000}
"""Cents a month that the first wage rises."""

INPUTS: dict[str, dict[str, Any]] = {
    "provisional": {"provisional.why": "Die Rentenversicherung hat noch nicht geantwortet."},
    "refusal_cooperation": {"no_cooperation.discretion": "Eine teilweise Zahlung geht nicht."},
    "request": {
        "request_documents.items": "Lohnabrechnungen von Januar bis März 2026\nMietvertrag",
        "request_documents.weeks": 4,
    },
    "hearing": {
        "hear.intended": "withdraw",
        "hear.from": "2026-01-01",
        "hear.known_on": "2026-06-02",
        "hear.facts": "Der Arbeitgeber hat einen höheren Lohn bescheinigt.",
        "hear.amount": 34_800,
    },
    "payment_stop": {
        "stop_payments.ground": "changed",
        "stop_payments.told_by": "others",
        "stop_payments.facts": "Seit Mai arbeitet Frau Beispiel mehr Stunden.",
    },
    "void": {
        "void.ground": "excluded",
        "void.on": "2026-05-15",
        "void.what": "Das Jobcenter zahlt seit dem 15.05.2026 Grundsicherungsgeld.",
    },
    "misuse": {
        "misuse.first_month": "2026-03-01",
        "misuse.last_month": "2026-04-30",
        "misuse.known_on": "2026-05-20",
        "misuse.what": "Im März und April ist keine Miete gezahlt worden.",
    },
    "recovery": {
        "recover.ground": "annulled",
        "recover.from": "2026-01-01",
        "recover.until": "2026-03-31",
        "recover.monthly": 11_600,
        "recover.more": True,
        "recover.second.from": "2026-04-01",
        "recover.second.until": "2026-05-31",
        "recover.second.monthly": 9_800,
        "recover.reason": "Der Lohn war höher als angegeben.",
        "recover.due_on": "2026-08-15",
    },
}


def granted(facts: dict[str, Any], act: str = "grant", kind: str = "grant") -> Ruling:
    """Return the decision by which Wohngeld was granted for the year 2026."""
    known = Facts(facts)
    assessment = propose(known, bewilligungszeitraum(known, APPLIED_ON))
    return Ruling(GRANTED_ON, kind, act, assessment)


def decided(act: str, kind: str = "grant", on: date = GRANTED_ON) -> Entry:
    """Return a decision as the chronicle tells it."""
    return Entry(DECIDED, on, {"kind": kind, "act": act})


def context_of(key: str, who: str, **more: Any) -> ActContext:
    """Return what an act is composed from, for a household in the stage that the act belongs to."""
    facts = dict(HOUSEHOLDS[who])
    if key == "refusal":
        facts["incomes.0.amount"] += 900_000
    assessment, entries = _stage(key, facts)
    values = INPUTS.get(key, {})
    if key == "void":
        facts |= values
    given: dict[str, Any] = {
        "facts": Facts(facts),
        "assessment": assessment,
        "texts": PROCEDURE.texts,
        "reference": "WOG-26-7K3M-PX4C",
        "applied_on": APPLIED_ON,
        "decided_on": DECIDED_ON,
        "inputs": values,
        "chronicle": Chronicle((Entry(RECEIVED, APPLIED_ON), *entries)),
        "reason_keys": ("no_cooperation",) if key == "refusal_cooperation" else (),
        **more,
    }
    given.setdefault("terms", terms(given["chronicle"], given["decided_on"], LAND_BREMEN))
    return ActContext(**given)


def _stage(key: str, facts: dict[str, Any]) -> tuple[Assessment, tuple[Entry, ...]]:
    if key in REVIEWS:
        before = granted(facts)
        facts |= REVIEWS[key]
        facts["incomes.0.amount"] += NEW_WAGE.get(key, 0)
        return reassess(Facts(facts), (before,)), (decided("grant"),)
    if key in ("grant", "grant_with_condition", "partial", "refusal", "provisional"):
        known = Facts(facts)
        return propose(known, bewilligungszeitraum(known, APPLIED_ON)), ()
    if key == "refusal_cooperation":
        asked = Entry("request_documents", date(2026, 3, 2), INPUTS["request"])
        return Assessment(()), (asked,)
    heard = (
        Entry("hear", date(2026, 6, 3), INPUTS["hearing"]),
        Entry("answer_hearing", date(2026, 6, 8), {}),
    )
    return Assessment(()), (decided("grant"), *(heard if key == "recovery" else ()))
