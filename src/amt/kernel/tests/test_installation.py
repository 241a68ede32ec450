"""What rooms learn of their installation follows its settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from amt.kernel import installation
from amt.kernel.installation import SealKind
from amt.kernel.testing.told import tell


def test_answers_follow_the_settings(settings: Settings) -> None:
    settings.AMT = replace(
        settings.AMT, base_url="https://amt.example", live_url="", identity_adapter="none"
    )

    assert installation.base_url() == "https://amt.example"
    assert installation.live_url() == ""
    assert installation.identity_adapter() == "none"
    assert installation.organisation_file().is_file()


def test_an_office_may_have_partners_for_messages_or_none(
    tmp_path: Path, settings: Settings
) -> None:
    tell(settings, exchange_dir=tmp_path)
    assert installation.exchange_folder() == tmp_path
    tell(settings, exchange_dir=None)
    assert installation.exchange_folder() is None


def test_an_office_may_have_registers_or_none(tmp_path: Path, settings: Settings) -> None:
    tell(settings, registers_file=tmp_path / "registers.yaml")
    assert installation.registers_file() == tmp_path / "registers.yaml"
    tell(settings, registers_file=None)
    assert installation.registers_file() is None


@pytest.mark.parametrize(("profile", "is_so"), [("production", True), ("demo", False)])
def test_only_the_production_profile_is_production(
    profile: str, is_so: bool, settings: Settings
) -> None:
    settings.AMT = replace(settings.AMT, profile=profile)

    assert installation.is_production() is is_so


def test_the_passphrase_of_a_seal_is_not_shown(tmp_path: Path, settings: Settings) -> None:
    settings.AMT = replace(
        settings.AMT, seal_kind="pkcs12", seal_dir=tmp_path, seal_passphrase="very secret"
    )

    source = installation.seal_source()

    assert (source.kind, source.folder) == (SealKind.PKCS12, tmp_path)
    assert source.passphrase == "very secret"
    assert "very secret" not in repr(source)


def test_an_unknown_kind_of_seal_is_refused(settings: Settings) -> None:
    settings.AMT = replace(settings.AMT, seal_kind="wax")

    with pytest.raises(ValueError, match="wax"):
        installation.seal_source()
