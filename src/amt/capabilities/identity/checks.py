"""Checks at start-up: nobody signs in to a production office as an invented person."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from amt.capabilities.identity.adapters import DemoAdapter
from amt.kernel import installation


@register(Tags.security, deploy=True)
def demo_identity_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse the demo identity adapter in production."""
    if installation.identity_adapter() != DemoAdapter.key:
        return []
    return [
        Error(
            "The demo identity adapter lets anybody in as an invented person.",
            hint="Set AMT_IDENTITY_ADAPTER to a real way to sign in.",
            id="identity.E001",
        )
    ]
