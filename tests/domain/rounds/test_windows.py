from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid, WindowClosed
from chalicelib.domain.instants import FOREVER
from chalicelib.domain.rounds.round import WINDOWS, Window
from chalicelib.domain.rounds.windows import MAX_AGE, NOTICE, TITLES, Timetable

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(hours=1)
SECONDS = st.integers(-10_000, 10_000).map(lambda seconds: NOW + timedelta(seconds=seconds))


def table(**windows: Window) -> Timetable:
    return Timetable("Asia/Ho_Chi_Minh", {name: windows.get(name, Window()) for name in WINDOWS})


def opened(name: str = "survey", until: datetime = LATER) -> Timetable:
    return table().opened(name, until, "đúng kế hoạch", "ops@example.test", NOW)


@given(SECONDS, SECONDS, SECONDS)
def test_the_clock_alone_decides_whether_a_window_is_open(
    opens: datetime, closes: datetime, now: datetime
) -> None:
    timetable = table(survey=Window(opens, closes))
    assert (timetable.state("survey", now) == "open") == (opens <= now < closes)
    if opens <= now < closes:
        timetable.require_open("survey", now)
    else:
        with pytest.raises(WindowClosed):
            timetable.require_open("survey", now)


def test_the_closing_instant_itself_is_closed() -> None:
    timetable = table(survey=Window(NOW, LATER))
    assert timetable.state("survey", LATER - timedelta(milliseconds=1)) == "open"
    assert timetable.state("survey", LATER) == "closed"


def test_a_window_without_an_opening_stays_shut_until_ops_opens_it() -> None:
    assert table().state("survey", NOW) == "not_yet"
    assert opened().state("survey", NOW) == "open"


def test_a_window_without_an_end_stays_open_for_good() -> None:
    timetable = table(survey=Window(NOW, None))
    timetable.require_open("survey", NOW + timedelta(days=4000))
    assert timetable.locks_at("survey") == FOREVER


def test_what_ops_decided_takes_the_place_of_the_official_dates() -> None:
    official = table(survey=Window(NOW - timedelta(days=9), NOW - timedelta(days=1)))
    assert official.state("survey", NOW) == "closed"
    reopened = official.opened("survey", LATER, "gia hạn", "ops@example.test", NOW)
    assert reopened.window("survey") == Window(NOW, LATER)
    assert official.state("survey", NOW) == "closed"


def test_extending_a_window_keeps_the_instant_it_opened() -> None:
    longer = opened().opened(
        "survey", LATER + LATER.resolution, "gia hạn", "ops@example.test", NOW + 60 * SECOND
    )
    assert longer.window("survey").opens == NOW


@given(st.integers(0, 30_000))
def test_a_closing_instant_lies_at_least_ten_seconds_ahead(milliseconds: int) -> None:
    until = NOW + timedelta(milliseconds=milliseconds)
    if milliseconds >= 10_000:
        assert opened(until=until).locks_at("survey") == until
    else:
        with pytest.raises(Invalid) as refused:
            opened(until=until)
        assert [problem.at for problem in refused.value.errors] == ["until"]


def test_close_now_means_in_ten_seconds() -> None:
    closed = opened().closed("survey", "hết việc", "ops@example.test", NOW + 5 * SECOND)
    assert closed.locks_at("survey") == NOW + 5 * SECOND + NOTICE
    closed.require_open("survey", NOW + 14 * SECOND)
    assert closed.state("survey", NOW + 15 * SECOND) == "closed"


def test_closing_a_window_never_lets_it_run_longer() -> None:
    soon = opened(until=NOW + 12 * SECOND)
    closed = soon.closed("survey", "hết việc", "ops@example.test", NOW + 8 * SECOND)
    assert closed.locks_at("survey") == NOW + 12 * SECOND


def test_a_window_that_is_not_open_cannot_be_closed() -> None:
    with pytest.raises(WindowClosed):
        table().closed("survey", "nhầm", "ops@example.test", NOW)


def test_no_copy_that_is_still_in_use_can_miss_a_closing() -> None:
    assert MAX_AGE < NOTICE


def test_every_act_needs_a_reason() -> None:
    with pytest.raises(Invalid):
        table().opened("survey", LATER, "  ", "ops@example.test", NOW)
    with pytest.raises(Invalid):
        opened().closed("survey", "", "ops@example.test", NOW)


def test_an_act_notes_who_when_and_why_and_counts_the_versions() -> None:
    opening = opened().openings["survey"]
    assert (opening.by, opening.at, opening.reason) == ("ops@example.test", NOW, "đúng kế hoạch")
    assert [table().version, opened().version] == [0, 1]


def test_acting_on_one_window_leaves_the_others_alone() -> None:
    assert [name for name in WINDOWS if opened().state(name, NOW) == "open"] == ["survey"]


def test_a_sealed_survey_cannot_be_reopened() -> None:
    sealed = opened().with_sealed("departments", LATER + NOTICE)
    with pytest.raises(WindowClosed, match="sealed"):
        sealed.opened(
            "survey",
            LATER + timedelta(hours=2),
            "gia hạn",
            "ops@example.test",
            LATER + timedelta(hours=1),
        )
    sealed.opened(
        "self_assessment", LATER + timedelta(hours=2), "gia hạn", "ops@example.test", LATER
    )


