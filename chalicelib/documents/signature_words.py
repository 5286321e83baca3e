"""What is said of a PDF's digital signatures, in words."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.evidence.inspection import Verdict, verdict
from chalicelib.domain.instants import to_local

KINDS = ("signature", "signer", "trust", "signed_at", "changed_after")

NONE = verdict(
    "signature",
    "good",
    "Tệp không có chữ ký số (bản quét).",
    "The file has no digital signature (a scan).",
)
BY_HAND = verdict(
    "signature",
    "unknown",
    "Không đọc được chữ ký số trong tệp; hãy kiểm tra bằng tay.",
    "The digital signature in the file cannot be read; check it by hand.",
)
UNEXAMINED = verdict(
    "signature",
    "bad",
    "Không kiểm tra được chữ ký số của tệp nên tệp không được tính; hãy tải lên bản gốc.",
    "The digital signature of the file could not be examined, so it does not count; upload the"
    " original.",
)
REMOVED = verdict(
    "signature",
    "bad",
    "Tệp từng được ký số nhưng chữ ký đã bị gỡ; hãy tải lên bản đã ký.",
    "The file was signed, but the signature has been removed; upload the signed file.",
)
REMOVED_THEN_SIGNED = verdict(
    "signature",
    "warning",
    "Một chữ ký số trước đó đã bị gỡ trước khi tệp được ký lại.",
    "An earlier digital signature was removed before the file was signed again.",
)
_UNKNOWN = ("Không xác định được.", "It cannot be told.")


def unreadable() -> tuple[Verdict, ...]:
    """A signature that is there and cannot be read: damage, so as bad as a broken one."""
    return (
        verdict(
            "signature",
            "bad",
            "Chữ ký số bị hỏng, không đọc được; hãy tải lên bản gốc.",
            "The digital signature is damaged and cannot be read; upload the original.",
        ),
        *(verdict(kind, "unknown", *_UNKNOWN) for kind in KINDS[1:]),
    )


def integrity(intact: bool) -> Verdict:
    """Whether a signature fits what it signed."""
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


def signer(name: str) -> Verdict:
    """Whom the certificate names."""
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


def trust(state: str) -> Verdict:
    """Who issued the certificate: `trusted`, `self_signed`, `look_alike` (the name of a trusted
    authority, another key), `not_checked` (there is no list) or `untrusted`.
    """
    outcome, vi, en = {
        "trusted": (
            "good",
            "Chứng thư do tổ chức được tin cậy cấp (không tra cứu thu hồi).",
            "The certificate comes from a trusted authority (revocation was not looked up).",
        ),
        "self_signed": (
            "warning",
            (
                "Chứng thư tự ký: ai cũng tự tạo được với bất kỳ tên nào, nên không chứng tỏ người"
                " ký là ai."
            ),
            (
                "The certificate is self-signed: anyone can make one with any name, so it does not"
                " show who signed."
            ),
        ),
        "look_alike": (
            "warning",
            (
                "Chứng thư mang tên một tổ chức chứng thực được tin cậy nhưng không phải khóa của"
                " tổ chức đó; có thể là giả mạo."
            ),
            (
                "The certificate bears the name of a trusted authority but not its key; it may be a"
                " forgery."
            ),
        ),
        "not_checked": (
            "unknown",
            (
                "Chưa kiểm tra nơi cấp chứng thư: hệ thống chưa có danh sách tổ chức chứng thực tin"
                " cậy."
            ),
            (
                "Who issued the certificate was not checked: the system has no list of trusted"
                " authorities yet."
            ),
        ),
        "untrusted": (
            "warning",
            "Chứng thư không do tổ chức chứng thực được tin cậy cấp hoặc đã hết hạn.",
            "The certificate does not come from a trusted authority, or has expired.",
        ),
    }[state]
    return verdict("trust", outcome, vi, en)


def signed_at(stamped: datetime | None, reported: datetime | None, timezone: str) -> Verdict:
    """When it was signed: by a time stamp, else by the signer's own clock."""
    if stamped is not None:
        return verdict(
            "signed_at",
            "good",
            f"Dấu thời gian: {to_local(stamped, timezone)}.",
            f"Time-stamped at {to_local(stamped, timezone, 'on')}.",
        )
    if reported is None:
        return verdict(
            "signed_at", "unknown", "Không ghi thời điểm ký.", "The time of signing is not given."
        )
    return verdict(
        "signed_at",
        "warning",
        f"Ký lúc {to_local(reported, timezone)} theo máy của người ký, không có dấu thời gian.",
        f"Signed at {to_local(reported, timezone, 'on')} by the signer's own clock, without a time"
        " stamp.",
    )


def changed(state: str, marks: int = 0, fields: int = 0, signatures: int = 0) -> Verdict:
    """What came after a signature; the numbers count what was drawn before the last signature.

    `altered`: what was signed; `changed`: content, or anything after the last signature;
    `covered`: something drawn hides most of a page; `filled`: fields after the last signature;
    `unsure`: marks or fields under a later signature that nobody vouches for; `added`: nothing but
    marks, fields and signatures before the last one; `unchanged`.
    """
    if state == "altered":
        return _changed(
            "bad", "Nội dung đã bị sửa sau khi ký.", "The content was altered after signing."
        )
    if state == "changed":
        return _changed(
            "bad",
            "Tệp được thêm hoặc sửa sau khi ký; hãy tải lên bản đã ký cuối cùng.",
            "Something was added or altered after signing; upload the file as it was signed.",
        )
    if state == "covered":
        return _changed(
            "bad",
            "Sau khi ký, có phần được vẽ đè lên hơn nửa trang; hãy tải lên bản đã ký.",
            "After signing, something was drawn over more than half of a page; upload the file as"
            " it was signed.",
        )
    if state == "filled":
        return _changed(
            "warning",
            "Ô biểu mẫu được điền sau chữ ký cuối cùng; hãy xem nội dung đã điền.",
            "A form field was filled after the last signature; look at what was filled in.",
        )
    if state == "unchanged":
        return _changed("good", "Không bị sửa sau khi ký.", "Not changed after signing.")
    vi, en = [], []
    for count, of_vi, of_en in (
        (marks, "dấu hoặc ô chữ (số, ngày)", "stamps or text boxes (number, date)"),
        (fields, "ô biểu mẫu được điền", "filled form fields"),
        (signatures, "chữ ký", "signatures"),
    ):
        if count:
            vi.append(f"{count} {of_vi}")
            en.append(f"{of_en}: {count}")
    if state == "unsure":
        return _changed(
            "warning",
            f"Sau chữ ký này có thêm {', '.join(vi)}; chưa rõ người ký sau là ai, hãy kiểm tra.",
            f"Added after this signature: {', '.join(en)}; who signed later is not certain, check.",
        )
    return _changed(
        "good",
        f"Nội dung không bị sửa; sau chữ ký này có thêm {', '.join(vi)}, trước chữ ký cuối cùng.",
        "The content was not changed; added after this signature and before the last one:"
        f" {', '.join(en)}.",
    )


def _changed(outcome: str, vi: str, en: str) -> Verdict:
    return verdict("changed_after", outcome, vi, en)
