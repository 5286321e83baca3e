"""Questionnaires: who is asked which questions, on which scales, and what an answer may be
(contract §3).

An answer is a string with one character for each question of the index, in order: `1` is the first
option of the question's scale, `.` is not answered or not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.fields import MISSING, Field
from chalicelib.domain.reading.json_texts import shown
from chalicelib.domain.texts import Text

MAX_OPTIONS = 9
RATES = ("own_unit", "row")
AUTHORITY = "authority"
NO_ANSWER = "."


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a scale; `weight` is in 0…1; None ("don't know") counts as not answered."""

    title: Text
    weight: Fraction | None


@dataclass(frozen=True, slots=True)
class Group:
    """A respondent group. `rates`: `own_unit` (the unit that lists) or `row` (the list row names
    the rated unit).

    `listed_by`: index ids, or `authority`; `priority` 1 wins over 2; `plan` is the planned number
    of people in all, `limit` the most that one lister may name (None = not known, no limit).
    """

    id: str
    title: Text
    priority: int
    rates: str
    listed_by: tuple[str, ...]
    plan: int | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the name and the options of its scale, and the groups it is put to."""

    id: str
    title: Text
    scale: str
    groups: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def choices(self) -> str:
        """The characters that answer it: `12345` for five options."""
        return "123456789"[: len(self.options)]


def check_answers(
    answers: str, questions: tuple[Question, ...], group: str | None
) -> list[Problem]:
    """Every problem of an answer string of someone in `group` (None: not known), each at the id of
    its question.

    `questions` are all those of the index, in order. An answer of dots only is valid.
    """
    if len(answers) != len(questions):
        return [
            Problem(
                "",
                f"phải có đúng {len(questions)} ký tự, mỗi câu hỏi một ký tự, không phải"
                f" {len(answers)}",
                f"must have exactly {len(questions)} characters, one a question, not"
                f" {len(answers)}",
                "wrong_length",
            )
        ]
    problems = []
    for question, answer in zip(questions, answers, strict=True):
        if answer == NO_ANSWER:
            continue
        if group is not None and group not in question.groups:
            problems.append(
                Problem(
                    question.id,
                    f"{question.id}: nhóm {group} không được hỏi câu này",
                    f"{question.id}: the group {group} is not asked this question",
                    "not_asked",
                )
            )
        elif answer not in question.choices:
            known = len(question.options)
            problems.append(
                Problem(
                    question.id,
                    f"{question.id}: {shown(answer)} không thuộc thang 1…{known}",
                    f"{question.id}: {shown(answer)} is outside the scale 1…{known}",
                    "out_of_scale",
                )
            )
    return problems


def read_scales(field: Field) -> dict[str, tuple[Option, ...]]:
    """The scales of a round by name: 1 to 9 options each."""
    scales = {}
    for name in field.names():
        items = field.key(name).items(least=1)
        if len(items) > MAX_OPTIONS:
            field.key(name).refuse(
                f"có {len(items)} lựa chọn, tối đa {MAX_OPTIONS}",
                f"has {len(items)} options, at most {MAX_OPTIONS}",
                "too_many_options",
            )
        scales[name] = tuple(_option(item) for item in items)
    return scales


def _option(field: Field) -> Option:
    if field.object() is None:
        return Option(Text(""), None)
    title, weight = field.key("title").title(), field.key("weight")
    exact = None if weight.value is None else weight.number(0, 1, only_text=True)
    return Option(title or Text(""), exact)


def read_group(field: Field, index: str, indexes: Collection[str]) -> Group | None:
    """A group of the index `index` in a round of `indexes`; None if it is not an object.

    Unless the document says otherwise, the units of the index list it, and it rates the unit that
    lists it.
    """
    if field.object() is None:
        return None
    name, title = field.key("id").identifier(), field.key("title").title()
    rates, listed = field.key("rates"), field.key("listed_by")
    chosen = rates.choice(RATES) if rates.given else RATES[0]
    listers = (
        [item.choice((*indexes, AUTHORITY)) for item in _listers(listed)]
        if listed.given
        else [index]
    )
    priority, plan, limit = (_whole(field.key(key)) for key in ("priority", "plan", "limit"))
    return Group(
        name or "",
        title or Text(""),
        priority or 1,
        chosen or RATES[0],
        tuple(lister for lister in listers if lister),
        plan,
        limit,
    )


def _listers(field: Field) -> list[Field]:
    """The items of a list of index ids and `authority`; `authority` may be given without a list."""
    return [field] if field.value == AUTHORITY else field.items(least=1)


def _whole(field: Field) -> int | None:
    return field.whole() if field.given else None


def read_question(
    field: Field, scales: Mapping[str, tuple[Option, ...]], groups: Collection[str]
) -> Question:
    """A question of an index; an empty one if it is not an object, since answers have a character
    for every place.
    """
    if field.object() is None:
        return Question("", Text(""), "", (), ())
    name, title = field.key("id").text(), field.key("title").title()
    scale = field.key("scale").choice(scales, "unknown_scale")
    asked: list[str | None] = [
        item.choice(groups, "unknown_group") for item in field.key("groups").items()
    ]
    if field.key("groups").value is MISSING:
        asked = list(groups)
    return Question(
        name or "",
        title or Text(""),
        scale or "",
        tuple(group for group in asked if group),
        scales[scale] if scale else (Option(Text(""), None),) * MAX_OPTIONS,
    )


def group_names(groups: Sequence[tuple[str, str]]) -> list[str]:
    """The names of (index, group) pairs: `group`, or `index/group` where several have that
    group.
    """
    ids = Counter(group for _, group in groups)
    return [group if ids[group] == 1 else f"{index}/{group}" for index, group in groups]
