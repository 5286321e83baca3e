from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.errors import Forbidden
from chalicelib.domain.people.accounts import Account, check_password

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


@pytest.mark.parametrize(
    "password", ["Mật khẩu 2026 mới", "correct Horse 7 battery", "a" * 250 + "A1"]
)
def test_a_long_password_with_letters_and_figures_is_taken(password: str) -> None:
    assert check_password(password, "an@example.test") == []


@pytest.mark.parametrize(
    "password",
    [
        "123456",
        "Ngắn 1",
        "khong co chu hoa 1",
        "KHONG CO CHU THUONG 1",
        "Không có số nào",
        "Password2026",
        "MatKhau 12345",
        "Bien-Tap 2026 x",
    ],
)
def test_a_short_plain_common_or_own_word_is_no_password(password: str) -> None:
    assert check_password(password, "bien-tap@example.test")


def test_last_years_post_stays_in_sight_when_somebody_is_moved() -> None:
    last = Account("s", "an@example.test", "An", "editor", "r-2024", "so-a")
    this = last.moved(Account("", "an@example.test", "An", "leader", "r-2025", "so-a"))
    this.require_unit("r-2025", "so-a")
    this.require_unit("r-2024", "so-a")
    with pytest.raises(Forbidden):
        this.require_unit("r-2024", "so-b")
    other = this.moved(Account("", "an@example.test", "An", "editor", "r-2025", "so-b"))
    with pytest.raises(Forbidden):
        other.require_unit("r-2025", "so-a")
    with pytest.raises(Forbidden):
        other.moved(Account("", "an@example.test", "An", "council", "r-2025")).require_unit(
            "r-2024", "so-a"
        )


@settings(derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["r-2024", "r-2025", "r-2026"]),
            st.sampled_from(["so-a", "so-b"]),
            st.sampled_from(["editor", "leader"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_in_each_round_a_person_has_the_role_of_the_last_post_there(
    posts: list[tuple[str, str, str]],
) -> None:
    account = Account("s", "an@example.test", "An", posts[0][2], *posts[0][:2])
    for round_id, unit, role in posts[1:]:
        account = account.moved(Account("", account.email, "An", role, round_id, unit))
    last = {round_id: (unit, role) for round_id, unit, role in posts}
    for round_id in ("r-2024", "r-2025", "r-2026"):
        unit_then, role_then = last.get(round_id, ("", ""))
        for unit in ("so-a", "so-b"):
            assert account.role_in(round_id, unit) == (role_then if unit == unit_then else "")


def test_an_earlier_post_that_was_kept_without_its_role_is_an_editors() -> None:
    account = Account(
        "s", "an@example.test", "An", "leader", "r-2026", "quan-c", earlier=("r-2025/so-b",)
    )
    assert account.role_in("r-2025", "so-b") == "editor"
    assert account.role_in("r-2026", "quan-c") == "leader"
    assert replace(account, role="council").role_in("r-2025", "so-b") == ""
    assert Account("s", "an@example.test", "An", "leader").role_in("", "") == ""


def test_tokens_made_until_a_sign_out_are_void_but_for_the_one_that_was_named() -> None:
    out = datetime(2026, 11, 20, 5, 0, 0, 500_000, tzinfo=UTC)
    account = Account("s", "an@example.test", "An", "editor", not_before=out, fresh="new")
    second = int(out.timestamp())
    assert not account.accepts(second, "old") and not account.accepts(second - 9, "")
    assert account.accepts(second, "new") and account.accepts(second + 1, "old")
    assert not replace(account, fresh="").accepts(second, "")
