"""Doubts: what a member should look at before accepting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.appraisal import doubts
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.evidence.inspection import verdict
from tests.small_round import NOW, VALUES, departments

INDEX = departments()
GOOD = EvidenceFile(
    "e1",
    "a.pdf",
    "k",
    "an@example.test",
    NOW,
    ("1.1.1",),
    verdicts=(verdict("readable", "good", "…", "…"),),
)


def of(leaf: str, entry: Entry, *files: EvidenceFile) -> list[str]:
    return doubts.of_leaf(INDEX.leaf(leaf), entry, files)


def test_a_plain_value_with_good_evidence_raises_none() -> None:
    assert of("1.1.1", Entry(VALUES["1.1.1"], "", 1), GOOD) == []
    assert of("1.2", Entry(VALUES["1.2"], "", 1)) == []  # its evidence is optional


def test_without_a_value_there_is_nothing_to_accept() -> None:
    assert of("1.2", Entry()) == [doubts.NOT_SENT]


def test_strange_figures_estimates_and_missing_evidence_are_told_together() -> None:
    strange = Entry({"numerator": "41", "denominator": "40"}, "", 1, estimated=True)
    assert of("1.1.2", strange) == [doubts.UNUSUAL, doubts.ESTIMATED, doubts.NO_EVIDENCE]


@pytest.mark.parametrize(
    "file",
    [
        replace(GOOD, verdicts=None),
        replace(GOOD, verdicts=(verdict("effective", "warning", "…", "…"),)),
    ],
    ids=["not inspected yet", "with a warning"],
)
def test_a_file_that_is_not_plainly_good_is_told(file: EvidenceFile) -> None:
    assert of("1.1.1", Entry(VALUES["1.1.1"], "", 1), GOOD, file) == [doubts.FILE]


def test_a_file_for_reference_is_no_evidence_and_one_of_another_leaf_is_none_here() -> None:
    entry = Entry(VALUES["1.1.1"], "", 1)
    reference = replace(GOOD, paper=Paper(official=False))
    assert of("1.1.1", entry, reference) == [doubts.NO_EVIDENCE, doubts.FILE]
    assert of("1.1.1", entry, replace(GOOD, leaves=("1.2",))) == [doubts.NO_EVIDENCE]


def test_a_sheet_has_doubts_of_every_self_assessed_leaf_that_applies() -> None:
    found = doubts.of_sheet(INDEX, Sheet(), (), ("1.2",))
    assert set(found) == set(VALUES) - {"1.2"}


def test_a_value_or_a_comment_in_any_pass_is_a_touch_an_emptied_entry_is_none() -> None:
    emptied = Sheet(2, entries={"1.2": Entry(None, " ", 2)})
    assert doubts.is_untouched("1.2", [Sheet(), emptied])
    for entry in (Entry({"count": 1}, "", 1), Entry(None, "chưa rõ", 1)):
        assert not doubts.is_untouched("1.2", [Sheet(), Sheet(1, entries={"1.2": entry})])
