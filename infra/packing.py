"""Three zips of the same application, each with the libraries that its functions use: for the API,
for the function that inspects evidence, and for the other jobs.
"""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra import dependencies


@dataclass(frozen=True, slots=True)
class Share:
    """A zip by name, the libraries and rooms of our code that it does without, and the most bytes
    that it may have: it is fetched at every cold start.
    """

    archive: str
    without: tuple[str, ...]
    closed: tuple[str, ...] = ()
    most: int = 20_000_000


PAGES = ("chalicelib/pages",)
# The API examines a signed report while its sender waits, so it needs the parsers as well.
ANSWERING = Share("deployment.zip", (), most=26_000_000)
INSPECTING = Share("inspecting.zip", dependencies.ANSWERING, PAGES)
WORKING = Share("jobs.zip", dependencies.INSPECTING, PAGES)
SHARES = (ANSWERING, INSPECTING, WORKING)


def share_of(function: str) -> Share:
    """The zip of a function, by its name in the template."""
    return {"APIHandler": ANSWERING, "Inspect": INSPECTING}.get(function, WORKING)


def pack(share: Share, code: Path, libraries: Path, folder: Path) -> Path:
    """The share's zip in `folder`; its libraries are compressed once and then copied."""
    packed = libraries.with_name(f"{libraries.name}-{share.archive}")
    if not packed.exists():
        draft = packed.with_suffix(".part")
        draft.unlink(missing_ok=True)
        for path in sorted(libraries.iterdir()):
            if path.name not in share.without:
                _add(draft, path, libraries)
        draft.rename(packed)
    path = folder / share.archive
    draft = path.with_suffix(".part")
    shutil.copy(packed, draft)
    _add(draft, code, code, tuple(code / room for room in share.closed))
    return draft.rename(path)


def refuse_large(archive: Path, most: int) -> None:
    """Raise SystemExit for a zip of more bytes."""
    size = archive.stat().st_size
    if size > most:
        raise SystemExit(
            f"{archive.name} has {size:,} bytes, {most:,} at most: see what a new library brings"
            " (infra/slimming.py), or who needs it (infra/dependencies.py)."
        )


def _add(path: Path, what: Path, root: Path, closed: tuple[Path, ...] = ()) -> None:
    """Append a file, or a folder's files in a fixed order; with fixed dates, equal content makes an
    equal zip.
    """
    files = [what] if what.is_file() else sorted(each for each in what.rglob("*") if each.is_file())
    files = [each for each in files if not any(each.is_relative_to(room) for room in closed)]
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes(), compresslevel=9)
