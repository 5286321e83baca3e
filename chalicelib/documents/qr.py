"""QR codes, so that what is printed can be held against what is stored."""

from __future__ import annotations

import io


def data_uri(text: str) -> str:
    """An SVG of the text as a `data:` address for an image in a page."""
    import segno

    address: str = segno.make(text, error="m", micro=False).svg_data_uri(border=2)
    return address


def png(text: str) -> bytes:
    """A PNG of the text for a printed document."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=2)
    return out.getvalue()
