"""Production starts with fit settings and with nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from amt.config.env import read_environment
from amt.config.refusals import reasons_against
from amt.config.settings.composition import from_environment

FIT = {
    "DATABASE_URL": "postgresql://amt:word@db.example:5433/office?sslmode=require",
    "AMT_SECRET_KEY": "Zx81-kdjUhe73-Kd92jsYw-qpoeirut-92839-mznxbcv-LLowq",
    "AMT_BASE_URL": "https://amt.example",
    "AMT_DATA_DIR": "/var/amt",
    "AMT_FILES_DIR": "/var/amt/files",
    "AMT_CLAMD": "/run/clamav/clamd.ctl",
}


def reasons(**given: str) -> list[str]:
    return list(reasons_against(read_environment(environ={**FIT, **given})))


def run_amt(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
    outside = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AMT_") and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "-m", "amt.config.cli", *words],
        env={**outside, **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_fit_settings_are_accepted() -> None:
    assert reasons() == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"AMT_SECRET_KEY": "short"}, "AMT_SECRET_KEY is too weak"),
        ({"AMT_SECRET_KEY": "a" * 80}, "AMT_SECRET_KEY is too weak"),
        ({"AMT_SECRET_KEY": f"insecure-{FIT['AMT_SECRET_KEY']}"}, "AMT_SECRET_KEY is too weak"),
        ({"AMT_IDENTITY_ADAPTER": "demo"}, "anybody could sign in as anybody"),
        ({"AMT_SEAL_KIND": "demo"}, "its certificate proves nothing"),
        ({"AMT_SEAL_KIND": "pkcs12"}, "AMT_SEAL_DIR is missing"),
        ({"AMT_CLOCK_FILE": "/var/amt/clock"}, "the clock of a real office cannot be moved"),
        ({"AMT_CRASH_AT": "acts.render"}, "AMT_CRASH_AT"),
        ({"AMT_CLAMD": ""}, "opened without a scan"),
        ({"AMT_CLAMD": "scanner.example:3310"}, "on another machine"),
        ({"AMT_BASE_URL": "http://amt.example"}, "must begin with https://"),
        ({"AMT_LIVE_URL": "http://live.example"}, "AMT_LIVE_URL must begin with https://"),
        (
            {"AMT_SMTP_SECURITY": "none", "AMT_SMTP_HOST": "mail.example"},
            "AMT_SMTP_SECURITY is none",
        ),
        ({"AMT_SMTP_SECURITY": "none", "AMT_SMTP_PORT": "8025"}, "AMT_SMTP_SECURITY is none"),
    ],
)
def test_what_is_made_for_demos_is_refused(given: dict[str, str], sentence: str) -> None:
    found = reasons(**given)

    assert len(found) == 1
    assert sentence in found[0]


def test_partners_that_are_stand_ins_or_reached_in_the_clear_are_refused(tmp_path: Path) -> None:
    (tmp_path / "partners.yaml").write_text(
        "partners:\n"
        "- {key: hospital, url: '', stand_in: true}\n"
        "- {key: one, url: 'http://one.example/'}\n"
        "- {key: two, url: 'https://two.example/'}\n"
    )

    found = reasons(AMT_EXCHANGE_DIR=str(tmp_path))

    assert [sentence.split(": ")[1][:20] for sentence in found] == [
        "the partner hospital",
        "the address of one m",
    ]


@pytest.mark.parametrize("content", [None, "", "partners: 7", "partners: [{}]", "{"])
def test_unreadable_list_of_partners_is_said(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "partners.yaml").write_text(content)

    found = reasons(AMT_EXCHANGE_DIR=str(tmp_path))

    assert len(found) == 1
    assert "cannot be read as a list of partners" in found[0]


def test_mail_server_on_the_same_machine_may_do_without_encryption() -> None:
    assert reasons(AMT_SMTP_SECURITY="none", AMT_SMTP_HOST="localhost", AMT_SMTP_PORT="25") == []


def test_transport_and_cookies_are_strict() -> None:
    settings = from_environment("production", read_environment(environ=FIT))

    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["ALLOWED_HOSTS"] == ["amt.example"]


def test_database_address_becomes_settings_with_a_pool() -> None:
    database = from_environment("production", read_environment(environ=FIT))["DATABASES"]["default"]

    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example",
        "5433",
        "office",
    )
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 8
    assert database["CONN_MAX_AGE"] == 0


def test_policy_allows_nothing_inline_and_nobody_else() -> None:
    given = {**FIT, "AMT_LIVE_URL": "https://live.example"}
    settings = from_environment("production", read_environment(environ=given))
    policy = settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]

    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'", "https://live.example"]
    assert policy["frame-ancestors"] == ["'none'"]


@pytest.mark.slow
def test_serving_without_settings_never_opens_the_demo() -> None:
    done = run_amt("web")

    assert done.returncode == 2
    assert "AMT_SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_unfit_settings_stop_every_process(tmp_path: Path) -> None:
    for word in ("web", "live", "worker", "migrate"):
        done = run_amt(word, **FIT, AMT_IDENTITY_ADAPTER="demo")

        assert done.returncode == 2
        assert "anybody could sign in as anybody" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_deploy_check_is_clean(tmp_path: Path) -> None:
    given = {**FIT, "AMT_DATA_DIR": str(tmp_path), "AMT_FILES_DIR": str(tmp_path)}

    done = run_amt("check", "--deploy", "--fail-level", "WARNING", **given)

    assert done.returncode == 0, done.stderr


BANK = "accounts:\n- unit: wohnen-bremen\n  name: Stadt\n  iban: DE1\n"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (BANK + "  stand_in: true\n", "is a stand-in of a demo"),
        (BANK + "  url: http://bank.example\n", "must begin with https://"),
        ("accounts: 7", "cannot be read"),
    ],
)
def test_banks_unfit_for_production_are_refused(tmp_path: Path, told: str, sentence: str) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(told, encoding="utf-8")
    found = reasons(AMT_BANK_FILE=str(file))
    assert len(found) == 1
    assert sentence in found[0]


def test_a_bank_is_accepted_when_its_address_is_encrypted(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(BANK + "  url: https://bank.example\n", encoding="utf-8")
    assert reasons(AMT_BANK_FILE=str(file)) == []


REGISTER = "office: amt\nregisters:\n- key: residents\n  register: residents\n"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (REGISTER + "  url: https://r.example\n  stand_in: true\n", "is a stand-in of a demo"),
        (REGISTER + "  url: http://register.example\n", "must begin with https://"),
        (REGISTER, "must begin with https://"),
        ("registers: 7", "cannot be read"),
    ],
)
def test_registers_unfit_for_production_are_refused(
    tmp_path: Path, told: str, sentence: str
) -> None:
    file = tmp_path / "registers.yaml"
    file.write_text(told, encoding="utf-8")
    found = reasons(AMT_REGISTERS=str(file))
    assert len(found) == 1
    assert sentence in found[0]


def test_a_register_is_accepted_when_its_address_is_encrypted(tmp_path: Path) -> None:
    file = tmp_path / "registers.yaml"
    file.write_text(REGISTER + "  url: https://register.example\n", encoding="utf-8")
    assert reasons(AMT_REGISTERS=str(file)) == []
