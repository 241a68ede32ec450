"""Reading what people type into a form, and checking it.

Raw input is what an HTML form sends (`{name: [texts]}`); answers are JSON values by path. Nothing
typed is lost: a problem leaves the raw text with the caller. Problems are codes with values; the
front turns them into sentences in the reader's language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from amt.contract.entries import entry_options, without_entry
from amt.contract.forms import Condition, Field, FieldKind, Form, FormStep, Group
from amt.kernel.money import Money, NotAnAmount

Raw = Mapping[str, Sequence[str]]
Answers = Mapping[str, Any]

COUNT_SUFFIX = ".count"
REMOVED_SUFFIX = ".removed"
"""In raw input: the index of the entry that was taken away with this page."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `code` is one of the codes named in `read_field`."""

    path: str
    code: str
    values: tuple[tuple[str, Any], ...] = ()


class Unreadable(ValueError):
    """A text cannot be read as what the field asks for."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = tuple(values.items())


def applies(condition: Condition | None, answers: Answers, index: int | None = None) -> bool:
    """Tell whether something with this condition is asked."""
    if condition is None:
        return True
    path = condition.path
    if index is not None:
        indexed = indexed_path(path, index)
        path = indexed if indexed in answers else path
    answer = answers.get(path)
    if isinstance(answer, list):
        return any(one in condition.is_in for one in answer)
    return answer in condition.is_in


def indexed_path(path: str, index: int) -> str:
    """Return the path of a field inside an entry of its repeating group."""
    group, _, rest = path.partition(".")
    return f"{group}.{index}.{rest}"


def entry_count(group: Group, answers: Answers) -> int:
    """Return how many entries a repeating group has, at least as many as it must."""
    if not group.repeats:
        return 1
    count = answers.get(group.key + COUNT_SUFFIX, group.minimum_entries)
    return max(group.minimum_entries, min(int(count), group.maximum_entries))


def asked_fields(step: FormStep, answers: Answers) -> Iterator[Field]:
    """Yield the fields of a page that are asked, those of repeating groups with their index."""
    if not applies(step.condition, answers):
        return
    for group in step.groups:
        if not applies(group.condition, answers):
            continue
        for index in range(entry_count(group, answers)):
            at = index if group.repeats else None
            for field in group.fields:
                if applies(field.condition, answers, at):
                    here = (
                        field if at is None else replace(field, path=indexed_path(field.path, at))
                    )
                    yield from _with_options(here, answers)


def _with_options(field: Field, answers: Answers) -> Iterator[Field]:
    """Yield a field with what can be chosen now; nothing where there is only one person."""
    if not field.entries_of:
        yield field
    elif len(options := entry_options(field, answers)) > 1:
        yield replace(field, options=options)


def asked_steps(form: Form, answers: Answers) -> list[FormStep]:
    """List the pages that are asked."""
    return [step for step in form.steps if applies(step.condition, answers)]


def read_step(
    form: Form, step: FormStep, raw: Raw, answers: Answers
) -> tuple[dict[str, Any], list[Problem]]:
    """Read one page: return all answers with this page's put in, and its problems.

    Answers of the page that are no longer asked are dropped. An answer with a problem is left out.
    Files are not read here; their answers (lists of document ids) stay as they are.
    """
    merged = dict(answers)
    for group in step.groups:
        name = group.key + COUNT_SUFFIX
        if group.repeats and raw.get(name):
            merged[name] = _count(group, raw[name][-1])
        removed = raw.get(group.key + REMOVED_SUFFIX, ("",))[-1] if group.repeats else ""
        if removed.isascii() and removed.isdigit() and len(removed) < _LONGEST_NUMBER:
            merged = without_entry(form, merged, group.key, int(removed))
    problems: list[Problem] = []
    for _ in range(2):
        # A second pass: an answer read in the first may bring further questions on the same page.
        problems = []
        for field in list(asked_fields(step, merged)):
            if field.kind is FieldKind.FILE:
                continue
            try:
                value = read_field(field, raw.get(field.path, ()))
            except Unreadable as unreadable:
                merged.pop(field.path, None)
                problems.append(Problem(field.path, unreadable.code, unreadable.values))
                continue
            if value is None:
                merged.pop(field.path, None)
            else:
                merged[field.path] = value
    _drop_unasked(step, merged)
    problems += _missing_files(step, merged)
    problems += _broken_rules(form, merged, {f.path for f in asked_fields(step, merged)})
    return merged, problems


def check_form(form: Form, answers: Answers) -> list[Problem]:
    """Name everything that is missing or wrong in a form as a whole, in the order of its pages."""
    problems: list[Problem] = []
    for step in asked_steps(form, answers):
        for field in asked_fields(step, answers):
            value = answers.get(field.path)
            if field.required and value in (None, "", [], False if _must_be_true(field) else None):
                problems.append(Problem(field.path, "required"))
            elif value not in (None, "", []):
                problems.extend(_wrong_stored(field, value))
    shown = {f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)}
    return problems + _broken_rules(form, answers, shown)


def step_of(form: Form, path: str, answers: Answers) -> FormStep:
    """Return the page on which a path is asked. :raises LookupError: when it is on none."""
    for step in form.steps:
        if any(field.path == path for field in asked_fields(step, answers)):
            return step
    raise LookupError(path)


def facts_of(form: Form, answers: Answers) -> dict[str, Any]:
    """Return the answers that are asked, as they become facts at submission."""
    paths = [f.path for step in asked_steps(form, answers) for f in asked_fields(step, answers)]
    return {path: answers[path] for path in paths if answers.get(path) not in (None, "", [])}


_LONGEST_NUMBER = 4


def _must_be_true(field: Field) -> bool:
    return field.kind is FieldKind.DECLARATION


def _count(group: Group, typed: str) -> int:
    fits = typed.isascii() and typed.isdigit() and len(typed) < _LONGEST_NUMBER
    count = int(typed) if fits else 0
    return max(group.minimum_entries, min(count, group.maximum_entries))


def _drop_unasked(step: FormStep, answers: dict[str, Any]) -> None:
    asked = {field.path for field in asked_fields(step, answers)}
    for group in step.groups:
        bare = {field.path for field in group.fields}
        for path in list(answers):
            head, _, rest = path.partition(".")
            index, _, tail = rest.partition(".")
            is_own = path in bare or (
                group.repeats and head == group.key and index.isdigit() and f"{head}.{tail}" in bare
            )
            if is_own and path not in asked:
                del answers[path]


def _missing_files(step: FormStep, answers: Answers) -> list[Problem]:
    return [
        Problem(field.path, "required")
        for field in asked_fields(step, answers)
        if field.kind is FieldKind.FILE and field.required and not answers.get(field.path)
    ]


def _broken_rules(form: Form, answers: Answers, shown: set[str]) -> list[Problem]:
    return [
        Problem(rule.shown_at, "rule", (("rule", rule.key),))
        for rule in form.rules
        if rule.shown_at in shown
        and all(answers.get(path) is not None for path in rule.needs)
        and not rule.holds(answers)
    ]


def _wrong_stored(field: Field, value: Any) -> list[Problem]:
    """Check a stored answer by the same limits as a typed one."""
    try:
        _check_limits(field, value)
    except Unreadable as unreadable:
        return [Problem(field.path, unreadable.code, unreadable.values)]
    return []


def read_field(field: Field, raw: Sequence[str]) -> Any:
    """Read one answer; None means not answered.

    :raises Unreadable: with code `required`, `not_a_number`, `not_an_amount`, `not_a_date`,
        `not_an_option`, `not_an_email`, `not_a_phone`, `not_an_iban`, `not_a_postcode`, `too_long`,
        `too_small`, `too_large`, `forbidden_character`, `must_be_declared`.
    """
    if field.kind is FieldKind.CHOICES:
        return _read_choices(field, raw)
    typed = unicodedata.normalize("NFC", raw[-1]).strip() if raw else ""
    if field.kind is FieldKind.DECLARATION:
        if typed not in ("yes", "on", "true") and field.required:
            raise Unreadable("must_be_declared")
        return True if typed in ("yes", "on", "true") else None
    if not typed:
        if field.required:
            raise Unreadable("required")
        return None
    if len(typed) > 20_000 or any(
        unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in typed
    ):
        raise Unreadable("forbidden_character")
    value = _read_typed(field, typed)
    _check_limits(field, value)
    return value


def _read_choices(field: Field, raw: Sequence[str]) -> list[str] | None:
    chosen = [value for value in dict.fromkeys(raw) if value]
    if any(value not in field.options for value in chosen):
        raise Unreadable("not_an_option")
    if not chosen and field.required:
        raise Unreadable("required")
    return chosen or None


def _read_typed(field: Field, typed: str) -> Any:
    if field.kind is FieldKind.LONG_TEXT:
        return typed
    return _READERS.get(field.kind, _read_line)(typed)


def _read_line(typed: str) -> str:
    return " ".join(typed.split())


def _read_integer(typed: str) -> int:
    digits = typed.replace(" ", "")
    if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII):
        raise Unreadable("not_a_number")
    return int(digits)


def _read_money(typed: str) -> int:
    try:
        amount = Money.parse(typed)
    except NotAnAmount:
        raise Unreadable("not_an_amount") from None
    if amount.cents > 10**11:
        raise Unreadable("too_large", maximum=10**11)
    return amount.cents


_DAY = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})$", re.ASCII)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$", re.ASCII)


def _read_date(typed: str) -> str:
    try:
        if iso := _ISO_DAY.match(typed):
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if found := _DAY.match(typed):
            year = int(found[3])
            if len(found[3]) == 2:
                year += 2000 if year <= 40 else 1900
            return date(year, int(found[2]), int(found[1])).isoformat()
    except ValueError:
        pass
    raise Unreadable("not_a_date")


def _read_yes_no(typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise Unreadable("not_an_option")
    return typed == "yes"


def _read_email(typed: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s.<>\"',;]{2,}", typed):
        raise Unreadable("not_an_email")
    return typed


def _read_phone(typed: str) -> str:
    digits = re.sub(r"[\s/().-]", "", typed)
    if not re.fullmatch(r"\+?\d{4,18}", digits, re.ASCII):
        raise Unreadable("not_a_phone")
    return typed


def _read_iban(typed: str) -> str:
    iban = re.sub(r"\s", "", typed).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban, re.ASCII):
        raise Unreadable("not_an_iban")
    if iban.startswith("DE") and len(iban) != 22:
        raise Unreadable("not_an_iban")
    rearranged = iban[4:] + iban[:4]
    if int("".join(str(int(c, 36)) for c in rearranged)) % 97 != 1:
        raise Unreadable("not_an_iban")
    return iban


def _read_postcode(typed: str) -> str:
    if not re.fullmatch(r"\d{5}", typed, re.ASCII):
        raise Unreadable("not_a_postcode")
    return typed


_READERS: dict[FieldKind, Callable[[str], Any]] = {
    FieldKind.INTEGER: _read_integer,
    FieldKind.MONEY: _read_money,
    FieldKind.DATE: _read_date,
    FieldKind.YES_NO: _read_yes_no,
    FieldKind.EMAIL: _read_email,
    FieldKind.PHONE: _read_phone,
    FieldKind.IBAN: _read_iban,
    FieldKind.POSTCODE: _read_postcode,
}


def _check_limits(field: Field, value: Any) -> None:
    if isinstance(value, str) and len(value) > field.max_length:
        raise Unreadable("too_long", maximum=field.max_length)
    if isinstance(value, int) and not isinstance(value, bool):
        if field.minimum is not None and value < field.minimum:
            raise Unreadable("too_small", minimum=field.minimum)
        if field.maximum is not None and value > field.maximum:
            raise Unreadable("too_large", maximum=field.maximum)
    if field.kind is FieldKind.CHOICE and not _is_option(field, value):
        raise Unreadable("not_an_option")


def _is_option(field: Field, value: Any) -> bool:
    if field.entries_of and not field.options:
        # Read away from its page, where nobody knows how many people are named.
        return str(value).isdigit() and len(str(value)) < _LONGEST_NUMBER
    return value in field.options
