"""Health says what is wrong, and no secret."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from amt.config.pages import health


@pytest.fixture
def files(settings: object, tmp_path: Path) -> Iterator[Path]:
    """A file store of this test alone."""
    import dataclasses

    from django.conf import settings as configured

    before = configured.AMT
    configured.AMT = dataclasses.replace(before, files_dir=tmp_path / "files")
    (tmp_path / "files").mkdir()
    yield tmp_path / "files"
    configured.AMT = before


def test_living_process_needs_no_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_process_has_everything(client: Client, files: Path) -> None:
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert set(response.json()["checks"].values()) == {"ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_missing_file_store_is_not_ready(client: Client, files: Path) -> None:
    shutil.rmtree(files)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["files"] == "not writable"


@pytest.mark.django_db
def test_lost_database_is_not_ready_and_shows_no_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost() -> str:
        raise OperationalError("connection to server at 10.0.0.1, user amt failed")

    monkeypatch.setitem(health.CHECKS, "database", lost)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "OperationalError"
    assert "10.0.0.1" not in response.content.decode()


@pytest.mark.django_db
def test_open_migrations_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [1, 2])

    assert client.get("/health/ready").json()["checks"]["migrations"] == "2 not applied"
