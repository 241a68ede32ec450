"""`settings.AMT`: what this product itself may be told, as one frozen record.

Only `amt.config` and `amt.kernel` read it; other rooms ask the kernel.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amt.config.env import Environment

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, kw_only=True)
class AmtSettings:
    """Settings of the product; docs/operations/settings.md explains each."""

    profile: str
    data_dir: Path
    files_dir: Path
    identity_adapter: str
    seal_kind: str
    seal_dir: Path
    seal_passphrase: str
    clock_file: Path | None
    base_url: str
    live_url: str
    crash_at: str
    catalogue: str
    organisation_file: Path
    exchange_dir: Path | None
    bank_file: Path | None
    registers_file: Path | None
    clamd: str
    drafts_per_hour: int
    behind_proxy: bool

    def __repr__(self) -> str:
        # Settings are shown on debug pages and in tracebacks; the passphrase must not be.
        return f"AmtSettings(profile={self.profile!r})"


def amt_settings(profile: str, env: Environment) -> AmtSettings:
    """Make the record of a profile from the environment."""
    return AmtSettings(
        profile=profile,
        data_dir=env.data_dir,
        files_dir=env.files_dir,
        identity_adapter=env.identity_adapter,
        seal_kind=env.seal_kind,
        seal_dir=env.seal_dir or env.data_dir / "seal",
        seal_passphrase=env.seal_passphrase,
        clock_file=env.clock_file,
        base_url=env.base_url,
        live_url=env.live_url,
        crash_at=env.crash_at,
        catalogue=env.catalogue,
        organisation_file=env.organisation_file or DATA / env.catalogue / "organisation.yaml",
        exchange_dir=env.exchange_dir,
        bank_file=env.bank_file,
        registers_file=env.registers_file,
        clamd=env.clamd,
        drafts_per_hour=env.drafts_per_hour,
        behind_proxy=env.behind_proxy,
    )
