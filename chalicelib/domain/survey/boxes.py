"""Sealed boxes: the answers of each (unit, group), shuffled, as one text of fixed-width records."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Key = tuple[str, str]
"""(rated unit, group)."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """All boxes of one index; an answer has `width` characters, one for each question."""

    round: str
    index: str
    width: int
    answers: Mapping[Key, str]

    @property
    def counts(self) -> dict[Key, int]:
        """How many answers are in each box; 0 in an index without questions."""
        return {
            key: len(packed) // self.width if self.width else 0
            for key, packed in self.answers.items()
        }

    def records(self, key: Key) -> Counter[str]:
        """How often each answer string is in a box."""
        packed = self.answers[key]
        return Counter(
            packed[start : start + self.width] for start in range(0, len(packed), self.width or 1)
        )


def pack(
    round_id: str, index: str, width: int, answers: Mapping[Key, Sequence[str]], shuffler: Random
) -> Boxes:
    """Shuffle each box and pack it; ValueError if an answer has another width."""
    packed = {}
    for key, given in sorted(answers.items()):
        if any(len(answer) != width for answer in given):
            raise ValueError(f"an answer in {key} is not {width} characters wide")
        shuffled = list(given)
        shuffler.shuffle(shuffled)
        packed[key] = "".join(shuffled)
    return Boxes(round_id, index, width, packed)


def to_bytes(boxes: Boxes) -> bytes:
    """The sealed object, one JSON text a line: first its round, index, width and number of boxes,
    then each box with its count and digest (sha256 of the answers' text).
    """
    counts = boxes.counts
    head = {
        "round": boxes.round,
        "index": boxes.index,
        "width": boxes.width,
        "boxes": len(boxes.answers),
    }
    lines = [
        {
            "unit": unit,
            "group": group,
            "count": counts[unit, group],
            "digest": digest(packed.encode()),
            "answers": packed,
        }
        for (unit, group), packed in boxes.answers.items()
    ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in (head, *lines))


def read(lines: Iterable[bytes], expected: str) -> Iterator[tuple[Key, bytes]]:
    """The boxes of a sealed object whose digest is `expected`, one by one, so that only one is in
    memory.

    ValueError if a count or a digest is wrong; that of the whole object is checked after the last
    box.
    """
    whole = hashlib.sha256()
    head: dict[str, Any] | None = None
    boxes = 0
    for line in lines:
        whole.update(line)
        content = json.loads(line)
        if head is None:
            head = content
        else:
            yield _opened(content, head["width"])
            boxes += 1
    if f"sha256:{whole.hexdigest()}" != expected or head is None or boxes != head["boxes"]:
        raise ValueError("the sealed object is not the recorded one")


def _opened(box: Mapping[str, Any], width: int) -> tuple[Key, bytes]:
    packed = box["answers"].encode()
    if len(packed) != box["count"] * width or digest(packed) != box["digest"]:
        raise ValueError(f"the sealed box of {box['unit']}, {box['group']} is damaged")
    return (box["unit"], box["group"]), packed


def from_bytes(content: bytes) -> Boxes:
    """All boxes of a sealed object; ValueError if a count or a digest is wrong."""
    lines = content.splitlines(keepends=True)
    answers = {key: packed.decode() for key, packed in read(lines, digest(content))}
    head = json.loads(lines[0])
    return Boxes(head["round"], head["index"], head["width"], answers)


def digest(content: bytes) -> str:
    """`sha256:` and the hexadecimal digest."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
