from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.errors import Forbidden
from chalicelib.domain.people.accounts import COUNCIL_ROLES, ROLES, UNIT_ROLES, Account
from chalicelib.domain.people.posts import Post
from tests.small_round import NOW

EDITOR = Account("1", "a@example.test", "A", "editor", "thu-2026", "so-a")
MEMBER = Account("2", "b@example.test", "B", "council", "thu-2026", areas=("departments/1",))


def test_editors_and_leaders_act_for_their_own_unit() -> None:
    EDITOR.require_unit("thu-2026", "so-a")
    Account("1", "a@example.test", "A", "leader", "thu-2026", "so-a").require_unit(
        "thu-2026", "so-a"
    )


@pytest.mark.parametrize(("round_id", "unit"), [("thu-2026", "so-b"), ("thu-2025", "so-a")])
def test_nobody_acts_for_another_unit_or_in_another_round(round_id: str, unit: str) -> None:
    with pytest.raises(Forbidden):
        EDITOR.require_unit(round_id, unit)


@pytest.mark.parametrize("role", ["council", "ops"])
def test_no_other_role_acts_for_a_unit_even_if_its_account_names_one(role: str) -> None:
    with pytest.raises(Forbidden):
        Account("3", "c@example.test", "C", role, "thu-2026", "so-a").require_unit(
            "thu-2026", "so-a"
        )


@pytest.mark.parametrize("role", [*COUNCIL_ROLES, "ops"])
def test_the_council_and_operations_staff_see_what_the_council_has_before_it(role: str) -> None:
    replace(MEMBER, role=role).require_onlooker("thu-2026")


@pytest.mark.parametrize("account", [EDITOR, replace(MEMBER, round="thu-2025")])
def test_nobody_else_sees_it_nor_the_council_of_another_round(account: Account) -> None:
    with pytest.raises(Forbidden):
        account.require_onlooker("thu-2026")


def test_the_council_of_a_round_appraises_in_that_round_alone() -> None:
    MEMBER.require_council("thu-2026")
    with pytest.raises(Forbidden):
        MEMBER.require_council("thu-2025")
    with pytest.raises(Forbidden):
        EDITOR.require_council("thu-2026")


@pytest.mark.parametrize(
    ("role", "reads", "appraises", "assigns"),
    [
        ("council", True, True, False),
        ("chair", True, True, False),
        ("secretariat", True, False, True),
        ("ops", False, False, True),
        ("editor", False, False, False),
    ],
)
def test_who_of_the_council_reads_appraises_and_assigns(
    role: str, reads: bool, appraises: bool, assigns: bool
) -> None:
    person = replace(MEMBER, role=role)
    for wanted, require in (
        (reads, person.require_council),
        (appraises, person.require_appraiser),
        (assigns, person.require_secretariat),
    ):
        with nullcontext() if wanted else pytest.raises(Forbidden):
            require("thu-2026")


@pytest.mark.parametrize("role", ["chair", "secretariat"])
def test_the_chair_and_the_secretariat_are_so_in_their_own_round_alone(role: str) -> None:
    person = replace(MEMBER, role=role)
    for require in (person.require_council, person.require_appraiser, person.require_secretariat):
        with pytest.raises(Forbidden):
            require("thu-2025")


def test_a_member_appraises_the_assigned_areas_of_the_named_index() -> None:
    assert MEMBER.may_appraise("departments", "1")
    assert not MEMBER.may_appraise("departments", "2")
    assert not MEMBER.may_appraise("districts", "1")


def test_a_member_without_an_assignment_appraises_everything() -> None:
    assert Account("4", "d@example.test", "D", "council", "thu-2026").may_appraise("districts", "1")


def test_last_years_post_stays_with_its_role_when_somebody_gets_another() -> None:
    last = Account("s", "an@example.test", "An", "editor", "r-2024", "so-a")
    this = last.given(Post("leader", "r-2025", "so-b"), leads=True)
    assert (this.role, this.round, this.unit) == ("leader", "r-2025", "so-b")
    assert (this.role_in("r-2024", "so-a"), this.role_in("r-2025", "so-b")) == ("editor", "leader")
    this.require_unit("r-2024", "so-a")
    with pytest.raises(Forbidden):
        this.require_unit("r-2024", "so-b")
    assert Account("s", "an@example.test", "An", "leader").role_in("", "") == ""


ROUNDS, UNITS = ("r-2024", "r-2025"), ("so-a", "so-b")
ANY_POST = st.builds(
    lambda role, round_id, unit, days: Post(
        role,
        "" if role == "ops" else round_id,
        unit if role in UNIT_ROLES else "",
        until=None if days is None else NOW + timedelta(days=days),
    ),
    st.sampled_from(ROLES),
    st.sampled_from(ROUNDS),
    st.sampled_from(UNITS),
    st.sampled_from([None, -1, 1]),
)
SOME_POSTS = st.lists(st.tuples(ANY_POST, st.booleans()), min_size=1, max_size=6)


def holder(given_posts: list[tuple[Post, bool]]) -> Account:
    """Somebody who got these posts one after the other, each as the first one or as the last."""
    first = given_posts[0][0]
    account = Account("s", "an@example.test", "An", "editor").with_posts(first)
    for post, leads in given_posts[1:]:
        account = account.given(post, leads)
    return account


