"""Health for those who watch the machines: is the process alive, can it do its work.

The answers name what is wrong, never where or with which password.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether database, tables, job queue and file store can be used; else answer 503."""
    found = {name: _try(check) for name, check in CHECKS.items()}
    fine = all(answer == "ok" for answer in found.values())
    content = {"status": "ok" if fine else "not ready", "checks": found}
    return JsonResponse(content, status=200 if fine else 503)


def _try(check: Callable[[], str]) -> str:
    try:
        return check()
    except (Error, OSError) as error:
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    open_ones = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(open_ones)} not applied" if open_ones else "ok"


def _jobs() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
    return "ok"


def _files() -> str:
    folder = settings.AMT.files_dir
    return "ok" if folder.is_dir() and os.access(folder, os.W_OK) else "not writable"


CHECKS = {"database": _database, "migrations": _migrations, "jobs": _jobs, "files": _files}
