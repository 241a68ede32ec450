"""Somebody who sends a large file over HTTP in both ways, and waits for its scan."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from pathlib import Path

from bench.visitor import PATIENCE_SECONDS, Visitor
from tests.journeys.office import Office

MEGABYTE = 1024 * 1024
CHUNK = 5 * MEGABYTE
# A service that takes large plans, and one of its questions for them.
SERVICE, LABEL = "baugenehmigung", "documents.lageplan"
_TUS = {"Tus-Resumable": "1.0.0"}
_BOUNDARY = "--------------------------amt-bench"


class Sender(Visitor):
    """Somebody with the page of the form open that asks for a plan."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, SERVICE)
        self.page = f"/antrag/{self.draft}/{LABEL.partition('.')[0]}/"
        self.open_form()

    def open_form(self) -> None:
        """Read the page of the form."""
        self.read(self.page)

    def send_in_parts(self, file: Path) -> None:
        """Send a file as the script of the page does, part by part."""
        told = {"filename": file.name, "filetype": "application/pdf", "label": LABEL}
        metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items())
        size = file.stat().st_size
        headers = {**_TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
        upload = self.ask("POST", f"/hochladen/antrag/{self.draft}/", b"", headers)[0]
        with file.open("rb") as content:
            for offset in range(0, size, CHUNK):
                headers = {
                    **_TUS,
                    "Upload-Offset": str(offset),
                    "Content-Type": "application/offset+octet-stream",
                }
                self.ask("PATCH", upload, content.read(CHUNK), headers)

    def send_with_form(self, file: Path) -> None:
        """Send a file as a browser without scripts does, with the form of the page."""
        field = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="'
        fields = {"csrfmiddlewaretoken": self.token, "aktion": f"datei:{LABEL}"}
        head = "".join(f'{field}{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
        head += f'{field}{LABEL}"; filename="{file.name}"\r\nContent-Type: application/pdf\r\n\r\n'
        tail = f"\r\n--{_BOUNDARY}--\r\n"
        size = len(head) + file.stat().st_size + len(tail)

        def body() -> Iterator[bytes]:
            yield head.encode()
            with file.open("rb") as content:
                while part := content.read(MEGABYTE):
                    yield part
            yield tail.encode()

        headers = {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "Content-Length": str(size),
        }
        self.ask("POST", self.page, body(), headers)

    def wait_for_scan(self) -> None:
        """Look at the page until the file is clean. :raises RuntimeError: when patience ends."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if b"amt-files__state--clean" in self.read(self.page):
                return
            time.sleep(0.3)
        raise RuntimeError("the file was not scanned")
