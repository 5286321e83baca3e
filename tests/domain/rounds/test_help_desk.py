from __future__ import annotations

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import plain_document


def test_helpers_are_read_index_by_index_and_a_round_need_not_name_any() -> None:
    document = plain_document()
    assert parse_round(document).indexes[0].helpers == ()
    document["indexes"][0]["helpers"] = [
        {"title": {"vi": "Tổ hỗ trợ"}, "email": "ho-tro@example.test"}
    ]
    (helper,) = parse_round(document).indexes[0].helpers
    assert (helper.title.vi, helper.email, helper.phone) == ("Tổ hỗ trợ", "ho-tro@example.test", "")


def test_a_helper_nobody_can_reach_is_a_problem_of_the_document() -> None:
    document = plain_document()
    document["indexes"][0]["helpers"] = [
        {"title": {"vi": "Tổ hỗ trợ"}},
        {"email": "ho-tro@example.test"},
    ]
    with pytest.raises(Invalid) as refusal:
        parse_round(document)
    assert [problem.at for problem in refusal.value.errors] == [
        "indexes[0].helpers[0]",
        "indexes[0].helpers[1].title",
    ]
