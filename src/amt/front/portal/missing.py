"""What an application still lacks, each with the address of its question."""

from __future__ import annotations

from django.urls import reverse

from amt.capabilities.applications import queries
from amt.capabilities.applications.queries import DraftView
from amt.contract.answers import step_of
from amt.contract.registry import procedure
from amt.front.frame import problems
from amt.front.portal.changing import change_url


def missing_rows(view: DraftView, language: str) -> list[dict[str, str]]:
    """Return what is missing or wrong: path, question, what to do, address."""
    found = procedure(view.draft.procedure_key)
    rows = []
    for problem in queries.problems_of(view):
        page = step_of(view.form, problem.path, view.draft.answers)
        url = reverse("portal:form_step", args=[view.draft.uuid, page.key])
        rows.append(
            {
                "path": problem.path,
                "label": queries.label_of(found, problem.path, language),
                "text": problems.sentence(problem, found, view.form, language),
                "url": change_url(url, problem.path),
            }
        )
    return rows
