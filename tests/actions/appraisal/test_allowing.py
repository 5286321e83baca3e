"""Allowing: by the assignments; without any by the areas of the account; never the own unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing
from chalicelib.actions.appraisal.allowing import Allowed
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts, assignments, audit
from tests import council_story as story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, to, works_at
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND

AREA_1, AREA_2 = ("1.1.1", "1.1.2", "1.2"), ("2.1.1", "2.1.2", "2.1.3", "2.2")


@pytest.fixture(autouse=True)
@told_once
def _council(aws: Aws) -> None:
    story.load()


def allowed(by: Account, unit: str = "so-a") -> Allowed:
    return allowing.allowed(places.place(ROUND, unit, "appraisal_first", NOW), by)


def test_without_any_assignment_a_member_appraises_the_areas_of_the_account() -> None:
    assert allowed(AN) == Allowed(AREA_1 + AREA_2)
    assert allowed(replace(AN, areas=("departments/2",))) == Allowed(AREA_2)


def test_with_assignments_the_areas_of_the_account_count_no_more() -> None:
    assign(to(BINH, "2"))
    assert allowed(replace(AN, areas=("departments/2",))) == Allowed()
    assert allowed(BINH) == Allowed(AREA_2)


def test_the_chair_appraises_what_is_assigned_as_any_member() -> None:
    assign(to(CHAIR, "1"), to(BINH, "2"))
    assert allowed(CHAIR) == Allowed(AREA_1)


def test_the_secretariat_appraises_nothing_and_prepares_everything() -> None:
    assert allowed(SECRETARY) == Allowed((), AREA_1 + AREA_2)
    assign(to(AN, "1"))
    assert allowed(SECRETARY) == Allowed((), AREA_1 + AREA_2)


def test_a_helper_prepares_what_the_member_appraises() -> None:
    assign(to(AN, "1", helpers=[BINH]))
    assert allowed(BINH) == Allowed((), AREA_1)


def test_the_deputy_appraises_at_once_where_the_member_gets_a_post_since() -> None:
    assign(to(AN, "1", deputy=BINH), to(AN, "2"))
    assert allowed(BINH) == Allowed()
    kept = accounts.find(AN.sub)
    assert kept and accounts.put(kept.given(Post("editor", ROUND, "so-a"), leads=False), NOW)
    assert allowed(BINH) == Allowed(AREA_1)
    assert allowed(BINH, "so-b") == Allowed()


def test_a_member_whose_account_is_not_known_has_no_post_since() -> None:
    assign(to(AN, "1", deputy=BINH))
    kept = assignments.get(ROUND)
    unknown = replace(kept, version=kept.version + 1, subs={})
    assignments.put(ROUND, unknown, audit.act_of(ROUND, NOW, SECRETARY.email, "assign", "2"))
    assert allowed(BINH) == Allowed()


def test_the_deputy_appraises_the_members_own_unit_and_the_member_nothing_of_it() -> None:
    assign(to(AN, "1", deputy=BINH), to(AN, "2"), own=[works_at(AN, "so-a")])
    assert allowed(AN) == Allowed(own_unit=True)
    assert allowed(BINH) == Allowed(AREA_1)
    assert (allowed(AN, "so-b"), allowed(BINH, "so-b")) == (Allowed(AREA_1 + AREA_2), Allowed())


def test_the_own_unit_holds_while_nothing_is_assigned_too() -> None:
    assign(own=[works_at(AN, "so-a"), works_at(SECRETARY, "so-a")])
    assert allowed(AN) == allowed(SECRETARY) == Allowed(own_unit=True)
    assert allowed(AN, "so-b") == Allowed(AREA_1 + AREA_2)


def test_every_leaf_of_others_is_named_and_one_that_nobody_appraises_is_left_to_the_rule() -> None:
    at = places.place(ROUND, "so-a", "appraisal_first", NOW)
    leaves = ["1.2", "2.2", "2.1.1", "3.1", "9.9"]
    assign(to(AN, "1", helpers=[BINH]), own=[works_at(CHAIR, "so-a")])
    with pytest.raises(Forbidden) as refused:
        allowing.require_assigned(at, leaves, AN)
    assert [(each.at, each.code) for each in refused.value.errors] == [
        ("2.2", "not_assigned"),
        ("2.1.1", "not_assigned"),
    ]
    with pytest.raises(Forbidden) as refused:
        allowing.require_helping(at, leaves, BINH)
    assert [each.at for each in refused.value.errors] == ["2.2", "2.1.1"]
    for require in (allowing.require_assigned, allowing.require_helping):
        with pytest.raises(Forbidden) as refused:
            require(at, leaves, CHAIR)
        assert [(each.at, each.code) for each in refused.value.errors] == [
            ("1.2", "own_unit"),
            ("2.2", "own_unit"),
            ("2.1.1", "own_unit"),
        ]
