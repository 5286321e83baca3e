"""Files that come as base64 in the body of a request."""

from __future__ import annotations

import base64
import binascii

from chalicelib.domain.errors import Invalid, Problem


def decoded(content: str) -> bytes:
    """The bytes of the file; Invalid if the text is not base64."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(
            errors=[Problem("content", "Nội dung phải là base64", "The content must be base64")]
        ) from error
