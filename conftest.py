"""The ground of all tests: one throw-away database server, no network outside, a clock to set.

The server is started once per run through the product's own launcher; the workers of a parallel
run share it. `DATABASE_URL` names another server instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from amt.config.guard import Guard
from amt.config.postgres.cluster import Cluster

ROOT = Path(__file__).resolve().parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", ""}  # noqa: S104 - names, no listening

pytest_plugins = ["amt.capabilities.identity.testing.fixtures"]
_started: list[tuple[Cluster, Path, Guard]] = []


def _lay_the_ground() -> None:
    """Start the database server and load Django, before any fixture imports a model."""
    folder = Path(tempfile.gettempdir()) / f"amt-test-data-{os.getuid()}"
    mine = folder / os.environ.get("PYTEST_XDIST_WORKER", "main")
    (mine / "files").mkdir(parents=True, exist_ok=True)
    os.environ["AMT_DATA_DIR"] = str(mine)
    os.environ["AMT_FILES_DIR"] = str(mine / "files")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amt.config.settings.test")
    # The workers of a parallel run inherit the address from the first process.
    if not os.environ.get("DATABASE_URL"):
        place = Path(tempfile.mkdtemp(prefix="amt-test-"))
        # The server runs as another user when the tests run as root.
        place.chmod(0o711)
        cluster = Cluster(place / "pg", durable=False)
        os.environ["DATABASE_URL"] = cluster.start()
        guard = Guard()
        guard.watch_server(cluster.pid() or 0)
        _started.append((cluster, place, guard))
    django.setup()


_lay_the_ground()

# Machines are busy at times; how long an example takes says nothing about whether it is right.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and delete its data."""
    while _started:
        cluster, folder, guard = _started.pop()
        cluster.remove()
        guard.release()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("DATABASE_URL", None)


@pytest.fixture(autouse=True, scope="session")
def _no_network_outside() -> Iterator[None]:
    """Refuse connections to anything but this machine."""
    connect = socket.socket.connect

    def only_loopback(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            raise AssertionError(f"a test wants to reach {address[0]}")
        connect(self, address)

    socket.socket.connect = only_loopback  # type: ignore[assignment,method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _quickly_emptied() -> Iterator[None]:
    """Empty the database after tests that commit by our own way."""
    from django.test import TransactionTestCase  # noqa: PLC0415 - needs configured settings

    from tests import emptying  # noqa: PLC0415 - likewise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.empty)
        yield


@pytest.fixture(autouse=True)
def _german_at_first() -> Iterator[None]:
    """Begin every test in the language of the sources, whatever the one before left behind."""
    translation.deactivate()
    yield
    translation.deactivate()


class Clock:
    """Sets the moment that `amt.kernel.clock` tells."""

    def __init__(self) -> None:
        self._moments: list[Any] = []

    def set(self, moment: datetime | str) -> None:
        """Stand still at a moment (ISO text without zone is UTC)."""
        from amt.kernel import clock  # noqa: PLC0415 - needs configured settings

        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        block = clock.moment_set(at)
        block.__enter__()
        self._moments.append(block)

    def release(self) -> None:
        """Let time run again."""
        while self._moments:
            self._moments.pop().__exit__(None, None, None)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock to set; it runs again after the test."""
    made = Clock()
    yield made
    made.release()


@pytest.fixture(scope="session")
def axe() -> Path:
    """The accessibility checker's script, to be added to a page."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert script.exists(), "run `make setup` first: axe-core is missing"
    return script


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser of this machine."""
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail("Chromium is missing: run `python ops/browser.py`, it installs it or says how.")


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Any]:
    """A running browser for the tests of one file; each test opens its own context.

    Playwright keeps an event loop running in this thread until it is stopped; tests of other files
    that run a loop of their own would fail.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - half a second for others

    # Playwright's loop in this thread would make Django refuse the database otherwise.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    options = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=options)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
