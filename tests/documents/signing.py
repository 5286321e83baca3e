"""PDF files of every kind an inspection meets, and a certificate authority of the tests' own to
sign them.
"""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.generic import NameObject, StreamObject

SIGNER = "Sở A (chứng thư thử)"
_DER = serialization.Encoding.DER
# Signing goes by the machine's clock, so the certificates must hold at that instant.
_FROM = datetime.now(UTC) - timedelta(days=1)


def plain() -> bytes:
    """One empty page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return _bytes(writer)


def encrypted() -> bytes:
    """The same, locked by a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    writer.encrypt("mật khẩu")
    return _bytes(writer)


def restricted() -> bytes:
    """The same, which anybody may open but nobody may alter without the owner's password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    writer.encrypt(
        "", "chu", permissions_flag=UserAccessPermissions.all() & ~UserAccessPermissions.MODIFY
    )
    return _bytes(writer)


def oddly_packed() -> bytes:
    """One page whose content is packed in a way that nobody knows."""
    writer = PdfWriter()
    content = StreamObject()
    content.set_data(b"abc")
    content[NameObject("/Filter")] = NameObject("/Unheard")
    writer.add_blank_page(200, 200)[NameObject("/Contents")] = writer._add_object(content)
    return _bytes(writer)


def signed(authority: str = "a") -> bytes:
    """One empty page, signed under the authority of that name."""
    return _signed(IncrementalPdfFileWriter(io.BytesIO(plain())), authority)


def restricted_and_signed() -> bytes:
    """A restricted file, signed by whoever knows its password."""
    writer = IncrementalPdfFileWriter(io.BytesIO(restricted()))
    writer.encrypt("chu")
    return _signed(writer, "a")


def _signed(writer: IncrementalPdfFileWriter, authority: str) -> bytes:
    root, root_key = _root(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    made = _certificate(SIGNER, key, root.subject, root_key, is_root=False)
    store = SimpleCertificateStore()
    store.register(_asn1(root))
    signer = signers.SimpleSigner(_asn1(made), _private(key), store)
    out = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="ChuKy"), signer=signer)
    return bytes(out.getvalue())


def tampered() -> bytes:
    """A signed file in which a signed byte was altered: the page is larger than it was."""
    before = signed()
    return before.replace(b"200", b"300", 1)


def appended() -> bytes:
    """A signed file to which a page was added, with every signed byte left as it was."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    stream = writer.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.insert_page(
        PageObject(
            contents=stream,
            media_box=generic.ArrayObject(
                [generic.NumberObject(number) for number in (0, 0, 300, 300)]
            ),
        )
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def root_pem(authority: str = "a") -> bytes:
    """The authority's own certificate."""
    return _root(authority)[0].public_bytes(serialization.Encoding.PEM)


@cache
def _root(authority: str) -> tuple[certificates.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Tổ chức thử {authority}")
    return _certificate(f"Tổ chức thử {authority}", key, name, key, is_root=True), key


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: certificates.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> certificates.Certificate:
    subject = _name(name)
    usage = certificates.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    builder = certificates.CertificateBuilder(
        issuer,
        subject,
        key.public_key(),
        certificates.random_serial_number(),
        _FROM,
        _FROM + timedelta(days=3650),
    )
    return (
        builder.add_extension(certificates.BasicConstraints(is_root, None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _name(name: str) -> certificates.Name:
    return certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])


def _asn1(made: certificates.Certificate) -> x509.Certificate:
    return x509.Certificate.load(made.public_bytes(_DER))


def _private(key: ec.EllipticCurvePrivateKey) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        key.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
