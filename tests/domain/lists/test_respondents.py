"""Lists of respondents: how rows are stored, and priority decides between lists."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.lists import respondents
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds.round import Round, parse_round
from tests import small_round


def shared_round() -> Round:
    """Two indexes with a group of the same id, listed by the districts; the departments list one
    for themselves.
    """
    document = small_round.document()
    group = {"title": {"vi": "x", "en": "x"}, "rates": "row"}
    document["indexes"][0]["groups"] += [
        {**group, "id": "both", "priority": 3, "listed_by": ["districts"]},
        {**group, "id": "only-here", "priority": 3, "listed_by": ["districts", "departments"]},
    ]
    document["indexes"][1]["groups"] = [
        {**group, "id": "both", "priority": 1, "listed_by": ["districts"]}
    ]
    return parse_round(document)


def test_a_row_that_names_no_unit_rates_the_listers_own() -> None:
    (row,) = respondents.tidy([Respondent("An", "an@example.test")], "so-a")
    assert row.rates == "so-a"
    (row,) = respondents.tidy([Respondent("An", "an@example.test", rates=" so-b ")], "so-a")
    assert row.rates == "so-b"


def test_a_group_is_found_by_its_id_in_the_listers_own_index_first() -> None:
    round_ = shared_round()
    found = respondents.find_group(round_, "districts", "both")
    assert (found[0].id, found[1].priority) == ("districts", 1)
    assert respondents.find_group(round_, "districts", "both", "departments")[0].id == "departments"
    assert respondents.find_group(round_, "districts", "only-here")[0].id == "departments"


def test_a_group_that_somebody_else_lists_is_not_found() -> None:
    with pytest.raises(NotFound):
        respondents.find_group(shared_round(), "departments", "council")


def test_the_authority_has_to_say_which_of_several_indexes_it_means() -> None:
    document = small_round.document()
    document["indexes"][1]["groups"] = [document["indexes"][0]["groups"][0]]
    with pytest.raises(Invalid, match="departments, districts"):
        respondents.find_group(parse_round(document), "authority", "council")


def test_listers_come_by_index_then_priority_then_id() -> None:
    listers = [
        (lister, index.id, group.id)
        for lister, index, group in respondents.listers(shared_round(), small_round.units())
    ]
    assert listers == [
        ("authority", "departments", "council"),
        ("so-a", "departments", "leaders"),
        ("so-b", "departments", "leaders"),
        ("quan-c", "departments", "both"),
        ("quan-c", "departments", "only-here"),
        ("so-a", "departments", "only-here"),
        ("so-b", "departments", "only-here"),
        ("quan-c", "districts", "both"),
    ]
