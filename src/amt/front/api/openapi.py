"""The description of the trials for machines, OpenAPI 3.1, made from what the procedures bring."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from amt.contract import registry
from amt.contract.procedure import Procedure
from amt.contract.trials import TrialApi, answer_schema

VERSION = "1.0.0"
_LANGUAGE = "en"

_PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457); it never repeats a value that was sent",
    "required": ["title", "status", "code"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "Place as a JSON pointer"},
                    "detail": {"type": "string", "description": "What is expected there"},
                },
            },
        },
    },
}
_REFUSALS = {
    "400": "The body is no JSON object",
    "413": "The body is too long",
    "415": "The body is not application/json",
    "422": "The document does not fit the schema, or no figures are enacted for its time",
}


def description(server: str) -> dict[str, Any]:
    """Return the description; `server` is the address of this office."""
    trials = [
        (procedure, procedure.trial_api)
        for procedure in registry.procedures().values()
        if procedure.trial_api is not None
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Trial calculations",
            "version": VERSION,
            "description": "No sign-in. Nothing is stored. No answer binds anybody.",
        },
        "servers": [{"url": server}],
        "paths": {
            reverse("api:trial", args=[procedure.key]): {"post": _operation(procedure, api)}
            for procedure, api in trials
        },
        "components": {"schemas": {"Problem": _PROBLEM}},
    }


def _operation(procedure: Procedure, api: TrialApi) -> dict[str, Any]:
    examples = {name: {"value": value} for name, value in api.examples().items()}
    return {
        "operationId": f"trial_{procedure.key}",
        "summary": procedure.title(_LANGUAGE),
        "parameters": [
            {
                "name": "language",
                "in": "query",
                "required": False,
                "description": "Language of the texts; else that of Accept-Language",
                "schema": {"type": "string", "examples": ["de", "en"]},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": api.schema(), "examples": examples}},
        },
        "responses": {
            "200": {
                "description": "The calculation with every step",
                "content": {"application/json": {"schema": answer_schema()}},
            },
            **{status: _refusal(text) for status, text in _REFUSALS.items()},
        },
    }


def _refusal(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}
