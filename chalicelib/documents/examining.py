"""Examining a file within a budget: a PDF and its signatures, or an image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.documents import apart
from chalicelib.documents.apart import Budget
from chalicelib.domain.evidence import inspection, kinds
from chalicelib.domain.evidence.inspection import Verdict

BUDGET = Budget()


def examined(
    content: bytes, roots: Sequence[bytes], timezone: str, *, images: bool = False
) -> list[Verdict]:
    """The verdicts that need only the bytes. A parser that fails or takes more than the budget
    gives the verdict that the file could not be examined; it never raises.

    `roots` are PEM files of trusted authorities; times are local times of `timezone`. Unless
    `images` are taken, an image is a file that is no PDF.
    """
    try:
        found = apart.run(
            verdicts,
            content,
            BUDGET,
            roots=[root.decode("ascii", "ignore") for root in roots],
            timezone=timezone,
            images=images,
        )
        return list(inspection.from_json(found)) or [inspection.unexamined()]
    except (apart.NoResultError, KeyError, TypeError):
        return [inspection.unexamined()]


def cleaned(content: bytes) -> tuple[Verdict, bytes]:
    """Whether an image can be used, and the file to keep: without the place where it was taken and
    whatever else is noted beside the picture; empty if the image is bad. It never raises.
    """
    from chalicelib.documents import image_files

    try:
        found = apart.run(image_files.found, content, BUDGET)
        readable = inspection.from_json(found["verdicts"])[0]
        return readable, image_files.joined(content, found["parts"])
    except (apart.NoResultError, LookupError, TypeError, ValueError):
        return inspection.unexamined(), b""


def verdicts(
    content: bytes, roots: Sequence[str], timezone: str, *, images: bool = False
) -> list[dict[str, Any]]:
    """The same as JSON, made in this process; only for a child process."""
    from chalicelib.documents import image_files, pdfs, signatures

    if images and kinds.of_bytes(content) in kinds.IMAGES:
        found: list[dict[str, Any]] = image_files.found(content)["verdicts"]
        return found
    readable = pdfs.readable(content)
    if readable.outcome == "bad":
        return inspection.as_json([readable])
    pem = [root.encode("ascii") for root in roots]
    return inspection.as_json([readable, *signatures.judged(content, pem, timezone)])
