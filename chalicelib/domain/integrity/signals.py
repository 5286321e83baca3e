"""Signals: figures that may show interference with the survey about a unit.

Each signal counts answers of one kind, from what invitations keep (`traces`) and from the sealed
boxes (`likenesses`), and compares each unit with the others (`comparisons`); those that are
unusual among all signals, units and groups are flagged with a stated rate of false alarms
(`chances.discoveries`). A signal proves nothing: it opens a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from chalicelib.domain.integrity.chances import LEAST_SPREAD, discoveries, tail
from chalicelib.domain.integrity.comparisons import Comparison, Share, Tally, compare
from chalicelib.domain.integrity.likenesses import Likeness, likenesses
from chalicelib.domain.integrity.traces import Trace, changes, tallies
from chalicelib.domain.survey.boxes import Key

# At most this share of the flagged signals of an index is expected to be false; in an honest index
# nothing is flagged with a probability of 95 %.
RATE = 0.05
# The highest share of each kind in an index without interference: twice the highest of the made-up
# surveys of docs/decisions/018, since a whole index cannot be compared with another one.
USUAL = {
    "burst": 0.03,
    "copies": 0.01,
    "corrected": 0.1,
    "device": 0.03,
    "handed": 0.03,
    "machine": 0.4,
    "speed": 0.04,
    "straight": 0.36,
}
SIGNALS = tuple(USUAL)


@dataclass(frozen=True, slots=True)
class Signal(Comparison):
    """One signal about a unit, and whether it is unusual enough to be flagged."""

    signal: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class Excess:
    """A signal that is more frequent in a whole index than in an honest one: `seen` of `of`
    answers, where the share `usual` (0…1) is the highest.

    Units are compared with each other, so that a signal which all of them share shows in none.
    """

    signal: str
    seen: int
    of: int
    usual: float
    chance: float


def examine(traces: Iterable[Trace], boxes: Mapping[Key, Counter[str]]) -> list[Signal]:
    """Every signal about every unit of an index, by unit, group ("" = all) and signal."""
    return _judged({**tallies(list(traces)), **_of_boxes(boxes)})


def examine_changes(traces: Iterable[Trace]) -> list[Signal]:
    """The signals of changes to invitations alone, without how or whether anybody answered."""
    return _judged(changes(list(traces)))


def excesses(signals: Iterable[Signal]) -> list[Excess]:
    """The signals that are too frequent in the index as a whole.

    The chance is a beta-binomial tail above what is usual, at the same rate of false alarms for all
    signals together (Bonferroni).
    """
    seen: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for signal in signals:
        if not signal.group:
            seen[signal.signal] += signal.seen
            of[signal.signal] += signal.of
    frequent = [
        Excess(name, seen[name], of[name], usual, tail(seen[name], of[name], usual, LEAST_SPREAD))
        for name, usual in USUAL.items()
        if of[name]
    ]
    return [excess for excess in frequent if excess.chance < RATE / len(USUAL)]


def _judged(by_signal: Mapping[str, Tally]) -> list[Signal]:
    compared: list[tuple[str, Comparison]] = []
    for name, tally in by_signal.items():
        compared += [(name, comparison) for comparison in compare(tally)]
    chances = {place: comparison.chance for place, (_, comparison) in enumerate(compared)}
    flagged = discoveries(chances, RATE)
    signals = [
        Signal(
            comparison.unit,
            comparison.group,
            comparison.seen,
            comparison.of,
            comparison.expected,
            comparison.chance,
            name,
            place in flagged,
        )
        for place, (name, comparison) in enumerate(compared)
    ]
    return sorted(signals, key=lambda signal: (signal.unit, signal.group, signal.signal))


def _of_boxes(boxes: Mapping[Key, Counter[str]]) -> dict[str, Tally]:
    alike = likenesses(boxes)
    prone = {
        group: _proneness([box for key, box in alike.items() if key[1] == group])
        for _, group in alike
    }
    return {
        "straight": {
            key: Share(box.straight, box.answers, key[1], prone[key[1]](box.level))
            for key, box in alike.items()
        },
        "copies": {key: Share(box.copied, box.answers, key[1]) for key, box in alike.items()},
    }


def _proneness(alike: Sequence[Likeness]) -> Callable[[float | None], float]:
    """How likely a straight line is, as a function of the level of the *other* answers: people who
    are satisfied with everything tick one option honestly.

    Least squares of the empirical logits (Cox, 1970, The Analysis of Binary Data).
    """
    points = [
        (box.level, log((box.straight + 0.5) / (box.answers - box.straight + 0.5)), box.answers)
        for box in alike
        if box.level is not None
    ]
    weight = sum(n for *_, n in points) or 1
    middle = sum(level * n for level, _, n in points) / weight
    height = sum(logit * n for _, logit, n in points) / weight
    across = sum((level - middle) ** 2 * n for level, _, n in points)
    slope = (
        sum((level - middle) * (logit - height) * n for level, logit, n in points) / across
        if across
        else 0.0
    )
    return lambda level: (
        1 / (1 + exp(-height - (slope * (level - middle) if level is not None else 0)))
    )
