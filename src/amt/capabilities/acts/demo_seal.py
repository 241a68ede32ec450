"""The certificate of the demo's seal: made at the first use, valid for ten years, worth nothing.

Its own authority and its own seal say "DEMO-SIEGEL, ohne Rechtswirkung" in their names. The key
lies in a file that only its owner may read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "DEMO-SIEGEL, ohne Rechtswirkung"
AUTHORITY_NAME = "DEMO-SIEGEL Zertifizierungsstelle, ohne Rechtswirkung"
YEARS = 10
# Read and used in a millisecond; an RSA key takes sixty to be checked at each reading.
CURVE = ec.SECP256R1

_BUNDLE = "demo-seal.pem"


@dataclass(frozen=True, slots=True)
class SealFiles:
    """Key, certificate and the certificate of its authority, each as DER."""

    key: bytes
    certificate: bytes
    root: bytes


def file_in(folder: Path, *, at: datetime) -> Path:
    """Return the file of the demo's seal in a folder; make it if it is not there.

    Two processes may come at the same moment: the first file stays, both read it.
    """
    file = folder / _BUNDLE
    if not file.exists():
        _make(file, at)
    return file


def read(file: Path) -> SealFiles:
    """Return what lies in the file of the demo's seal."""
    content = file.read_bytes()
    key = serialization.load_pem_private_key(content, password=None)
    certificate, root = x509.load_pem_x509_certificates(content)
    return SealFiles(
        key=key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate=certificate.public_bytes(serialization.Encoding.DER),
        root=root.public_bytes(serialization.Encoding.DER),
    )


def _make(file: Path, at: datetime) -> None:
    root_key = ec.generate_private_key(CURVE())
    key = ec.generate_private_key(CURVE())
    root = _certificate(AUTHORITY_NAME, root_key, None, root_key, at)
    certificate = _certificate(NAME, key, root, root_key, at)
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for entry in (certificate, root):
        content += entry.public_bytes(serialization.Encoding.PEM)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    try:
        # A link, unlike a rename, fails when another process was first.
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    is_root = issuer is None
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # The demo's clock may be moved back; the certificate must have begun by then.
        .not_valid_before(at - timedelta(days=366))
        .not_valid_after(at + timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
