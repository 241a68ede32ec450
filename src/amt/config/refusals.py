"""What production refuses: everything that was made for demos and tests.

The sentences are read by an operator at the moment of a failed start, so each says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from django.core.exceptions import ImproperlyConfigured

from amt.config.env import Environment

MAIL_PORT = 25
SHORTEST_KEY = 50
FEWEST_DIFFERENT_SIGNS = 10
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def refuse_unfit_for_production(env: Environment) -> None:
    """Stop the start if anything in the environment is unfit for real people.

    :raises ImproperlyConfigured: with one sentence for each reason.
    """
    reasons = list(reasons_against(env))
    if reasons:
        raise ImproperlyConfigured("\n".join(reasons))


def reasons_against(env: Environment) -> Iterator[str]:
    """Yield the reasons, as sentences."""
    key = env.secret_key
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT_SIGNS or "insecure" in key:
        yield (
            f"AMT_SECRET_KEY is too weak: take at least {SHORTEST_KEY} random signs, "
            "for example from `openssl rand -base64 48`."
        )
    if env.identity_adapter == "demo":
        yield "AMT_IDENTITY_ADAPTER is demo: anybody could sign in as anybody. Take another one."
    if env.seal_kind == "demo":
        yield "AMT_SEAL_KIND is demo: its certificate proves nothing. Take pkcs12 or none."
    if env.seal_kind == "pkcs12" and env.seal_dir is None:
        yield "AMT_SEAL_DIR is missing: AMT_SEAL_KIND is pkcs12, so seal.p12 must lie somewhere."
    if env.clock_file is not None:
        yield "AMT_CLOCK_FILE is set: the clock of a real office cannot be moved. Remove it."
    if env.crash_at:
        yield "AMT_CRASH_AT is set: it kills processes and is for tests alone. Remove it."
    if not env.base_url.startswith("https://"):
        yield "AMT_BASE_URL must begin with https://: personal data are never sent in the clear."
    if env.live_url and not env.live_url.startswith("https://"):
        yield "AMT_LIVE_URL must begin with https://."
    here = env.smtp_host in HERE and env.smtp_port == MAIL_PORT
    if env.smtp_security == "none" and not here:
        # Another port of this machine would be the stand-in of a demo.
        yield (
            "AMT_SMTP_SECURITY is none: that is allowed for the mail server of this machine alone "
            f"(localhost, port {MAIL_PORT})."
        )
    yield from _reasons_against_scanner(env)
    yield from _reasons_against_partners(env)
    yield from _reasons_against_banks(env)
    yield from _reasons_against_registers(env)


def _reasons_against_scanner(env: Environment) -> Iterator[str]:
    host = env.clamd.rpartition(":")[0].strip("[]")
    if not env.clamd:
        yield (
            "AMT_CLAMD is missing: files of strangers would be opened without a scan. "
            "Name the socket of clamd, for example /run/clamav/clamd.ctl."
        )
    elif not env.clamd.startswith("/") and host not in HERE:
        yield (
            "AMT_CLAMD is on another machine, and its protocol knows no encryption. "
            "Take a socket or an address of this machine, for example the end of a tunnel."
        )


def _reasons_against_partners(env: Environment) -> Iterator[str]:
    file = env.exchange_dir / "partners.yaml" if env.exchange_dir else None
    if file is None:
        return
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        rows = [(str(row["key"]), row) for row in told["partners"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        yield f"AMT_EXCHANGE_DIR is set, but {file} cannot be read as a list of partners."
        return
    for key, row in rows:
        if row.get("stand_in"):
            yield f"AMT_EXCHANGE_DIR: the partner {key} is a stand-in of a demo. Remove it."
        elif row.get("url") and not str(row["url"]).startswith("https://"):
            yield f"AMT_EXCHANGE_DIR: the address of {key} must begin with https://."


def _reasons_against_banks(env: Environment) -> Iterator[str]:
    file = env.bank_file
    if file is None:
        return
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        rows = [(str(row["unit"]), row) for row in told["accounts"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        yield f"AMT_BANK_FILE is set, but {file} cannot be read as a list of accounts."
        return
    for unit, row in rows:
        if row.get("stand_in"):
            yield f"AMT_BANK_FILE: the bank of {unit} is a stand-in of a demo. Remove it."
        elif row.get("url") and not str(row["url"]).startswith("https://"):
            yield f"AMT_BANK_FILE: the address of the bank of {unit} must begin with https://."


def _reasons_against_registers(env: Environment) -> Iterator[str]:
    file = env.registers_file
    if file is None:
        return
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        rows = [(str(row["key"]), row) for row in told["registers"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        yield f"AMT_REGISTERS is set, but {file} cannot be read as a list of registers."
        return
    for key, row in rows:
        if row.get("stand_in"):
            yield f"AMT_REGISTERS: the register {key} is a stand-in of a demo. Remove it."
        elif not str(row.get("url")).startswith("https://"):
            yield f"AMT_REGISTERS: the address of {key} must begin with https://."
