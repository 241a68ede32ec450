"""Forms as data: steps, groups, fields. One specification gives page, summary, paper and checks.

Follows the shape of FIM XDatenfelder (schema, group, field, code list, rule). Texts are found by
convention in the procedure's texts: `steps_of.<form>.<step>.title|intro`,
`groups.<group>.title|add`, `fields.<path>.label|hint|why|example|error|options.<option>`, with the
path of a repeating group written without its index (`members.name`).

Reading and checking of what people type is in `answers`; here is only the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from amt.contract.soundness import BadForm, check

__all__ = [
    "BadForm",
    "Condition",
    "Derived",
    "Field",
    "FieldKind",
    "Form",
    "FormStep",
    "Group",
    "Rule",
    "Upload",
    "bare_path",
]


class FieldKind(StrEnum):
    """What a field asks for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    DECIMAL = "decimal"
    """A number with decimals; stored as text (`54.5`), so that nothing is rounded."""
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    """A year, a month or a day, as far as somebody knows it; stored as the start of ISO text."""
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    IDENTIFIER = "identifier"
    """A number that somebody was given; `Field.scheme` says which (`contract.identifiers`)."""
    POSTCODE = "postcode"
    FILE = "file"
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, group or step is asked only if another answer is one of these.

    Of several answers (`FieldKind.CHOICES`) one must be among them. The path may be that of a
    derived value; `follows` is then the form that derives it, and set by that form alone.
    """

    path: str
    is_in: tuple[Any, ...]
    follows: Form | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """Limits of an upload."""

    media_types: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    max_bytes: int = 10 * 1024 * 1024
    max_files: int = 5


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    `shared` is the name under which a life event knows the answer (`contract.life_events`).
    `retention` names how long the answer is kept (a key of the procedure's retention), `person` the
    attribute of the signed-in person that may prefill it (`given_name`, `birth_date`, `street`,
    ...); in a group with a `party` it is the attribute of that party. Money is cents; `minimum` and
    `maximum` are whole numbers or cents. `places` is how many decimals a decimal may have.

    A choice with `entries_of` has no options of its own: it asks for one of the people named in the
    form. `0` is the person who applies, `1` the first entry of that repeating group, and so on (see
    `contract.entries`). Where nobody else is named there is nothing to choose and it is not asked.

    A text with `postcode_at` is a street, with or without its number, in the postcode that is asked
    at that path: streets are proposed, and an unknown one is asked about once.
    """

    path: str
    kind: FieldKind
    retention: str
    required: bool = True
    options: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = 200
    condition: Condition | None = None
    person: str = ""
    autocomplete: str = ""
    upload: Upload | None = None
    shared: str = ""
    entries_of: str = ""
    places: int = 2
    scheme: str = ""
    postcode_at: str = ""

    @property
    def text_key(self) -> str:
        """Where the texts of the field are."""
        return f"fields.{self.path}"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; a repeating group has entries numbered from nought.

    In a repeating group the fields' paths begin with the key of the group: `members.name` becomes
    `members.0.name`. Conditions inside name paths the same way and mean the same entry. `named_by`
    are the fields that together name an entry, where other questions choose among the entries.
    With a `shape` the group is one block of a known kind (`contract.blocks`).
    """

    key: str
    fields: tuple[Field, ...]
    repeats: bool = False
    minimum_entries: int = 1
    maximum_entries: int = 20
    condition: Condition | None = None
    party: str = ""
    named_by: tuple[str, ...] = ()
    shape: str = ""


@dataclass(frozen=True, slots=True)
class FormStep:
    """One page."""

    key: str
    groups: tuple[Group, ...]
    condition: Condition | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the page."""
        return tuple(f for group in self.groups for f in group.fields)


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that follows from answers; nobody types it, and it becomes a fact with them.

    `of` takes what `needs` names, by path, and is called when all of it is answered. A path of a
    repeating group names one entry's answer where the value itself lies in that group, else the
    list of all entries' answers. A need may be another derived value, in whatever order they stand.
    It is shown on the page `step`; None means that there is no value. `norm` is why it is computed
    so. Conditions and rules may name it like an answer.
    """

    path: str
    kind: FieldKind
    retention: str
    step: str
    needs: tuple[str, ...]
    of: Callable[[Mapping[str, Any]], Any]
    norm: str = ""
    places: int = 2
    options: tuple[str, ...] = ()

    @property
    def field(self) -> Field:
        """The value as a field, for those who write it out; it is never asked."""
        return Field(
            self.path,
            self.kind,
            self.retention,
            required=False,
            places=self.places,
            options=self.options,
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A check over several answers: a pure predicate with the field that shows its error.

    `holds` takes the answers of the whole form, derived values with them, and is called only when
    all of `needs` are answered. The error's text is `rules.<key>`.
    """

    key: str
    shown_at: str
    needs: tuple[str, ...]
    holds: Any


@dataclass(frozen=True, slots=True)
class Form:
    """A versioned form; a draft stays on the version it began with.

    :raises BadForm: when the form contradicts itself (see `contract.soundness`).
    """

    key: str
    version: int
    steps: tuple[FormStep, ...]
    rules: tuple[Rule, ...] = field(default_factory=tuple)
    derived: tuple[Derived, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work, and tell the conditions which values follow."""
        check(self.key, self.steps, self.rules, self.derived)
        object.__setattr__(self, "steps", tuple(self._tied_step(step) for step in self.steps))

    def step(self, key: str) -> FormStep:
        """Return a page by its key. :raises LookupError: when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise LookupError(key)

    def fields(self) -> Iterator[Field]:
        """Yield every field of every page."""
        for step in self.steps:
            yield from step.fields

    def field_at(self, path: str) -> Field:
        """Return the field of an answer's path, index or not. :raises LookupError: when unknown.

        A derived value counts as a field here, since facts are written out by it.
        """
        bare = bare_path(path)
        for candidate in self.fields():
            if candidate.path == bare:
                return candidate
        for derived in self.derived:
            if derived.path == bare:
                return derived.field
        raise LookupError(path)

    def _tied(self, condition: Condition | None) -> Condition | None:
        """Return a condition that knows this form if it names one of its derived values."""
        if condition is None:
            return None
        follows = any(one.path == condition.path for one in self.derived)
        if not follows and condition.follows is None:
            return condition
        return replace(condition, follows=self if follows else None)

    def _tied_step(self, step: FormStep) -> FormStep:
        groups = tuple(
            replace(
                group,
                condition=self._tied(group.condition),
                fields=tuple(replace(f, condition=self._tied(f.condition)) for f in group.fields),
            )
            for group in step.groups
        )
        return replace(step, condition=self._tied(step.condition), groups=groups)


def bare_path(path: str) -> str:
    """Return a path without the indices of repeating groups."""
    return ".".join(part for part in path.split(".") if not part.isdigit())
