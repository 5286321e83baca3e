"""What respondent groups are called where several indexes of a round meet."""

from __future__ import annotations

from collections.abc import Sequence


def names(groups: Sequence[tuple[str, str]]) -> list[str]:
    """What (index, group) pairs are called in answers: by the group alone where that says it."""
    ids = [group for _, group in groups]
    return [group if ids.count(group) == 1 else f"{index}/{group}" for index, group in groups]
