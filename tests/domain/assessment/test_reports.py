"""The report: exact sums, values in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.assessment import reports, sheets
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.evidence.inspection import verdict
from tests.small_round import NOW, departments, parsed, units

INDEX = departments()


@pytest.mark.parametrize(
    ("leaf", "value", "words"),
    [
        ("1.1.1", {"level": "cham"}, "cham"),
        ("1.1.2", {"numerator": "36", "denominator": 40}, "36 / 40"),
        ("1.2", {"count": 3}, "3"),
        ("2.1.3", {"a": "1", "b": "4"}, "Số đã xử lý: 1; Số phải xử lý: 4"),
        ("1.2", None, ""),
    ],
)
def test_a_value_is_said_in_words(leaf: str, value: dict[str, str] | None, words: str) -> None:
    assert reports.spoken(INDEX.leaf(leaf), value) == words


def test_sums_are_of_exact_points_rounded_once() -> None:
    sheet = sheets.save(
        Sheet(),
        [
            Change("1.1.2", 0, {"numerator": 2, "denominator": 3}),
            Change("2.1.3", 0, {"a": 1, "b": 3}),
        ],
        INDEX,
        "self_assessment",
        "an",
        NOW,
    )
    made = reports.report_of(parsed(), units()["so-a"], sheet, [], frozenset())
    assert [line.points for line in made.lines if line.code in ("1.1.2", "2.1.3")] == [
        "1.33",
        "0.33",
    ]
    assert made.total.points == "1.67"


def test_only_files_that_count_are_counted() -> None:
    found = [
        replace(
            EvidenceFile(state, state, "k", "an", NOW, ("1.1.1",)),
            paper=Paper(official=state != "reference"),
            verdicts=(verdict("readable", "bad" if state == "quarantined" else "good", "x", "x"),),
        )
        for state in ("evidence", "quarantined", "reference")
    ]
    made = reports.report_of(parsed(), units()["so-a"], Sheet(), found, frozenset())
    assert [line.evidence for line in made.lines if line.code == "1.1.1"] == [1]
    assert [(file.name, file.standing) for file in made.files] == [
        (file.id, file.id) for file in found
    ]


def test_what_the_council_the_survey_or_others_give_has_no_points_of_ones_own() -> None:
    made = reports.report_of(parsed(), units()["so-a"], Sheet(), [], frozenset())
    assert {
        line.method: line.own_maximum
        for line in made.lines
        if line.code in ("2.2", "3.1", "3.2") and line.kind == "leaf"
    } == {"council_only": "0.00", "survey": "0.00", "external": "0.00"}


def test_files_are_listed_in_the_order_of_the_alphabet_and_numbers_by_value() -> None:
    names = ["Báo cáo 2.pdf", "Báo cáo 10.pdf", "Danh sách.pdf", "Đề án.pdf"]
    found = [EvidenceFile(name, name, "k", "an", NOW, ("1.1.1",)) for name in reversed(names)]
    made = reports.report_of(parsed(), units()["so-a"], Sheet(), found, frozenset())
    assert [file.name for file in made.files] == names
