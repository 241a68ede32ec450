"""Who takes part in an application, as its form names them.

A group of the form with a `party` describes one person of that role an entry; the attributes come
from the fields' `person`. The submitter is a party by the account, whatever the form says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from amt.capabilities.cases.services import PartyData
from amt.capabilities.identity.queries import PersonData
from amt.contract.answers import applies, asked_steps, entry_count, indexed_path
from amt.contract.forms import Form, Group
from amt.contract.procedure import Procedure

ORGANISATION = "organisation_name"
NAMES = frozenset({ORGANISATION, "given_name", "family_name"})


@dataclass(slots=True)
class NamedPerson:
    """What a form says of one person: attributes by name, as in `Field.person`.

    `group` and `index` say where it names them; without index the group does not repeat.
    """

    role: str
    said: dict[str, str] = field(default_factory=dict)
    group: Group | None = None
    index: int | None = None

    @property
    def is_organisation(self) -> bool:
        """Whether an organisation is named, not a natural person."""
        return bool(self.said.get(ORGANISATION))

    @property
    def person_name(self) -> str:
        """Given and family name; of an organisation: of the one who acts for it."""
        return _joined(self.said.get("given_name"), self.said.get("family_name"))

    @property
    def name(self) -> str:
        """The organisation, or the natural person."""
        return self.said.get(ORGANISATION) or self.person_name

    @property
    def street(self) -> str:
        """Street and house number, asked together or apart."""
        return _joined(self.said.get("street"), self.said.get("house_number"))

    @property
    def town(self) -> str:
        """Postcode and city."""
        return _joined(self.said.get("postcode"), self.said.get("city"))


def parties_of(
    found: Procedure,
    form: Form,
    answers: Mapping[str, Any],
    *,
    account_id: int | None,
    person: PersonData,
) -> list[PartyData]:
    """List the parties of an application, the submitter first.

    The first person that the form names in the submitter's role is the submitter: the account says
    who that is, the form where letters go and whether an organisation applies.
    """
    named = named_persons(form, answers)
    own = next((one for one in named if one.role == found.submitting_role), None)
    submitter = _submitter(found, own, account_id, person)
    return [submitter, *(party_of(one) for one in named if one is not own)]


def said_of_submitter(found: Procedure, form: Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what the form says of the person who sends it, by the names of `Field.person`.

    It counts what stands in groups of nobody else; an entry of a list is somebody else's.
    """
    said: dict[str, str] = {}
    for step in asked_steps(form, answers):
        for group in step.groups:
            if group.repeats or group.party not in ("", found.submitting_role):
                continue
            if applies(group.condition, answers):
                said = {**_said(group, None, answers), **said}
    return said


def named_persons(form: Form, answers: Mapping[str, Any]) -> list[NamedPerson]:
    """List the persons that a form names, in the order of its pages.

    A group that names nobody adds to the person named before it in the same role.
    """
    named: list[NamedPerson] = []
    for group, index in party_entries(form, answers):
        said = _said(group, index, answers)
        if not said:
            continue
        last = next((one for one in reversed(named) if one.role == group.party), None)
        if _names_somebody(group) or last is None:
            named.append(NamedPerson(group.party, said, group, index))
        else:
            last.said.update(said)
    return [one for one in named if one.name]


def party_entries(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[Group, int | None]]:
    """Yield each asked entry of the groups that describe a party; no index: it does not repeat."""
    for step in asked_steps(form, answers):
        for group in step.groups:
            if not group.party or not applies(group.condition, answers):
                continue
            for index in range(entry_count(group, answers)):
                yield group, index if group.repeats else None


def party_of(one: NamedPerson, account_id: int | None = None) -> PartyData:
    """Return a named person as a party of a case."""
    contact = one.person_name if one.is_organisation else ""
    lines = (one.name, contact, one.street, one.town)
    return PartyData(
        role=one.role,
        account_id=account_id,
        name=one.name,
        address_lines=tuple(line for line in lines if line),
        email=one.said.get("email", ""),
        organisation=one.is_organisation,
    )


def _submitter(
    found: Procedure, own: NamedPerson | None, account_id: int | None, person: PersonData
) -> PartyData:
    role = found.submitting_role
    if own is None:
        return PartyData(role, account_id, person.full_name, tuple(person.address_lines))
    # Without an account nobody knows the name better than the form.
    proven = NAMES - {ORGANISATION} if account_id is not None else frozenset[str]()
    said = {key: value for key, value in own.said.items() if key not in proven}
    known = ["postcode", "city", "email", "given_name", "family_name"]
    # The street of an account holds the number; one that the form names has its own.
    known += [] if said.get("street") else ["street"]
    for key in known:
        said.setdefault(key, getattr(person, key))
    return party_of(NamedPerson(role, said), account_id)


def _names_somebody(group: Group) -> bool:
    return any(one.person in NAMES for one in group.fields)


def _said(group: Group, index: int | None, answers: Mapping[str, Any]) -> dict[str, str]:
    said = {}
    for one in group.fields:
        if not one.person or not applies(one.condition, answers, index):
            continue
        path = one.path if index is None else indexed_path(one.path, index)
        value = str(answers.get(path) or "").strip()
        if value:
            said[one.person] = value
    return said


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
