"""Whose certificate a signature has, and who issued it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

_MAX_NAME = 120


def trusted_certificates(roots: Sequence[bytes]) -> list[Any]:
    """The certificates (asn1crypto) of PEM files."""
    from asn1crypto import pem, x509

    certificates = []
    for root in roots:
        certificates += [x509.Certificate.load(der) for *_, der in pem.unarmor(root, multiple=True)]
    return certificates


def name_of(certificate: Any) -> str:
    """The name in a certificate, with that of the body where it gives both; "" if it has none.

    What cannot be seen is left out: anyone can write anything into a certificate.
    """
    subject = certificate.subject.native
    names = [subject.get(key) for key in ("common_name", "organization_name")]
    shown = [_shown(name) for name in names if isinstance(name, str)]
    return " – ".join(dict.fromkeys(name for name in shown if name))


def _shown(name: str) -> str:
    return "".join(filter(str.isprintable, name)).strip()[:_MAX_NAME]


def trust_of(signature: Any, is_trusted: bool, roots: Sequence[Any]) -> str:
    """Who issued the certificate of a signature (`signature_words.trust`); `roots` are
    certificates.
    """
    certificate = signature.signer_cert
    if is_trusted:
        return "trusted"
    if _bears_a_name_of(roots, [certificate, *signature.other_embedded_certs]):
        return "look_alike"
    if certificate.self_signed != "no" or certificate.subject == certificate.issuer:
        return "self_signed"
    return "untrusted" if roots else "not_checked"


def _bears_a_name_of(roots: Sequence[Any], certificates: Iterable[Any]) -> bool:
    """Whether a certificate is called like a trusted root, or issued in its name, by another
    key.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.x509 import load_der_x509_certificate

    for certificate in certificates:
        for root in roots:
            if (
                certificate.subject == root.subject
                and certificate.public_key.dump() != root.public_key.dump()
            ):
                return True
            if certificate.issuer == root.subject:
                try:
                    load_der_x509_certificate(certificate.dump()).verify_directly_issued_by(
                        load_der_x509_certificate(root.dump())
                    )
                except (InvalidSignature, ValueError, TypeError):
                    return True
    return False
