"""The files of a bundle as bytes: which there are, their digest, and the zip they travel in."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping

from chalicelib.domain.bundles.reading import NAMES, PUBLICATION, ROUND
from chalicelib.domain.errors import Invalid, Problem

# Far above any real round; keeps a hostile zip from filling the memory.
MAX_BYTES = 512 * 1024 * 1024
_THEN = (1980, 1, 1, 0, 0, 0)  # a zip of the same files has the same bytes, whenever it was made


def digest(files: Mapping[str, bytes]) -> str:
    """inputs_digest (contract §3): sha256 hex over the sorted lines `name NUL sha256 LF` of the
    bundle's files, without publication.json. Files that are not part of a bundle do not count.
    """
    lines = sorted(
        f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode()
        for name in NAMES
        if name in files and name != PUBLICATION
    )
    return hashlib.sha256(b"".join(lines)).hexdigest()


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip, sorted by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _THEN), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The bundle's files in a zip, from the folder of the round.json nearest to the top; Invalid if
    it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise _unreadable(
            f"không mở được tệp zip ({error})", f"the zip cannot be opened ({error})"
        ) from error


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    tops = sorted(
        (name.count("/"), name.removesuffix(ROUND))
        for name in archive.namelist()
        if name.rpartition("/")[2] == ROUND
    )
    top = tops[0][1] if tops else ""
    members = [
        member
        for member in archive.infolist()
        if member.filename.startswith(top) and member.filename[len(top) :] in NAMES
    ]
    if len({member.filename for member in members}) < len(members):
        raise ValueError("it holds the same file twice")
    if any(
        member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members
    ):
        raise ValueError("it is not compressed by deflate")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise ValueError(f"it holds more than {MAX_BYTES} bytes")
    return {member.filename[len(top) :]: archive.read(member) for member in members}


def _unreadable(vi: str, en: str) -> Invalid:
    return Invalid(errors=[Problem("bundle.zip:$", vi, en, "zip")])
