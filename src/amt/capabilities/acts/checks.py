"""Start-up checks: a demo seal never seals anything in production."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from amt.kernel import installation
from amt.kernel.installation import SealKind


def check_seal(**_: Any) -> list[CheckMessage]:
    """Refuse the demo seal in production (section 24 (2) WoGG with section 36a SGB I)."""
    if installation.is_production() and installation.seal_source().kind is SealKind.DEMO:
        return [
            Error(
                "AMT_SEAL_KIND is demo: its certificate proves nothing.",
                hint="Take pkcs12 with the qualified seal of the authority, or none.",
                id="acts.E001",
            )
        ]
    return []
