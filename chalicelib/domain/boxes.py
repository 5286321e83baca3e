"""Sealed ballot boxes: the answers of each (unit, group) as one text of fixed-width records in no order."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

Key = tuple[str, str]
"""(rated unit, group)."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """All boxes of one index; `width` characters an answer, one a question."""

    round: str
    index: str
    width: int
    answers: Mapping[Key, str]

    @property
    def counts(self) -> dict[Key, int]:
        """Answers by box; an index without questions has none."""
        return {key: len(packed) // self.width if self.width else 0 for key, packed in self.answers.items()}

    def records(self, key: Key) -> Counter[str]:
        """How often each answer string is in a box."""
        packed = self.answers[key]
        return Counter(packed[at : at + self.width] for at in range(0, len(packed), self.width or 1))


def pack(round_id: str, index: str, width: int, answers: Mapping[Key, Sequence[str]], shuffler: Random) -> Boxes:
    """Shuffle each box and pack it; ValueError if an answer has another width."""
    packed = {}
    for key, each in sorted(answers.items()):
        if any(len(answer) != width for answer in each):
            raise ValueError(f"an answer in {key} is not {width} characters wide")
        shuffled = list(each)
        shuffler.shuffle(shuffled)
        packed[key] = "".join(shuffled)
    return Boxes(round_id, index, width, packed)


def to_bytes(boxes: Boxes) -> bytes:
    """The sealed object: JSON with a digest (sha256 of the answers' text) and a count for each box."""
    counts = boxes.counts
    return json.dumps({
        "round": boxes.round, "index": boxes.index, "width": boxes.width,
        "boxes": [{"unit": unit, "group": group, "count": counts[unit, group], "digest": digest(packed.encode()),
                   "answers": packed} for (unit, group), packed in boxes.answers.items()],
    }, indent=1).encode()


def from_bytes(content: bytes) -> Boxes:
    """The boxes of a sealed object; ValueError if a count or a digest does not fit."""
    document = json.loads(content)
    boxes = Boxes(document["round"], document["index"], document["width"],
                  {(box["unit"], box["group"]): box["answers"] for box in document["boxes"]})
    for box in document["boxes"]:
        key = box["unit"], box["group"]
        whole = boxes.counts[key] * boxes.width == len(box["answers"])
        if not whole or boxes.counts[key] != box["count"] or digest(box["answers"].encode()) != box["digest"]:
            raise ValueError(f"the sealed box {key} is damaged")
    return boxes


def digest(content: bytes) -> str:
    """`sha256:` and the hexadecimal digest."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
