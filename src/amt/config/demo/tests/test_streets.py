"""The demo has a list of streets of both cities, so that proposals and slips can be tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from amt.capabilities.authorities import queries
from amt.capabilities.authorities.models import Street
from amt.config.demo.streets import LIST, seed_streets
from amt.kernel import clock
from amt.kernel.testing.cast import BREMEN, BREMERHAVEN, RESIDENTS


@pytest.mark.slow
@pytest.mark.django_db
def test_demo_knows_streets_of_both_cities_and_those_of_its_people(tmp_path: Path) -> None:
    seed_streets(folder=tmp_path, at=clock.now())

    assert {ars for (ars,) in Street.objects.values_list("ars").distinct()} == {BREMEN, BREMERHAVEN}
    for person in RESIDENTS.values():
        assert queries.nearest_streets(person.street, postcode=person.postcode) is None
    name, postcodes = Street.objects.values_list("name", "postcodes").order_by("name")[0]
    slip = f"{name[:3]}{name[4:]} 7 b"
    assert f"{name} 7 b" in (queries.nearest_streets(slip, postcode=postcodes[0]) or [])


@pytest.mark.slow
@pytest.mark.django_db
def test_list_is_loaded_once(tmp_path: Path) -> None:
    seed_streets(folder=tmp_path, at=clock.now())
    Street.objects.all().delete()

    seed_streets(folder=tmp_path, at=clock.now())

    assert [one.name for one in tmp_path.iterdir()] == [LIST]
    assert not Street.objects.exists()
