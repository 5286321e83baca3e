from __future__ import annotations

import pytest

from chalicelib.domain.access import Account
from chalicelib.domain.errors import Forbidden

EDITOR = Account("1", "a@example.test", "A", "editor", "thu-2026", "so-a")
MEMBER = Account("2", "b@example.test", "B", "council", "thu-2026", areas=("departments/1",))


def test_editors_and_leaders_act_for_their_own_unit() -> None:
    EDITOR.require_unit("thu-2026", "so-a")
    Account("1", "a@example.test", "A", "leader", "thu-2026", "so-a").require_unit("thu-2026", "so-a")


@pytest.mark.parametrize(("round_id", "unit"), [("thu-2026", "so-b"), ("thu-2025", "so-a")])
def test_nobody_acts_for_another_unit_or_in_another_round(round_id: str, unit: str) -> None:
    with pytest.raises(Forbidden):
        EDITOR.require_unit(round_id, unit)


@pytest.mark.parametrize("role", ["council", "ops"])
def test_no_other_role_acts_for_a_unit_even_if_its_account_names_one(role: str) -> None:
    with pytest.raises(Forbidden):
        Account("3", "c@example.test", "C", role, "thu-2026", "so-a").require_unit("thu-2026", "so-a")


def test_the_council_of_a_round_appraises_in_that_round_alone() -> None:
    MEMBER.require_council("thu-2026")
    with pytest.raises(Forbidden):
        MEMBER.require_council("thu-2025")
    with pytest.raises(Forbidden):
        EDITOR.require_council("thu-2026")


def test_a_member_appraises_the_assigned_areas_of_the_named_index() -> None:
    assert MEMBER.may_appraise("departments", "1")
    assert not MEMBER.may_appraise("departments", "2")
    assert not MEMBER.may_appraise("districts", "1")


def test_a_member_without_an_assignment_appraises_everything() -> None:
    assert Account("4", "d@example.test", "D", "council", "thu-2026").may_appraise("districts", "1")
