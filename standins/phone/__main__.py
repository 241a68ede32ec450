"""`python -m standins.phone --port N --people FILE`: a page with the codes of invented staff.

FILE is JSON: a list of `{"name": ..., "login": ..., "secret": ...}`. It is read at every request,
so the phone may be switched on before the people exist. Demo and tests only.
"""

from __future__ import annotations

import argparse
import html
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standins.phone.codes import code_at, seconds_left

PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Telefon der Demo</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{refresh}">
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 40rem }}
td, th {{ padding: .5rem 1rem .5rem 0; text-align: start }} code {{ font-size: 1.6rem }}
</style></head><body><main><h1>Einmal-Codes der erfundenen Beschäftigten</h1>
<p>Diese Codes gelten noch {left} Sekunden. Die Seite lädt sich dann neu.</p>
<table><thead><tr><th scope="col">Name</th><th scope="col">Anmeldung</th>
<th scope="col">Code</th></tr>
</thead><tbody>{rows}</tbody></table></main></body></html>
"""


def page(people: list[dict[str, str]], moment: float) -> str:
    """Return the page at a moment."""
    rows = "".join(
        f"<tr><td>{html.escape(person['name'])}</td><td>{html.escape(person['login'])}</td>"
        f"<td><code>{code_at(person['secret'], moment)}</code></td></tr>"
        for person in people
    )
    left = seconds_left(moment)
    return PAGE.format(rows=rows, left=left, refresh=left + 1)


def handler(people_file: Path) -> type[BaseHTTPRequestHandler]:
    """Return the request handler for one file of people."""

    class Phone(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                people = json.loads(people_file.read_text("utf-8"))
            except FileNotFoundError:
                people = []
            body = page(people, time.time()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the log of the demo is for the office."""

    return Phone


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="standins.phone")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--people", type=Path, required=True)
    options = parser.parse_args()
    server = ThreadingHTTPServer((options.host, options.port), handler(options.people))
    print(f"phone on port {options.port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
