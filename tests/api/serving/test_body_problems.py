from __future__ import annotations

import pytest
from pydantic import ValidationError

from chalicelib.api.assessment.sheet_bodies import SaveSheet, Submit
from chalicelib.api.rounds.bodies import OpenWindow
from chalicelib.api.serving.body_problems import IN_VIETNAMESE, problem_of


def test_every_problem_of_a_body_is_told_in_both_languages_at_its_path() -> None:
    with pytest.raises(ValidationError) as caught:
        SaveSheet.model_validate(
            {"save_id": "x", "entries": [{"leaf": 1, "version": -1, "note": ""}]}
        )
    found = {problem.at: problem for problem in map(problem_of, caught.value.errors())}
    assert list(found) == ["save_id", "entries[0].leaf", "entries[0].version", "entries[0].note"]
    assert found["entries[0].version"].vi == "entries[0].version: phải từ 0 trở lên"
    assert (
        found["entries[0].version"].en
        == "entries[0].version: Input should be greater than or equal to 0"
    )
    assert found["entries[0].note"].code == "extra_forbidden"


def test_a_body_that_is_no_object_is_told_so() -> None:
    with pytest.raises(ValidationError) as caught:
        Submit.model_validate([])
    (problem,) = map(problem_of, caught.value.errors())
    assert problem.vi == "Nội dung: phải là một đối tượng {…}"


def test_an_instant_is_asked_for_with_its_offset() -> None:
    for until in ("mai", "2026-11-20T12:00:00", None, "2026-11-31"):
        with pytest.raises(ValidationError) as caught:
            OpenWindow.model_validate({"until": until, "reason": "x"})
        (problem,) = map(problem_of, caught.value.errors())
        assert problem.code in IN_VIETNAMESE
