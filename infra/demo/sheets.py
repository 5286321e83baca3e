"""A unit's generated self-assessment and what the council makes of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from infra.demo.attaching import attachments
from infra.demo.inputs import Appraisal, Entry, Sheet
from infra.demo.seeds import Seed
from infra.demo.values import Leaf, Points, Value, plausible, plausible_value

_EXPLANATION = (
    "Văn bản đang được cấp có thẩm quyền ban hành; đơn vị chịu trách nhiệm về số liệu đã nêu."
)
_LOWERED = "Tài liệu kiểm chứng chưa đủ căn cứ cho mức điểm tự chấm."
_RESTORED = "Xem xét lại và chấp nhận mức điểm tự chấm."


def generated_sheet(
    unit: str, name: str, written: Sequence[Leaf], points: Points, seed: Seed
) -> Sheet:
    """A full sheet on the leaves a unit writes on; the council follows most, lowers some, restores
    part of those.
    """
    files = attachments(
        name,
        [leaf["code"] for leaf in written if leaf["evidence"] != "none"],
        seed.draw(unit, "pdf"),
    )
    attached = {code for file in files for code in file.leaves}
    judged = [
        _judge(leaf, points, seed.quality(unit), seed.draw(unit, leaf["code"])) for leaf in written
    ]
    return Sheet(
        entries=tuple(
            Entry(each.code, each.claimed, None if each.code in attached else _EXPLANATION)
            for each in judged
        ),
        attachments=files,
        submits=True,
        first=tuple(
            Appraisal(each.code, each.first, _LOWERED if each.lowered else None) for each in judged
        ),
        final=tuple(Appraisal(each.code, each.true, _RESTORED) for each in judged if each.restored),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    code: str
    claimed: Value | None
    true: Value
    first: Value
    lowered: bool
    restored: bool


def _judge(leaf: Leaf, points: Points, quality: float, rng: random.Random) -> _Judged:
    claims = leaf["method"] == "self_assessed"
    true = plausible_value(leaf, points, quality, rng)
    lowered = claims and rng.random() < 0.12
    first = plausible(leaf, points, points(leaf, true) * Fraction(3, 5), rng) if lowered else true
    return _Judged(
        leaf["code"], true if claims else None, true, first, lowered, lowered and rng.random() < 0.5
    )
