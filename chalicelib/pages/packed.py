"""What is the same for everybody, compressed once when the application is packaged: the static
files, and the pages that hold no data.

From sources as they lie nothing is packed, and everything is served as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chalicelib.pages import assets

# The forms by their names in Accept-Encoding, the smallest first, and how their files end.
ENDINGS = {"br": ".br", "gzip": ".gz"}
FOLDER = Path(__file__).with_name("packed")


def contents() -> dict[str, bytes]:
    """All of it as it is, by name: `base.css`, `work.html`."""
    from chalicelib.pages import respond, signed_in

    pages = {name: signed_in.document(name) for name in signed_in.PAGES}
    pages["s"] = respond.document()
    return {name: assets.content(name) for name in sorted(assets.names())} | {
        f"{name}.html": page.encode() for name, page in pages.items()
    }


@cache
def forms(name: str) -> Mapping[str, bytes]:
    """The compressed forms of one of `contents()`, the smallest first; none where nothing was
    packaged.
    """
    paths = {form: FOLDER / f"{name}{ending}" for form, ending in ENDINGS.items()}
    return {form: path.read_bytes() for form, path in paths.items() if path.exists()}
