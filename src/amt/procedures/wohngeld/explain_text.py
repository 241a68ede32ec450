"""A calculation as text for a terminal: result, steps, what would change it, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from textwrap import wrap

from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.texts import Texts
from amt.contract.trials import filled, reason_text
from amt.kernel.periods import Span
from amt.procedures.wohngeld.rules.hinweise import NOT_ENACTED
from amt.procedures.wohngeld.rules.zahlen import ROMAN, german, german_date

WIDTH = 88
_STEP, _LIST = " " * 5, "  - "
_OWN = Texts.load(Path(__file__).parent / "explain_words")
_MONEY = {Unit.EURO, Unit.EURO_PER_MONTH, Unit.EURO_PER_YEAR}


def written(assessment: Assessment, texts: Texts, language: str) -> str:
    """Return a calculation as lines of at most 88 characters, formulas apart."""
    return "\n".join(_lines(assessment, texts, language)).rstrip() + "\n"


def _lines(assessment: Assessment, texts: Texts, language: str) -> Iterator[str]:
    yield from _heading(_own("result", language))
    for segment in assessment.segments:
        yield f"{_span(segment.span, language)}: {_result(segment, language)}"
    if assessment.missing:
        yield f"{_own('missing', language)}: {', '.join(assessment.missing)}"
    yield _own("not_binding", language)
    yield ""
    for segment in assessment.segments:
        yield from _segment(segment, texts, language)
    if assessment.remarks:
        yield from _heading(_own("remarks", language))
        yield from _reasons(assessment.remarks, "reasons", texts, language)


def _segment(segment: Segment, texts: Texts, language: str) -> Iterator[str]:
    yield from _heading(_own("calculation", language, span=_span(segment.span, language)))
    yield from _reasons(segment.reasons, "reasons", texts, language)
    part = ""
    for number, step in enumerate(segment.steps, 1):
        if step.part != part:
            part = step.part
            yield filled(texts, f"calculation.{part}", language, {}) or part
            yield ""
        yield from _step(number, step, texts, language)
    if segment.changes:
        yield from _heading(_own("changes", language))
        yield from _reasons(segment.changes, "changes", texts, language)
    if segment.parameter_versions:
        versions = ", ".join(segment.parameter_versions)
        yield from wrap(_own("figures", language, versions=versions), WIDTH)
        yield ""


def _step(number: int, step: Step, texts: Texts, language: str) -> Iterator[str]:
    values, key = dict(step.values), f"steps.{step.key}"
    title = filled(texts, f"{key}.title", language, values) or step.key
    yield f"{number:3}. {title}: {_value(step, language)}"
    if step.formula:
        yield _STEP + step.formula
    for name in ("text", "rounding"):
        said = filled(texts, f"{key}.{name}", language, values)
        yield from wrap(said, WIDTH, initial_indent=_STEP, subsequent_indent=_STEP)
    yield from wrap(step.norm, WIDTH, initial_indent=_STEP, subsequent_indent=_STEP)
    yield ""


def _reasons(reasons: Iterable[Reason], prefix: str, texts: Texts, language: str) -> Iterator[str]:
    for reason in reasons:
        said = reason_text(texts, reason, prefix, language)
        norm = f" ({reason.norm})" if reason.norm else ""
        yield from wrap(said + norm, WIDTH, initial_indent=_LIST, subsequent_indent=" " * 4)
    yield ""


def _heading(text: str) -> Iterator[str]:
    yield text
    yield "=" * len(text)


def _result(segment: Segment, language: str) -> str:
    not_enacted = any(reason.key == NOT_ENACTED for reason in segment.reasons)
    outcome = _own(f"outcome.{NOT_ENACTED if not_enacted else segment.outcome.value}", language)
    if segment.amount is None or segment.outcome not in (Outcome.GRANT, Outcome.PARTIAL):
        return outcome
    amount = f"{_number(segment.amount.euros, 2, language)} €"
    return f"{outcome}, {_own('per_month', language, amount=amount)}"


def _value(step: Step, language: str) -> str:
    if step.unit is Unit.LEVEL:
        number = ROMAN[int(step.value)]
    else:
        number = _number(step.value, 2 if step.unit in _MONEY else 0, language)
    return _own(f"unit.{step.unit.value}", language, number=number)


def _number(value: Decimal, places: int, language: str) -> str:
    text = german(value, places)
    # English writes the signs the other way round.
    return text if language == "de" else text.translate(str.maketrans(",.", ".,"))


def _span(span: Span, language: str) -> str:
    start = german_date(span.start) if language == "de" else span.start.isoformat()
    if span.end is None:
        return _own("open_span", language, start=start)
    end = german_date(span.end) if language == "de" else span.end.isoformat()
    return _own("span", language, start=start, end=end)


def _own(key: str, language: str, **values: str) -> str:
    return _OWN.get(key, language, **values)
