"""The static files of the pages, and addresses under which they may be cached for good."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# The sheets that pages link, and the files that each is joined from, in the order of the cascade.
SHEETS = {
    "base.css": ("tokens", "elements", "every_page"),
    "ranking.css": ("boxes", "bars", "scroll", "ranking_page", "standings", "heat"),
    "respond.css": ("boxes", "buttons", "options", "questionnaire"),
    "signed_in.css": (
        *("boxes", "buttons", "options", "bars", "scroll"),
        *("frame", "text", "forms", "tables", "lists", "folding", "asking"),
        *("tree", "criterion", "files", "finish", "team", "report", "results", "receipt_check"),
        *("units", "windows", "progress", "assignments", "appraisal", "consistency"),
    ),
}
# Ours, and what others wrote: unmodified from npm, the version in the name, the licence beside it.
_FOLDERS = (Path(__file__).with_name("static"), Path(__file__).with_name("vendor"))


@cache
def names() -> frozenset[str]:
    """What may be asked for: the sheets, and the other files that lie in the folders; and so no
    path that leads out of them.
    """
    return frozenset(SHEETS) | {name for name in _paths() if not name.endswith(".css")}


@cache
def content(name: str) -> bytes:
    """The bytes of one of `names()` or of a source of a sheet; KeyError for anything else."""
    if name in SHEETS:
        return b"".join(_paths()[f"{part}.css"].read_bytes() for part in SHEETS[name])
    return _paths()[name].read_bytes()


@cache
def _paths() -> dict[str, Path]:
    paths = [path for folder in _FOLDERS for path in folder.rglob("*") if path.suffix in TYPES]
    named = {path.name: path for path in paths}
    if len(named) < len(paths):
        raise ValueError("two static files have one name")
    return named


def media_type(name: str) -> str:
    return TYPES[Path(name).suffix]


@cache
def address(name: str) -> str:
    """`/static/base.css?v=…`: changes with the content, so a new release never meets an old
    file.
    """
    return f"/static/{name}?v={sha256(content(name)).hexdigest()[:12]}"
