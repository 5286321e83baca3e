"""The criteria tree: areas, criteria and leaves, and how it is read from a round's document."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from chalicelib.domain.criteria.rule_bases import Rule
from chalicelib.domain.criteria.rule_files import goes_with, read_rule
from chalicelib.domain.criteria.rules import Unreadable
from chalicelib.domain.decimals import comma, plain
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.texts import Text

METHODS = ("self_assessed", "council_only", "survey", "external")
APPRAISED = ("self_assessed", "council_only")
EVIDENCE = ("required", "optional", "none")
Part = TypeVar("Part")
# In place of a maximum that cannot be read, so that values are checked for everything else.
_ANY_POINTS = Fraction(10**60)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion or sub-criterion that carries points: `max` of them, by `rule`.

    `method` is one of METHODS, `evidence` one of EVIDENCE; `legal_basis` is as the document has it.
    `was` is the leaf's code in the round before, None where it had the same or was not there.
    """

    code: str
    title: Text
    max: Fraction
    method: str
    evidence: str
    guide: Text | None
    rule: Rule
    legal_basis: tuple[Any, ...] = ()
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion (tiêu chí); without sub-criteria it is its own only leaf."""

    code: str
    title: Text
    max: Fraction
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area (lĩnh vực) of the tree."""

    code: str
    title: Text
    max: Fraction
    criteria: tuple[Criterion, ...]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf of the area, in order."""
        return tuple(leaf for criterion in self.criteria for leaf in criterion.leaves)


class TreeReader:
    """Reads the areas of one index that has these questions and groups (ids)."""

    def __init__(self, questions: Collection[str], groups: Collection[str]) -> None:
        self._questions, self._groups = questions, groups
        self._seen: set[tuple[str, str]] = set()
        # How many parts so far have a maximum that cannot be read: no sum with them is checked.
        self._unmeasured = 0

    def areas(self, field: Field) -> tuple[Area, ...]:
        """The areas. Parts with problems are kept as far as they can be read, so that the rest is
        still checked.
        """
        return tuple(area for item in field.items() if (area := self._area(item)))

    def _area(self, field: Field) -> Area | None:
        if field.object() is None:
            return None
        code, title = self._code(field, "area"), field.key("title").title()
        before = self._unmeasured
        criteria = self._parts(field.key("criteria"), self._criterion)
        total = sum((criterion.max for criterion in criteria), Fraction(0))
        _check_maximum(field.key("max"), None if self._unmeasured > before else total)
        return Area(code, title or Text(code), total, criteria)

    def _parts(self, field: Field, read: Callable[[Field], Part | None]) -> tuple[Part, ...]:
        parts = [read(item) for item in field.items()]
        self._unmeasured += parts.count(None) + (not isinstance(field.value, list))
        return tuple(part for part in parts if part is not None)

    def _criterion(self, field: Field) -> Criterion | None:
        if field.object() is None:
            return None
        if not field.key("leaves").given or field.key("leaves").value == []:
            leaf = self._leaf(field)
            return Criterion(leaf.code, leaf.title, leaf.max, (leaf,)) if leaf else None
        code, title = self._code(field, "criterion"), field.key("title").title()
        before = self._unmeasured
        leaves = self._parts(field.key("leaves"), self._leaf)
        total = sum((leaf.max for leaf in leaves), Fraction(0))
        _check_maximum(field.key("max"), None if self._unmeasured > before else total)
        return Criterion(code, title or Text(code), total, leaves)

    def _leaf(self, field: Field) -> Leaf | None:
        if field.object() is None:
            return None
        code, title = self._code(field, "leaf"), field.key("title").title()
        method = field.key("method").choice(METHODS)
        evidence = field.key("evidence").choice(EVIDENCE)
        guide, basis = field.key("guide"), field.key("legal_basis")
        maximum = field.key("max").number(0, only_text=True)
        self._unmeasured += maximum is None
        rule = read_rule(field.key("rule"), maximum, self._questions, self._groups)
        if not goes_with(field.key("rule"), method):
            rule = Unreadable()
        return Leaf(
            code,
            title or Text(code),
            _ANY_POINTS if maximum is None else maximum,
            method or "",
            evidence or "none",
            guide.title() if guide.given and guide.value != {} else None,
            rule,
            tuple(item.value for item in basis.items()) if basis.given else (),
            was.text() if (was := field.key("was")).given else None,
        )

    def _code(self, field: Field, kind: str) -> str:
        code = field.key("code").text()
        if code is None:
            return ""
        if (kind, code) in self._seen:
            field.key("code").refuse(
                f"mã {code} đã dùng", f"the code {code} is used twice", "repeated"
            )
            return ""
        self._seen.add((kind, code))
        return code


def _check_maximum(maximum: Field, total: Fraction | None) -> None:
    """Check `max` of an area or criterion, if it is given, against the sum `total`, if known."""
    given = maximum.number(0, only_text=True) if maximum.given else None
    if given is not None and total is not None and given != total:
        maximum.refuse(
            f"là {comma(plain(given))} nhưng các mục bên trong cộng lại là {comma(plain(total))}",
            f"is {plain(given)}, but its parts add up to {plain(total)}",
            "sum_differs",
        )
