"""QR codes, by which a printed document can be compared with the stored one."""

from __future__ import annotations

import io


def data_uri(text: str) -> str:
    """The QR code of a text as SVG, in a `data:` address for an image in a page."""
    import segno

    address: str = segno.make(text, error="m", micro=False).svg_data_uri(border=2)
    return address


def png(text: str) -> bytes:
    """The QR code of a text as PNG, for a printed document."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=2)
    return out.getvalue()
