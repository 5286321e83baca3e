"""A process works with copies of a round, which are never old enough to change a decision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from chalicelib.actions.rounds import current, loading, scheduling
from chalicelib.domain.errors import NotFound, WindowClosed
from chalicelib.domain.rounds.windows import MAX_AGE, NOTICE
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, OPS

KIND = "self_assessment"
JUST_BEFORE = timedelta(milliseconds=1)


@pytest.fixture(autouse=True)
def _loaded(aws: Aws) -> None:
    current._copies.clear()
    loading.load(ROUND, small_round.document(), small_round.unit_rows(), OPS, NOW)


@contextmanager
def another_process() -> Iterator[None]:
    """What happens inside leaves the copies of this process as they are."""
    own = dict(current._copies)
    current._copies.clear()
    yield
    current._copies.clear()
    current._copies.update(own)


def state(name: str = KIND, after: timedelta = timedelta(0)) -> str:
    return current.timetable(ROUND, NOW + after).state(name, NOW + after)


def test_what_another_process_decided_is_known_here_when_the_copy_is_too_old() -> None:
    assert state() == "not_yet"
    with another_process():
        story.open_window(KIND)
    assert state(after=MAX_AGE - JUST_BEFORE) == "not_yet"
    assert current.latest_timetable(ROUND, NOW).state(KIND, NOW) == "open"
    assert state(after=MAX_AGE) == "open"


def test_an_old_copy_is_read_again_before_it_refuses() -> None:
    assert state() == "not_yet"
    a_moment_later = NOW + JUST_BEFORE
    with another_process():
        story.open_window(KIND)
    assert current.require_open(ROUND, KIND, a_moment_later).locks_at(KIND) == LATER


def test_a_window_that_another_process_closed_is_closed_here_at_the_same_instant() -> None:
    story.open_window(KIND)
    closes = NOW + NOTICE
    current.get(ROUND, closes - MAX_AGE - JUST_BEFORE)
    with another_process():
        scheduling.close_window(ROUND, KIND, "xong", OPS, NOW)
    current.require_open(ROUND, KIND, closes - JUST_BEFORE)
    with pytest.raises(WindowClosed):
        current.require_open(ROUND, KIND, closes)


def test_units_that_another_process_loaded_are_known_here_when_the_copy_is_too_old() -> None:
    assert list(current.units(ROUND, NOW)) == ["so-a", "so-b", "quan-c"]
    with another_process():
        loading.load(ROUND, small_round.document(), small_round.unit_rows()[:2], OPS, NOW)
    assert list(current.units(ROUND, NOW + MAX_AGE)) == ["so-a", "so-b"]


def test_what_is_open_for_a_unit_is_open_for_no_other_unit() -> None:
    scheduling.open_for_unit(ROUND, "so-a", KIND, LATER, "bão", OPS, NOW)
    current.require_open(ROUND, KIND, NOW, "so-a")
    for unit in ("so-b", ""):
        with pytest.raises(WindowClosed):
            current.require_open(ROUND, KIND, NOW, unit)


def test_a_round_that_is_not_there_is_found_as_soon_as_it_is_loaded() -> None:
    with pytest.raises(NotFound, match="chua-co"):
        current.get("chua-co", NOW)
    with another_process():
        document = {**small_round.document(), "id": "chua-co"}
        loading.load("chua-co", document, small_round.unit_rows(), OPS, NOW)
    assert current.unit("chua-co", "so-a", NOW).name.vi == "Sở A"
    with pytest.raises(NotFound, match="so-z"):
        current.unit("chua-co", "so-z", NOW)
