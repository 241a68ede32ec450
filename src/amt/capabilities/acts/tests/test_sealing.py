"""The seal: intact or not, trusted or not, and never a demo's in production."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.core.checks import run_checks
from pytest_django import Settings

from amt.capabilities.acts import demo_seal, sealing, typesetting
from amt.capabilities.acts.tests.factories import AT

LETTER = {
    "kind": "act", "mark": "", "title": "Titel", "description": "Titel", "reference": "DBL-26-7K3M",
    "sender": {"authority": "Amt", "unit": "Stelle", "return_line": ""}, "address": ["Name"],
    "facts": [], "opening": ["Text."], "reasons": [], "notes": [], "remedy": [],
    "signatory": "", "closing": [], "verification_code": "", "attachment": {},
}  # fmt: skip


@pytest.fixture
def document() -> bytes:
    """A letter without a seal."""
    return typesetting.typeset(LETTER, at=AT)


def test_a_sealed_document_is_intact_and_says_who_sealed_it_when(
    document: bytes, seal_folder: Path
) -> None:
    verdict = sealing.verify_seal(sealing.seal(document, at=AT))

    assert verdict.intact
    assert verdict.trusted
    assert verdict.signer == "DEMO-SIEGEL, ohne Rechtswirkung"
    assert verdict.signed_at == AT


def test_sealing_only_adds_to_the_document(document: bytes, seal_folder: Path) -> None:
    assert sealing.seal(document, at=AT).startswith(document)


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5])
def test_one_changed_byte_breaks_the_seal(document: bytes, seal_folder: Path, place: float) -> None:
    sealed = bytearray(sealing.seal(document, at=AT))
    position = int(len(document) * place)
    sealed[position] ^= 1

    assert not sealing.verify_seal(bytes(sealed)).intact


def test_something_appended_breaks_the_seal(document: bytes, seal_folder: Path) -> None:
    sealed = sealing.seal(document, at=AT)

    assert not sealing.verify_seal(sealed + b"\n% later\n").intact


def test_a_seal_of_somebody_else_is_intact_but_not_trusted(
    document: bytes, seal_folder: Path, settings: Settings, tmp_path: Path
) -> None:
    sealed = sealing.seal(document, at=AT)

    settings.AMT = replace(settings.AMT, seal_dir=tmp_path / "another")
    verdict = sealing.verify_seal(sealed)

    assert verdict.intact
    assert not verdict.trusted


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n"])
def test_what_is_no_sealed_document_is_not_intact(content: bytes, seal_folder: Path) -> None:
    assert sealing.verify_seal(content) == sealing.NOT_SEALED


def test_the_key_is_for_its_owner_alone_and_made_once(seal_folder: Path) -> None:
    first = demo_seal.file_in(seal_folder, at=AT)
    content = first.read_bytes()

    again = demo_seal.file_in(seal_folder, at=AT + timedelta(days=1))

    assert again.read_bytes() == content
    assert first.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in seal_folder.iterdir()] == [first.name]


def test_without_a_seal_nothing_is_sealed(document: bytes, settings: Settings) -> None:
    settings.AMT = replace(settings.AMT, seal_kind="none")

    with pytest.raises(sealing.NoSeal):
        sealing.seal(document, at=AT)


def test_production_refuses_the_demo_seal(document: bytes, settings: Settings) -> None:
    settings.AMT = replace(settings.AMT, seal_kind="demo", profile="production")

    assert "acts.E001" in [message.id for message in run_checks()]
    with pytest.raises(sealing.NoSeal):
        sealing.seal(document, at=AT)


@pytest.mark.parametrize(
    ("statements", "profile", "accepted"),
    [
        (sealing.QC_COMPLIANCE + sealing.QC_TYPE_SEAL, "production", True),
        (sealing.QC_COMPLIANCE, "production", False),
        (b"", "production", False),
        (b"", "test", True),
    ],
)
def test_production_seals_with_a_qualified_certificate_only(
    document: bytes,
    tmp_path: Path,
    settings: Settings,
    statements: bytes,
    profile: str,
    accepted: bool,
) -> None:
    (tmp_path / sealing.KEY_FILE).write_bytes(_pkcs12(statements))
    settings.AMT = replace(
        settings.AMT,
        profile=profile,
        seal_kind="pkcs12",
        seal_dir=tmp_path,
        seal_passphrase="passphrase of a test",
    )

    if accepted:
        verdict = sealing.verify_seal(sealing.seal(document, at=AT))
        assert (verdict.intact, verdict.trusted, verdict.signer) == (True, True, "Amt")
    else:
        with pytest.raises(sealing.NoSeal):
            sealing.seal(document, at=AT)


def test_a_wrong_passphrase_is_said_and_not_guessed(
    document: bytes, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / sealing.KEY_FILE).write_bytes(_pkcs12(b""))
    settings.AMT = replace(
        settings.AMT, seal_kind="pkcs12", seal_dir=tmp_path, seal_passphrase="wrong"
    )

    with pytest.raises(sealing.NoSeal):
        sealing.seal(document, at=AT)


def _pkcs12(statements: bytes) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Amt")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=1000))
        .not_valid_after(AT + timedelta(days=1000))
    )
    if statements:
        oid = x509.ObjectIdentifier(sealing.QC_STATEMENTS)
        # A sequence of statements, each a sequence of its one identifier.
        value = b"\x30" + bytes([len(statements)]) + statements
        builder = builder.add_extension(x509.UnrecognizedExtension(oid, value), critical=False)
    return pkcs12.serialize_key_and_certificates(
        b"seal",
        key,
        builder.sign(key, hashes.SHA256()),
        None,
        serialization.BestAvailableEncryption(b"passphrase of a test"),
    )
