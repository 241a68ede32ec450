"""Running registers, and the office that knows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import Settings

from amt.capabilities.registers import breaker
from amt.capabilities.registers.testing.sources import FILE, STAND_INS, lay_out
from amt.kernel.testing.told import tell
from standins.running import Running, running

# Tests set the office's clock; the programs have the machine's.
YEARS = 10**9


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Running]]]:
    """Both registers, running for the tests of one file."""
    folder = tmp_path_factory.mktemp("registers")
    _, files = lay_out(folder, urls={}, patience_seconds=YEARS)
    with ExitStack() as stack:
        made = {
            name: stack.enter_context(
                running(f"registers.{name}", files[name], folder / f"{name}.notebook.json")
            )
            for name in STAND_INS
        }
        urls = {name: one.url for name, one in made.items()}
        lay_out(folder, urls=urls, patience_seconds=YEARS)
        yield folder, made


@pytest.fixture
def residents(both: tuple[Path, dict[str, Running]], settings: Settings) -> Iterator[Running]:
    """The register of residents, well and known to the office."""
    yield from _known(both, "residents", settings)


@pytest.fixture
def civil_status(both: tuple[Path, dict[str, Running]], settings: Settings) -> Iterator[Running]:
    """The register of births and marriages, well and known to the office."""
    yield from _known(both, "civil_status", settings)


def _known(
    both: tuple[Path, dict[str, Running]], name: str, settings: Settings
) -> Iterator[Running]:
    folder, made = both
    tell(settings, registers_file=folder / FILE)
    breaker.forget()
    yield made[name]
    made[name].post("/trouble", {})
    breaker.forget()
