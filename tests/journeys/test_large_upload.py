"""A hundred megabytes through the real web process: in chunks, over a line that breaks."""

from __future__ import annotations

import base64
import http.client
import re
import socket
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from amt.capabilities.documents.testing.papers import write_large_pdf
from tests.journeys.office import Office

pytestmark = pytest.mark.slow

MEGABYTE = 1024 * 1024
SIZE = 100 * MEGABYTE
CHUNK = 5 * MEGABYTE
BEFORE_THE_BREAK = 7 * MEGABYTE + 123
MOST_MEMORY = 60 * MEGABYTE
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """A browser reduced to what an upload needs: cookies, the token of a page, raw requests."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._jar = CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self._jar))
        self._token = ""

    def get(self, path: str) -> str:
        """Return a page and remember its token."""
        with self._opener.open(f"{self._office.url}{path}", timeout=60) as answer:
            page: str = answer.read().decode()
        found = TOKEN.search(page)
        self._token = found.group(1) if found else self._token
        return page

    def post(self, path: str, **fields: str) -> str:
        """Send a form; return where it led."""
        body = urlencode({"csrfmiddlewaretoken": self._token, **fields}).encode()
        with self._opener.open(f"{self._office.url}{path}", body, timeout=60) as answer:
            return urlsplit(str(answer.url)).path

    def connect(self) -> http.client.HTTPConnection:
        """Open a line to the web process."""
        place = urlsplit(self._office.url)
        return http.client.HTTPConnection(place.hostname or "", place.port, timeout=120)

    def headers(self, **more: str) -> dict[str, str]:
        """Return the headers of a request of the protocol."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)
        named = {name.replace("_", "-"): value for name, value in more.items()}
        known = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self._token, "Cookie": cookies}
        return {**known, **named}

    def ask(
        self, method: str, path: str, body: bytes = b"", **more: str
    ) -> http.client.HTTPMessage:
        """Send a request of the protocol and return the headers of its answer."""
        line = self.connect()
        line.request(method, path, body, self.headers(**more))
        answer = line.getresponse()
        answer.read()
        line.close()
        assert answer.status < 300, (method, path, answer.status)
        return answer.headers


def web_memory(office: Office) -> int:
    """Return the largest memory that a web process of the office ever had, in bytes."""
    port = str(urlsplit(office.url).port)
    peaks: list[int] = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            words = (status.parent / "cmdline").read_bytes().split(b"\0")
            if b"granian" in words and port.encode() in words:
                peaks += _peaks_of_children(int(status.parent.name))
        except OSError:
            continue
    return max(peaks)


def _peaks_of_children(parent: int) -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(
                line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line
            )
        except OSError:
            continue
        if told.get("PPid") == str(parent) and "VmHWM" in told:
            yield int(told["VmHWM"].split()[0]) * 1024


def begin(browser: Browser, name: str) -> str:
    """Begin to apply and to upload a plan; return the address of the upload."""
    browser.get("/anmelden/")
    browser.post("/anmelden/", resident="architect", level="3", next="/")
    browser.get("/leistungen/baugenehmigung/antrag/")
    draft = browser.post("/leistungen/baugenehmigung/antrag/").split("/")[2]
    browser.get(f"/antrag/{draft}/documents/")
    told = {"filename": name, "filetype": "application/pdf", "label": "documents.lageplan"}
    metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items())
    answer = browser.ask(
        "POST", f"/hochladen/antrag/{draft}/", Upload_Length=str(SIZE), Upload_Metadata=metadata
    )
    return answer["Location"]


def break_the_line(browser: Browser, url: str, content: bytes) -> None:
    """Announce the whole file, send a part of it, and hang up."""
    line = browser.connect()
    line.putrequest("PATCH", url)
    headers = browser.headers(Upload_Offset="0", Content_Type="application/offset+octet-stream")
    for name, value in {**headers, "Content-Length": str(SIZE)}.items():
        line.putheader(name, value)
    line.endheaders()
    line.send(content)
    assert line.sock is not None
    line.sock.shutdown(socket.SHUT_RDWR)
    line.close()


def settled_offset(browser: Browser, url: str) -> int:
    """Return how much has arrived when nothing more arrives."""
    offset = -1
    while offset != (now := int(browser.ask("HEAD", url)["Upload-Offset"])):
        offset = now
        time.sleep(1)
    return offset


def test_a_hundred_megabytes_survive_a_broken_line(office: Office, tmp_path: Path) -> None:
    plan, browser = tmp_path / "Lageplan.pdf", Browser(office)
    write_large_pdf(plan, SIZE)
    url = begin(browser, plan.name)
    before = web_memory(office)

    with plan.open("rb") as content:
        break_the_line(browser, url, content.read(BEFORE_THE_BREAK))
        offset = settled_offset(browser, url)
        assert 0 < offset <= BEFORE_THE_BREAK
        content.seek(offset)
        while chunk := content.read(CHUNK):
            answer = browser.ask(
                "PATCH",
                url,
                chunk,
                Upload_Offset=str(offset),
                Content_Type="application/offset+octet-stream",
            )
            offset = int(answer["Upload-Offset"])

    assert offset == SIZE
    assert web_memory(office) - before < MOST_MEMORY
