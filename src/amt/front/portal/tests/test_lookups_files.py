"""Files chosen on a page come along when a button of a register is pressed without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amt.capabilities.applications.models import Draft
from amt.capabilities.documents.models import Document
from amt.capabilities.documents.testing.papers import pdf_of
from amt.capabilities.registers.testing.fixtures import FakeRegister, register
from amt.front.portal.tests.test_lookups import draft, lookup

__all__ = ["draft", "register"]

PROOF = "proofs.children"
TYPED = {
    "gezeigt": "children.0.given_name children.0.birth_date proofs.children",
    "children.count": "1",
    "children.0.given_name": "Emil",
}


def press(client: Client, draft: Draft, deed: str, *files: SimpleUploadedFile) -> str:
    sent: dict[str, Any] = {"register": deed, **TYPED, PROOF: list(files)}
    answer = client.post(lookup(draft, "children"), sent, follow=True)
    assert answer.status_code == 200
    draft.refresh_from_db()
    return answer.content.decode()


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_of(name), "application/pdf")


def names(draft: Draft) -> list[str]:
    held = draft.answers.get(PROOF, [])
    return [Document.objects.get(uuid=uuid).file_name for uuid in held]


@pytest.mark.parametrize("deed", ["abrufen", "selbst", "nachsehen"])
def test_chosen_file_is_kept(home: Client, draft: Draft, deed: str) -> None:
    shown = press(home, draft, deed, pdf("Geburtsurkunde.pdf"))

    assert names(draft) == ["Geburtsurkunde.pdf"]
    assert "Geburtsurkunde.pdf" in shown
    assert draft.answers["children.0.given_name"] == "Emil"


def test_file_is_kept_where_the_deed_is_refused_and_both_are_said(
    home: Client, draft: Draft, register: FakeRegister
) -> None:
    program = SimpleUploadedFile("Spiel.pdf", b"MZ" * 100, "application/pdf")

    shown = press(home, draft, "abrufen", pdf("Geburtsurkunde.pdf"), program)

    assert names(draft) == ["Geburtsurkunde.pdf"]
    assert register.asked == []
    assert "Das hat nicht geklappt" in shown
    assert "Spiel.pdf:" in shown
    assert "Für diese Abfrage brauchen wir Ihre Zustimmung." in shown
