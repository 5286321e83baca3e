"""Images as supporting data: how large they may be, and what their inspection says of them."""

from __future__ import annotations

from chalicelib.domain.evidence import kinds
from chalicelib.domain.evidence.inspection import Verdict, verdict

# A page of A4 scanned at 600 dots an inch has 35 million pixels, the largest usual photo of a
# phone 50 million. A browser needs four bytes for each.
MOST_PIXELS = 64_000_000
MOST_SIDE = 30_000
_CALLED = {kinds.JPEG: "JPEG", kinds.PNG: "PNG"}


def readable(kind: str, width: int, height: int) -> Verdict:
    """An image that opens; its size is in pixels."""
    vi, en = f"Ảnh {_CALLED[kind]}, {width} × {height} điểm ảnh", f"{_CALLED[kind]} image"
    return verdict(
        "readable",
        "good",
        f"{vi}; chỉ để tham khảo.",
        f"{en}, {width} × {height} pixels; for reference only.",
    )


def without_position(is_clean: bool) -> Verdict:
    """Whether what was noted beside the picture was removed: where it was taken, the camera, its
    owner, small copies.
    """
    if is_clean:
        return verdict(
            "position",
            "good",
            "Vị trí chụp và thông tin về máy ảnh, người chụp đã được gỡ khỏi tệp.",
            "Where it was taken, the camera and its owner were removed from the file.",
        )
    return verdict(
        "position",
        "warning",
        "Tệp có thể còn vị trí chụp; hãy tải ảnh lên lại.",
        "The file may still tell where it was taken; upload the image again.",
    )


def is_too_large(width: int, height: int) -> bool:
    """Whether an image of so many pixels is one that nobody should have to open."""
    return max(width, height) > MOST_SIDE or width * height > MOST_PIXELS


def too_large(width: int, height: int) -> Verdict:
    """An image of more pixels than is taken, however small the file is."""
    return _bad(
        f"Ảnh quá lớn: {width} × {height} điểm ảnh (tối đa {MOST_PIXELS // 1_000_000} triệu, mỗi"
        f" chiều {MOST_SIDE}); hãy thu nhỏ ảnh rồi tải lên lại.",
        f"The image is too large: {width} × {height} pixels (at most"
        f" {MOST_PIXELS // 1_000_000} million, each side {MOST_SIDE}); make it smaller and upload"
        " it again.",
    )


def cut_off() -> Verdict:
    """An image whose end, or part of whose picture, is missing."""
    return _bad(
        "Ảnh bị cắt cụt, thiếu một phần; hãy tải lên lại bản đầy đủ.",
        "The image is cut off, part of it is missing; upload the whole file again.",
    )


def broken() -> Verdict:
    """An image whose structure is not that of its kind."""
    return _bad(
        "Không mở được ảnh, cấu trúc tệp bị hỏng; hãy lưu lại thành JPEG hoặc PNG rồi tải lên.",
        "The image cannot be opened, its structure is broken; save it again as JPEG or PNG and"
        " upload it.",
    )


def unusual() -> Verdict:
    """An image that ordinary programs do not show."""
    return _bad(
        "Ảnh thuộc dạng ít gặp mà phần mềm thông thường không mở được; hãy lưu lại thành JPEG hoặc"
        " PNG thông thường rồi tải lên.",
        "The image is of an unusual form that ordinary programs do not open; save it as an ordinary"
        " JPEG or PNG and upload it.",
    )


def moving() -> Verdict:
    """An image that shows one picture after another, so that people may see different ones."""
    return _bad(
        "Ảnh động không dùng được; hãy gửi ảnh tĩnh.",
        "A moving image cannot be used; send a still one.",
    )


def _bad(vi: str, en: str) -> Verdict:
    return verdict("readable", "bad", vi, en)
