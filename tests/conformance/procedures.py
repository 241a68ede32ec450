"""The procedures that the conformance suite runs over: all that are found, and the doubles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amt.contract import answers, registry
from amt.contract.forms import FieldKind, Form
from tests.conformance.filling import raw_for
from tests.doubles.double_birth_one.procedure import PROCEDURE as BIRTH_ONE
from tests.doubles.double_birth_three.procedure import PROCEDURE as BIRTH_THREE
from tests.doubles.double_birth_two.procedure import PROCEDURE as BIRTH_TWO
from tests.doubles.double_elsewhere.procedure import PROCEDURE as ELSEWHERE
from tests.doubles.double_monthly.procedure import PROCEDURE as MONTHLY
from tests.doubles.double_once.procedure import PROCEDURE as ONCE
from tests.doubles.double_open.procedure import PROCEDURE as OPEN
from tests.doubles.double_parties.procedure import PROCEDURE as PARTIES
from tests.doubles.double_works.procedure import PROCEDURE as WORKS

LANGUAGES = ("de", "en")
A_FILE = str(UUID(int=1))

PROCEDURES = [
    *registry.FolderProvider("amt.procedures").procedures(),
    *registry.EntryPointProvider("amt.procedures").procedures(),
    WORKS,
    PARTIES,
    MONTHLY,
    ELSEWHERE,
    OPEN,
    ONCE,
    BIRTH_ONE,
    BIRTH_TWO,
    BIRTH_THREE,
]


def name_of(value: Any) -> str:
    """Return the key of a procedure, a form, an act or a deed, as the name of a test."""
    return str(value.key)


def filled(form: Form) -> dict[str, Any]:
    """Return answers to a whole form, with a document in every file field."""
    given: dict[str, Any] = {}
    for step in form.steps:
        given, problems = answers.read_step(form, step, raw_for(step, given), given)
        given, problems = answers.read_step(form, step, raw_for(step, given), given)
        assert [p for p in problems if p.code != "required"] == []
        for group in step.groups:
            for field in group.fields:
                if field.kind is FieldKind.FILE:
                    given[answers.indexed_path(field.path, 0) if group.repeats else field.path] = [
                        A_FILE
                    ]
    return given
