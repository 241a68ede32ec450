"""Fixtures: partners with keys, and envelopes as they would send them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey, KeySet
from pytest_django import Settings

from amt.capabilities.exchange import envelope
from amt.capabilities.exchange.testing.partners import lay_out
from amt.kernel.testing.told import tell

BIRTH_NOTICE: dict[str, Any] = {
    "notice_id": "geburt-1",
    "hospital": "Klinik der Vorführung",
    "child": {
        "birth_date": "2026-11-10",
        "birth_time": "04:12",
        "birth_ars": "040110000000",
        "birth_place": "Bremen",
        "sex": "female",
    },
    "parents": [
        {
            "given_name": "Olena",
            "family_name": "Wendt",
            "birth_date": "1993-04-05",
            "street": "Wiegenstraße 8",
            "postcode": "28195",
            "city": "Bremen",
            "ars": "040110000000",
        },
        {
            "given_name": "Tjark",
            "family_name": "Wendt",
            "birth_date": "1991-12-16",
            "street": "Wiegenstraße 8",
            "postcode": "28195",
            "city": "Bremen",
            "ars": "040110000000",
        },
    ],
}
"""What the hospital sends of the invented couple `mother` and `father` of the cast."""

SealAs = Callable[..., bytes]


@dataclass(frozen=True, slots=True)
class Partners:
    """The folder of partners, and the file each stand-in starts with."""

    folder: Path
    files: dict[str, Path]

    def seal(self, partner: str, kind: str, payload: Any, **changes: Any) -> bytes:
        """Return a message as the partner would send it; `changes` alter claims."""
        told = json.loads(self.files[partner].read_text(encoding="utf-8"))
        claims = {
            "iss": partner,
            "aud": told["office"],
            "jti": str(uuid4()),
            "iat": 1763971200,
            "kind": kind,
            "version": 1,
            "correlation": "notice:1",
            "payload": payload,
            **changes,
        }
        return envelope.seal(
            claims,
            signing=key_set(told["own_keys"], "sig"),
            encryption=key_set(told["office_keys"], "enc"),
        ).encode()


def key_set(rows: dict[str, Any], use: str) -> KeySet:
    """Return the keys of one use out of a file of keys."""
    return KeySet([ECKey.import_key(row) for row in rows["keys"] if row["use"] == use])


@pytest.fixture
def partners(tmp_path: Path, settings: Settings) -> Partners:
    """All invented partners; nobody listens at their addresses until a test says who does."""
    folder = tmp_path / "exchange"
    files = lay_out(folder, office_url="http://testserver", urls={})
    tell(settings, exchange_dir=folder)
    return Partners(folder, files)
