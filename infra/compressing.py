"""Static files and pages as they are sent: brotli and gzip, as small as both get, made once when
the application is packaged.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import brotli

from chalicelib.pages import packed
from infra.folders import BUILD, PROJECT

_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: bytes(brotli.compress(content, quality=11)),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}


def compress_pages(code: Path) -> None:
    """Put the forms of all that `packed.contents()` names where `packed.forms` looks for them, in
    the application that lies in the folder `code`.
    """
    folder = code / packed.FOLDER.relative_to(PROJECT)
    folder.mkdir()
    for name, content in packed.contents().items():
        for form, ending in packed.ENDINGS.items():
            (folder / f"{name}{ending}").write_bytes(_compressed(form, content))


def _compressed(form: str, content: bytes) -> bytes:
    """Remembered under build/ by its content: brotli at its best takes seconds for all of it."""
    digest = hashlib.sha256(f"{version('brotli')} ".encode() + content).hexdigest()
    kept = BUILD / "package" / "compressed" / f"{digest}{packed.ENDINGS[form]}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(".part")
        draft.write_bytes(_PACKERS[form](content))
        draft.rename(kept)
    return kept.read_bytes()
