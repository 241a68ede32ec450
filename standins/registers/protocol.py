"""What both registers share: proofs, questions, the log of who asked, reports, and trouble.

Written apart from the office's own code, so that both sides agree by docs/how-to/registers.md
alone. `POST /v1/query` and `POST /v1/report` are for offices. For the demo and for tests: `GET /`,
`GET /log`, `GET /reports`, `POST /trouble` with `{"status": 503}` or `{"seconds": 5}` until `{}`.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from standins.correspondence import Correspondent, Notebook, Pages

RELATIONS = ("self", "spouse", "minor_children")
NEUTRAL: dict[str, Any] = {"state": "neutral"}
"""Nobody of that name, or somebody who is protected: nobody can tell (BMG section 34a (5))."""
_SEARCHED = ("family_name", "given_name", "birth_date", "ars")
_NEEDED = ("number", "office", "procedure", "purpose", "norm", "relation", "attributes", "search")
_LONGEST_TROUBLE = 60.0

Answerer = Callable[[str, dict[str, str]], tuple[str, list[dict[str, str]]]]


class Refused(Exception):
    """A question that is not answered; the arguments are a status of HTTP and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Counter:
    """One register: what it allows, how it answers, who asked."""

    def __init__(
        self,
        told: Correspondent,
        notebook: Notebook,
        permitted: dict[str, frozenset[str]],
        answer: Answerer,
    ) -> None:
        self.told = told
        self.notebook = notebook
        self._permitted = permitted
        self._answer = answer
        self._used: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def prove(self, headers: Any, path: str, body: bytes) -> tuple[str, str]:
        """Return secret and number of a question. :raises Refused: when it is not an office's."""
        told, secret = self.told.told, str(self.told.told["secret"])
        office, moment, nonce = (headers.get(f"Amt-{name}") or "" for name in _PROOF)
        digest = hashlib.sha256(body).hexdigest()
        expected = signature(secret, "question", office, moment, nonce, path, digest)
        if not hmac.compare_digest(expected, headers.get("Amt-Signature") or ""):
            raise Refused(401, "signature")
        if office not in told["offices"]:
            raise Refused(401, "office")
        self._require_fresh(moment, nonce, int(told.get("patience_seconds", 300)))
        return secret, nonce

    def query(self, question: Any) -> dict[str, Any]:
        """Answer one question. :raises Refused: when it asks for what it may not."""
        if not isinstance(question, dict) or any(not question.get(key) for key in _NEEDED):
            raise Refused(400, "incomplete")
        relation, attributes = question["relation"], question["attributes"]
        search = question["search"]
        if relation not in RELATIONS or not isinstance(attributes, list):
            raise Refused(400, "unknown relation")
        if not isinstance(search, dict) or any(not search.get(key) for key in _SEARCHED):
            # BMG section 38 (1): names, place and one thing more.
            return self._logged(question, NEUTRAL)
        if not set(map(str, attributes)) <= self._permitted[relation]:
            raise Refused(403, "more than the law gives")
        state, rows = self._answer(relation, {key: str(value) for key, value in search.items()})
        if state != "found":
            return self._logged(question, {"state": state})
        records = [{name: row[name] for name in attributes if row.get(name)} for row in rows]
        return self._logged(question, {"state": "found", "records": records})

    def report(self, content: Any) -> dict[str, Any]:
        """Take a report in; the same number again changes nothing."""
        if not isinstance(content, dict) or not content.get("number"):
            raise Refused(400, "incomplete")
        row = {**content, "kind": "report", "at": self._now()}
        self.notebook.note(row, under="number")
        return {"state": "taken"}

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Return the log (`query`) or the reports (`report`), oldest first."""
        return [row for row in self.notebook.rows() if row["kind"] == kind]

    def _logged(self, question: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        # BMG section 40 (1): who asked, for what, when, what was handed on.
        row = {key: question[key] for key in _NEEDED if key != "search"}
        count = len(answer.get("records", ()))
        noted = {**row, "kind": "query", "state": answer["state"], "count": count}
        self.notebook.note({**noted, "at": self._now()}, under="number")
        return answer

    def _require_fresh(self, moment: str, nonce: str, patience: int) -> None:
        now, limit = self.told.now(), timedelta(seconds=patience)
        try:
            asked_at = datetime.fromisoformat(moment)
            is_old = abs(now - asked_at) > limit
        except (ValueError, TypeError):
            raise Refused(401, "time") from None
        with self._lock:
            if is_old or nonce in self._used or not nonce:
                raise Refused(401, "time" if is_old else "used before")
            self._used = {key: at for key, at in self._used.items() if now - at < 2 * limit}
            self._used[nonce] = now

    def _now(self) -> str:
        return self.told.now().isoformat(timespec="seconds")


_PROOF = ("Office", "Time", "Nonce")


def signature(secret: str, *parts: str) -> str:
    """Return the proof that somebody with the secret wrote these parts."""
    return hmac.new(secret.encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()


class RegisterPages(Pages):
    """The counter for offices and the page for people of the demo."""

    counter: Counter
    title = ""
    count: Callable[[], int]
    trouble: dict[str, float] = {}

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        """Show the page, the log or the reports."""
        if self.path == "/":
            self.answer_page(self.title, self._page())
        elif self.path in {"/log", "/reports"}:
            self.answer_json(self.counter.rows("query" if self.path == "/log" else "report"))
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def do_POST(self) -> None:  # noqa: N802 - the name is http.server's
        """Answer an office, or get into trouble."""
        body = self.body()
        if self.path == "/trouble":
            self._get_into_trouble(body)
        elif self.path in {"/v1/query", "/v1/report"}:
            self._serve(body)
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def _serve(self, body: bytes) -> None:
        time.sleep(self.trouble.get("seconds", 0))
        if self.trouble.get("status"):
            self.answer_json({"title": "trouble"}, status=int(self.trouble["status"]))
            return
        try:
            secret, nonce = self.counter.prove(self.headers, self.path, body)
            content = json.loads(body)
            deed = self.counter.query if self.path == "/v1/query" else self.counter.report
            self._answer_signed(deed(content), secret, nonce)
        except Refused as refusal:
            self.answer_json({"title": refusal.reason}, status=refusal.status)
        except ValueError:
            self.answer_json({"title": "not understood"}, status=400)

    def _answer_signed(self, content: dict[str, Any], secret: str, nonce: str) -> None:
        raw = json.dumps(content, ensure_ascii=False).encode()
        proof = signature(secret, "answer", nonce, "200", hashlib.sha256(raw).hexdigest())
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Amt-Signature", proof)
        self.end_headers()
        self.wfile.write(raw)

    def _get_into_trouble(self, body: bytes) -> None:
        is_form = self.headers.get("Content-Type", "").startswith("application/x-www-form")
        try:
            given = dict(parse_qsl(body.decode())) if is_form else json.loads(body or b"{}")
            told = {key: float(given.get(key) or 0) for key in ("status", "seconds")}
        except (ValueError, TypeError, AttributeError):
            self.answer_json({"title": "not understood"}, status=400)
            return
        told["seconds"] = min(max(told["seconds"], 0), _LONGEST_TROUBLE)
        type(self).trouble = told
        if is_form:
            self.lead_to("/")
        else:
            self.answer_json(told)

    def _page(self) -> str:
        log, reports = self.counter.rows("query"), self.counter.rows("report")
        is_down = bool(self.trouble.get("status") or self.trouble.get("seconds"))
        state = "Dieses Register antwortet gerade nicht." if is_down else "Das Register antwortet."
        button = "Wieder antworten" if is_down else "Nicht mehr antworten"
        rows = "".join(_line(row) for row in reversed(log[-50:]))
        told = "".join(
            f"<li>{html.escape(row['at'])}: {html.escape(', '.join(row.get('attributes', [])))}. "
            f"{html.escape(str(row.get('note', '')))}</li>"
            for row in reversed(reports)
        )
        return (
            f"<p>{type(self).count()} Einträge. {state}</p>"
            '<form method="post" action="/trouble"><input type="hidden" name="status" '
            f'value="{0 if is_down else 503}"><button>{button}</button></form>'
            f"<h2>Wer gefragt hat</h2><table><tr><th>Wann</th><th>Wer</th><th>Wozu</th>"
            f"<th>Was</th><th>Antwort</th></tr>{rows}</table>"
            f"<h2>Gemeldete Fehler</h2><ul>{told or '<li>keine</li>'}</ul>"
        )


def _line(row: dict[str, Any]) -> str:
    cells = (
        row["at"], row["office"], f"{row['purpose']} ({row['norm']})",
        f"{row['relation']}: {', '.join(row['attributes'])}", f"{row['state']} {row['count']}",
    )  # fmt: skip
    return "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in cells) + "</tr>"


def data_file(told: dict[str, Any], partner_file: Path) -> Path:
    """Return where the register's own data lie."""
    return Path(told.get("data") or partner_file.with_suffix(".sqlite"))
