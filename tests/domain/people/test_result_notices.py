from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.domain.people import result_notices
from chalicelib.domain.people.notices import KINDS, NEWS, Notice
from chalicelib.domain.people.result_notices import CouncilDecision, ReleasedResult
from chalicelib.domain.texts import Text

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
UNITS = {"so-a": "departments", "quan-c": "districts"}
FIRST = ReleasedResult(1, 1, ("departments", "districts"), NOW)
AGAIN = ReleasedResult(2, 1, ("departments",), NOW)
FINAL = ReleasedResult(3, 2, ("districts",), NOW)


def test_a_release_tells_the_units_of_its_indexes_while_it_is_news() -> None:
    told = list(result_notices.due([FIRST, FINAL], UNITS, NOW))
    assert [(notice.unit, notice.kind, notice.id) for notice in told] == [
        ("so-a", "first_result", "first_result-1"),
        ("quan-c", "first_result", "first_result-1"),
        ("quan-c", "final_result", "final_result-3"),
    ]
    assert {notice.kind for notice in told} <= set(KINDS)
    assert list(result_notices.due([FIRST, FINAL], UNITS, NOW + NEWS)) == []


def test_a_further_release_says_that_the_result_changed() -> None:
    first, _, again = result_notices.due([AGAIN, FIRST], UNITS, NOW)
    assert "Đã có kết quả thẩm định lần 1" in first.text.vi
    assert "Kết quả thẩm định lần 1 có thay đổi" in again.text.vi


def test_an_opened_supplement_says_what_the_council_asks_about() -> None:
    opened = Notice("supplement_open-1", "so-a", NOW, Text("Được bổ sung.", "It is open."))
    told = result_notices.asking(opened, ["1.2", "2.1.1"])
    assert told.text.vi == "Được bổ sung. Hội đồng yêu cầu giải trình tiêu chí: 1.2, 2.1.1."
    assert told.text.en == "It is open. The council asks for explanations of: 1.2, 2.1.1."
    assert result_notices.asking(opened, []) == opened


def test_a_unit_is_told_what_was_decided_on_its_objection_and_why() -> None:
    accepted = CouncilDecision("1.2/000003", "so-a", "1.2", True, "đã đủ văn bản", NOW)
    refused = CouncilDecision("1.1/000003", "so-b", "1.1", False, "chưa có căn cứ", NOW)
    told = list(result_notices.decided([accepted, refused], NOW))
    assert [(notice.unit, notice.kind) for notice in told] == [
        ("so-a", "objection_decided"),
        ("so-b", "objection_decided"),
    ]
    assert "1.2 được chấp nhận. Lý do: đã đủ văn bản" in told[0].text.vi
    assert "không được chấp nhận" in told[1].text.vi and "not accepted" in told[1].text.en
    assert {notice.kind for notice in told} <= set(KINDS)
    assert list(result_notices.decided([accepted], NOW + NEWS)) == []


def test_a_unit_is_told_whether_a_criterion_applies_to_it_and_why() -> None:
    accepted = CouncilDecision("1.2/000001", "so-a", "1.2", True, "không có chức năng", NOW)
    refused = CouncilDecision("1.1/000002", "so-b", "1.1", False, "có chức năng", NOW)
    told = list(result_notices.not_applicable([accepted, refused], NOW))
    assert {(notice.unit, notice.kind) for notice in told} == {
        ("so-a", "not_applicable_decided"),
        ("so-b", "not_applicable_decided"),
    }
    assert "1.2 không áp dụng cho đơn vị. Lý do: không có chức năng" in told[0].text.vi
    assert "1.1 vẫn áp dụng" in told[1].text.vi and "still applies" in told[1].text.en
    assert {notice.kind for notice in told} <= set(KINDS)
    assert list(result_notices.not_applicable([accepted], NOW + NEWS)) == []
