"""One person who applies over HTTP as a browser does: pages, cookies, redirects, no scripts."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

SERVICE = "/leistungen/double_open/antrag/"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PAGES = (
    {
        "trader.given_name": "Rosa",
        "trader.family_name": "Muster",
        "trader.birth_date": "1.9.1990",
        "trader.street": "Beispielweg 7",
        "trader.postcode": "28195",
        "place": "040110000000",
    },
    {
        "stand.kind": "tent",
        "stand.metres": "3",
        "stand.day": "5.12.2026",
        "stand.has_food": "yes",
        "stand.food": "Waffeln",
        "stand.has_power": "yes",
        "stand.watts": "900",
    },
    {"end.note": "Gern am Rand.", "end.correct": "yes"},
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A sent application: its draft, when it was accepted, how long that took."""

    draft: str
    at: float
    seconds: float


class Applicant:
    """Somebody new with an empty browser."""

    def __init__(self, url: str, number: int) -> None:
        self._host = urlsplit(url).netloc
        self._line = http.client.HTTPConnection(self._host, timeout=60)
        self._cookies: dict[str, str] = {}
        self._token = ""
        self._number = number

    def apply(self) -> Sent:
        """Begin, fill in three pages, send, see what has happened."""
        self._get(SERVICE)
        here = self._post(SERVICE, {})
        draft = here.split("/")[2]
        for answers in PAGES:
            self._get(here)
            here = self._post(here, {"aktion": "weiter", **answers})
            if "fehler" in here or "neu" in here:
                raise RuntimeError(here)
        self._get(here)
        begun = time.monotonic()
        here = self._post(here, {})
        took = time.monotonic() - begun
        if "gesendet" not in here:
            raise RuntimeError(here)
        accepted = time.time()
        self._get(here)
        self._line.close()
        return Sent(draft, accepted, took)

    def _get(self, path: str) -> None:
        _location, page = self._ask("GET", path)
        found = _TOKEN.search(page)
        if found:
            self._token = found[1].decode()

    def _post(self, path: str, answers: dict[str, str]) -> str:
        body = urlencode({"csrfmiddlewaretoken": self._token, **answers})
        location, _page = self._ask("POST", path, body)
        if not location:
            raise RuntimeError(f"{path} was not accepted")
        return location

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[str, bytes]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{self._host}"
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        page = answer.read()
        if answer.status not in (HTTPStatus.OK, HTTPStatus.FOUND):
            raise RuntimeError(f"{path} answers {answer.status}")
        for line in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {k: v.value for k, v in SimpleCookie(line).items()}
        return answer.headers.get("Location", ""), page
