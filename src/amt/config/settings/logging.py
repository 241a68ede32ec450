"""Logs: one JSON object a line, an event name and ids, no personal data.

Every line carries the request id, so that the reference number of an error page finds it.
"""

from __future__ import annotations

from typing import Any

import structlog

from amt.config.env import Environment

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configure_structlog() -> None:
    """Send structlog through the standard library, so that all lines take one way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED[:-1],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_settings(env: Environment) -> dict[str, Any]:
    """Return Django's LOGGING."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if env.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    renderer,
                ],
            }
        },
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["standard_error"], "level": env.log_level.upper()},
        "loggers": {
            # Django tells every 404 with its path, and a path can hold a reference number.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "pyhanko": {"level": "ERROR"},
            "pyhanko_certvalidator": {"level": "ERROR"},
        },
    }
