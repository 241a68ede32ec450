"""`python -m standins.familienkasse --port N --partner FILE --notebook FILE`: a federal body.

`POST /in/` takes messages of the office; an application is acknowledged by the status `accepted`.
`GET /` lists everything with buttons that report a status. For tests: `GET /messages`,
`POST /status` with JSON (`correlation`, `status`, and `outcome`, `text`), `POST /trouble` with
`{"status": 503}` lets every message be refused that way until `{"status": 0}`.
"""

from __future__ import annotations

import html
import json
import sys
import threading
import time
from typing import Any
from urllib.parse import parse_qsl

from standins.correspondence import Correspondent, Notebook, NotForUs, Pages, arguments, serve

TITLE = "Familienkasse der Vorführung"
REPORTS = {
    "in_progress": "In Bearbeitung",
    "needs_more": "Angaben fehlen",
    "decided": "Entschieden",
    "rejected": "Nicht angenommen",
}
TRIES = 20


def page(rows: list[dict[str, Any]]) -> str:
    """Return everything that came in, newest first."""
    if not rows:
        return "<p>Noch ist nichts eingegangen.</p>"
    return "".join(_entry(row) for row in reversed(rows))


def _entry(row: dict[str, Any]) -> str:
    correlation = html.escape(row["correlation"])
    content = html.escape(json.dumps(row["payload"], ensure_ascii=False, indent=1))
    buttons = "".join(
        f'<button name="status" value="{status}">{label}</button> '
        for status, label in REPORTS.items()
    )
    form = (
        f'<form method="post" action="/status"><input type="hidden" name="correlation" '
        f'value="{correlation}"><label>Text <input name="text"></label><p>{buttons}</p></form>'
        if row["kind"] == "application"
        else ""
    )
    names = ", ".join(html.escape(document["file_name"]) for document in row["documents"])
    said = ", ".join(html.escape(f"{one['status']} ({one['answer']})") for one in row["reports"])
    return (
        f"<h2>{html.escape(row['kind'])} {correlation}</h2><p>Eingang {row['at']}. "
        f"Dokumente: {names or 'keine'}. Gemeldet: {said or 'nichts'}.</p>"
        f"<details><summary>Inhalt</summary><pre>{content}</pre></details>{form}"
    )


class Familienkasse(Pages):
    """The inbox and the page."""

    correspondent: Correspondent
    notebook: Notebook
    trouble = 0

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        """Show the page, or what came in as JSON."""
        if self.path == "/messages":
            self.answer_json(self.notebook.rows())
        elif self.path == "/":
            self.answer_page(TITLE, page(self.notebook.rows()))
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def do_POST(self) -> None:  # noqa: N802 - the name is http.server's
        """Take a message in, or report a status."""
        body = self.body()
        if self.path == "/in/":
            self._take_in(body)
            return
        is_form = self.headers.get("Content-Type", "").startswith("application/x-www-form")
        try:
            given = dict(parse_qsl(body.decode())) if is_form else json.loads(body or b"{}")
        except ValueError:
            self.answer_json({"title": "no JSON"}, status=400)
            return
        if self.path == "/trouble":
            type(self).trouble = int(given.get("status", 0))
            self.answer_json({"status": self.trouble})
        elif self.path == "/status":
            self._report_as_asked(given, is_form=is_form)
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def _take_in(self, raw: bytes) -> None:
        if self.trouble:
            self.answer_json({"title": "trouble"}, status=self.trouble)
            return
        try:
            claims = self.correspondent.read(raw)
        except NotForUs as fault:
            self.answer_json({"title": str(fault)}, status=400)
            return
        row = {
            "message_id": claims["jti"], "kind": claims["kind"],
            "correlation": claims["correlation"], "payload": claims["payload"],
            "at": self.correspondent.now().isoformat(timespec="seconds"),
            "documents": claims.get("documents", []), "reports": [],
        }  # fmt: skip
        known = [one["message_id"] for one in self.notebook.rows()]
        if claims["jti"] not in known:
            self.notebook.note(row, under="message_id")
            if claims["kind"] == "application":
                threading.Thread(target=self._acknowledge, args=[row], daemon=True).start()
        self.answer_json({"message_id": claims["jti"]}, status=202)

    def _acknowledge(self, row: dict[str, Any]) -> None:
        # After the answer, as a real body would; the office may be restarting meanwhile.
        for _ in range(TRIES):
            time.sleep(1)
            if report(self.correspondent, self.notebook, row, {"status": "accepted"}) != 0:
                return

    def _report_as_asked(self, given: dict[str, str], *, is_form: bool) -> None:
        rows = [
            row
            for row in self.notebook.rows()
            if row["kind"] == "application" and row["correlation"] == given.get("correlation")
        ]
        if not rows:
            self.answer_json({"title": "unknown application"}, status=404)
            return
        status = report(self.correspondent, self.notebook, rows[0], given)
        if is_form:
            self.lead_to("/")
        else:
            self.answer_json({"answer": status})


def report(
    correspondent: Correspondent, notebook: Notebook, row: dict[str, Any], given: dict[str, str]
) -> int:
    """Tell the office where an application stands; return its answer (0: none)."""
    status = given.get("status", "")
    payload = {
        "status": status,
        "on": correspondent.now().date().isoformat(),
        "their_reference": f"FK-{row['message_id'][:8].upper()}",
    }
    payload |= {name: given[name] for name in ("text", "outcome") if given.get(name)}
    if status == "decided":
        payload.setdefault("outcome", "grant")
    sent = correspondent.send("status", payload, row["correlation"])
    newest = next(r for r in notebook.rows() if r["message_id"] == row["message_id"])
    reports = [*newest["reports"], {"status": status, "answer": sent.status}]
    notebook.note({**newest, "reports": reports}, under="message_id")
    return sent.status


def main() -> int:
    """Serve until stopped."""
    given = arguments("familienkasse")
    Familienkasse.correspondent = Correspondent(given.partner)
    Familienkasse.notebook = Notebook(given.notebook)
    return serve("familienkasse", Familienkasse, given.host, given.port)


if __name__ == "__main__":
    sys.exit(main())
