"""Whether a file is a PDF that anybody can open: not empty, cut off, locked, or another kind of
file with a new name.

A PDF may be encrypted in two ways (ISO 32000-1, 7.6.3): with a password to open it, or with one
that only restricts printing and copying. The latter can be opened by everybody, so it is accepted
with a warning.
"""

from __future__ import annotations

import io

from chalicelib.domain.evidence import kinds
from chalicelib.domain.evidence.inspection import Verdict, verdict

_END_WITHIN = 4096
_BLANK = b"\0\t\n\f\r "


def readable(content: bytes) -> Verdict:
    """The verdict `readable` on a whole file; it never raises, whatever the bytes are.

    A file is fine, or to be looked at by hand (`warning`), or nobody can open it (`bad`). What we
    think of its form counts only once no reader opens it.
    """
    if not content:
        return _bad(
            "Tệp rỗng (0 byte); hãy tải lên lại.", "The file is empty (0 bytes); upload it again."
        )
    if kinds.of_bytes(content) != kinds.PDF:
        kind = kinds.called(content)
        return _bad(
            f"Tệp không phải PDF{f' mà là {kind}' if kind else ''}; hãy xuất thành PDF rồi tải lên"
            " lại.",
            f"The file is not a PDF{f' but {kind}' if kind else ''}; export it as PDF and upload it"
            " again.",
        )
    return _opened(content) or _by_hand(content) or _broken(content)


def _opened(content: bytes) -> Verdict | None:
    """The verdict of the reader of our own; None if it does not get on with the file."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return _bad(
                "Tệp PDF bị khóa bằng mật khẩu; hãy gỡ mật khẩu rồi tải lên lại.",
                "The PDF is locked by a password; remove it and upload the file again.",
            )
        pages = len(reader.pages)
        for page in reader.pages[:1]:
            page.get_contents()
    except (NotImplementedError, DependencyError):  # encrypted or packed as no page may be
        if b"/Encrypt" not in content:
            return _broken(content)
        return _bad(
            "Tệp PDF được mã hóa bằng chứng thư nên không ai khác mở được; hãy tải lên bản không mã"
            " hóa.",
            "The PDF is encrypted for certain certificates, so nobody else can open it; upload it"
            " unencrypted.",
        )
    except Exception:  # noqa: BLE001  for broken files pypdf raises errors of every kind
        return None
    if not pages:
        return _by_hand(content) or _bad(
            "Tệp PDF không có trang nào; hãy tải lên bản có nội dung.",
            "The PDF has no page; upload one with content.",
        )
    if reader.is_encrypted:
        return verdict(
            "readable",
            "warning",
            f"Đọc được, {pages} trang; tệp bị giới hạn quyền (in, sao chép…) nhưng vẫn dùng được. "
            "Nếu có bản không giới hạn quyền, nên gửi bản đó.",
            f"Readable, pages: {pages}; printing, copying and the like are restricted, yet it can"
            " be used. If there is a copy without restrictions, better send that one.",
        )
    if not _is_whole(content):
        return _look(pages)
    return verdict("readable", "good", f"Đọc được, {pages} trang.", f"Readable, pages: {pages}.")


def _by_hand(content: bytes) -> Verdict | None:
    """The verdict of the reader that most people's browsers have; None if it fails too."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(content) as document:
            pages = len(document)  # what the file says
            if not pages:
                return None
            document[0].close()
    except PdfiumError:
        return None
    return _look(pages)


def _look(pages: int) -> Verdict:
    return verdict(
        "readable",
        "warning",
        f"Mở được, {pages} trang, nhưng cấu trúc tệp có chỗ hỏng; hãy mở tệp và kiểm tra bằng tay"
        " xem có đủ trang không.",
        f"It opens, pages: {pages}, but its structure is damaged in places; open it and check by"
        " hand that no page is missing.",
    )


def _is_whole(content: bytes) -> bool:
    """Whether nothing but blanks, or an end, comes after the last object."""
    end = content.rfind(b"%%EOF")
    return end >= 0 and b" obj" not in content[end:]


def _broken(content: bytes) -> Verdict:
    if b"%%EOF" not in content.rstrip(_BLANK)[-_END_WITHIN:]:
        return _bad(
            "Tệp PDF bị cắt cụt, thiếu phần cuối; hãy tải lên lại bản đầy đủ.",
            "The PDF is cut off, its end is missing; upload the whole file again.",
        )
    return _bad(
        "Không mở được tệp PDF, cấu trúc bị hỏng; hãy xuất hoặc quét lại.",
        "The PDF cannot be opened, its structure is broken; export or scan it again.",
    )


def _bad(vi: str, en: str) -> Verdict:
    return verdict("readable", "bad", vi, en)
