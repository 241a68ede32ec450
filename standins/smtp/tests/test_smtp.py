"""The mail stand-in keeps mails as files and can be as difficult as real servers."""

from __future__ import annotations

import email
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email import policy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.slow


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A running stand-in that keeps its mails in the test's folder."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "standins.smtp",
            "--port",
            "0",
            "--maildir",
            str(tmp_path / "mails"),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield int(process.stdout.readline().rpartition(":")[2])
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


def send(port: int, to: str) -> None:
    message = "Subject: Es gibt eine Nachricht\r\n\r\nBitte sehen Sie nach.\r\n"
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("amt@example.org", [to], message)


def test_mail_becomes_one_file(port: int, tmp_path: Path) -> None:
    send(port, "jemand@example.org")

    files = list((tmp_path / "mails").glob("*.eml"))
    assert len(files) == 1
    message = email.message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert message["Subject"] == "Es gibt eine Nachricht"


@pytest.mark.parametrize(("to", "code"), [("bounce@example.org", 550), ("later@example.org", 451)])
def test_difficult_address_is_refused(port: int, to: str, code: int, tmp_path: Path) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send(port, to)

    assert refusal.value.recipients[to][0] == code
    assert not list((tmp_path / "mails").glob("*.eml"))


def test_stand_in_does_not_run_in_production(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "standins.smtp", "--port", "0", "--maildir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "amt.config.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "production uses a real mail server" in done.stdout


def test_taken_port_is_said(port: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "standins.smtp", "--port", str(port), "--maildir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"cannot listen on port {port}" in done.stdout
