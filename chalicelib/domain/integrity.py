"""Integrity: what speaks for interference with the survey about a unit, with what chance alone would bring.

Each signal counts answers of one kind, from what invitations keep (`traces`) and from the sealed boxes (`likenesses`),
and compares each unit with the others (`comparisons`); what stands out among all signals, units and groups is flagged
with a stated rate of false alarms (`chances.discoveries`). A signal proves nothing: it opens a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from chalicelib.domain.boxes import Key
from chalicelib.domain.chances import discoveries
from chalicelib.domain.comparisons import Comparison, Share, Tally, compare
from chalicelib.domain.likenesses import Likeness, likenesses
from chalicelib.domain.traces import Trace, tallies

# Of all that is flagged in an index at most this share is expected to be false; in an honest index nothing at all is
# flagged with a chance of 95 %.
RATE = 0.05
SIGNALS = ("burst", "copies", "corrected", "device", "speed", "straight")


@dataclass(frozen=True, slots=True)
class Finding(Comparison):
    """One signal about a unit, and whether it stands out."""

    signal: str
    flagged: bool


def examine(traces: Iterable[Trace], boxes: Mapping[Key, Counter[str]]) -> list[Finding]:
    """Every signal about every unit of an index, by unit, group ("" = all) and signal."""
    by_signal = {**tallies(list(traces)), **_of_boxes(boxes)}
    compared = [(signal, each) for signal, tally in by_signal.items() for each in compare(tally)]
    flagged = discoveries({at: each.chance for at, (_, each) in enumerate(compared)}, RATE)
    found = [Finding(each.unit, each.group, each.seen, each.of, each.expected, each.chance, signal, at in flagged)
             for at, (signal, each) in enumerate(compared)]
    return sorted(found, key=lambda each: (each.unit, each.group, each.signal))


def _of_boxes(boxes: Mapping[Key, Counter[str]]) -> dict[str, Tally]:
    alike = likenesses(boxes)
    prone = {group: _proneness([each for key, each in alike.items() if key[1] == group]) for _, group in alike}
    return {"straight": {key: Share(each.straight, each.answers, key[1], prone[key[1]](each.level))
                         for key, each in alike.items()},
            "copies": {key: Share(each.copied, each.answers, key[1]) for key, each in alike.items()}}


def _proneness(alike: Sequence[Likeness]) -> Callable[[float | None], float]:
    """How likely a straight line is where the *other* answers are at that level: whoever is satisfied with everything
    ticks one option honestly. Least squares of the empirical logits (Cox, 1970, The Analysis of Binary Data).
    """
    points = [(each.level, log((each.straight + 0.5) / (each.answers - each.straight + 0.5)), each.answers)
              for each in alike if each.level is not None]
    weight = sum(n for *_, n in points) or 1
    middle = sum(level * n for level, _, n in points) / weight
    height = sum(logit * n for _, logit, n in points) / weight
    across = sum((level - middle) ** 2 * n for level, _, n in points)
    slope = sum((level - middle) * (logit - height) * n for level, logit, n in points) / across if across else 0.0
    return lambda level: 1 / (1 + exp(-height - (slope * (level - middle) if level is not None else 0)))
