"""An office that has declared acts keeps them when each addressee gets a copy of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from amt.capabilities.acts import queries
from amt.capabilities.acts.tests.factories import AT
from amt.capabilities.authorities import queries as authorities

ONE_DOCUMENT = [("acts", "0001_initial")]


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The tables as they were when all addressees shared one document."""
    executor = MigrationExecutor(connection)
    newest = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "acts"]
    executor.migrate(ONE_DOCUMENT)
    yield MigrationExecutor(connection).loader.project_state(ONE_DOCUMENT).apps
    MigrationExecutor(connection).migrate(newest)


def test_what_an_act_held_becomes_the_copy_of_each_addressee(
    before: Any, organisation: None
) -> None:
    document = uuid4()
    act = before.get_model("acts", "Act").objects.create(
        subject_kind="case", subject_id="1", procedure_key="double_works", act_key="grant",
        kind="grant", burdening=False, has_remedy=True, law="sgb_x", land="HB", reference="R",
        unit_id=authorities.get_unit_by_key("wohnen-bremen").id, signatory_name="Antje Kolb",
        content={"title": "Bewilligung"}, letter={"title": "Bewilligung"}, state="notified",
        declared_at=AT, document_uuid=document, verification_code="7K3M-PX4C-9ABD",
    )  # fmt: skip
    rows = before.get_model("acts", "Addressee").objects
    made = [
        rows.create(
            act=act, position=position, name="N", channel="letter", law="sgb_x",
            correlation=f"act:{position}",
        )
        for position in (0, 1)
    ]  # fmt: skip
    rows.create(
        act=act, position=0, name="N", channel="letter", law="sgb_x", correlation="act:0:letter",
        instead_of=made[0],
    )  # fmt: skip

    executor = MigrationExecutor(connection)
    executor.migrate([("acts", "0004_an_act_holds_no_document")])

    found = queries.find_verified("7K3M-PX4C-9ABD")
    assert found is not None
    assert (found.title, found.document_uuid) == ("Bewilligung", document)
    (view,) = queries.list_acts("case", "1")
    assert view.act.title == "Bewilligung"
    assert [one.document_uuid for one in view.addressees] == [document] * 3
    codes = [one.addressee.verification_code for one in view.addressees]
    assert codes == ["7K3M-PX4C-9ABD", "", ""]
