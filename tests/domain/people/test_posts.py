"""A post: where it is, what it fits, when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.people.posts import Post
from tests.small_round import NOW

EDITOR, LEADER = Post("editor", "r-1", "so-a"), Post("leader", "r-1", "so-a")
MEMBER, OPS = Post("council", "r-1"), Post("ops", "r-1")


def test_editor_and_leader_of_a_unit_are_one_place_and_every_other_work_is_another() -> None:
    assert EDITOR.place == LEADER.place
    others = [MEMBER, OPS, Post("editor", "r-1", "so-b"), Post("editor", "r-2", "so-a")]
    assert len({post.place for post in (EDITOR, *others)}) == 5


def test_operations_staff_have_one_post_for_every_round() -> None:
    assert OPS.place == Post("ops").place == Post("ops", "r-2").place
    assert all(OPS.fits(round_id, unit) for round_id in ("", "r-9") for unit in ("", "so-a"))


@pytest.mark.parametrize(
    ("round_id", "unit", "fits"),
    [
        ("r-1", "so-a", True),
        ("r-1", "", True),
        ("", "so-a", True),
        ("r-1", "so-b", False),
        ("r-2", "so-a", False),
    ],
)
def test_a_units_post_fits_its_round_and_unit(round_id: str, unit: str, fits: bool) -> None:
    assert EDITOR.fits(round_id, unit) is fits


def test_a_members_post_fits_its_round_whatever_the_unit() -> None:
    assert MEMBER.fits("r-1", "so-b") and not MEMBER.fits("r-2", "so-b")


def test_a_post_ends_at_the_instant_that_was_set_and_never_without_one() -> None:
    until = Post("editor", "r-1", "so-a", until=NOW)
    assert until.has_ended(NOW) and not until.has_ended(NOW - timedelta(seconds=1))
    assert not EDITOR.has_ended(NOW)