def test_ballots_are_sealed_only_once_the_survey_has_been_closed_for_ten_seconds() -> None:
    for early in (NOW, LATER, LATER + NOTICE - SECOND):
        with pytest.raises(WindowClosed):
            opened().with_sealed("departments", early)
    assert opened().with_sealed("departments", LATER + NOTICE).sealed == {
        "departments": LATER + NOTICE
    }


def test_an_open_ended_survey_is_never_sealed() -> None:
    with pytest.raises(WindowClosed):
        table(survey=Window(NOW, None)).with_sealed("departments", NOW + timedelta(days=4000))


def test_sealing_again_keeps_the_first_instant() -> None:
    once = opened().with_sealed("departments", LATER + NOTICE)
    assert once.with_sealed("departments", LATER + timedelta(days=1)).sealed == once.sealed


@pytest.mark.parametrize(
    ("window", "vi", "en"),
    [
        (
            Window(NOW - 60 * SECOND, NOW),
            "đã khóa từ 12:00 ngày 20/11/2026",
            "locked since 12:00 on 20/11/2026",
        ),
        (Window(LATER, None), "mở từ 13:00 ngày 20/11/2026", "opens at 13:00 on 20/11/2026"),
        (Window(), "chưa mở", "not opened yet"),
    ],
)
def test_a_refusal_says_since_or_from_when_in_local_time(window: Window, vi: str, en: str) -> None:
    with pytest.raises(WindowClosed) as refused:
        table(self_assessment=window).require_open("self_assessment", NOW)
    assert vi in refused.value.vi and refused.value.vi.startswith(TITLES["self_assessment"][0])
    assert en in refused.value.en and refused.value.en.startswith(TITLES["self_assessment"][1])


def test_every_window_has_a_name_that_people_know() -> None:
    assert set(TITLES) == set(WINDOWS)


MINUTE = 60 * SECOND
BY = "ops@example.test"


def for_unit(
    timetable: Timetable, until: datetime, now: datetime = NOW, unit: str = "so-a"
) -> Timetable:
    return timetable.opened_for(unit, "self_assessment", until, "mưa lũ", BY, now)


def test_a_unit_gets_a_window_of_its_own_and_the_others_do_not() -> None:
    official = table(self_assessment=Window(NOW - LATER.resolution, NOW - SECOND))
    reopened = for_unit(official, LATER)
    reopened.of("so-a").require_open("self_assessment", NOW)
    assert reopened.of("so-a").own == {"self_assessment"}
    assert reopened.of("so-a").openings["self_assessment"].reason == "mưa lũ"
    for others in (reopened, reopened.of("so-b")):
        assert others.state("self_assessment", NOW) == "closed" and not others.own
    assert reopened.version == official.version + 1


def test_a_newer_decision_for_everybody_helps_a_unit_and_never_shortens_its_own_time() -> None:
    own = for_unit(opened("self_assessment"), LATER + 5 * MINUTE)
    longer = own.opened("self_assessment", LATER + 9 * MINUTE, "gia hạn chung", BY, NOW + MINUTE)
    assert longer.of("so-a").locks_at("self_assessment") == LATER + 9 * MINUTE
    closed = own.closed("self_assessment", "đủ cả", BY, NOW + MINUTE)
    assert closed.of("so-a").locks_at("self_assessment") == LATER + 5 * MINUTE
    assert closed.of("so-b").locks_at("self_assessment") == NOW + MINUTE + NOTICE


def test_a_window_can_be_closed_for_one_unit_in_ten_seconds() -> None:
    closed = opened("self_assessment").closed_for(
        "so-a", "self_assessment", "gian dối", BY, NOW + MINUTE
    )
    assert closed.of("so-a").locks_at("self_assessment") == NOW + MINUTE + NOTICE
    assert closed.of("so-b").locks_at("self_assessment") == LATER


def test_the_survey_opens_and_closes_for_everybody() -> None:
    with pytest.raises(Invalid):
        opened().opened_for("so-a", "survey", LATER, "riêng", BY, NOW)
    with pytest.raises(Invalid):
        opened().closed_for("so-a", "survey", "riêng", BY, NOW)


def test_a_refusal_says_why_it_is_locked() -> None:
    past = table(self_assessment=Window(NOW - MINUTE, NOW - SECOND))
    granted = for_unit(past, NOW + MINUTE).of("so-a")
    by_hand = opened("self_assessment").closed("self_assessment", "đã đủ hồ sơ", BY, NOW)
    for timetable, why in (
        (past, "theo kế hoạch"),
        (granted, "cho phép"),
        (by_hand, "điều hành đã đóng"),
    ):
        with pytest.raises(WindowClosed, match="locked since") as refused:
            timetable.require_open("self_assessment", LATER)
        assert why in refused.value.vi
        assert (
            "đã đủ hồ sơ" not in refused.value.vi + refused.value.en
        )  # ops' own words are for the record


def test_respondents_are_told_that_the_survey_ended_and_not_why() -> None:
    closed = opened().closed("survey", "có đơn tố cáo", BY, NOW)
    for timetable in (closed, table(survey=Window(NOW - MINUTE, NOW - SECOND))):
        with pytest.raises(WindowClosed) as refused:
            timetable.require_open("survey", LATER)
        assert "đã kết thúc lúc" in refused.value.vi and "ended at" in refused.value.en
        assert not [word for word in ("tố cáo", "điều hành") if word in refused.value.vi]
