"""One office for all journeys of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.office import Office, open_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A whole office with all its processes."""
    with open_office(tmp_path_factory.mktemp("office") / "data") as opened:
        yield opened
