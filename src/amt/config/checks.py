"""Django checks of the settings (`amt check --deploy`)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from amt.config.refusals import reasons_against


def check_fit_for_production(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    """Report whatever production refuses; a settings file of one's own may have let it in."""
    if settings.AMT.profile != "production":
        return []
    reasons = list(reasons_against(settings.ENVIRONMENT))
    if settings.DEBUG:
        reasons.append("DEBUG is on: error pages would show personal data. Switch it off.")
    return [
        checks.Error(reason, id=f"amt.E{number:03}") for number, reason in enumerate(reasons, 1)
    ]
