"""Two zips of the same application: one for the function that inspects evidence, one for all
others. Each has the libraries that its functions use, so neither carries the other's.
"""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra import dependencies

MOST = 20_000_000  # bytes of a zip: it is fetched at every cold start
INSPECTING_FUNCTION = "Inspect"


@dataclass(frozen=True, slots=True)
class Share:
    """A zip by name, and what of the others it does without: libraries, rooms of our code."""

    archive: str
    without: tuple[str, ...]
    closed: tuple[str, ...] = ()


ANSWERING = Share("deployment.zip", dependencies.INSPECTING)
INSPECTING = Share("inspecting.zip", dependencies.ANSWERING, ("chalicelib/pages",))
SHARES = (ANSWERING, INSPECTING)


def share_of(function: str) -> Share:
    """The zip of a function, by its name in the template."""
    return INSPECTING if function == INSPECTING_FUNCTION else ANSWERING


def pack(share: Share, code: Path, libraries: Path, folder: Path) -> Path:
    """The share's zip in `folder`; its libraries are compressed once and then copied.

    Raises SystemExit when it is larger than MOST.
    """
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
    if draft.stat().st_size > MOST:
        raise SystemExit(
            f"{path.name} has {draft.stat().st_size:,} bytes, {MOST:,} at most: see what a new"
            " library brings (infra/slimming.py), or who needs it (infra/dependencies.py)."
        )
    return draft.rename(path)


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
