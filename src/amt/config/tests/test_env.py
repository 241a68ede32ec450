"""The environment is read strictly, and every refusal says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from amt.config.env import read_environment

COMPLETE = {
    "DATABASE_URL": "postgresql://amt:word@db/amt",
    "AMT_SECRET_KEY": "k" * 60,
    "AMT_BASE_URL": "https://amt.example/",
    "AMT_DATA_DIR": "/var/amt",
    "AMT_FILES_DIR": "/var/amt/files",
}


def test_complete_environment_is_typed() -> None:
    env = read_environment(
        environ={
            **COMPLETE,
            "AMT_SMTP_PORT": "2525",
            "AMT_BEHIND_PROXY": "yes",
            "AMT_ALLOWED_HOSTS": "a.example, b.example",
        }
    )

    assert env.base_url == "https://amt.example"
    assert env.data_dir == Path("/var/amt")
    assert env.smtp_port == 2525
    assert env.behind_proxy is True
    assert env.allowed_hosts == ("a.example", "b.example")


def test_everything_missing_is_said_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment(environ={})

    assert len(str(refusal.value).splitlines()) == len(COMPLETE)
    assert "AMT_SECRET_KEY is missing" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("AMT_SMPT_PORT", "25", "AMT_SMPT_PORT is not a setting"),
        ("AMT_SMTP_PORT", "0", "a whole number from 1 to 65535, not '0'"),
        ("AMT_SMTP_PORT", "²5", "a whole number"),
        ("AMT_BEHIND_PROXY", "perhaps", "one of true, false"),
        ("AMT_SEAL_KIND", "wax", "one of none, pkcs12, demo"),
        ("AMT_BASE_URL", "amt.example", "a web address"),
        ("AMT_BASE_URL", "ftp://amt.example", "a web address"),
        ("AMT_FILES_DIR", " ", "a path"),
        ("DATABASE_URL", "mysql://db/amt", "an address such as postgresql://"),
    ],
)
def test_bad_value_is_refused_with_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment(environ={**COMPLETE, name: value})

    assert sentence in str(refusal.value)


def test_secret_is_never_repeated() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment(environ={**COMPLETE, "DATABASE_URL": "mysql://amt:geheim@db/amt"})

    assert "geheim" not in str(refusal.value)


def test_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 70 + "\n")
    given = {key: value for key, value in COMPLETE.items() if key != "AMT_SECRET_KEY"}

    env = read_environment(environ={**given, "AMT_SECRET_KEY_FILE": str(file)})

    assert env.secret_key == "k" * 70


def test_unreadable_secret_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment(
            environ={
                **COMPLETE,
                "AMT_SECRET_KEY": "",
                "AMT_SECRET_KEY_FILE": str(tmp_path / "gone"),
            }
        )

    assert "AMT_SECRET_KEY_FILE cannot be read" in str(refusal.value)


def test_defaults_of_a_profile_yield_to_what_is_given() -> None:
    env = read_environment({"AMT_SMTP_PORT": "8025"}, {**COMPLETE, "AMT_SMTP_PORT": "26"})

    assert env.smtp_port == 26
