"""The hospital notifies births to the office's real inbox."""

from __future__ import annotations

import html
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from amt.capabilities.exchange.models import Message
from amt.capabilities.exchange.testing.fixtures import Partners, partners
from amt.capabilities.exchange.testing.partners import lay_out
from standins.running import ROOT, Running, running

__all__ = ["partners"]

pytestmark = pytest.mark.slow


@pytest.fixture
def hospital(partners: Partners, live_server: LiveServer, tmp_path: Path) -> Iterator[Running]:
    """A running hospital that knows the office."""
    lay_out(partners.folder, office_url=live_server.url, urls={})
    with running("hospital", partners.files["hospital"], tmp_path / "notebook.json") as made:
        yield made


def test_birth_by_json_arrives_once_however_often_it_is_sent(hospital: Running) -> None:
    sent: dict[str, Any] = hospital.post("/notices", {"child": {"birth_date": "2026-11-10"}})

    assert sent["status"] == 202, sent
    again = hospital.post(f"/notices/{sent['notice_id']}/again", {})
    assert (again["status"], again["message_id"]) == (202, sent["message_id"])
    message = Message.objects.get()
    assert message.kind == "birth_notice"
    assert message.payload["child"]["birth_date"] == "2026-11-10"
    assert [parent["given_name"] for parent in message.payload["parents"]] == ["Olena", "Tjark"]
    assert len(hospital.get("/notices")) == 1


def test_birth_can_be_typed_into_the_page(hospital: Running) -> None:
    form = {
        "child.birth_date": "2026-11-11", "child.birth_time": "23:05",
        "child.birth_ars": "040120000000", "child.sex": "none",
        "0.given_name": "Ada", "0.family_name": "Muster <b>", "0.birth_date": "1990-01-02",
        "0.street": "Probeweg 1", "0.postcode": "27568", "0.city": "Bremerhaven",
        "0.ars": "040120000000", "1.given_name": "", "1.family_name": "",
    }  # fmt: skip

    typed = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{hospital.url}/", typed, timeout=20) as answer:  # noqa: S310 - ours
        assert answer.url == f"{hospital.url}/"

    payload = Message.objects.get().payload
    assert payload["child"]["birth_place"] == "Bremerhaven"
    assert [parent["family_name"] for parent in payload["parents"]] == ["Muster <b>"]
    page = hospital.page()
    assert "angenommen" in page
    assert html.escape("Muster <b>") in page
    assert "Muster <b>" not in page


def test_refusal_of_the_office_is_shown(hospital: Running) -> None:
    sent = hospital.post("/notices", {"child": {"sex": "unheard of"}})

    assert sent["status"] == 422
    assert "/child/sex: enum" in sent["answer"]
    assert not Message.objects.exists()


def test_stand_in_does_not_run_in_production(tmp_path: Path) -> None:
    for name in ("hospital", "familienkasse"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", f"standins.{name}", "--port", "0"),
                *("--partner", str(tmp_path / "x"), "--notebook", str(tmp_path / "y")),
            ],
            cwd=ROOT,
            env={"DJANGO_SETTINGS_MODULE": "amt.config.settings.production"},
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 1
        assert "production has real partners" in done.stdout
