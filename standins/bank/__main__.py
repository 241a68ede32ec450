"""`python -m standins.bank --port N --partner FILE --notebook FILE`: the bank of some offices.

Customers (with the token of their account): `POST /files` takes an order pain.001, a copy is taken
once; `GET /statements` and `/statements/<number>` give notes camt.054. `GET /` lists all payments
with a button that gives one back. For tests: `GET /payments`, `POST /return` (`end_to_end_id`,
`reason`), `POST /credit` (`iban`, `cents`, `remittance`), `POST /trouble` with `{"status": 503}`.
"""

from __future__ import annotations

import html
import json
import sys
from typing import Any
from urllib.parse import parse_qsl

from standins.bank import orders
from standins.bank.notes import credit_note
from standins.correspondence import Correspondent, Notebook, Pages, arguments, serve

TITLE = "Bank der Vorführung"
REASONS = {"AC04": "Konto aufgelöst", "AC01": "Konto falsch", "MD07": "Person verstorben"}
LOSE_ANSWER = 1
"""A status of trouble: the file is executed, but the answer is lost."""


class Book:
    """What the bank knows: accounts of its file, files and notes of its notebook."""

    def __init__(self, told: Correspondent, notebook: Notebook) -> None:
        self._told = told
        self._notebook = notebook

    def account(self, token: str) -> dict[str, Any] | None:
        """Return the account that a token opens, or None."""
        return next((row for row in self.accounts() if f"Bearer {row['token']}" == token), None)

    def accounts(self) -> list[dict[str, Any]]:
        """Return all accounts."""
        rows: list[dict[str, Any]] = self._told.told["accounts"]
        return rows

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Return files or notes, oldest first."""
        return [row for row in self._notebook.rows() if row["kind"] == kind]

    def payments(self) -> list[dict[str, Any]]:
        """Return all payments that were executed, with the number of their file."""
        return [
            {**one, "message_id": row["id"], "from": row["iban"]}
            for row in self.rows("file")
            for one in row["payments"]
        ]

    def take(self, content: bytes, account: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take an order in; return the status of the answer and what it says."""
        try:
            order = orders.read(content)
            known = {row["id"]: row for row in self.rows("file")}.get(order["message_id"])
            if known is not None:
                same = known["digest"] == order["digest"]
                return (200, {"state": "known"}) if same else (409, {"title": "another file"})
            if order["iban"] != account["iban"]:
                return 403, {"title": "not your account"}
            executed = [one["end_to_end_id"] for one in self.payments()]
            orders.check(order, self._told.now().date(), executed)
        except orders.Refused as fault:
            return 422, {"title": str(fault)}
        moment = self._told.now().isoformat(timespec="seconds")
        row = {**order, "id": order["message_id"], "kind": "file", "at": moment}
        self._notebook.note(row, under="id")
        return 202, {"state": "accepted"}

    def give_back(self, end_to_end_id: str, reason: str) -> bool:
        """Give a payment back once; tell whether there was one."""
        given = {row["end_to_end_id"] for row in self.rows("note")}
        for one in self.payments():
            if one["end_to_end_id"] == end_to_end_id and end_to_end_id not in given:
                self._note(one["from"], one["cents"], end_to_end_id, reason, one["purpose"])
                return True
        return False

    def credit(self, iban: str, cents: int, remittance: str) -> None:
        """Book money that somebody sent."""
        self._note(iban, cents, "NOTPROVIDED", "", remittance)

    def _note(self, iban: str, cents: int, end_to_end_id: str, reason: str, said: str) -> None:
        number = f"N{len(self.rows('note')) + 1:06d}"
        content = credit_note(
            message_id=number, iban=iban, cents=cents, at=self._told.now(),
            end_to_end_id=end_to_end_id, reason=reason, remittance=said,
        )  # fmt: skip
        row = {"id": number, "kind": "note", "iban": iban, "content": content,
               "end_to_end_id": end_to_end_id if reason else "", "reason": reason}  # fmt: skip
        self._notebook.note(row, under="id")


def page(book: Book) -> str:
    """Return all payments, newest file first, and the form that pays something in."""
    given = {row["end_to_end_id"]: row["reason"] for row in book.rows("note")}
    parts = [_file(row, given) for row in reversed(book.rows("file"))]
    options = "".join(
        f'<option value="{html.escape(row["iban"])}">{html.escape(row["name"])}</option>'
        for row in book.accounts()
    )
    form = (
        '<h2>Geld einzahlen</h2><form method="post" action="/credit">'
        f'<label>Konto <select name="iban">{options}</select></label>'
        '<label>Cent <input name="cents" inputmode="numeric" required></label>'
        '<label>Verwendungszweck <input name="remittance"></label><p><button>Einzahlen</button></p>'
        "</form>"
    )
    return ("".join(parts) or "<p>Noch ist nichts eingegangen.</p>") + form


