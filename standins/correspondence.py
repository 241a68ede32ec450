"""What stand-ins of other bodies share: keys, envelopes, a notebook, and small pages.

Written apart from the office's own code, so that both sides agree by the protocol alone: JWS
(ES256) inside JWE (ECDH-ES+A256KW, A256GCM), media type `application/jose`. Demo and tests only.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwe import JWERegistry
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

LARGEST_BODY = 64 * 1024 * 1024
SECONDS = 20


class _Signatures(JWSRegistry):
    max_payload_length = LARGEST_BODY


class _Encryptions(JWERegistry):
    max_ciphertext_length = LARGEST_BODY


SIGNATURES = _Signatures(algorithms=["ES256"])
ENCRYPTIONS = _Encryptions(algorithms=["ECDH-ES+A256KW", "A256GCM"])


class NotForUs(Exception):
    """An envelope that is none, not for us, or not of the office."""


@dataclass(frozen=True)
class Sent:
    """What the office said to a message: a status of HTTP, 0 without an answer."""

    message_id: str
    status: int
    answer: str


class Correspondent:
    """One body with its keys, as its file tells."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def told(self) -> dict[str, Any]:
        """The file, read anew: addresses change from start to start."""
        content: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        return content

    def now(self) -> datetime:
        """Return the moment of the demo, whose clock may have been moved."""
        clock_file = self.told.get("clock_file")
        offset = 0.0
        if clock_file and Path(clock_file).exists():
            offset = json.loads(Path(clock_file).read_text(encoding="utf-8"))["offset_seconds"]
        return datetime.fromtimestamp(time.time() + offset, UTC)

    def send(self, kind: str, payload: Any, correlation: str, message_id: str = "") -> Sent:
        """Send a message to the office; with a `message_id` of before it is the same one again."""
        told, number = self.told, message_id or str(uuid4())
        claims = {
            "iss": told["partner"], "aud": told["office"], "jti": number,
            "iat": int(self.now().timestamp()), "kind": kind, "version": 1,
            "correlation": correlation, "payload": payload,
        }  # fmt: skip
        own, theirs = _key(told["own_keys"], "sig"), _key(told["office_keys"], "enc")
        signed = jws.serialize_compact(
            {"alg": "ES256", "kid": own.kid}, json.dumps(claims), own, registry=SIGNATURES
        )
        header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "kid": theirs.kid, "cty": "JWS"}
        sealed = jwe.encrypt_compact(header, signed, theirs, registry=ENCRYPTIONS)
        return Sent(number, *_post(told["office_url"], sealed.encode()))

    def read(self, raw: bytes) -> dict[str, Any]:
        """Return the claims of a message of the office. :raises NotForUs: when it is none."""
        told = self.told
        try:
            own, theirs = _key(told["own_keys"], "enc"), _key(told["office_keys"], "sig")
            signed = jwe.decrypt_compact(raw, own, registry=ENCRYPTIONS).plaintext
            found = jws.deserialize_compact(signed or b"", theirs, registry=SIGNATURES).payload
            claims: dict[str, Any] = json.loads(found)
        except (JoseError, ValueError, TypeError) as fault:
            raise NotForUs(type(fault).__name__) from fault
        if (claims.get("iss"), claims.get("aud")) != (told["office"], told["partner"]):
            raise NotForUs("addresses")
        return claims


class Notebook:
    """A list that outlives a restart, in one file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        file.parent.mkdir(parents=True, exist_ok=True)

    def rows(self) -> list[dict[str, Any]]:
        """Return everything noted, oldest first."""
        if not self._file.exists():
            return []
        noted: list[dict[str, Any]] = json.loads(self._file.read_text(encoding="utf-8"))
        return noted

    def note(self, row: dict[str, Any], *, under: str) -> bool:
        """Note a row under its key, over an earlier one; tell whether it is new."""
        with self._lock:
            rows = self.rows()
            known = [index for index, one in enumerate(rows) if one[under] == row[under]]
            if known:
                rows[known[0]] = {**rows[known[0]], **row}
            else:
                rows.append(row)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._file)
            return not known


class Pages(BaseHTTPRequestHandler):
    """Answers small pages and JSON; the log of the demo is for the office."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def body(self) -> bytes:
        """Read what was sent, up to the largest message."""
        return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST_BODY))

    def answer(self, status: int, content: str | bytes, kind: str) -> None:
        """Send an answer whole."""
        body = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self, title: str, body: str, *, status: int = 200) -> None:
        """Send a page."""
        self.answer(status, PAGE.format(title=title, body=body), "text/html; charset=utf-8")

    def answer_json(self, content: Any, *, status: int = 200) -> None:
        """Send JSON."""
        self.answer(status, json.dumps(content, ensure_ascii=False), "application/json")

    def lead_to(self, address: str) -> None:
        """Send the browser to a page after a form."""
        self.send_response(303)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()


PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>
body {{ font: 1.05rem/1.5 system-ui, sans-serif; margin: 1rem auto;
  max-width: 60rem; padding: 0 1rem }}
td, th {{ padding: .5rem 1rem .5rem 0; text-align: start; vertical-align: top }}
label {{ display: block; margin: .5rem 0 0 }} input, select {{ font: inherit; min-height: 2.5rem }}
button {{ font: inherit; min-height: 2.75rem; padding: 0 1rem }}
fieldset {{ margin: 1rem 0 }} .note {{ color: #444 }}
</style></head><body><main><h1>{title}</h1>
<p class="note">Diese Stelle ist erfunden. Sie gehört zur Vorführung.</p>
{body}</main></body></html>
"""


def serve(name: str, handler: type[BaseHTTPRequestHandler], host: str, port: int) -> int:
    """Serve until stopped; production never gets a stand-in."""
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production"):
        print("This is a stand-in for demos and tests; production has real partners.")
        return 1
    try:
        server = ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        print(f"The stand-in {name} cannot listen on port {port}: {error.strerror}.")
        return 1
    print(f"{name} on port {server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


def arguments(name: str) -> argparse.Namespace:
    """Read the command line that all stand-ins of bodies share."""
    parser = argparse.ArgumentParser(prog=f"python -m standins.{name}")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True, help="0 takes any free one")
    parser.add_argument("--partner", type=Path, required=True, help="file with keys and addresses")
    parser.add_argument("--notebook", type=Path, required=True, help="file that is kept")
    return parser.parse_args()


def _key(rows: dict[str, Any], use: str) -> ECKey:
    return next(ECKey.import_key(row) for row in rows["keys"] if row["use"] == use)


def _post(url: str, body: bytes) -> tuple[int, str]:
    request = urllib.request.Request(  # noqa: S310 - the office's address out of our own file
        url, data=body, method="POST", headers={"Content-Type": "application/jose"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return int(response.status), response.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read(100_000).decode(errors="replace")
    except OSError as fault:
        return 0, type(fault).__name__
