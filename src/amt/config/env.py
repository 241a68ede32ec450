"""The only reader of the environment: typed, complete, and strict.

Every variable is a field of `Environment` with its name, its meaning and its parser. An unknown
`AMT_...` name or a bad value stops the start with one sentence each, because a misspelt setting
that is silently ignored is worse than no start. Secrets may come from files (`..._FILE`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class BadValue(ValueError):
    """A value that its parser refuses; the message completes "must be"."""


def text(value: str) -> str:
    """Take any text that is not empty."""
    if not value.strip():
        raise BadValue("a text that is not empty")
    return value


def flag(value: str) -> bool:
    """Read a yes or no."""
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise BadValue("one of true, false")


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a parser for a whole number within bounds."""

    def parse(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise BadValue(f"a whole number from {lowest} to {highest}")
        return int(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a parser for one of some words."""

    def parse(value: str) -> str:
        if value not in choices:
            raise BadValue("one of " + ", ".join(choices))
        return value

    return parse


def words(value: str) -> tuple[str, ...]:
    """Read a list separated by commas."""
    return tuple(word.strip() for word in value.split(",") if word.strip())


def path(value: str) -> Path:
    """Read a path; a relative one counts from the working folder."""
    if not value.strip() or "\0" in value:
        raise BadValue("a path")
    return Path(value).expanduser().absolute()


def web_address(value: str) -> str:
    """Read a web address without a path, given back without the final slash."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise BadValue("a web address such as https://amt.example")
    return value.rstrip("/")


def scanner_address(value: str) -> str:
    """Read where a virus scanner listens: the path of a socket, or a host with a port."""
    host, _colon, port = value.rpartition(":")
    is_host = bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65_536
    if not is_host and not value.startswith("/"):
        raise BadValue(
            "a socket such as /run/clamav/clamd.ctl or an address such as 127.0.0.1:3310"
        )
    return value


def database_address(value: str) -> str:
    """Read the address of a PostgreSQL database."""
    if urlsplit(value).scheme not in {"postgresql", "postgres"}:
        raise BadValue("an address such as postgresql://user:password@host:5432/name")
    return value


def variable(
    name: str,
    parse: Callable[[str], Any],
    meaning: str,
    default: Any = MISSING,
    *,
    secret: bool = False,
) -> Any:
    """Declare a variable; without a default it must be given."""
    metadata = {"name": name, "parse": parse, "meaning": meaning, "secret": secret}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """All values that a start may be given."""

    database_url: str = variable(
        "DATABASE_URL", database_address, "PostgreSQL database", secret=True
    )
    database_pool: int = variable(
        "AMT_DATABASE_POOL", number(1, 200), "connections that one process keeps at most", 8
    )
    secret_key: str = variable(
        "AMT_SECRET_KEY", text, "signs sessions and links; 50 random signs or more", secret=True
    )
    old_secret_keys: tuple[str, ...] = variable(
        "AMT_OLD_SECRET_KEYS", words, "earlier keys, still accepted", (), secret=True
    )
    base_url: str = variable("AMT_BASE_URL", web_address, "public address of the site")
    live_url: str = variable(
        "AMT_LIVE_URL",
        web_address,
        "public address of the live process; empty: no live updates",
        "",
    )
    allowed_hosts: tuple[str, ...] = variable(
        "AMT_ALLOWED_HOSTS", words, "host names answered beside that of the public address", ()
    )
    behind_proxy: bool = variable(
        "AMT_BEHIND_PROXY", flag, "a proxy ends TLS, sets X-Forwarded-Proto and -For", False
    )
    data_dir: Path = variable("AMT_DATA_DIR", path, "folder of logs, styles and local state")
    files_dir: Path = variable("AMT_FILES_DIR", path, "folder of uploads and documents")
    static_dir: Path | None = variable(
        "AMT_STATIC_DIR", path, "folder of collected styles; else inside the data folder", None
    )
    identity_adapter: str = variable(
        "AMT_IDENTITY_ADAPTER", one_of("none", "demo"), "how residents sign in", "none"
    )
    seal_kind: str = variable(
        "AMT_SEAL_KIND",
        one_of("none", "pkcs12", "demo"),
        "certificate that seals documents",
        "none",
    )
    seal_dir: Path | None = variable(
        "AMT_SEAL_DIR", path, "folder with seal.p12 (kind pkcs12)", None
    )
    seal_passphrase: str = variable(
        "AMT_SEAL_PASSPHRASE", text, "passphrase of seal.p12", "", secret=True
    )
    clock_file: Path | None = variable(
        "AMT_CLOCK_FILE", path, "file that moves the clock (demo and tests only)", None
    )
    crash_at: str = variable("AMT_CRASH_AT", text, "fault point (tests only)", "")
    catalogue: str = variable("AMT_CATALOGUE", text, "data package of the catalogue", "bremen")
    organisation_file: Path | None = variable(
        "AMT_ORGANISATION_FILE", path, "bodies, units and offices; else those of the package", None
    )
    exchange_dir: Path | None = variable(
        "AMT_EXCHANGE_DIR", path, "folder with partners.yaml and keys; empty: no messages", None
    )
    bank_file: Path | None = variable(
        "AMT_BANK_FILE", path, "YAML with the accounts that units pay from; empty: no files", None
    )
    registers_file: Path | None = variable(
        "AMT_REGISTERS", path, "YAML with the registers that are asked; empty: none", None
    )
    clamd: str = variable(
        "AMT_CLAMD", scanner_address, "virus scanner (clamd); empty: files are not scanned", ""
    )
    drafts_per_hour: int = variable(
        "AMT_DRAFTS_PER_HOUR",
        number(0, 100_000),
        "applications begun without sign-in from one network within an hour; 0: no limit",
        30,
    )
    smtp_host: str = variable("AMT_SMTP_HOST", text, "mail server", "localhost")
    smtp_port: int = variable("AMT_SMTP_PORT", number(1, 65535), "port of the mail server", 587)
    smtp_user: str = variable("AMT_SMTP_USER", text, "name at the mail server", "")
    smtp_password: str = variable(
        "AMT_SMTP_PASSWORD", text, "password at the mail server", "", secret=True
    )
    smtp_security: str = variable(
        "AMT_SMTP_SECURITY", one_of("starttls", "tls", "none"), "encryption", "starttls"
    )
    mail_from: str = variable("AMT_MAIL_FROM", text, "sender of e-mails", "amt@localhost")
    log_level: str = variable(
        "AMT_LOG_LEVEL", one_of("debug", "info", "warning", "error"), "least level logged", "info"
    )
    log_format: str = variable(
        "AMT_LOG_FORMAT", one_of("json", "text"), "json for machines, text for people", "json"
    )


def read_environment(
    defaults: Mapping[str, str] | None = None, environ: Mapping[str, str] | None = None
) -> Environment:
    """Read all values; `defaults` are those of the settings profile, by variable name.

    :raises ImproperlyConfigured: with one sentence for each unknown name and each bad value.
    """
    given = dict(os.environ if environ is None else environ)
    known = {entry.metadata["name"] for entry in fields(Environment)}
    files = {
        f"{entry.metadata['name']}_FILE"
        for entry in fields(Environment)
        if entry.metadata["secret"]
    }
    faults = [
        f"{name} is not a setting of this program; the settings are listed in "
        "docs/operations/settings.md."
        for name in sorted(given)
        if name.startswith("AMT_") and name not in known | files
    ]
    values: dict[str, Any] = {}
    for entry in fields(Environment):
        try:
            _read_one(entry, {**(defaults or {}), **given}, values)
        except ImproperlyConfigured as fault:
            faults.append(str(fault))
    if faults:
        raise ImproperlyConfigured("\n".join(faults))
    return Environment(**values)


def _read_one(entry: Field[Any], given: Mapping[str, str], values: dict[str, Any]) -> None:
    name, meaning = entry.metadata["name"], entry.metadata["meaning"]
    value = given.get(name, "")
    file = given.get(f"{name}_FILE", "") if entry.metadata["secret"] else ""
    if file and not value:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE cannot be read: {error.strerror} ({file})."
            ) from error
    if not value:
        if entry.default is MISSING:
            raise ImproperlyConfigured(f"{name} is missing ({meaning}).")
        return
    try:
        values[entry.name] = entry.metadata["parse"](value)
    except BadValue as fault:
        shown = "" if entry.metadata["secret"] else f", not {value!r}"
        raise ImproperlyConfigured(f"{name} must be {fault}{shown} ({meaning}).") from None
