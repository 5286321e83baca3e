"""A zip as a stream: finished parts are yielded at once, so that memory does not grow with the
archive.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

# S3 takes parts of at least 5 MB.
PART = 8 * 1024 * 1024
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class _Outlet(io.BytesIO):
    """Keeps what the zip writes until it is taken; it is not seekable, so that the zip never goes
    back to change it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting = bytearray()

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation

    def write(self, data: Any, /) -> int:
        self.waiting += data
        return len(data)

    def take(self, size: int) -> bytes:
        """Remove and return up to `size` of the first waiting bytes."""
        taken = bytes(self.waiting[:size])
        del self.waiting[:size]
        return taken


def stream(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The zip of these names and contents, in parts of PART bytes (the last one is shorter).

    Contents are not compressed. Names that are not ASCII are marked as UTF-8.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in files:
            with archive.open(zipfile.ZipInfo(name, _EARLIEST), "w", force_zip64=False) as entry:
                for piece in pieces:
                    entry.write(piece)
                    while len(outlet.waiting) >= PART:
                        yield outlet.take(PART)
    while outlet.waiting:
        yield outlet.take(PART)
