"""Likenesses: straight lines (one option throughout) and answers that are copies of each other.

Whether equal answer strings are unusual depends on how popular they are. The chance of a string is
computed with local independence within a class of equal satisfaction (latent class analysis;
Lazarsfeld and Henry, 1968): each question has the options that are usual in the class, corrected by
what is peculiar to the unit. The whole index gives what is usual. The box gives what is peculiar,
its copies included, which favours the accused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from chalicelib.domain.integrity.chances import tail
from chalicelib.domain.rounds.questionnaires import NO_ANSWER
from chalicelib.domain.survey.boxes import Key

# Fewer answered questions say nothing about how a person answers.
LEAST_QUESTIONS = 5
# A string is too frequent if chance alone brings it that often in one of a hundred thousand boxes.
_RARE = 0.00001
# Pseudo-answers that pull a class towards its neighbours, and a box towards what is usual.
_SMOOTHING = 4.0
_STEPS = 4  # classes of satisfaction for each step of the scale

Shares = list[dict[str, float]]  # of each question: option → share


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of the `answers` with enough questions: how many are straight lines, and how many are copies.

    `level` is the mean option number of those that are not straight lines; None if there are none.
    """

    answers: int
    straight: int
    copied: int
    level: float | None


def is_straight(answer: str) -> bool:
    """Whether one option was chosen throughout."""
    return len(set(answer.replace(NO_ANSWER, ""))) == 1


def likenesses(boxes: Mapping[Key, Counter[str]]) -> dict[Key, Likeness]:
    """The likeness of each (unit, group) box of an index; it has counts only, never an answer."""
    alike = {}
    for group in {group for _, group in boxes}:
        telling = {
            key: Counter({text: n for text, n in box.items() if _says_enough(text)})
            for key, box in boxes.items()
            if key[1] == group
        }
        usual = _Usual(telling.values())
        for key, box in telling.items():
            straight = sum(n for text, n in box.items() if is_straight(text))
            alike[key] = Likeness(box.total(), straight, _copied(box, usual), _level(box))
    return alike


def _says_enough(answer: str) -> bool:
    return len(answer) - answer.count(NO_ANSWER) >= LEAST_QUESTIONS


def _level(box: Counter[str]) -> float | None:
    given = [(_class_of(text), n) for text, n in box.items() if not is_straight(text)]
    return sum(of * n for of, n in given) / _STEPS / sum(n for _, n in given) if given else None


def _class_of(answer: str) -> int:
    """Satisfaction in steps of a quarter of an option."""
    given = [int(option) for option in answer if option != NO_ANSWER]
    return round(_STEPS * sum(given) / len(given))


class _Usual:
    """The usual options of a group in the whole index, by class of satisfaction."""

    def __init__(self, boxes: Iterable[Counter[str]]) -> None:
        together: dict[int, Counter[str]] = defaultdict(Counter)
        for box in boxes:
            for text, n in box.items():
                if not is_straight(text):
                    together[_class_of(text)][text] += n
        self._counts = {number: _counts(box) for number, box in together.items()}
        self._shares: dict[int, Shares] = {}

    def shares(self, of: int) -> Shares:
        """The shares of a class, steadied by the two classes beside it."""
        if of not in self._shares:
            beside = [self._counts[near] for near in (of - 1, of + 1) if near in self._counts]
            self._shares[of] = [
                _steadied(counts, [near[question] for near in beside])
                for question, counts in enumerate(self._counts[of])
            ]
        return self._shares[of]


def _counts(box: Counter[str]) -> list[Counter[str]]:
    """How often each option was chosen, by question."""
    counts: list[Counter[str]] = []
    for column in zip(*box, strict=True):
        counted: Counter[str] = Counter()
        for option, n in zip(column, box.values(), strict=True):
            counted[option] += n
        counts.append(counted)
    return counts


def _steadied(counts: Counter[str], beside: Iterable[Counter[str]]) -> dict[str, float]:
    """The share of each option, pulled towards the classes beside."""
    near: Counter[str] = Counter()
    for neighbour in beside:
        near.update(neighbour)
    options = counts.keys() | near.keys()
    prior = {option: (near[option] + 1) / (near.total() + len(options)) for option in options}
    return {
        option: (counts[option] + _SMOOTHING * prior[option]) / (counts.total() + _SMOOTHING)
        for option in options
    }


def _copied(box: Counter[str], usual: _Usual) -> int:
    """How many answers have a string that is too frequent; straight lines are counted apart."""
    answers = Counter({text: n for text, n in box.items() if not is_straight(text)})
    if not any(n > 1 for n in answers.values()):
        return 0
    in_class: Counter[int] = Counter()
    for text, n in answers.items():
        in_class[_class_of(text)] += n
    peculiar = _peculiar(answers, in_class, usual)
    copied = 0
    for text, n in answers.items():
        of = _class_of(text)
        if n > 1 and tail(n, in_class[of], _chance(text, usual.shares(of), peculiar)) < _RARE:
            copied += n
    return copied


def _peculiar(answers: Counter[str], in_class: Counter[int], usual: _Usual) -> Shares:
    """For each question, the factor by which an option is more frequent in this box than is usual
    for people of equal satisfaction.
    """
    factors = []
    for question, counts in enumerate(_counts(answers)):
        expected: dict[str, float] = defaultdict(float)
        for of, n in in_class.items():
            for option, share in usual.shares(of)[question].items():
                expected[option] += n * share
        factors.append(
            {
                option: (counts[option] + _SMOOTHING) / (expected[option] + _SMOOTHING)
                for option in expected
            }
        )
    return factors


def _chance(text: str, shares: Shares, peculiar: Shares) -> float:
    """The chance that somebody of this class gives exactly this string."""
    questions = zip(text, shares, peculiar, strict=True)
    return min(1 - 1e-9, prod(_moved(option, *question) for option, *question in questions))


def _moved(option: str, shares: dict[str, float], peculiar: dict[str, float]) -> float:
    """The share of an option, corrected by what is peculiar to the box."""
    whole = sum(share * peculiar[other] for other, share in shares.items())
    return shares[option] * peculiar[option] / whole
