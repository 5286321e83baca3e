"""Reading rules from a round's document (contract §2), with every problem they can have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction

from chalicelib.domain.criteria import formulas
from chalicelib.domain.criteria.formula_rule import Branch, Formula
from chalicelib.domain.criteria.formula_tokens import FormulaError, is_variable
from chalicelib.domain.criteria.formula_trees import Tree
from chalicelib.domain.criteria.rule_bases import Rule
from chalicelib.domain.criteria.rules import (
    Count,
    Deduction,
    Direct,
    Level,
    Levels,
    Percent,
    Ratio,
    Survey,
    Unreadable,
)
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.reading.json_texts import shown
from chalicelib.domain.texts import Text

ZERO = Fraction(0)
_ANY_STEP = Fraction(1, 10**60)  # every plain decimal is a multiple of it


def read_rule(
    field: Field, maximum: Fraction | None, questions: Collection[str], groups: Collection[str]
) -> Rule:
    """The rule of a leaf of `maximum` points (None: not known) in an index with these questions and
    groups.

    After a problem it is an Unreadable, or a rule that takes at least the values of the correct
    one. Use such a rule to check values for other problems, never for points.
    """
    if field.object() is None:
        return Unreadable()
    kind = field.key("type").choice(TYPES)
    if kind == "survey":
        return _survey(field, questions, groups)
    return _READERS[kind](field, maximum) if kind else Unreadable()


def goes_with(field: Field, method: str | None) -> bool:
    """Whether a rule goes with the method of its leaf (None: not known); it is noted if not.

    `percent` goes with `external` only, `survey` with `survey` only, and the method `survey` with
    no other rule.
    """
    kind = field.key("type").value
    if method is None or kind not in TYPES:
        return bool(kind != "survey")
    if (kind == "survey") == (method == "survey") and (kind != "percent" or method == "external"):
        return True
    field.key("type").refuse(
        f"quy tắc {kind} không đi với cách chấm {method}",
        f"the rule {kind} does not go with the method {method}",
        "wrong_method",
    )
    return False


def _count(field: Field, maximum: Fraction | None) -> Rule:
    return Count(field.key("each").number(0, maximum, only_text=True) or ZERO)


def _deduction(field: Field, _: Fraction | None) -> Rule:
    return Deduction(field.key("step").number(0, only_text=True) or ZERO)


def _direct(field: Field, _: Fraction | None) -> Rule:
    return Direct(field.key("step").number(above=0, only_text=True) or _ANY_STEP)


def _levels(field: Field, maximum: Fraction | None) -> Rule:
    levels: dict[str, Level] = {}
    items = field.key("levels").items(least=1)
    for item in items:
        if item.object() is None:
            continue
        name, title = item.key("id").text(), item.key("title").title()
        points = item.key("points").number(0, maximum, only_text=True)
        if name in levels:
            _repeated(item.key("id"))
        elif name is not None:
            levels[name] = Level(name, title or Text(name), points or ZERO)
    return Levels(tuple(levels.values())) if levels and len(levels) == len(items) else Unreadable()


def _ratio(field: Field, _: Fraction | None) -> Rule:
    """`full_from` (1 unless given) and `zero_below` (0 unless given), both in 0…1."""
    full_from, zero_below = field.key("full_from"), field.key("zero_below")
    full = full_from.number(0, 1, only_text=True) if full_from.given else Fraction(1)
    zero = zero_below.number(0, 1, only_text=True) if zero_below.given else ZERO
    return Ratio(ZERO if full is None else full, zero or ZERO)


def _formula(field: Field, _: Fraction | None) -> Rule:
    names: dict[str, None] = {}
    for item in field.key("variables").items():
        name = item.text()
        if name in names:
            _repeated(item)
        elif name is not None and is_variable(name):
            names[name] = None
        elif name is not None:
            item.refuse(
                f"{shown(name)} không dùng làm tên biến được",
                f"{shown(name)} cannot name a variable",
            )
    branches, before = [], len(field.problems)
    for item in field.key("branches").items(least=1):
        if item.object() is None:
            continue
        when = item.key("when")
        condition = _expression(when, names, truth=True) if when.given else None
        points = _expression(item.key("points"), names, truth=False)
        if points is not None:
            branches.append(Branch(condition, points))
    whole = len(field.problems) == before
    return Formula(
        tuple(names), tuple(branches) if whole else (), _titles(field, names), _parts(field, names)
    )


def _titles(field: Field, names: Collection[str]) -> dict[str, Text]:
    """`variable_titles` {name: {"vi", "en"}}, optional: what people call each variable."""
    read, titles = {}, field.key("variable_titles")
    for name in titles.names() if titles.given else ():
        title = _of_variable(titles.key(name), name, names).title()
        if title is not None:
            read[name] = title
    return read


def _parts(field: Field, names: Collection[str]) -> dict[str, str]:
    """`part_of` {part: whole}, optional: a variable, and the one of which it counts a part."""
    read, parts = {}, field.key("part_of")
    for name in parts.names() if parts.given else ():
        whole = _of_variable(parts.key(name), name, names).choice(names)
        if whole is not None:
            read[name] = whole
    return read


def _of_variable(given: Field, name: str, names: Collection[str]) -> Field:
    if name not in names:
        given.refuse(f"không có biến {shown(name)}", f"there is no variable {shown(name)}")
    return given


def _expression(field: Field, names: Collection[str], *, truth: bool) -> Tree | None:
    text = field.text()
    if text is None:
        return None
    try:
        return formulas.parse(text, names, truth=truth)
    except FormulaError as error:
        field.refuse(f"công thức sai: {error.vi}", f"not a formula: {error.en}", "formula")
        return None


def _survey(field: Field, questions: Collection[str], groups: Collection[str]) -> Rule:
    asked: list[str] = []
    seen: set[str | None] = set()
    for item in field.key("questions").items(least=1):
        name = item.text()
        if name is not None and name not in questions:
            item.refuse(
                f"không có câu hỏi {shown(name)}",
                f"there is no question {shown(name)}",
                "unknown_question",
            )
        if name in seen:
            _repeated(item)
        seen.add(name)
        asked.append(name or "")
    weights = {}
    given = field.key("weights")
    for group in given.names():
        if group not in groups:
            given.key(group).refuse(
                f"không có nhóm {shown(group)}",
                f"there is no group {shown(group)}",
                "unknown_group",
            )
        weights[group] = given.key(group).number(above=0, only_text=True) or Fraction(1)
    if given.value == {}:
        given.refuse("cần trọng số của ít nhất một nhóm", "needs the weight of at least one group")
    return Survey(tuple(asked), weights)


def _repeated(field: Field) -> None:
    field.refuse(
        f"{shown(field.value)} lặp lại", f"{shown(field.value)} is given twice", "repeated"
    )


_READERS: Mapping[str, Callable[[Field, Fraction | None], Rule]] = {
    "levels": _levels,
    "ratio": _ratio,
    "count": _count,
    "deduction": _deduction,
    "direct": _direct,
    "formula": _formula,
    "percent": lambda *_: Percent(),
}
TYPES = (*_READERS, "survey")
