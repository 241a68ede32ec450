"""What an act is called in the reader's language; the act itself is German."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amt.contract import registry
from amt.contract.registry import UnknownProcedure
from amt.contract.texts import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from amt.capabilities.acts.models import Act, Addressee


def title_in(act: Act, language: str, copy: Addressee | None = None) -> tuple[str, str]:
    """Return the title of an act, or of somebody's copy, and the language that it is in.

    The stored German title stands where the procedure has no words for it or is gone.
    """
    own = copy.content.get("title", "") if copy is not None else ""
    stored = (str(own or act.title), SOURCE_LANGUAGE)
    if language == SOURCE_LANGUAGE:
        return stored
    try:
        texts = registry.procedure(act.procedure_key).texts
    except UnknownProcedure:
        return stored
    title = texts.by_language.get(language, {}).get(f"acts.{act.act_key}.title")
    return (str(title), language) if title else stored
