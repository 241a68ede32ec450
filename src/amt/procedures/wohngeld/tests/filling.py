"""Filling the forms of Wohngeld: people of flesh and blood, and whatever hypothesis thinks of."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from amt.contract import answers
from amt.contract.answers import COUNT_SUFFIX, asked_fields
from amt.contract.forms import Field, FieldKind, Form

TRIAL = {
    "home.place": "040110000000",
    "household.size": "1",
    "rent.cold": "500",
    "household.wage": "1.400,00",
    "household.pays_income_tax": "yes",
    "household.pays_health_insurance": "yes",
    "household.pays_pension_insurance": "yes",
}
ALONE: dict[str, Any] = {
    "applicant.given_name": "Mariam",
    "applicant.family_name": "Beispiel",
    "applicant.birth_date": "24.5.84",
    "applicant.sex": "female",
    "home.street": "Musterweg 12",
    "home.postcode": "28195",
    "home.place": "040110000000",
    "home.kind": "rent",
    "home.area": "48",
    "home.elsewhere": "no",
    "rent.landlord": "Wohnbau Beispiel GmbH",
    "rent.moved_in_on": "1.4.2022",
    "rent.cold": "512,30",
    "applicant.benefit": "none",
    "household.has_income": "yes",
    "incomes.0.kind": "wage",
    "incomes.0.amount": "1.400",
    "incomes.0.rhythm": "month",
    "incomes.0.pays": ["income_tax", "health_insurance", "pension_insurance"],
    "payment.iban": "DE02 1203 0000 0000 2020 51",
    "payment.account_holder": "Mariam Beispiel",
    "declarations.complete_and_true": "yes",
    "declarations.report_changes": "yes",
}
WITH_CHILD: dict[str, Any] = {
    **ALONE,
    "members.count": "1",
    "members.0.given_name": "Jonas",
    "members.0.family_name": "Beispiel",
    "members.0.birth_date": "8.8.2018",
    "members.0.sex": "male",
    "members.0.relation": "child",
    "members.0.kindergeld": "yes",
    "members.0.benefit": "none",
    "incomes.0.person": "0",
}
VERSION_1: dict[str, Any] = {
    "applicant.given_name": "Mariam",
    "applicant.family_name": "Beispiel",
    "applicant.birth_date": "24.5.84",
    "home.street": "Musterweg 12",
    "home.postcode": "28195",
    "home.place": "040110000000",
    "rent.landlord": "Wohnbau Beispiel GmbH",
    "rent.moved_in_on": "1.4.2022",
    "rent.cold": "512,30",
    "members.count": "1",
    "members.0.given_name": "Jonas",
    "members.0.family_name": "Beispiel",
    "members.0.birth_date": "8.8.2018",
    "members.0.relation": "child",
    "members.0.benefit": "none",
    "members.0.disability": "none",
    "members.0.pays_income_tax": "no",
    "members.0.pays_health_insurance": "no",
    "members.0.pays_pension_insurance": "no",
    "household.single_parent": "yes",
    "applicant.benefit": "none",
    "income.wage": "1.400",
    "income.pays_income_tax": "yes",
    "income.pays_health_insurance": "yes",
    "income.pays_pension_insurance": "yes",
    "applicant.disability": "none",
    "payment.iban": "DE02 1203 0000 0000 2020 51",
    "payment.account_holder": "Mariam Beispiel",
    "declarations.complete_and_true": "yes",
    "declarations.report_changes": "yes",
}


def fill(form: Form, typed: dict[str, Any]) -> tuple[dict[str, Any], list[answers.Problem]]:
    """Fill a form page by page; return the answers and what was wrong on any page."""
    raw = {path: t if isinstance(t, list) else [t] for path, t in typed.items()}
    given: dict[str, Any] = {}
    problems: list[answers.Problem] = []
    for step in form.steps:
        # Twice, as people do: the first sending brings up what only an answer asks for.
        given, _first = answers.read_step(form, step, raw, given)
        given, found = answers.read_step(form, step, raw, given)
        problems += found
    return given, problems


_DAYS = st.dates(date(1931, 1, 1), date(2029, 12, 31)).map(str)
_BY_KIND: dict[FieldKind, st.SearchStrategy[list[str]]] = {
    FieldKind.YES_NO: st.sampled_from(["yes", "no"]).map(lambda one: [one]),
    FieldKind.DATE: _DAYS.map(lambda one: [one]),
    FieldKind.DECLARATION: st.just(["yes"]),
    FieldKind.IBAN: st.just(["DE02 1203 0000 0000 2020 51"]),
    FieldKind.POSTCODE: st.just(["28195"]),
    FieldKind.EMAIL: st.just(["person@example.org"]),
    FieldKind.PHONE: st.just(["0421 000000"]),
    FieldKind.TEXT: st.sampled_from(["Ada", "Ben", "Żółć"]).map(lambda one: [one]),
    FieldKind.LONG_TEXT: st.just(["Ein Satz."]),
}


def _typed(field: Field) -> st.SearchStrategy[list[str]]:
    if field.kind is FieldKind.CHOICE:
        return st.sampled_from(field.options).map(lambda one: [one])
    if field.kind is FieldKind.CHOICES:
        least = 1 if field.required else 0
        return st.lists(st.sampled_from(field.options), unique=True, min_size=least)
    if field.kind in (FieldKind.INTEGER, FieldKind.MONEY):
        # Often the least and the most, which is where mistakes are.
        whole = st.integers(field.minimum or 0, field.maximum or 100)
        if field.kind is FieldKind.MONEY:
            return whole.map(lambda cents: [f"{cents // 100},{cents % 100:02}"])
        return whole.map(lambda one: [str(one)])
    return _BY_KIND[field.kind]


@st.composite
def valid_answers(draw: st.DrawFn, form: Form) -> dict[str, Any]:
    """Draw answers to a form that each page accepts, and that the form may refuse as a whole."""
    given: dict[str, Any] = {}
    for step in form.steps:
        raw: dict[str, list[str]] = {}
        for group in step.groups:
            if group.repeats:
                most = min(group.minimum_entries + 2, group.maximum_entries)
                count = draw(st.integers(group.minimum_entries, most))
                raw[group.key + COUNT_SUFFIX] = [str(count)]
        for _ in range(3):
            # Each answer may bring further questions on the same page.
            for field in asked_fields(step, given):
                wanted = field.kind is not FieldKind.FILE and field.path not in raw
                if wanted and (field.required or draw(st.booleans())):
                    raw[field.path] = draw(_typed(field))
            given, _problems = answers.read_step(form, step, raw, given)
    return given
