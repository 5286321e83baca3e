"""Likenesses: answers without thought (one option throughout) and answers that are copies of each
other.

Whether equal strings are odd depends on how popular they are. A string's chance is taken under
local independence within a class of equal satisfaction (latent class analysis; Lazarsfeld and
Henry, 1968): of people as satisfied as this, each question has its usual options, moved by what is
peculiar to the unit. The whole index says what is usual, the box what is peculiar, copies included,
which errs on the side of the accused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from chalicelib.domain.integrity.chances import tail
from chalicelib.domain.rounds.questionnaires import NO_ANSWER
from chalicelib.domain.survey.boxes import Key

# Fewer answered questions tell nothing about how somebody answers.
LEAST_QUESTIONS = 5
# A string comes too often if chance alone would bring it that often in one of a hundred thousand
# boxes.
_RARE = 0.00001
# Pseudo-answers that pull a class towards its neighbours, and what is peculiar to a box towards
# nothing.
_SMOOTHING = 4.0
_STEPS = 4  # classes of satisfaction for each step of the scale

Shares = list[dict[str, float]]  # of each question: option → share


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of `answers` that say enough: how many are straight lines, and how many are copies of another
    one.

    `level` is how satisfied the others are, as the mean number of the option chosen; None if there
    are none.
    """

    answers: int
    straight: int
    copied: int
    level: float | None


def is_straight(answer: str) -> bool:
    """Whether one option was chosen throughout."""
    return len(set(answer.replace(NO_ANSWER, ""))) == 1


def likenesses(boxes: Mapping[Key, Counter[str]]) -> dict[Key, Likeness]:
    """What each (unit, group) box of an index holds; only the counts leave this place, never an
    answer.
    """
    found = {}
    for group in {group for _, group in boxes}:
        telling = {
            key: Counter({text: n for text, n in box.items() if _says_enough(text)})
            for key, box in boxes.items()
            if key[1] == group
        }
        usual = _Usual(telling.values())
        for key, box in telling.items():
            straight = sum(n for text, n in box.items() if is_straight(text))
            found[key] = Likeness(box.total(), straight, _copied(box, usual), _level(box))
    return found


def _says_enough(answer: str) -> bool:
    return len(answer) - answer.count(NO_ANSWER) >= LEAST_QUESTIONS


def _level(box: Counter[str]) -> float | None:
    given = [(_class_of(text), n) for text, n in box.items() if not is_straight(text)]
    return sum(of * n for of, n in given) / _STEPS / sum(n for _, n in given) if given else None


def _class_of(answer: str) -> int:
    """Satisfaction in steps of a quarter of an option."""
    given = [int(each) for each in answer if each != NO_ANSWER]
    return round(_STEPS * sum(given) / len(given))


class _Usual:
    """The usual options of a group in the whole index, by class of satisfaction."""

    def __init__(self, boxes: Iterable[Counter[str]]) -> None:
        together: dict[int, Counter[str]] = defaultdict(Counter)
        for box in boxes:
            for text, n in box.items():
                if not is_straight(text):
                    together[_class_of(text)][text] += n
        self._counts = {each: _counts(box) for each, box in together.items()}
        self._shares: dict[int, Shares] = {}

    def shares(self, of: int) -> Shares:
        """The shares of a class, steadied by the two classes beside it."""
        if of not in self._shares:
            own, beside = (
                self._counts[of],
                [self._counts[each] for each in (of - 1, of + 1) if each in self._counts],
            )
            self._shares[of] = [
                _steadied(counts, [each[at] for each in beside]) for at, counts in enumerate(own)
            ]
        return self._shares[of]


def _counts(box: Counter[str]) -> list[Counter[str]]:
    """How often each option was chosen, by question."""
    found: list[Counter[str]] = []
    for column in zip(*box, strict=True):
        counted: Counter[str] = Counter()
        for option, n in zip(column, box.values(), strict=True):
            counted[option] += n
        found.append(counted)
    return found


def _steadied(own: Counter[str], beside: Iterable[Counter[str]]) -> dict[str, float]:
    near: Counter[str] = Counter()
    for each in beside:
        near.update(each)
    options = own.keys() | near.keys()
    prior = {option: (near[option] + 1) / (near.total() + len(options)) for option in options}
    return {
        option: (own[option] + _SMOOTHING * prior[option]) / (own.total() + _SMOOTHING)
        for option in options
    }


def _copied(box: Counter[str], usual: _Usual) -> int:
    """How many answers bear a string that comes too often; straight lines are looked at by
    themselves.
    """
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
    """By how much each option is chosen more often in this box than is usual for people as
    satisfied as these.
    """
    found = []
    for at, counts in enumerate(_counts(answers)):
        expected: dict[str, float] = defaultdict(float)
        for of, n in in_class.items():
            for option, share in usual.shares(of)[at].items():
                expected[option] += n * share
        found.append(
            {
                option: (counts[option] + _SMOOTHING) / (expected[option] + _SMOOTHING)
                for option in expected
            }
        )
    return found


def _chance(text: str, shares: Shares, peculiar: Shares) -> float:
    """The chance that somebody of this class gives exactly this string."""
    return min(
        1 - 1e-9,
        prod(_moved(option, *at) for option, *at in zip(text, shares, peculiar, strict=True)),
    )


def _moved(option: str, shares: dict[str, float], peculiar: dict[str, float]) -> float:
    return (
        shares[option]
        * peculiar[option]
        / sum(share * peculiar[each] for each, share in shares.items())
    )
