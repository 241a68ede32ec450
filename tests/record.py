"""Which procedures use which part of the record: the table of docs/record.md.

`python -m tests.record` writes the file; `test_record_page.py` fails when it is out of date, or
when a part is used by nobody: a part that no service needs is a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from amt.contract import registry
from amt.contract.deeds import DeedBy
from amt.contract.forms import Group
from amt.contract.procedure import Handling, Procedure, Sight
from tests.doubles.double_elsewhere.procedure import PROCEDURE as ELSEWHERE
from tests.doubles.double_monthly.procedure import PROCEDURE as MONTHLY
from tests.doubles.double_parties.procedure import PROCEDURE as PARTIES
from tests.doubles.double_works.procedure import PROCEDURE as WORKS

FILE = Path(__file__).resolve().parent.parent / "docs" / "record.md"
DOUBLES = (WORKS, PARTIES, ELSEWHERE, MONTHLY)

MEANING = {
    "key": "identity, folder and address",
    "law": "procedural law: delivery, terms of remedy",
    "handling": "decided here, handed over, or elsewhere",
    "norms": "by which it stands",
    "texts": "what people read, by language",
    "access": "who may apply, at which level",
    "reference": "how the spoken number begins",
    "retention": "how long data are kept, by which norm",
    "situations": "where in life somebody looks for it",
    "leika": "key of the catalogue of services, where proven",
    "synonyms": "words people use for it",
    "forms": "what is asked",
    "parties": "roles, how many, what each sees",
    "workflow": "states and transitions",
    "deeds": "what is done beside assessing and deciding",
    "terms": "periods of the law as a pure function",
    "consultations": "other bodies that are asked",
    "confirmations": "others who must confirm before it counts",
    "evidence": "proofs that facts of another office replace",
    "lookups": "what a register may be asked in place of a paper",
    "provides": "facts that other offices may take",
    "handover": "how it goes to the body that decides",
    "appointments": "appointments it may need",
    "parameters": "dated figures of the law",
    "assess": "the rules that propose",
    "assessed_period": "the time that is proposed for",
    "reassess": "the rules for a case that is decided once more",
    "benefit": "that a grant is paid monthly: plan of payments, renewal",
    "outreach": "how households that are probably entitled are found",
    "trial_api": "a trial for machines, without login",
    "place_path": "the fact that says who is competent",
    "acts": "what is declared",
    "letter_only": "norm by which no act goes through our own mailbox",
    "fee": "fees as dated items",
    "automation": "norm that allows a decision without a person",
    "triggers": "life events on which it is offered or started",
    "indicators": "what reports may count",
    "commands": "a command line of its own",
}

Uses = Callable[[Procedure], bool]

INSIDE: Mapping[str, Uses] = {
    "handling: decided here": lambda p: p.handling is Handling.OWN,
    "handling: handed over": lambda p: p.handling is Handling.HANDED_OVER,
    "handling: elsewhere, status only": lambda p: p.handling is Handling.EXTERNAL,
    "deeds of the office": lambda p: _has_deed_by(p, DeedBy.OFFICE),
    "deeds of a party": lambda p: _has_deed_by(p, DeedBy.PARTY),
    "deeds of time": lambda p: _has_deed_by(p, DeedBy.TIME),
    "parties: more than one role": lambda p: len(p.parties) > 1,
    "parties: a role with a sight of its own": lambda p: any(r.sees != Sight() for r in p.parties),
    "forms: a group that names a party": lambda p: any(g.party for g in _groups(p)),
    "forms: answers shared with a life event": lambda p: any(
        field.shared for form in p.forms.values() for field in form.fields()
    ),
    "acts: more than one": lambda p: len(p.acts) > 1,
    "acts: addressed to several roles": lambda p: any(len(a.addressees) > 1 for a in p.acts),
    "acts: that invite to take part": lambda p: any(a.invites for a in p.acts),
    "acts: that also go to a consulted body": lambda p: any(a.bodies for a in p.acts),
    "acts: with questions to the caseworker": lambda p: any(a.form for a in p.acts),
    "acts: only in some states of a case": lambda p: any(a.when for a in p.acts),
    "workflow: begins without a form": lambda p: bool(p.workflow.informal),
    "forms: a choice among people named before": lambda p: any(
        field.entries_of for form in p.forms.values() for field in form.fields()
    ),
}


def _has_deed_by(procedure: Procedure, who: DeedBy) -> bool:
    return any(deed.by is who for deed in procedure.deeds)


def _groups(procedure: Procedure) -> list[Group]:
    return [g for form in procedure.forms.values() for step in form.steps for g in step.groups]


def procedures() -> list[Procedure]:
    """Return all procedures of the folders, then the test doubles."""
    return [*registry.FolderProvider("amt.procedures").procedures(), *DOUBLES]


def uses(procedure: Procedure, part: str) -> bool:
    """Tell whether a procedure fills a part: every required one, an optional one by its value."""
    found = next(f for f in fields(Procedure) if f.name == part)
    value: Any = getattr(procedure, part)
    if found.default is not MISSING:
        return bool(value != found.default)
    if found.default_factory is not MISSING:
        return bool(value != found.default_factory())
    return True


def table() -> list[tuple[str, str, list[Procedure]]]:
    """Return each part with its meaning and the procedures that use it."""
    found = procedures()
    rows = [
        (f"`{f.name}`", MEANING[f.name], [p for p in found if uses(p, f.name)])
        for f in fields(Procedure)
    ]
    rows += [(name, "", [p for p in found if test(p)]) for name, test in INSIDE.items()]
    return rows


def page() -> str:
    """Return the text of docs/record.md."""
    found = procedures()
    doubles = {p.key for p in DOUBLES}
    real = [p for p in found if p.key not in doubles]
    heads = [*(p.key for p in real), "doubles"]
    lines = [
        "# The record of a procedure: which part is used by whom",
        "",
        "Written by `python -m tests.record`, checked by `tests/test_record_page.py`. A part is",
        "marked where a procedure fills it with more than its default; `doubles` are the invented",
        "procedures of the tests. A part that nobody uses does not belong into the record.",
        "",
        f"| part | meaning | {' | '.join(heads)} |",
        f"|---|---|{'---|' * len(heads)}",
    ]
    for name, meaning, users in table():
        keys = {p.key for p in users}
        marks = ["x" if p.key in keys else "" for p in real]
        marks.append("x" if keys & doubles else "")
        lines.append(f"| {name} | {meaning} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
