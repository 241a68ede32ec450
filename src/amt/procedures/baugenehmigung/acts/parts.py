"""What the acts share: their wording, days and lines as text, the terms after a deed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from amt.contract.acts import ActContext, Section
from amt.contract.deeds import RECEIVED, Chronicle, Entry, Term, TermState
from amt.contract.texts import SOURCE_LANGUAGE, Texts
from amt.kernel.periods import LAND_BREMEN
from amt.procedures.baugenehmigung.rules.fristen import terms

_WORDING = Texts.load(Path(__file__).parent / "wording")


def wording(key: str, **values: str) -> str:
    """Return a sentence of an act."""
    return _WORDING.get(key, SOURCE_LANGUAGE, **values)


def wordings(key: str, **values: str) -> tuple[str, ...]:
    """Return the sentences of a list."""
    lines = _WORDING.lines(key, SOURCE_LANGUAGE)
    return tuple(line.format(**values) for line in lines) if values else lines


def section(key: str, **values: str) -> Section:
    """Return a part with `<key>.heading` and `<key>.paragraphs`."""
    return Section(wording(f"{key}.heading"), wordings(f"{key}.paragraphs", **values))


def title(context: ActContext, act: str) -> str:
    """Return the title of an act."""
    return context.texts.get(f"acts.{act}.title", SOURCE_LANGUAGE)


def german_date(day: date) -> str:
    """Return a day as `22.11.2026`."""
    return f"{day:%d.%m.%Y}"


def lines_of(text: str) -> tuple[str, ...]:
    """Return what a caseworker wrote, line by line, without empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def words(context: ActContext, path: str) -> tuple[str, ...]:
    """Return the lines of an answer to the form of the deed or act."""
    return lines_of(str(context.inputs.get(path, "")))


def project_lines(context: ActContext) -> tuple[str, ...]:
    """Return project, plot and cadastre as the acts name them, without any person."""
    facts = context.facts
    cadastre = ", ".join(
        wording(f"project.{part}", value=str(facts[f"plot.{part}"]))
        for part in ("gemarkung", "flur", "flurstueck")
        if facts.get(f"plot.{part}")
    )
    found = {
        "description": " ".join(str(facts.get("project.description", "")).split()),
        "plot": _address(context),
        "cadastre": cadastre,
    }
    return tuple(wording(f"project.{key}", value=value) for key, value in found.items() if value)


def project_section(context: ActContext) -> Section:
    """Return what is to be built and where."""
    return Section(wording("project.heading"), project_lines(context))


def _address(context: ActContext) -> str:
    facts, place = context.facts, context.facts.get("plot.place")
    city = context.texts.get(f"fields.plot.place.options.{place}", SOURCE_LANGUAGE) if place else ""
    parts = (("plot.street", "plot.number"), ("plot.postcode",))
    lines = [" ".join(str(facts[p]) for p in paths if facts.get(p)) for paths in parts]
    return f"{lines[0]}, {lines[1]} {city}".strip(" ,")


def running_after(context: ActContext, deed: str, key: str) -> Term | None:
    """Return a term that runs once a deed is done with the inputs of the context.

    The platform may compose before or after it has written the deed into the chronicle. A term that
    has ended or was waived is not told as a day to wait for.
    """
    entries = context.chronicle.entries or (Entry(RECEIVED, context.applied_on),)
    is_written = any(e.deed == deed and e.on == context.decided_on for e in entries)
    if not is_written:
        entries = (*entries, Entry(deed, context.decided_on, context.inputs))
    found = terms(Chronicle(entries), context.decided_on, LAND_BREMEN)
    running = (term for term in found if term.state is TermState.RUNNING)
    return next((term for term in running if term.key == key), None)


def attachment(context: ActContext, act: str, **more: Any) -> dict[str, Any]:
    """Return what machines read: no names, no addresses."""
    return {"act": act, "reference": context.reference, **more}
