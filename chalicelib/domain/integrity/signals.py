"""Integrity: what speaks for interference with the survey about a unit, with what chance alone
would bring.

Each signal counts answers of one kind, from what invitations keep (`traces`) and from the sealed
boxes (`likenesses`), and compares each unit with the others (`comparisons`); what stands out among
all signals, units and groups is flagged with a stated rate of false alarms (`chances.discoveries`).
A signal proves nothing: it opens a case.
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

# Of all that is flagged in an index at most this share is expected to be false; in an honest index
# nothing at all is flagged with a chance of 95 %.
RATE = 0.05
# Of all answers of an index that many at most are of a kind where nobody interferes: twice what the
# made-up surveys of docs/decisions/018 show at their highest, since no other index stands beside a
# whole one.
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
    """One signal about a unit, and whether it stands out."""

    signal: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class Excess:
    """What a whole index holds more of than any honest one: `seen` of `of`, where `usual` is the
    most (0…1).

    Units are compared with each other; what all of them share shows in none.
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
    """The signals of what was done to invitations: nothing of how, or whether, anybody answered."""
    return _judged(changes(list(traces)))


def excesses(signals: Iterable[Signal]) -> list[Excess]:
    """The signals that are too frequent in the index as a whole.

    The chance is a beta-binomial tail above what is usual, at the same rate of false alarms for all
    signals together (Bonferroni).
    """
    seen: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for each in signals:
        if not each.group:
            seen[each.signal] += each.seen
            of[each.signal] += each.of
    found = [
        Excess(
            signal,
            seen[signal],
            of[signal],
            usual,
            tail(seen[signal], of[signal], usual, LEAST_SPREAD),
        )
        for signal, usual in USUAL.items()
        if of[signal]
    ]
    return [each for each in found if each.chance < RATE / len(USUAL)]


def _judged(by_signal: Mapping[str, Tally]) -> list[Signal]:
    compared = [(signal, each) for signal, tally in by_signal.items() for each in compare(tally)]
    flagged = discoveries({at: each.chance for at, (_, each) in enumerate(compared)}, RATE)
    found = [
        Signal(
            each.unit,
            each.group,
            each.seen,
            each.of,
            each.expected,
            each.chance,
            signal,
            at in flagged,
        )
        for at, (signal, each) in enumerate(compared)
    ]
    return sorted(found, key=lambda each: (each.unit, each.group, each.signal))


def _of_boxes(boxes: Mapping[Key, Counter[str]]) -> dict[str, Tally]:
    alike = likenesses(boxes)
    prone = {
        group: _proneness([each for key, each in alike.items() if key[1] == group])
        for _, group in alike
    }
    return {
        "straight": {
            key: Share(each.straight, each.answers, key[1], prone[key[1]](each.level))
            for key, each in alike.items()
        },
        "copies": {key: Share(each.copied, each.answers, key[1]) for key, each in alike.items()},
    }


def _proneness(alike: Sequence[Likeness]) -> Callable[[float | None], float]:
    """How likely a straight line is where the *other* answers are at that level: anyone who is
    satisfied with everything ticks one option honestly. Least squares of the empirical logits (Cox,
    1970, The Analysis of Binary Data).
    """
    points = [
        (
            each.level,
            log((each.straight + 0.5) / (each.answers - each.straight + 0.5)),
            each.answers,
        )
        for each in alike
        if each.level is not None
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
