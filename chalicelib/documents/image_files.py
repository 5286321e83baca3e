"""An image as evidence is inspected: whether it can be used, and the file without what cameras and
programs note beside the picture.

No decoder is needed for that: a JPEG is read by its segments, a PNG by its chunks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalicelib.documents import jpegs, pngs
from chalicelib.documents.image_parts import Image, ImageError
from chalicelib.domain.evidence import images, inspection, kinds
from chalicelib.domain.evidence.inspection import Verdict

_READERS = {kinds.JPEG: jpegs.read, kinds.PNG: pngs.read}


def read(content: bytes) -> Image:
    """The image; ImageError says why it cannot be used."""
    reader = _READERS.get(kinds.of_bytes(content))
    if reader is None:
        raise ImageError(images.broken())
    return reader(content)


def found(content: bytes) -> dict[str, Any]:
    """The `verdicts` of an image and the `parts` of the file to keep, [from, to] or bytes in hex,
    none if it cannot be used; as JSON, for a child process.
    """
    try:
        image = read(content)
    except ImageError as error:
        return {"verdicts": inspection.as_json([error.verdict]), "parts": []}
    parts = [part.hex() if isinstance(part, bytes) else list(part) for part in image.parts]
    return {"verdicts": inspection.as_json(verdicts(content, image)), "parts": parts}


def verdicts(content: bytes, image: Image) -> list[Verdict]:
    """What is said of an image that can be used."""
    is_clean = image.cleaned(content) == content
    return [
        images.readable(image.kind, image.width, image.height),
        images.without_position(is_clean),
    ]


def joined(content: bytes, parts: Iterable[Any]) -> bytes:
    """The file to keep, of the parts that a child process found."""
    return b"".join(
        bytes.fromhex(part) if isinstance(part, str) else content[part[0] : part[1]]
        for part in parts
    )
