"""Completeness: exactly what is missing, leaf by leaf."""

from __future__ import annotations

import pytest

from chalicelib.domain.assessment import completeness, sheets
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import Problem
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.evidence.inspection import verdict
from tests.small_round import NEEDING_EVIDENCE, NOW, VALUES, departments

INDEX = departments()


def save(sheet: Sheet, *changes: Change) -> Sheet:
    return sheets.save(sheet, changes, INDEX, "self_assessment", "an@example.test", NOW)


def full() -> Sheet:
    return save(Sheet(), *(Change(leaf, 0, value) for leaf, value in VALUES.items()))


def of(*leaves: str, official: bool = True, outcome: str = "good") -> list[EvidenceFile]:
    """One inspected file for all of the leaves."""
    return [
        EvidenceFile(
            "e1",
            "Kế hoạch.pdf",
            "k",
            "an@example.test",
            NOW,
            leaves,
            paper=Paper(official),
            verdicts=(verdict("readable", outcome, "…", "…"),),
        )
    ]


def codes(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(problem.at, problem.code) for problem in problems}


def test_a_leaf_is_covered_by_any_file_that_names_it() -> None:
    files = [
        EvidenceFile(name, "a.pdf", "k", "an@example.test", NOW, leaves)
        for name, leaves in (("e1", ("1.2",)), ("e2", ("1.2", "2.2")))
    ]
    assert completeness.covered(files) == {"1.2", "2.2"}


def test_an_empty_sheet_lacks_every_value_and_every_required_evidence() -> None:
    found = codes(completeness.missing(Sheet(), INDEX, (), ()))
    assert {at for at, code in found if code == "value_missing"} == set(VALUES)
    assert {at for at, code in found if code == "evidence_missing"} == set(NEEDING_EVIDENCE)


def test_a_full_sheet_with_evidence_everywhere_lacks_nothing() -> None:
    assert completeness.missing(full(), INDEX, (), of(*NEEDING_EVIDENCE)) == []


def test_a_genuine_zero_is_a_value() -> None:
    sheet = full()
    for leaf, zero in (
        ("1.2", {"count": 0}),
        ("1.1.1", {"level": "khong"}),
        ("2.1.2", {"points": "0"}),
    ):
        sheet = save(sheet, Change(leaf, 1, zero))
    assert completeness.missing(sheet, INDEX, (), of(*NEEDING_EVIDENCE)) == []


def test_an_explanation_replaces_evidence_unless_it_is_blank() -> None:
    sheet = save(
        full(),
        Change("2.2", 0, explanation="đã nộp bản giấy"),
        Change("2.1.2", 1, explanation=" \n "),
    )
    assert codes(completeness.missing(sheet, INDEX, (), of("1.1.1", "1.1.2"))) == {
        ("2.1.2", "evidence_missing")
    }


def test_a_leaf_that_does_not_apply_lacks_nothing() -> None:
    assert completeness.missing(Sheet(), INDEX, [*VALUES, "2.2"], ()) == []


def test_survey_and_external_leaves_are_never_missing_from_a_sheet() -> None:
    assert not {"3.1", "3.2"} & {
        at for at, _ in codes(completeness.missing(Sheet(), INDEX, (), ()))
    }


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (of("1.1.2"), "cần tài liệu kiểm chứng hoặc giải trình"),
        (of("1.1.1", official=False), "chỉ có tài liệu tham khảo"),
        (of("1.1.1", outcome="bad"), "tệp “Kế hoạch.pdf” không dùng được"),
    ],
)
def test_what_is_missing_says_which_file_does_not_count_and_why(
    files: list[EvidenceFile], said: str
) -> None:
    told = {each.at: each.vi for each in completeness.missing(full(), INDEX, (), files)}
    assert said in told["1.1.1"]


def test_a_strange_value_is_asked_about_and_lacks_nothing() -> None:
    sheet = save(full(), Change("1.1.2", 1, {"numerator": "25", "denominator": "20"}))
    assert completeness.missing(sheet, INDEX, (), of(*NEEDING_EVIDENCE)) == []
    assert [(doubt.at, doubt.vi) for doubt in completeness.doubts(sheet, INDEX, ())] == [
        ("1.1.2", "Tử số: lớn hơn mẫu số; xin kiểm tra lại")
    ]
    assert completeness.doubts(sheet, INDEX, ("1.1.2",)) == []
