"""Indexes: a criteria tree with the groups, questions and letterheads of its units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from chalicelib.domain.criteria.tree import Area, Leaf, TreeReader
from chalicelib.domain.errors import NotFound
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.rounds.help_desk import Helper, read_helpers
from chalicelib.domain.rounds.letterheads import Letterheads, read_letterheads
from chalicelib.domain.rounds.questionnaires import (
    Group,
    Option,
    Question,
    read_group,
    read_question,
)
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Index:
    """An index (bộ chỉ số); `helpers` are the people whom its units ask.

    `leaves` has every leaf by its code, `question_ids` every question by its id, both in order.
    """

    id: str
    title: Text
    illustrative: bool
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    areas: tuple[Area, ...]
    helpers: tuple[Helper, ...] = ()
    letterheads: Letterheads = Letterheads()
    leaves: Mapping[str, Leaf] = field(init=False, repr=False, compare=False)
    question_ids: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    _groups: Mapping[str, Group] = field(init=False, repr=False, compare=False)
    _asked: Mapping[str, tuple[Question, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        leaves = {leaf.code: leaf for area in self.areas for leaf in area.leaves if leaf.code}
        groups = {group.id: group for group in self.groups}
        asked: dict[str, list[Question]] = {name: [] for name in groups}
        for question in self.questions:
            for name in dict.fromkeys(question.groups):
                if name in asked:
                    asked[name].append(question)
        object.__setattr__(self, "leaves", leaves)
        object.__setattr__(
            self, "question_ids", {question.id: question for question in self.questions}
        )
        object.__setattr__(self, "_groups", groups)
        object.__setattr__(self, "_asked", {name: tuple(put) for name, put in asked.items()})

    @property
    def max(self) -> Fraction:
        """The sum of the maxima of all leaves, in points."""
        return sum((leaf.max for leaf in self.leaves.values()), Fraction(0))

    def leaf(self, code: str) -> Leaf:
        """The leaf of that code; NotFound if there is none."""
        if code not in self.leaves:
            raise NotFound(
                f"Không có tiêu chí {code} trong bộ chỉ số {self.id}.",
                f"There is no criterion {code} in the index {self.id}.",
            )
        return self.leaves[code]

    def has_group(self, group: str) -> bool:
        """Whether there is a respondent group of that id."""
        return group in self._groups

    def group(self, group: str) -> Group:
        """The respondent group of that id; NotFound if there is none."""
        if group not in self._groups:
            raise NotFound(
                f"Không có nhóm {group} trong bộ chỉ số {self.id}.",
                f"There is no group {group} in the index {self.id}.",
            )
        return self._groups[group]

    def questions_of(self, group: str) -> tuple[Question, ...]:
        """The questions that the group is asked, in order."""
        return self._asked[self.group(group).id]


def read_index(
    document: Field, scales: Mapping[str, tuple[Option, ...]], indexes: Collection[str]
) -> Index | None:
    """An index of a round that has these scales and indexes; None if it is not an object.

    Parts with problems are kept as far as they can be read, so that what refers to them is still
    checked.
    """
    if document.object() is None:
        return None
    name, title = document.key("id").identifier(), document.key("title").title()
    illustrative = document.key("illustrative").boolean()
    items = document.key("groups").items()
    groups = tuple(group for item in items if (group := read_group(item, name or "", indexes)))
    note_repeated(items)
    known = dict.fromkeys(group.id for group in groups if group.id)
    items = document.key("questions").items()
    questions = tuple(read_question(item, scales, known) for item in items)
    note_repeated(items)
    reader = TreeReader({question.id for question in questions if question.id}, known)
    areas = reader.areas(document.key("areas"))
    return Index(
        name or "",
        title or Text(name or ""),
        illustrative is not False,
        groups,
        questions,
        areas,
        read_helpers(document.key("helpers")),
        read_letterheads(document.key("letterhead")),
    )


def note_repeated(items: Iterable[Field], key: str = "id") -> None:
    """Note every item that has the same `key` as an earlier one."""
    seen = set()
    for item in items:
        name = item.key(key)
        if isinstance(name.value, str):
            if name.value in seen:
                name.refuse(f"mã {name.value} đã dùng", f"{name.value} is used twice", "repeated")
            seen.add(name.value)
