"""The page of a calculation: result, what went in with its source, each step, what would change it.

`frame/_explained.html` shows it in the portal and at the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amt.capabilities.cases.queries import Explained
from amt.contract.procedure import Procedure
from amt.front.frame.assessment import AssessmentView, assessment_view
from amt.front.frame.inputs import Origin, input_views

if TYPE_CHECKING:
    from amt.capabilities.cases.models import FactRecord


def explained_view(
    one: Explained,
    procedure: Procedure,
    form_key: str,
    language: str,
    origin_of: Callable[[FactRecord], Origin],
) -> AssessmentView:
    """Return a calculation of a case with the facts of its time."""
    values = {fact.path: fact.value for fact in one.facts if fact.value is not None}
    origins = {fact.path: origin_of(fact) for fact in one.facts}
    known = input_views(procedure, values, language, form_key=form_key, origins=origins)
    return assessment_view(one.assessment, procedure, language, known)