@settings(derandomize=True)
@given(SOME_POSTS)
def test_a_post_replaces_the_one_at_its_place_and_leaves_all_others(
    given_posts: list[tuple[Post, bool]],
) -> None:
    account = holder(given_posts)
    last = {post.place: post for post, _ in given_posts}
    assert sorted(account.posts, key=repr) == sorted(last.values(), key=repr)
    leading = [post for post, leads in given_posts[1:] if leads]
    if leading and given_posts[-1][1]:
        assert account.post == leading[-1]
    for round_id in ROUNDS:
        held = {post.unit for post in last.values() if post.place[::2] == (round_id, "unit")}
        assert account.own_units(round_id) == held
        for unit in UNITS:
            kept = last.get((round_id, unit, "unit"))
            assert account.role_in(round_id, unit) == (kept.role if kept else "")


@settings(derandomize=True)
@given(
    SOME_POSTS,
    st.sampled_from([UNIT_ROLES, ("council",), ("ops",)]),
    st.sampled_from(ROUNDS),
    st.sampled_from(UNITS),
    st.booleans(),
)
def test_the_post_that_fits_round_and_unit_decides_and_one_that_has_ended_only_reads(
    given_posts: list[tuple[Post, bool]],
    roles: tuple[str, ...],
    round_id: str,
    unit: str,
    writes: bool,
) -> None:
    account = holder(given_posts)
    may = [
        post
        for post in account.posts
        if post.role in roles
        and (post.role == "ops" or post.round == round_id)
        and (post.role not in UNIT_ROLES or post.unit == unit)
    ]
    active = [post for post in may if post.until is None or post.until > NOW]
    if not (active if writes else may):
        with pytest.raises(Forbidden):
            account.acting(roles, round_id, unit, writes, NOW)
        return
    acting = account.acting(roles, round_id, unit, writes, NOW)
    assert acting.post == min(active or may, key=lambda post: list(roles).index(post.role))
    assert set(acting.posts) == set(account.posts)


@settings(derandomize=True)
@given(SOME_POSTS)
def test_work_opens_at_the_first_post_that_has_not_ended(
    given_posts: list[tuple[Post, bool]],
) -> None:
    account = holder(given_posts)
    active = [post for post in account.posts if not post.has_ended(NOW)]
    assert account.working(NOW).post == (active or account.posts)[0]


def test_a_member_who_is_an_officer_too_has_the_areas_of_the_council_there_alone() -> None:
    both = Account("1", "a@example.test", "A", "editor", "r-2025", "so-a").given(
        Post("council", "r-2025", areas=("departments/1",)), leads=False
    )
    member = both.acting(("council",), "r-2025", "", True, NOW)
    assert member.may_appraise("departments", "1") and not member.may_appraise("departments", "2")
    editor = both.acting(UNIT_ROLES, "r-2025", "so-a", True, NOW)
    assert not editor.may_appraise("departments", "1")
    assert member.own_units("r-2025") == {"so-a"} and member.own_units("r-2024") == frozenset()


def test_what_asking_for_a_post_does_is_told_as_it_is() -> None:
    over = NOW - timedelta(days=1)
    there = Account("1", "a@example.test", "A", "editor", "r-2025", "so-a")

    def outcome(wanted: Account, known: Account = there) -> str:
        return known.outcome(wanted, NOW)

    assert outcome(there) == "standing"
    assert outcome(replace(there, round="r-2024")) == "added"
    assert outcome(replace(there, unit="so-b")) == "added"
    assert outcome(replace(there, role="council", unit="")) == "added"
    assert outcome(replace(there, role="leader")) == "moved"
    assert outcome(replace(there, name="B")) == "moved"
    assert outcome(replace(there, until=NOW + timedelta(days=1))) == "ends"
    assert outcome(there, replace(there, until=NOW + timedelta(days=1))) == "standing"
    assert outcome(there, replace(there, until=over)) == "added"


def test_tokens_made_until_a_sign_out_are_void_but_for_the_one_that_was_named() -> None:
    out = datetime(2026, 11, 20, 5, 0, 0, 500_000, tzinfo=UTC)
    account = Account("s", "an@example.test", "An", "editor", not_before=out, fresh="new")
    second = int(out.timestamp())
    assert not account.accepts(second, "old") and not account.accepts(second - 9, "")
    assert account.accepts(second, "new") and account.accepts(second + 1, "old")
    assert not replace(account, fresh="").accepts(second, "")


def test_who_is_of_the_council_in_two_roles_appraises_whichever_came_first() -> None:
    posts = Post("secretariat", "r-2025"), Post("council", "r-2025")
    for first, other in (posts, posts[::-1]):
        both = EDITOR.with_posts(first, other)
        assert both.acting(COUNCIL_ROLES, "r-2025", "", True, NOW).role == "council"


def test_a_member_who_became_chair_stays_of_the_council() -> None:
    ended, chair = Post("council", "r-2025", until=NOW), Post("chair", "r-2025")
    promoted = EDITOR.with_posts(ended, chair)
    assert promoted.council_post("r-2025", NOW) == chair
    assert promoted.council_post("r-2025") == ended
    assert promoted.council_post("r-2024", NOW) is None
