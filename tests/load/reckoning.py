"""What the requests of a load say: how many a second, which errors, how long they took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

POINTS = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: what it was for, when it was sent (Unix seconds), how long its whole reply took;
    `fine` unless the status was one that nobody expected.
    """

    what: str
    at: float
    ms: float
    status: int
    fine: bool
    code: str = ""


def percentile(sorted_ms: Sequence[float], point: int) -> float:
    """The nearest rank: the least time within which `point` percent of the requests were done."""
    return sorted_ms[ceil(len(sorted_ms) * point / 100) - 1]


def reckoned(requests: Sequence[Request]) -> dict[str, Any]:
    """The part of build/load.json about a scenario; ValueError if nothing was asked."""
    if not requests:
        raise ValueError("no requests")
    began = min(each.at for each in requests)
    ended = max(each.at + each.ms / 1000 for each in requests)
    kinds = sorted({each.what for each in requests})
    return {
        "requests": len(requests),
        "seconds": round(ended - began, 1),
        "requests_per_second": round(len(requests) / (ended - began), 1),
        "errors": _told(each for each in requests if not each.fine),
        "refused": _told(each for each in requests if each.fine and each.status >= 400),
        "all": _times(requests),
        "by_request": {
            kind: _times([each for each in requests if each.what == kind]) for kind in kinds
        },
    }


def _told(requests: Any) -> dict[str, int]:
    kinds = Counter(f"{each.what}: {each.status} {each.code}".rstrip() for each in requests)
    return dict(kinds.most_common())


def _times(requests: Sequence[Request]) -> dict[str, float]:
    times = sorted(each.ms for each in requests)
    found = {f"p{point}_ms": round(percentile(times, point), 1) for point in POINTS}
    return {"requests": len(times), **found}
