from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chalicelib.domain.letters.corrections import REFUSED, Correction
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.people import notices
from chalicelib.domain.people.notices import KINDS, Published
from chalicelib.domain.rounds.round import WINDOWS, Window
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.domain.texts import Text

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
UNITS = {"so-a": "departments", "quan-c": "districts"}


def table(**windows: Window) -> Timetable:
    return Timetable("Asia/Ho_Chi_Minh", {name: windows.get(name, Window()) for name in WINDOWS})


def kinds(
    timetable: Timetable, now: datetime = NOW, published: tuple[Published, ...] = ()
) -> list[tuple[str, str]]:
    return [(notice.unit, notice.kind) for notice in notices.due(timetable, UNITS, published, now)]


def test_a_deadline_is_near_in_the_last_quarter_and_three_days_at_most() -> None:
    for length, near in ((40 * DAY, 3 * DAY), (4 * HOUR, HOUR)):
        timetable = table(self_assessment=Window(NOW, NOW + length))
        assert kinds(timetable, NOW + length - near - HOUR / 60) == []
        assert kinds(timetable, NOW + length - near) == [
            ("so-a", "deadline_near"),
            ("quan-c", "deadline_near"),
        ]
        assert kinds(timetable, NOW + length) == []


def test_only_the_unit_that_was_reopened_is_told_and_why() -> None:
    timetable = table().opened_for(
        "so-a", "self_assessment", NOW + DAY, "mưa lũ", "ops@example.test", NOW
    )
    (notice,) = notices.due(timetable, UNITS, (), NOW + HOUR)
    assert (notice.unit, notice.kind) == ("so-a", "reopened")
    assert "mưa lũ" in notice.text.vi and "12:00 ngày 21/11/2026" in notice.text.vi
    closed = timetable.closed_for("so-a", "self_assessment", "xong", "ops@example.test", NOW + HOUR)
    assert "reopened" not in dict(kinds(closed, NOW + HOUR)).values()


def test_supplements_and_publications_are_told_while_they_are_news() -> None:
    timetable = table(
        appraisal_first=Window(NOW - DAY, NOW), supplement=Window(NOW, NOW + 90 * DAY)
    )  # that a pass closed is no news: its result is told once it is released
    ranking = Published("departments", Text("Khối sở", ""), 2, NOW)
    assert kinds(timetable, published=(ranking,)) == [
        ("so-a", "supplement_open"),
        ("so-a", "published"),
        ("quan-c", "supplement_open"),
    ]
    assert kinds(timetable, NOW + notices.NEWS, (ranking,)) == []


def test_notices_worked_out_again_are_the_same_under_the_same_ids() -> None:
    timetable = table(self_assessment=Window(NOW, NOW + DAY), supplement=Window(NOW, NOW + DAY))
    ids = [
        {notice.id for notice in notices.due(timetable, UNITS, (), NOW + 20 * HOUR + at)}
        for at in (HOUR, 2 * HOUR)
    ]
    assert ids[0] == ids[1]
    assert {each.partition("-")[0] for each in ids[0]} <= set(KINDS)


def test_a_unit_that_requested_an_exemption_is_told_the_decision_and_why() -> None:
    asked = Exemption(
        "de-nghi-1",
        "so-a",
        "departments",
        "leaders",
        "fewer",
        2,
        "đơn vị mới",
        NOW - DAY,
        "a@test.test",
    )
    group = Text("Lãnh đạo phòng", "Leaders")

    def told(exception: Exemption, now: datetime = NOW) -> list[notices.Notice]:
        return list(notices.due(table(), UNITS, (), now, exceptions=[(exception, group)]))

    assert told(asked) == []
    (approved,) = told(asked.decided(True, "Theo công văn số 12", "ops@example.test", NOW))
    assert (approved.unit, approved.kind, approved.at) == ("so-a", "exception_decided", NOW)
    assert (
        "“Lãnh đạo phòng” (2 người) được chấp thuận. Ý kiến: Theo công văn số 12"
        in approved.text.vi
    )
    refused = asked.decided(False, "Cần bổ sung", "ops@example.test", NOW)
    assert (
        "không được chấp thuận" in told(refused)[0].text.vi
        and "is not approved" in told(refused)[0].text.en
    )
    assert told(refused, NOW + notices.NEWS) == []


def test_a_unit_that_requested_another_address_is_told_that_it_was_refused_and_why() -> None:
    asked = Correction(
        "sua-1",
        "so-a",
        "departments",
        "leaders",
        3,
        "so-a",
        "a@test.test",
        "b@khac.test",
        "x@test.test",
        NOW - DAY,
        person="Nguyễn Văn A",
    )
    group = Text("Lãnh đạo phòng", "Leaders")

    def told(correction: Correction, now: datetime = NOW) -> list[notices.Notice]:
        return list(notices.due(table(), UNITS, (), now, corrections=[(correction, group)]))

    refused = replace(
        asked,
        state=REFUSED,
        decided_by="ops@example.test",
        decided_at=NOW,
        reason="không đúng cơ quan",
    )
    (notice,) = told(refused)
    assert (notice.unit, notice.kind, notice.at) == ("so-a", "correction_decided", NOW)
    assert (
        notice.text.vi
        == "Đề nghị đổi địa chỉ thư ở dòng 4 của nhóm “Lãnh đạo phòng” không được chấp thuận. "
        "Ý kiến: không đúng cơ quan"
    )
    assert "row 4" in notice.text.en and "is not approved" in notice.text.en
    assert told(asked) == told(refused, NOW + notices.NEWS) == []
