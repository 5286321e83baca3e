from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.assessment import releases
from chalicelib.domain.assessment.releases import Release
from chalicelib.domain.rounds.round import WINDOWS, Window
from chalicelib.domain.rounds.windows import NOTICE, Timetable
from tests.small_round import units

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOTH = ("departments", "districts")


def table(**windows: Window) -> Timetable:
    return Timetable("Asia/Ho_Chi_Minh", {name: windows.get(name, Window()) for name in WINDOWS})


def release(number: int, round_pass: int, *indexes: str) -> Release:
    return Release(number, round_pass, indexes, "thu-ky@example.test", NOW, "biên bản")


def test_the_last_release_of_the_pass_for_the_index_counts() -> None:
    kept = [release(1, 1, *BOTH), release(2, 1, "departments"), release(3, 2, "districts")]
    latest = {
        (number, index): releases.latest(kept, number, index) for number in (1, 2) for index in BOTH
    }
    assert {key: found and found.number for key, found in latest.items()} == {
        (1, "departments"): 2,
        (1, "districts"): 1,
        (2, "departments"): None,
        (2, "districts"): 3,
    }


def test_a_pass_is_over_once_a_save_under_way_at_its_close_has_ended() -> None:
    timetable = table(appraisal_first=Window(NOW, NOW + HOUR))
    assert not releases.is_over(timetable, 1, NOW + HOUR)
    assert releases.is_over(timetable, 1, NOW + HOUR + NOTICE)
    assert not releases.is_over(timetable, 2, NOW + 999 * HOUR)


def test_every_unit_whose_pass_is_not_over_is_named() -> None:
    timetable = table(appraisal_first=Window(NOW, NOW + HOUR)).opened_for(
        "so-b", "appraisal_first", NOW + 9 * HOUR, "gia hạn", "ops@example.test", NOW
    )
    for hours, named in ((1, ["so-a", "so-b", "quan-c"]), (2, ["so-b"]), (10, [])):
        problems = releases.still_open(timetable, 1, units().values(), NOW + hours * HOUR)
        assert [problem.at for problem in problems] == named


@pytest.mark.parametrize(
    ("first", "supplement", "shown"),
    [
        (Window(NOW - HOUR, NOW), Window(NOW, NOW + HOUR), True),
        (Window(NOW - HOUR, NOW), Window(NOW - HOUR, NOW), True),
        (Window(NOW - HOUR, NOW), Window(NOW + HOUR, None), False),
        (Window(NOW - HOUR, NOW), Window(), False),
        (Window(NOW - HOUR, NOW + HOUR), Window(NOW, NOW + HOUR), False),
    ],
)
def test_without_a_release_a_closed_first_pass_shows_from_when_the_supplement_has_opened(
    first: Window, supplement: Window, shown: bool
) -> None:
    timetable = table(appraisal_first=first, supplement=supplement)
    assert releases.is_shown_by_supplement(timetable, NOW) == shown
