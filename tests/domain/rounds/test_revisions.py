"""Questionnaires have a digest of their own and go over to the next year, marked."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds import revisions as versions
from chalicelib.domain.rounds.round import parse_round
from tests import small_round


def document() -> dict[str, Any]:
    return small_round.document()


def test_only_scales_and_questions_make_another_questionnaire() -> None:
    first, windows, question, scale = document(), document(), document(), document()
    windows["windows"]["survey"]["closes"] = "2026-12-31"
    question["indexes"][0]["questions"][0]["title"]["vi"] = "Chất lượng thế nào?"
    scale["scales"]["quality"][1]["weight"] = "0.7"
    assert versions.digest(windows) == versions.digest(first)
    assert len({versions.digest(each) for each in (first, question, scale)}) == 3
    assert (
        versions.rest(question)
        == versions.rest(scale)
        == versions.rest(first)
        != versions.rest(windows)
    )


def test_the_next_year_takes_questions_and_scales_over_and_says_from_where() -> None:
    earlier, draft = document(), document()
    draft["id"], draft["scales"] = "thu-2027", {}
    for index in draft["indexes"]:
        index["questions"] = []
    made, left_out = versions.carry_over(draft, earlier)
    assert left_out == []
    assert made["indexes"][0]["copied_from"]["round"] == "thu-2026"
    copied, before = parse_round(made), parse_round(earlier)
    assert [index.questions for index in copied.indexes] == [
        index.questions for index in before.indexes
    ]
    assert draft["indexes"][0]["questions"] == []


def test_a_question_that_no_group_of_the_new_round_is_asked_is_left_out_and_told() -> None:
    draft = document()
    draft["indexes"][0]["groups"] = draft["indexes"][0]["groups"][:1]
    made, left_out = versions.carry_over(draft, document())
    assert [
        (question["id"], question["groups"]) for question in made["indexes"][0]["questions"]
    ] == [("q1", ["council"])]
    assert [each.at for each in left_out] == ["departments/q2"]


def test_nothing_is_taken_from_another_authority() -> None:
    draft = document()
    draft["authority"] = {"vi": "Tỉnh khác", "en": "Another province"}
    with pytest.raises(Invalid):
        versions.carry_over(draft, document())


def test_two_versions_differ_by_question_and_a_changed_scale_changes_its_questions() -> None:
    asked = [
        {"id": f"q{number}", "title": {"vi": f"Câu {number}?"}, "scale": f"s{number}"}
        for number in (1, 2, 3)
    ]
    before = {
        "scales": {"s1": [1], "s2": [2], "s3": [3]},
        "indexes": [{"id": "a", "questions": asked[:2]}],
    }
    after = {
        "scales": {"s1": [0], "s3": [3]},
        "indexes": [{"id": "a", "questions": [asked[0], asked[2]]}],
    }
    (found,) = versions.differences(before, after)
    assert (found.before, found.after, found.changed) == (2, 2, ("Câu 1?",))
    assert (found.added, found.removed) == (("Câu 3?",), ("Câu 2?",))
    assert versions.differences(before, before)[0].changed == ()


def test_only_the_questionnaires_of_a_file_are_taken() -> None:
    document = {
        "id": "a",
        "scales": {},
        "indexes": [{"id": "x", "questions": [], "copied_from": {}, "groups": [1]}],
    }
    given = {
        "id": "b",
        "scales": {"s": [1]},
        "indexes": [{"id": "x", "questions": [2], "groups": []}],
    }
    made = versions.replaced(document, given)
    assert made == {
        "id": "a",
        "scales": {"s": [1]},
        "indexes": [{"id": "x", "questions": [2], "groups": [1]}],
    }
    assert versions.replaced(document, versions.part(given)) == made
