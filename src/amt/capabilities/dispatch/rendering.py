"""Subject and body of an e-mail from a folder of templates, in the recipient's language."""

from __future__ import annotations

from typing import Any

from django.template.loader import get_template, render_to_string
from django.utils import translation

from amt.kernel import installation

FOLDER = "dispatch/emails"


def require_template(template: str) -> None:
    """Make sure that both parts of a template exist.

    :raises django.template.TemplateDoesNotExist: when one is missing.
    """
    get_template(f"{FOLDER}/{template}/subject.txt")
    get_template(f"{FOLDER}/{template}/body.txt")


def render(template: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """Return subject (one line) and body of an e-mail."""
    values = {"base_url": installation.base_url(), **context}
    with translation.override(language):
        subject = render_to_string(f"{FOLDER}/{template}/subject.txt", values)
        body = render_to_string(f"{FOLDER}/{template}/body.txt", values)
    return " ".join(subject.split()), body.strip() + "\n"