def _file(row: dict[str, Any], given: dict[str, str]) -> str:
    body = "".join(_line(one, given) for one in row["payments"][:200])
    return (
        f"<h2>{html.escape(row['id'])}</h2><p>{row['count']} Zahlungen, "
        f"{_euros(row['cents'])}, Ausführung {row['execution_on']}, Eingang {row['at']}</p>"
        f"<table><tr><th>Empfänger</th><th>Betrag</th><th>Zweck</th><th></th></tr>{body}</table>"
    )


def _line(one: dict[str, Any], given: dict[str, str]) -> str:
    number = html.escape(one["end_to_end_id"])
    if one["end_to_end_id"] in given:
        action = f"zurückgegeben ({html.escape(given[one['end_to_end_id']])})"
    else:
        options = "".join(f'<option value="{c}">{t}</option>' for c, t in REASONS.items())
        action = (
            '<form method="post" action="/return"><input type="hidden" name="end_to_end_id" '
            f'value="{number}"><select name="reason" aria-label="Grund">{options}</select> '
            "<button>Zurückgeben</button></form>"
        )
    return (
        f"<tr><td>{html.escape(one['name'])}<br>{html.escape(one['iban'])}</td>"
        f"<td>{_euros(one['cents'])}</td><td>{html.escape(one['purpose'])}</td><td>{action}</td></tr>"
    )


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} €"


class Bank(Pages):
    """The counter for files and the page."""

    book: Book
    trouble = 0

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        """Show the page, the payments, or notes to a customer."""
        if self.path == "/":
            self.answer_page(TITLE, page(self.book))
        elif self.path == "/payments":
            self.answer_json(self.book.payments())
        elif self.path.startswith("/statements"):
            self._statements()
        else:
            self.answer_json({"title": "unknown address"}, status=404)

    def do_POST(self) -> None:  # noqa: N802 - the name is http.server's
        """Take an order, or do what a person or a test asks."""
        body = self.body()
        if self.path == "/files":
            self._take(body)
            return
        is_form = self.headers.get("Content-Type", "").startswith("application/x-www-form")
        try:
            given = dict(parse_qsl(body.decode())) if is_form else json.loads(body or b"{}")
            self._do(given, is_form=is_form)
        except (ValueError, KeyError):
            self.answer_json({"title": "not understood"}, status=400)

    def _do(self, given: dict[str, Any], *, is_form: bool) -> None:
        if self.path == "/trouble":
            type(self).trouble = int(given.get("status", 0))
            done: Any = {"status": self.trouble}
        elif self.path == "/return":
            reason = str(given.get("reason") or "AC04")
            done = {"returned": self.book.give_back(given["end_to_end_id"], reason)}
        elif self.path == "/credit":
            self.book.credit(given["iban"], int(given["cents"]), given.get("remittance", ""))
            done = {"booked": True}
        else:
            self.answer_json({"title": "unknown address"}, status=404)
            return
        if is_form:
            self.lead_to("/")
        else:
            self.answer_json(done)

    def _take(self, body: bytes) -> None:
        account = self.book.account(self.headers.get("Authorization", ""))
        if account is None:
            self.answer_json({"title": "unknown customer"}, status=401)
        elif self.trouble > LOSE_ANSWER:
            self.answer_json({"title": "trouble"}, status=self.trouble)
        else:
            status, said = self.book.take(body, account)
            lost = self.trouble == LOSE_ANSWER
            self.answer_json(said, status=503 if lost else status)

    def _statements(self) -> None:
        account = self.book.account(self.headers.get("Authorization", ""))
        if account is None:
            self.answer_json({"title": "unknown customer"}, status=401)
            return
        rows = [row for row in self.book.rows("note") if row["iban"] == account["iban"]]
        number = self.path.removeprefix("/statements").strip("/")
        if not number:
            self.answer_json([row["id"] for row in rows])
            return
        found = next((row for row in rows if row["id"] == number), None)
        if found is None:
            self.answer_json({"title": "unknown number"}, status=404)
        else:
            self.answer(200, found["content"], "application/xml")


def main() -> int:
    """Serve until stopped."""
    given = arguments("bank")
    Bank.book = Book(Correspondent(given.partner), Notebook(given.notebook))
    return serve("bank", Bank, given.host, given.port)


if __name__ == "__main__":
    sys.exit(main())
