"""Lookups of the services name the norms that bear them, as docs/law/once-only-second-reading.md.

BMG section 34a lets an office call up a named person by itself; EGovG section 5 (3) gives the proof
of the applicant, so it bears nobody else's data; social data follow SGB X section 67a.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amt.contract.law import Law
from amt.contract.lookups import Lookup, Register, Relation
from amt.contract.procedure import Procedure
from amt.contract.registry import FolderProvider

LOOKUPS = [
    pytest.param(found, lookup, id=f"{found.key}-{lookup.key}")
    for found in FolderProvider("amt.procedures").procedures()
    for lookup in found.lookups
]
NUMBERS = {Relation.SPOUSE: "Nr. 13 BMG", Relation.MINOR_CHILDREN: "Nr. 14 BMG"}
each_lookup = pytest.mark.parametrize(("procedure", "lookup"), LOOKUPS)


@each_lookup
def test_calling_up_rests_on_the_law_of_its_register(procedure: Procedure, lookup: Lookup) -> None:
    wanted = {
        Register.RESIDENTS: "§ 34a Abs. 2",
        # PStG section 68 (3): only where another law names receiver, data and purpose.
        Register.CIVIL_STATUS: "§ 68 Abs. 3 PStG",
    }

    assert wanted[lookup.register] in lookup.norm
    assert len(lookup.norm) <= 200, "as long as the note of the access may be"


@each_lookup
def test_own_proof_and_data_of_the_family_rest_on_different_norms(
    procedure: Procedure, lookup: Lookup
) -> None:
    is_own = lookup.relation is Relation.SELF

    assert ("EGovG" in lookup.norm) is is_own
    assert is_own or NUMBERS[lookup.relation] in lookup.norm


@each_lookup
def test_social_data_are_taken_by_social_law(procedure: Procedure, lookup: Lookup) -> None:
    is_social = procedure.law in {Law.SGB_X, Law.SGB_X_SGG}

    assert ("§ 67a" in lookup.norm) is is_social


def test_every_test_that_the_document_names_is_there() -> None:
    root = next(one for one in Path(__file__).parents if (one / "docs" / "law").is_dir())
    text = (root / "docs/law/once-only-second-reading.md").read_text(encoding="utf-8")
    folders = dict(re.findall(r"`([a-z-]+)` is\s+`([^`]+)`", text))
    named = re.findall(r"`(?:([a-z-]+): )?(test_\w+\.py)?(?:::(test_\w+))?`", text)
    folder, file, count = "", "", 0
    for room, module, test in named:
        folder, file = folders.get(room, folder), module or file
        found = root / folder / file
        assert found.is_file(), f"{room}: {module}"
        assert not test or f"def {test}(" in found.read_text(encoding="utf-8"), test
        count += 1
    assert count > 20
