"""What an artefact is made of, as one digest: an equal one is not made again."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from infra.folders import PROJECT

# The application, how it is packaged, and the pinned libraries and tools. The tools of a virtual
# environment are those of its requirements: make sees to that.
FOLDERS = ("chalicelib", ".chalice", "infra")
FILES = ("app.py", "requirements.txt", "requirements-dev.txt")


def once(mark: Path, values: Mapping[str, str], make: Callable[[], None]) -> None:
    """Run `make` unless it ended before for the same sources, whose digest `mark` keeps."""
    wanted = _digest(values)
    if mark.exists() and mark.read_text() == wanted:
        return
    mark.unlink(missing_ok=True)
    make()
    mark.write_text(wanted)


def _digest(values: Mapping[str, str]) -> str:
    """Hex sha256 over the names and contents of all of it, the parameters of the stage, and this
    Python and machine.
    """
    told = json.dumps([sorted(values.items()), sys.version, platform.machine()])
    found = hashlib.sha256(told.encode())
    paths = [PROJECT / name for name in FILES]
    for folder in FOLDERS:
        paths += [path for path in sorted((PROJECT / folder).rglob("*")) if path.is_file()]
    for path in paths:
        if path.suffix != ".pyc":
            content = path.read_bytes()
            found.update(f"{path.relative_to(PROJECT)} {len(content)} ".encode() + content)
    return found.hexdigest()
