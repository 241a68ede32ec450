"""`python -m standins.hospital --port N --partner FILE --notebook FILE`: notify invented births.

`GET /` is a page with a form and everything sent, `POST /` sends what was typed. For tests:
`POST /notices` with JSON (`child`, `parents`; what is missing is invented), `GET /notices`,
`POST /notices/<notice_id>/again` sends the same message once more.
"""

from __future__ import annotations

import html
import json
import sys
from typing import Any
from urllib.parse import parse_qsl

from standins.correspondence import Correspondent, Notebook, Pages, arguments, serve
from standins.hospital.notices import PLACES, SEXES, given_by_form, notice_of

TITLE = "Klinik der Vorführung"
_LABELS = {
    "given_name": "Vorname", "family_name": "Familienname", "birth_date": "Geburtsdatum",
    "street": "Straße und Hausnummer", "postcode": "Postleitzahl", "city": "Ort",
}  # fmt: skip


def page(told: dict[str, Any], today: str, rows: list[dict[str, Any]]) -> str:
    """Return the form and the list of what was sent."""
    parents = [*told.get("parents", []), {}, {}][:2]
    fields = "".join(_parent(place, parent) for place, parent in enumerate(parents))
    sent = "".join(_row(row) for row in reversed(rows))
    return f"""<form method="post" action="/">
<fieldset><legend>Kind</legend>
<label>Tag der Geburt <input type="date" name="child.birth_date" value="{today}" required></label>
<label>Uhrzeit <input type="time" name="child.birth_time" value="04:12" required></label>
<label>Ort <select name="child.birth_ars">{_options(PLACES)}</select></label>
<label>Geschlecht <select name="child.sex">{_options(SEXES)}</select></label></fieldset>
{fields}<button type="submit">Geburt anzeigen</button></form>
<h2>Gesendet</h2><table><thead><tr><th scope="col">Nummer</th><th scope="col">Tag</th>
<th scope="col">Eltern</th><th scope="col">Antwort des Amts</th>
<th scope="col">Noch einmal</th></tr></thead><tbody>{sent}</tbody></table>"""


def _parent(place: int, parent: dict[str, str]) -> str:
    legend = "Person, die geboren hat" if place == 0 else "Zweiter Elternteil (leer: keiner)"
    fields = "".join(
        f'<label>{label} <input name="{place}.{name}" value="{html.escape(parent.get(name, ""))}"'
        f"{' type=date' if name == 'birth_date' else ''}></label>"
        for name, label in _LABELS.items()
    )
    ars = html.escape(parent.get("ars", "040110000000"))
    return (
        f"<fieldset><legend>{legend}</legend>{fields}"
        f'<input type="hidden" name="{place}.ars" value="{ars}"></fieldset>'
    )


def _options(choices: dict[str, str]) -> str:
    return "".join(f'<option value="{value}">{label}</option>' for value, label in choices.items())


def _row(row: dict[str, Any]) -> str:
    notice = row["notice"]
    names = ", ".join(f"{one['given_name']} {one['family_name']}" for one in notice["parents"])
    number = html.escape(notice["notice_id"])
    said = "angenommen" if row["status"] == 202 else f"{row['status']}: {row['answer']}"
    return (
        f"<tr><td>{number}</td><td>{html.escape(notice['child']['birth_date'])}</td>"
        f"<td>{html.escape(names)}</td><td>{html.escape(said)}</td>"
        f'<td><form method="post" action="/notices/{number}/again">'
        f"<button>Noch einmal senden</button></form></td></tr>"
    )


class Hospital(Pages):
    """The hospital's pages."""

    correspondent: Correspondent
    notebook: Notebook

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        """Show the page, or what was sent as JSON."""
        if self.path == "/notices":
            self.answer_json(self.notebook.rows())
        elif self.path == "/":
            today = self.correspondent.now().date().isoformat()
            told = self.correspondent.told
            self.answer_page(TITLE, page(told, today, self.notebook.rows()))
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def do_POST(self) -> None:  # noqa: N802 - the name is http.server's
        """Send a notice, typed or as JSON, or one of before once more."""
        body = self.body()
        if self.path == "/":
            self._send(given_by_form(dict(parse_qsl(body.decode()))))
            self.lead_to("/")
        elif self.path == "/notices":
            try:
                given = json.loads(body or b"{}")
            except ValueError:
                self.answer_json({"title": "no JSON"}, status=400)
                return
            self.answer_json(self._send(given))
        elif self.path.startswith("/notices/") and self.path.endswith("/again"):
            self._send_again(self.path.split("/")[2])
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def _send(self, given: dict[str, Any]) -> dict[str, Any]:
        notice = notice_of(given, self.correspondent.told, self.correspondent.now())
        return self._hand_over(notice, "")

    def _send_again(self, notice_id: str) -> None:
        found = [row for row in self.notebook.rows() if row["notice_id"] == notice_id]
        if not found:
            self.answer_json({"title": "unknown notice"}, status=404)
            return
        row = self._hand_over(found[0]["notice"], found[0]["message_id"])
        if self.headers.get("Accept", "").startswith("application/json"):
            self.answer_json(row)
        else:
            self.lead_to("/")

    def _hand_over(self, notice: dict[str, Any], message_id: str) -> dict[str, Any]:
        number = notice["notice_id"]
        sent = self.correspondent.send("birth_notice", notice, f"birth:{number}", message_id)
        row = {
            "notice_id": number, "message_id": sent.message_id, "status": sent.status,
            "answer": sent.answer, "notice": notice,
        }  # fmt: skip
        self.notebook.note(row, under="notice_id")
        return row


def main() -> int:
    """Serve until stopped."""
    given = arguments("hospital")
    Hospital.correspondent = Correspondent(given.partner)
    Hospital.notebook = Notebook(given.notebook)
    return serve("hospital", Hospital, given.host, given.port)


if __name__ == "__main__":
    sys.exit(main())
