"""Titles that are stored in German, in the reader's language where the procedure has words for it.

The title on the act itself stays as it is; this is what pages call it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from amt.contract.texts import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from amt.capabilities.acts.queries import ActView


def language_of_page() -> str:
    """Return the language of the page as texts are named by it."""
    return get_language() or SOURCE_LANGUAGE


def act_title(view: ActView) -> tuple[str, str]:
    """Return what a page calls an act, and the language of that."""
    return view.title_in(language_of_page())
