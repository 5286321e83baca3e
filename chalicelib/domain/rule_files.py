"""Rules as a round's document writes them, and everything that can be wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction

from chalicelib.domain import formulas
from chalicelib.domain.fields import Field
from chalicelib.domain.formula_tokens import FormulaError, is_variable
from chalicelib.domain.formula_trees import Tree
from chalicelib.domain.json_texts import shown
from chalicelib.domain.rule_bases import Rule
from chalicelib.domain.rules import (
    Branch,
    Count,
    Deduction,
    Direct,
    Formula,
    Level,
    Levels,
    Percent,
    Ratio,
    Survey,
    Unreadable,
)
from chalicelib.domain.texts import Text

ZERO = Fraction(0)


def read_rule(field: Field, maximum: Fraction | None, questions: Collection[str], groups: Collection[str]) -> Rule:
    """The rule of a leaf of `maximum` points (None: not known) in an index with these questions and groups.

    After noting a fault an Unreadable, or a rule with stand-ins, comes back; neither may be used for points.
    """
    if field.object() is None:
        return Unreadable()
    readers: dict[str, Callable[[], Rule]] = {
        "levels": lambda: _levels(field, maximum),
        "ratio": lambda: _ratio(field),
        "count": lambda: Count(field.key("each").number(0, maximum, only_text=True) or ZERO),
        "deduction": lambda: Deduction(field.key("step").number(0, only_text=True) or ZERO),
        "direct": lambda: Direct(field.key("step").number(above=0, only_text=True) or Fraction(1)),
        "formula": lambda: _formula(field),
        "percent": Percent,
        "survey": lambda: _survey(field, questions, groups),
    }
    kind = field.key("type").choice(readers)
    return readers[kind]() if kind else Unreadable()


def _levels(field: Field, maximum: Fraction | None) -> Rule:
    levels: list[Level] = []
    for item in field.key("levels").items(least=1):
        if item.object() is None:
            continue
        name, title = item.key("id").text(), item.key("title").title()
        points = item.key("points").number(0, maximum, only_text=True)
        if any(level.id == name for level in levels):
            _repeated(item.key("id"))
        levels.append(Level(name or "", title or Text(name or ""), points or ZERO))
    return Levels(tuple(levels))


def _ratio(field: Field) -> Rule:
    """The default of full_from is 1, of zero_below 0; both lie in 0…1."""
    full_from, zero_below = field.key("full_from"), field.key("zero_below")
    full = full_from.number(0, 1, only_text=True) if full_from.given else Fraction(1)
    zero = zero_below.number(0, 1, only_text=True) if zero_below.given else ZERO
    return Ratio(ZERO if full is None else full, zero or ZERO)


def _formula(field: Field) -> Rule:
    names: list[str] = []
    for item in field.key("variables").items():
        name = item.text()
        if name is not None and not is_variable(name):
            item.refuse(f"{shown(name)} không dùng làm tên biến được", f"{shown(name)} cannot name a variable")
        if name in names:
            _repeated(item)
        names.append(name or "")
    branches = []
    for item in field.key("branches").items(least=1):
        if item.object() is None:
            continue
        when = item.key("when")
        condition = _expression(when, names, truth=True) if when.given else None
        points = _expression(item.key("points"), names, truth=False)
        if points is not None:
            branches.append(Branch(condition, points))
    return Formula(tuple(names), tuple(branches))


def _expression(field: Field, names: list[str], *, truth: bool) -> Tree | None:
    text = field.text()
    if text is None:
        return None
    try:
        return formulas.parse(text, names, truth=truth)
    except FormulaError as fault:
        field.refuse(f"công thức sai: {fault.vi}", f"not a formula: {fault.en}", "formula")
        return None


def _survey(field: Field, questions: Collection[str], groups: Collection[str]) -> Rule:
    asked: list[str] = []
    for item in field.key("questions").items(least=1):
        name = item.text()
        if name is not None and name not in questions:
            item.refuse(f"không có câu hỏi {shown(name)}", f"there is no question {shown(name)}", "unknown_question")
        if name in asked:
            _repeated(item)
        asked.append(name or "")
    weights = {}
    given = field.key("weights")
    for group in given.object() or ():
        if group not in groups:
            given.key(group).refuse(f"không có nhóm {shown(group)}", f"there is no group {shown(group)}",
                                    "unknown_group")
        weights[group] = given.key(group).number(above=0, only_text=True) or Fraction(1)
    if given.value == {}:
        given.refuse("cần trọng số của ít nhất một nhóm", "needs the weight of at least one group")
    return Survey(tuple(asked), weights)


def _repeated(field: Field) -> None:
    field.refuse(f"{shown(field.value)} lặp lại", f"{shown(field.value)} is given twice", "repeated")
