"""Start-up checks: a demo seal never seals anything in production."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_seal(**_: Any) -> list[CheckMessage]:
    """Refuse the demo seal in production (section 24 (2) WoGG with section 36a SGB I)."""
    if settings.AMT.profile == "production" and settings.AMT.seal_kind == "demo":
        return [
            Error(
                "AMT_SEAL_KIND is demo: its certificate proves nothing.",
                hint="Take pkcs12 with the qualified seal of the authority, or none.",
                id="acts.E001",
            )
        ]
    return []
