"""Which PDFs a unit uploads and which leaves each of them serves."""

from __future__ import annotations

import random
from collections.abc import Sequence

from infra.demo.inputs import Attachment

_NAMES = (
    "Báo cáo công tác cải cách hành chính năm",
    "Kế hoạch và văn bản chỉ đạo, điều hành",
    "Phụ lục số liệu kiểm chứng",
)
_EXPLAINED = 0.1


def attachments(
    unit_name: str, leaves: Sequence[str], rng: random.Random
) -> tuple[Attachment, ...]:
    """Three PDFs that together serve about nine leaves in ten; for the others the unit explains."""
    served: list[list[str]] = [[] for _ in _NAMES]
    for place, leaf in enumerate(leaves):
        if place < len(_NAMES) or rng.random() >= _EXPLAINED:
            served[place % len(_NAMES)].append(leaf)
    return tuple(
        Attachment(f"{name} - {unit_name}.pdf", rng.randint(1, 3), tuple(codes))
        for name, codes in zip(_NAMES, served, strict=True)
    )


def needed_attachment(unit_name: str, leaves: Sequence[str]) -> tuple[Attachment, ...]:
    """The one PDF for the leaves that a bundle leaves without explanation though their evidence is
    required.
    """
    return (Attachment(f"{_NAMES[0]} - {unit_name}.pdf", 1, tuple(leaves)),) if leaves else ()
