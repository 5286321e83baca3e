"""The files of a bundle as bytes: which there are, their digest, and the zip they travel in."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from chalicelib.domain.bundles.reading import NAMES, PUBLICATION, ROUND
from chalicelib.domain.errors import Invalid, Problem

# Far above any real round; unpacking takes twice as much, which is half of what a file may take.
MAX_BYTES = 128 * 1024 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")
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
        OverflowError,
        ValueError,
    ) as error:
        raise _unreadable(
            f"không mở được tệp zip ({error})", f"the zip cannot be opened ({error})"
        ) from error


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    named = [(_path_of(member), member) for member in archive.infolist()]
    tops = sorted((len(folders), folders) for (*folders, name), _ in named if name == ROUND)
    top = tops[0][1] if tops else []
    members = [
        (name, member) for (*folders, name), member in named if folders == top and name in NAMES
    ]
    if len({name for name, _ in members}) < len(members):
        raise ValueError("it holds the same file twice")
    if any(
        member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        for _, member in members
    ):
        raise ValueError("it is not compressed by deflate")
    if sum(member.file_size for _, member in members) > MAX_BYTES:
        raise ValueError(f"it holds more than {MAX_BYTES} bytes")
    return _contents(archive, members)


def _path_of(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """The folders and the name of a file; nothing for a folder and for what lies outside (`..`, an
    absolute path, a drive). Some programs of Windows write `\\` between the parts.
    """
    parts = member.filename.replace("\\", "/").split("/")
    outside = parts[0] == "" or ".." in parts or _DRIVE.match(parts[0])
    return ("",) if outside else tuple(part for part in parts if part != ".")


def _contents(
    archive: zipfile.ZipFile, members: Iterable[tuple[str, zipfile.ZipInfo]]
) -> dict[str, bytes]:
    """The members by name; what they hold is counted, not what the zip says of it."""
    found: dict[str, bytes] = {}
    room = MAX_BYTES
    for name, member in members:
        with archive.open(member) as file:
            found[name] = file.read(room + 1)
        room -= len(found[name])
        if room < 0:
            raise ValueError(f"it holds more than {MAX_BYTES} bytes")
    return found


def _unreadable(vi: str, en: str) -> Invalid:
    return Invalid(errors=[Problem("bundle.zip:$", vi, en, "zip")])
