"""Refusals to machines: problem JSON (RFC 9457), which never repeats a value that was sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import JsonResponse


def problem(status: int, code: str, title: Any, faults: Iterable[Any] = ()) -> JsonResponse:
    """Return a refusal with its status, a code for programs and a sentence for people."""
    content: dict[str, Any] = {"title": str(title), "status": status, "code": code}
    if listed := list(faults):
        content["faults"] = listed
    answer = JsonResponse(content, status=status, content_type="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def wrong_method(allowed: str, title: Any) -> JsonResponse:
    """Return the refusal of a method, with those that are allowed."""
    answer = problem(405, "method_not_allowed", title)
    answer.headers["Allow"] = allowed
    return answer
