"""The tables follow the models: every change of a model has its migration."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def waiting_changes(wanted: ProjectState) -> list[str]:
    """List the apps whose migrations do not lead to the wanted state."""
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), wanted)
    # Names of fields are texts; migrations hold them untranslated.
    with translation.override(None):
        return sorted(detector.changes(graph=loader.graph))


def test_no_change_of_a_model_waits_for_its_migration() -> None:
    assert waiting_changes(ProjectState.from_apps(apps)) == []


def test_waiting_change_is_found() -> None:
    planted = ProjectState.from_apps(apps)
    planted.add_field(
        "kernel", "auditentry", "planted", models.TextField(default=""), preserve_default=False
    )

    assert waiting_changes(planted) == ["kernel"]
