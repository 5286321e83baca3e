"""The static files of the pages, and addresses under which they may be cached for good."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FOLDER = Path(__file__).with_name("static")


@cache
def names() -> frozenset[str]:
    """What may be asked for: the files that lie in the folder, and so no path that leads out of it."""
    return frozenset(each.name for each in _FOLDER.iterdir() if each.suffix in TYPES)


@cache
def content(name: str) -> bytes:
    """The bytes of one of `names()`; KeyError for anything else."""
    if name not in names():
        raise KeyError(name)
    return (_FOLDER / name).read_bytes()


def media_type(name: str) -> str:
    return TYPES[Path(name).suffix]


@cache
def address(name: str) -> str:
    """`/static/base.css?v=…`: changes with the content, so a new release never meets an old file."""
    return f"/static/{name}?v={sha256(content(name)).hexdigest()[:12]}"
