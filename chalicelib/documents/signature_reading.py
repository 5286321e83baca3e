"""Finding the signatures of a PDF: those that its form holds, and what is left of others."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")


def opened(content: bytes) -> Any:
    """A reader of the file; of the file without what follows its end, where that hinders."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
    except PdfError:
        end = content.rfind(b"%%EOF") + 5
        if end < 5 or content[end:].strip(b"\0\t\n\f\r "):
            raise
        reader = PdfFileReader(io.BytesIO(content[:end] + b"\n"), strict=False)
    if reader.encrypted:  # only restricted: it opens without a password
        reader.decrypt("")
    return reader


def traces(content: bytes) -> dict[tuple[int, ...], int]:
    """The ranges of bytes that a signature of this file covers or covered, each with its end."""
    return {
        tuple(map(int, match.groups())): sum(map(int, match.groups()[1:]))
        for match in _RANGE.finditer(content)
        if content[int(match[1]) : int(match[1]) + 1] == b"<"
        and content[int(match[2]) - 1 : int(match[2])] == b">"
    }


def embedded(reader: Any) -> Iterator[Any]:
    """The signatures in the file's form; None for each that cannot be read."""
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    for name, _, field in enumerate_sig_fields(reader, filled_status=True):
        try:
            yield EmbeddedPdfSignature(reader, field, name)
        except (RecursionError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 – whatever the bytes in place of a signature cause
            yield None


def is_time_stamp(signature: Any) -> bool:
    """Whether it is the time stamp of an authority over the file, and fits what it covers; what
    only calls itself one is a signature, and a broken one.
    """
    from pyhanko.sign.validation import validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    if signature.sig_object_type != "/DocTimeStamp":
        return False
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        status = validate_pdf_timestamp(signature, context, skip_diff=True)
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  as above
        return False
    return bool(status.intact and status.valid)
