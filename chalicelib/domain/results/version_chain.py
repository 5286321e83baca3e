"""The chain of an index's published versions: each has the digest of the one before, so that who
keeps one digest notices if anything published until then is ever changed, swapped or left out.

The digest of a version is the sha256 (hex) of these UTF-8 lines, each ended by LF: the digest of
the version before (empty for the first), the index, the number, then for each of its files by
name `name NUL sha256-of-the-file`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A version in the chain; `before` is the digest of the version before, None for the first."""

    version: int
    files: Mapping[str, str]
    before: str | None
    digest: str


def chained(index: str, versions: Iterable[tuple[int, Mapping[str, str]]]) -> list[Link]:
    """The links of an index's versions, given in order by number with the sha256 (hex) of their
    files by name.
    """
    links: list[Link] = []
    for number, files in versions:
        before = links[-1].digest if links else None
        lines = [before or "", index, str(number)]
        lines += [f"{name}\0{digest}" for name, digest in sorted(files.items())]
        content = "".join(f"{line}\n" for line in lines).encode()
        links.append(Link(number, files, before, hashlib.sha256(content).hexdigest()))
    return links
