"""Which compressed form of a reply a client takes, and the compressing of what is made for one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

VARY = {"Vary": "Accept-Encoding"}
# Bytes: a shorter reply is one packet anyway, a longer one would keep the person waiting.
_LEAST, _MOST = 1_000, 1_000_000
_REFUSED = re.compile(r"q=0(\.0*)?")
_GZIP_WINDOW = 31  # zlib's word for: a gzip header around it


def first_accepted(header: str, offered: Iterable[str]) -> str:
    """The first of `offered` that an Accept-Encoding header takes (RFC 9110, 12.5.3), or "": the
    content as it is, which everybody takes.
    """
    taken = {}
    for each in header.lower().split(","):
        name, _, weight = each.partition(";")
        taken[name.strip()] = not _REFUSED.fullmatch("".join(weight.split()))
    return next((each for each in offered if taken.get(each, taken.get("*"))), "")


def is_worth_it(content: bytes) -> bool:
    """Whether gzip is quicker than sending the content as it is."""
    return _LEAST <= len(content) <= _MOST


def gzipped(content: bytes) -> bytes:
    """The content as gzip, without name or time: the same bytes each time."""
    packer = zlib.compressobj(wbits=_GZIP_WINDOW)
    return packer.compress(content) + packer.flush()
