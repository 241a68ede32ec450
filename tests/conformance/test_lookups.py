"""What every lookup of a service must keep: permitted, asked, and explained in words."""

from __future__ import annotations

import pytest

from amt.capabilities.registers.permitted import require_permitted
from amt.contract.lookups import Lookup, Relation
from amt.contract.procedure import Procedure
from tests.conformance.procedures import LANGUAGES, PROCEDURES, name_of

LOOKUPS = [(p, lookup) for p in PROCEDURES for lookup in p.lookups]

each_lookup = pytest.mark.parametrize(("procedure", "lookup"), LOOKUPS, ids=name_of)


def test_some_service_asks_registers() -> None:
    assert {procedure.key for procedure, _lookup in LOOKUPS} >= {"double_once"}


@each_lookup
def test_lookup_takes_what_the_law_gives(procedure: Procedure, lookup: Lookup) -> None:
    require_permitted(lookup)

    assert lookup.norm


@each_lookup
def test_what_a_lookup_takes_is_asked_on_pages_of_the_form(
    procedure: Procedure, lookup: Lookup
) -> None:
    form = procedure.form("application")
    repeating = {g.key for step in form.steps for g in step.groups if g.repeats}

    assert form.step(lookup.step).fields
    for _attribute, path in lookup.takes:
        assert form.field_at(path).kind
        assert (path.partition(".")[0] in repeating) is bool(lookup.group)
    if lookup.group:
        assert lookup.group in repeating
    if lookup.manual:
        assert form.field_at(lookup.manual).upload
    if lookup.relation is Relation.MINOR_CHILDREN:
        assert lookup.group, "several children need several places"


@each_lookup
@pytest.mark.parametrize("language", LANGUAGES)
def test_lookup_says_what_it_is_and_what_for(
    procedure: Procedure, lookup: Lookup, language: str
) -> None:
    for part in ("title", "purpose"):
        assert procedure.texts.find(f"lookups.{lookup.key}.{part}", language)
