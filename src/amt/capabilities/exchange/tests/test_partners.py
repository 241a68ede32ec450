"""Partners and keys as the operator wrote them down."""

from __future__ import annotations

import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from amt.capabilities.exchange import partners as room
from amt.capabilities.exchange.checks import check_partners
from amt.capabilities.exchange.testing.fixtures import Partners, partners
from amt.kernel.testing.told import tell

__all__ = ["partners"]


def test_complete_list_passes_and_no_key_is_shown(partners: Partners) -> None:
    assert check_partners() == []
    assert room.list_keys() == ("hospital", "familienkasse")
    assert "keys" not in repr(room.get_partner("hospital").keys).replace("Keys", "")


def test_office_without_partners_passes(settings: Settings) -> None:
    tell(settings, exchange_dir=None)

    assert check_partners() == []
    with pytest.raises(room.NotAPartner):
        room.office()


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        ("partners.yaml", "{", "partners.yaml cannot be read"),
        ("partners.yaml", "partners: [{}]", "partners.yaml cannot be read"),
        ("hospital.json", "", "the partner hospital is not complete"),
        ("hospital.json", '{"keys": []}', "no key of use sig"),
    ],
)
def test_what_would_fail_at_the_first_message_is_said(
    partners: Partners, file: str, content: str, sentence: str
) -> None:
    (partners.folder / file).write_text(content)

    faults = check_partners()

    assert len(faults) == 1
    assert sentence in faults[0].msg


def test_kind_that_nobody_knows_is_said(partners: Partners) -> None:
    file = partners.folder / "partners.yaml"
    file.write_text(file.read_text().replace("birth_notice", "birth_notise"))

    assert "birth_notise" in check_partners()[0].msg


def test_keys_are_made_once_and_only_the_public_part_is_shown(partners: Partners) -> None:
    shown = StringIO()

    call_command("exchange_keys", "stadt", "fresh.json", stdout=shown)

    file = partners.folder / "fresh.json"
    private, public = json.loads(file.read_text()), json.loads(shown.getvalue())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert all("d" in key for key in private["keys"])
    assert {key["kid"] for key in public["keys"]} == {"stadt-sig-1", "stadt-enc-1"}
    assert not any("d" in key for key in public["keys"])
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("exchange_keys", "stadt", "fresh.json")


@pytest.mark.parametrize(("name", "file"), [("Amt", "a.json"), ("amt", "../a.json"), ("amt", "a")])
def test_names_that_lead_elsewhere_are_refused(partners: Partners, name: str, file: str) -> None:
    with pytest.raises(CommandError):
        call_command("exchange_keys", name, file)


def test_keys_need_a_folder(settings: Settings) -> None:
    tell(settings, exchange_dir=None)

    with pytest.raises(CommandError, match="names no folder"):
        call_command("exchange_keys", "amt", "office.json")
