"""Somebody who begins to apply over HTTP and reads pages: cookies and tokens, no scripts."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.journeys.office import Office

PATIENCE_SECONDS = 120
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Somebody with a draft of a service; `resident` is who of the invented people signs in."""

    def __init__(self, office: Office, service: str, *, resident: str = "") -> None:
        self._host = urlsplit(office.url).netloc
        self._line = http.client.HTTPConnection(self._host, timeout=PATIENCE_SECONDS)
        self._cookies: dict[str, str] = {}
        self._token = ""
        if resident:
            self.read("/anmelden/")
            self.post("/anmelden/", {"resident": resident, "level": "substantial", "next": "/"})
        start = f"/leistungen/{service}/antrag/"
        self.read(start)
        self.draft = self.post(start, {}).split("/")[2]

    def look(self, path: str) -> None:
        """Read a public page as somebody who was never here.

        :raises RuntimeError: when it does not answer.
        """
        self._line.request("GET", path)
        answer = self._line.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {answer.status}")

    def read(self, path: str) -> bytes:
        """Return a page and keep its token. :raises RuntimeError: when it does not answer."""
        _location, page = self.ask("GET", path)
        found = _TOKEN.search(page)
        self._token = found[1].decode() if found else self._token
        return page

    def post(self, path: str, answers: Mapping[str, str]) -> str:
        """Send a form and return where it leads. :raises RuntimeError: when it is not taken."""
        body = urlencode({"csrfmiddlewaretoken": self._token, **answers}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        location, _page = self.ask("POST", path, body, headers)
        if not location:
            raise RuntimeError(f"{path} was not accepted")
        return location

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        more: Mapping[str, str] | None = None,
    ) -> tuple[str, bytes]:
        """Return where an answer leads and its page. :raises RuntimeError: when it is refused."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if method != "GET":
            headers |= {"Origin": f"http://{self._host}", "X-CSRFToken": self._token}
        self._line.request(method, path, body, headers | dict(more or {}))
        answer = self._line.getresponse()
        page = answer.read()
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{path} answers {answer.status}: {page[:200]!r}")
        for line in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {k: v.value for k, v in SimpleCookie(line).items()}
        return answer.headers.get("Location", ""), page

    @property
    def token(self) -> str:
        """The token of the page that was read last."""
        return self._token
