"""The tables of a bundle that hold figures: answers, cells, participation, intervals and the year
before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction

from chalicelib.domain.bundles.bundle import Interval, Participation, Previous
from chalicelib.domain.bundles.tables import Keys, Rows, Scope
from chalicelib.domain.decimals import comma, less, plain
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.csv_tables import CsvRow
from chalicelib.domain.reading.json_texts import shown
from chalicelib.domain.rounds.indexes import Index
from chalicelib.domain.rounds.questionnaires import Question, check_answers
from chalicelib.domain.survey.tallies import Cell


def boxes(scope: Scope, rows: Rows) -> dict[tuple[str, str], bytes]:
    """answers.csv as boxes by unit and group, in the order of the rows (which never matters)."""
    known: dict[tuple[str, str], re.Pattern[str]] = {}
    gathered: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        key, answers = (row.cells["unit"], row.cells["group"]), row.cells["answers"]
        if key in known and known[key].fullmatch(answers):
            gathered[key].append(answers)
            continue
        index, group = scope.group(row)
        problems = check_answers(answers, index.questions, group) if index and answers else []
        row.problems.extend(
            Problem(row.cell("answers").at, problem.vi, problem.en, problem.code)
            for problem in problems
        )
        if index and group and not problems:
            known[key] = _pattern(index, group)
            gathered[key].append(answers)
    return {key: "".join(answers).encode() for key, answers in gathered.items()}


def _pattern(index: Index, group: str) -> re.Pattern[str]:
    """The pattern of every valid answer string of the group."""
    return re.compile(
        "".join(
            f"[.{question.choices}]" if group in question.groups else "[.]"
            for question in index.questions
        )
    )


def cells(scope: Scope, rows: Rows) -> dict[tuple[str, str, str], Cell]:
    keys, found = Keys("unit", "group", "question"), {}
    extremes: dict[str, tuple[Fraction, Fraction] | None] = {}
    for row in rows:
        unit, group, name = keys.take(row)
        question = _question(scope, row)
        answered = row.cell("answered").whole()
        total, squares = (
            row.cell(column).number(0) for column in ("weight_sum", "weight_square_sum")
        )
        if answered is not None and total is not None and squares is not None:
            found[unit, group, name] = Cell(answered, total, squares)
            if question and question.scale not in extremes:
                extremes[question.scale] = _extremes(question)
            _check_sums(
                row, found[unit, group, name], extremes[question.scale] if question else None
            )
    return found


def _question(scope: Scope, row: CsvRow) -> Question | None:
    (index, group), name = scope.group(row), row.cells["question"]
    if index is None or not name:
        return None
    question = index.question_ids.get(name)
    if question is None:
        row.cell("question").refuse(
            f"bộ chỉ số {index.id} không có câu hỏi {shown(name)}",
            f"the index {index.id} has no question {shown(name)}",
            "unknown_question",
        )
    elif group is not None and group not in question.groups:
        row.cell("question").refuse(
            f"nhóm {group} không được hỏi câu {name}",
            f"the group {group} is not asked {name}",
            "not_asked",
        )
    return question


def _check_sums(row: CsvRow, cell: Cell, extremes: tuple[Fraction, Fraction] | None) -> None:
    """Note sums that are impossible for so many answers on a scale with these lowest and highest
    weights (None: not known).
    """
    answered, total, squares = cell.answered, cell.weight_sum, cell.weight_square_sum
    if extremes and (less(total, answered * extremes[0]) or less(answered * extremes[1], total)):
        row.cell("weight_sum").refuse(
            f"{answered} câu trả lời không thể có tổng {comma(plain(total))} trên thang này",
            f"{answered} answers cannot add up to {plain(total)} on this scale",
            "impossible_sum",
        )
    elif less(total, squares) or less(answered * squares, total * total):
        row.cell("weight_square_sum").refuse(
            f"không thể có tổng bình phương {comma(plain(squares))}",
            f"the squares cannot add up to {plain(squares)}",
            "impossible_sum",
        )


def _extremes(question: Question) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest weight on the question's scale; None if it is not known."""
    weights = [option.weight for option in question.options if option.weight is not None]
    if not question.scale:
        return None
    return min(weights, default=Fraction(0)), max(weights, default=Fraction(0))


def participation(scope: Scope, rows: Rows) -> dict[tuple[str, ...], Participation]:
    keys, found = Keys("unit", "group"), {}
    for row in rows:
        scope.group(row)
        invited, answered = (row.cell(column).whole() for column in ("invited", "answered"))
        found[keys.take(row)] = Participation(invited or 0, answered or 0)
    return found


def intervals(scope: Scope, rows: Rows) -> dict[str, Interval]:
    keys, found = Keys("unit"), {}
    for row in rows:
        scope.index(row)
        low, high = (row.cell(column).number() for column in ("index_low", "index_high"))
        first, last = (row.cell(column).whole(1) for column in ("rank_low", "rank_high"))
        if low is not None and high is not None and low > high:
            row.cell("index_high").refuse("nhỏ hơn index_low", "is less than index_low")
        if first is not None and last is not None and first > last:
            row.cell("rank_high").refuse("nhỏ hơn rank_low", "is less than rank_low")
        found[keys.take(row)[0]] = Interval(
            low or Fraction(0), high or Fraction(0), first or 1, last or 1
        )
    return found


def previous(scope: Scope, rows: Rows) -> dict[str, Previous]:
    keys, found = Keys("unit"), {}
    for row in rows:
        scope.index(row)
        index = row.cell("index").number()
        rank = row.cell("rank").whole(1)
        found[keys.take(row)[0]] = Previous(index or Fraction(0), rank or 1)
    return found
