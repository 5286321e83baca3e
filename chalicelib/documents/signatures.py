"""Digital signatures of a PDF: a verdict each on integrity, signer, trust, time, and change after
signing.

All verdicts are made offline from the file and the given roots; revocation is not looked up, and
the verdict on trust says so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from chalicelib.domain.evidence.inspection import Verdict, verdict
from chalicelib.domain.instants import to_local

ROOTS = Path(__file__).with_name("trust_roots")


@lru_cache(maxsize=1)
def shipped_roots() -> tuple[bytes, ...]:
    """The PEM files of trusted roots in the folder `trust_roots`."""
    return tuple(path.read_bytes() for path in sorted(ROOTS.glob("*.pem")))


def judged(content: bytes, roots: Sequence[bytes], timezone: str) -> list[Verdict]:
    """The verdicts on the signatures of a readable PDF, one of each kind: the worst of several
    signatures.

    `roots` are PEM files. Times of signing are local times of `timezone`.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:  # only restricted: it opens without a password
            reader.decrypt("")
        of_signatures = [
            _verdicts(signature, roots, timezone)
            for signature in reader.embedded_regular_signatures
        ]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return [
            verdict(
                "signature",
                "unknown",
                "Không đọc được chữ ký số trong tệp; hãy kiểm tra bằng tay.",
                "The digital signature in the file cannot be read; check it by hand.",
            )
        ]
    if not of_signatures:
        return [
            verdict(
                "signature",
                "good",
                "Tệp không có chữ ký số (bản quét).",
                "The file has no digital signature (a scan).",
            )
        ]
    return [max(of_kind, key=_badness) for of_kind in zip(*of_signatures, strict=True)]


def _badness(verdict_: Verdict) -> int:
    return ("good", "unknown", "warning", "bad").index(verdict_.outcome)


def _verdicts(signature: Any, roots: Sequence[bytes], timezone: str) -> tuple[Verdict, ...]:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=_certificates(roots), allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        status = validate_pdf_signature(signature, signer_validation_context=context)
    except SignatureValidationError:
        return _broken()
    allowed = (
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    )
    untouched = status.modification_level in allowed and status.docmdp_ok is not False
    intact = bool(status.intact and status.valid)
    return (
        _integrity(intact),
        _signer(signature),
        _trust(intact and status.trusted, bool(roots)),
        _time(status, timezone),
        _change(intact, untouched),
    )


def _broken() -> tuple[Verdict, ...]:
    unknown = ("Không xác định được.", "It cannot be told.")
    return (
        _integrity(False),
        *(
            verdict(kind, "unknown", *unknown)
            for kind in ("signer", "trust", "signed_at", "changed_after")
        ),
    )


def _integrity(intact: bool) -> Verdict:
    if intact:
        return verdict(
            "signature", "good", "Chữ ký số toàn vẹn.", "The digital signature is intact."
        )
    return verdict(
        "signature",
        "bad",
        "Chữ ký số không còn khớp với nội dung: phần đã ký bị sửa. Hãy tải lên bản gốc.",
        "The digital signature does not match: what was signed was altered. Upload the original.",
    )


def _signer(signature: Any) -> Verdict:
    name = signature.signer_cert.subject.native.get("common_name", "")
    if not name:
        return verdict(
            "signer",
            "unknown",
            "Chứng thư không ghi tên người ký.",
            "The certificate names no signer.",
        )
    return verdict(
        "signer",
        "good",
        f"Chứng thư ghi người ký: {name}.",
        f"The certificate names the signer: {name}.",
    )


def _trust(trusted: bool, any_roots: bool) -> Verdict:
    if trusted:
        return verdict(
            "trust",
            "good",
            "Chứng thư do tổ chức được tin cậy cấp (không tra cứu thu hồi).",
            "The certificate comes from a trusted authority (revocation was not looked up).",
        )
    if not any_roots:
        return verdict(
            "trust",
            "unknown",
            "Hệ thống chưa có danh sách tổ chức chứng thực tin cậy.",
            "The system has no list of trusted authorities yet.",
        )
    return verdict(
        "trust",
        "warning",
        "Chứng thư không do tổ chức chứng thực được tin cậy cấp hoặc đã hết hạn.",
        "The certificate does not come from a trusted authority, or has expired.",
    )


def _time(status: Any, timezone: str) -> Verdict:
    stamp, reported = status.timestamp_validity, status.signer_reported_dt
    if stamp is not None and stamp.intact and stamp.valid:
        vi, en = _when(stamp.timestamp, timezone)
        return verdict("signed_at", "good", f"Dấu thời gian: {vi}.", f"Time-stamped at {en}.")
    if reported is None:
        return verdict(
            "signed_at", "unknown", "Không ghi thời điểm ký.", "The time of signing is not given."
        )
    vi, en = _when(reported, timezone)
    return verdict(
        "signed_at",
        "warning",
        f"Ký lúc {vi} theo máy của người ký, không có dấu thời gian.",
        f"Signed at {en} by the signer's own clock, without a time stamp.",
    )


def _when(instant: datetime, timezone: str) -> tuple[str, str]:
    return to_local(instant, timezone), to_local(instant, timezone, "on")


def _change(intact: bool, untouched: bool) -> Verdict:
    if not intact:
        return verdict(
            "changed_after",
            "bad",
            "Nội dung đã bị sửa sau khi ký.",
            "The content was altered after signing.",
        )
    if untouched:
        return verdict(
            "changed_after", "good", "Không bị sửa sau khi ký.", "Not changed after signing."
        )
    return verdict(
        "changed_after",
        "bad",
        "Tệp được thêm hoặc sửa sau khi ký; hãy tải lên bản đã ký cuối cùng.",
        "Something was added or altered after signing; upload the file as it was signed.",
    )


def _certificates(roots: Sequence[bytes]) -> list[Any]:
    from asn1crypto import pem, x509

    certificates = []
    for root in roots:
        certificates += [x509.Certificate.load(der) for *_, der in pem.unarmor(root, multiple=True)]
    return certificates
