"""The electronic seal under a letter (PAdES B-B), and whether a document still bears it.

`pkcs12` seals with the certificate of the authority in `seal.p12`; `demo` makes its own, which says
of itself that it has no legal effect; `none` seals nothing. A decision that the law wants in
writing needs a qualified seal (section 36a (2), (2a) SGB I), so production refuses the demo's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from asn1crypto import keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from amt.capabilities.acts import demo_seal
from amt.kernel import clock, installation
from amt.kernel.installation import SealKind

FIELD_NAME = "Siegel"
FIELD = SigFieldSpec(
    FIELD_NAME,
    readable_field_name="Elektronisches Siegel",
    # An invisible field must be printable for PDF/A and out of sight for PDF/UA.
    invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
)
RESERVED_BYTES = 16384
KEY_FILE = "seal.p12"
QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
QC_COMPLIANCE = bytes.fromhex("0606 0400 8e46 0101")
QC_TYPE_SEAL = bytes.fromhex("0607 0400 8e46 0106 02")
DEMO_WARNING = (
    "Das Siegel ist ein Demo-Siegel: Es stammt nicht von einer Behörde und hat keine Rechtswirkung."
)


class NoSeal(Exception):
    """This installation has no seal, or its file cannot be used."""


@dataclass(frozen=True, slots=True)
class SealVerdict:
    """What a document's seal says: `intact` = not one byte was changed since; `trusted` = the
    certificate is that of this installation's seal."""

    intact: bool
    trusted: bool
    signer: str
    signed_at: datetime | None


class _Appender(IncrementalPdfFileWriter):
    """Adds the seal and nothing else.

    The library would also write the metadata anew, with the machine's time and other names for the
    parts that PDF/A prescribes.
    """

    def _update_meta(self) -> None:
        pass


class _SignerAt(signers.PdfSigner):
    """Signs at the moment of our clock; the library would ask the machine's."""

    def __init__(
        self,
        metadata: signers.PdfSignatureMetadata,
        holder: signers.SimpleSigner,
        *,
        new_field_spec: SigFieldSpec,
        at: datetime,
    ) -> None:
        super().__init__(metadata, holder, new_field_spec=new_field_spec)
        self._at = at.astimezone(clock.BERLIN)

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


NOT_SEALED = SealVerdict(intact=False, trusted=False, signer="", signed_at=None)


def seal(document: bytes, *, at: datetime) -> bytes:
    """Return a document with the seal of this installation; what was there is not touched.

    :raises NoSeal: when there is none.
    """
    holder = _holder()
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=_common_name(holder.signing_cert),
        reason=_reason(),
    )
    signer = _SignerAt(metadata, holder, new_field_spec=FIELD, at=at)
    sealed = signer.sign_pdf(_Appender(BytesIO(document)), bytes_reserved=RESERVED_BYTES)
    sealed.seek(0)
    return bytes(sealed.read())


def verify_seal(document: bytes) -> SealVerdict:
    """Return what the last seal of a document says; a document without one is not intact."""
    try:
        reader = PdfFileReader(BytesIO(document), strict=False)
        embedded = reader.embedded_signatures
    except PdfReadError:
        return NOT_SEALED
    if not embedded:
        return NOT_SEALED
    signature = embedded[-1]
    trusted_roots = _trusted_roots()
    status = validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(
            trust_roots=trusted_roots, allow_fetching=False, moment=clock.now()
        ),
    )
    whole = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    return SealVerdict(
        intact=bool(status.intact and status.valid and whole),
        trusted=bool(status.trusted),
        signer=_common_name(status.signing_cert),
        signed_at=signature.self_reported_timestamp,
    )


def is_qualified(certificate: x509.Certificate | None) -> bool:
    """Tell whether a certificate says that it is one of a qualified electronic seal.

    Its issuer states it (ETSI EN 319 412-5, Regulation 910/2014 annex III); that the issuer may do
    so is proved by the trusted lists, which are not read here.
    """
    extensions = certificate["tbs_certificate"]["extensions"] if certificate else []
    return any(
        extension["extn_id"].dotted == QC_STATEMENTS
        and QC_COMPLIANCE in extension["extn_value"].contents
        and QC_TYPE_SEAL in extension["extn_value"].contents
        for extension in extensions
    )


def warnings() -> list[str]:
    """Return what a letter must say about the seal of this installation."""
    return [DEMO_WARNING] if installation.seal_source().kind is SealKind.DEMO else []


def _reason() -> str:
    if installation.seal_source().kind is SealKind.DEMO:
        return "Demo-Siegel, ohne Rechtswirkung"
    return "Siegel der Behörde"


def _holder() -> signers.SimpleSigner:
    source = installation.seal_source()
    if source.kind is SealKind.DEMO:
        if installation.is_production():
            raise NoSeal("the demo seal is refused in production")
        file = demo_seal.file_in(source.folder, at=clock.now())
        return _demo_holder(file, _changed_at(file))
    if source.kind is SealKind.PKCS12:
        file = source.folder / KEY_FILE
        holder = _pkcs12_holder(file, source.passphrase, _changed_at(file))
        if installation.is_production() and not is_qualified(holder.signing_cert):
            raise NoSeal(f"the certificate in {KEY_FILE} is not that of a qualified seal")
        return holder
    raise NoSeal("AMT_SEAL_KIND is none")


@lru_cache(maxsize=1)
def _demo_holder(file: Path, changed_at: int) -> signers.SimpleSigner:
    """`changed_at` lets a new file be read without a restart."""
    made = demo_seal.read(file)
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(made.certificate),
        signing_key=keys.PrivateKeyInfo.load(made.key),
        cert_registry=_store_of(x509.Certificate.load(made.root)),
    )


@lru_cache(maxsize=1)
def _pkcs12_holder(file: Path, passphrase: str, changed_at: int) -> signers.SimpleSigner:
    load: Callable[..., signers.SimpleSigner | None] = signers.SimpleSigner.load_pkcs12
    holder = load(str(file), passphrase=passphrase.encode())
    if holder is None:
        raise NoSeal(f"{KEY_FILE} cannot be opened with AMT_SEAL_PASSPHRASE")
    return holder


def _store_of(certificate: x509.Certificate) -> SimpleCertificateStore:
    make: Callable[[], SimpleCertificateStore] = SimpleCertificateStore
    store = make()
    store.register(certificate)
    return store


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError as error:
        raise NoSeal(f"{file.name} is missing in AMT_SEAL_DIR") from error


def _trusted_roots() -> list[x509.Certificate]:
    try:
        holder = _holder()
    except NoSeal:
        return []
    own = [holder.signing_cert] if holder.signing_cert else []
    return [*own, *holder.cert_registry]


def _common_name(certificate: x509.Certificate | None) -> str:
    return str(certificate.subject.native.get("common_name", "")) if certificate else ""
