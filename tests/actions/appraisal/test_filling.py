"""A member's workbook: what is assigned in the open pass, and what a filled one saves."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.actions.appraisal import appraising, checking_filled, filling, saving_filled
from chalicelib.actions.appraisal.checking_filled import AppraisalsPreview
from chalicelib.actions.assessment import saving
from chalicelib.actions.rounds import current, scheduling
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Forbidden, Invalid, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, sheets
from tests import council_story as story
from tests import sheet_story
from tests.calls import counted
from tests.council_story import AN, BINH, SECRETARY, assign, to, works_at
from tests.documents import appraisal_books as books
from tests.documents.appraisal_books import AT, place
from tests.documents.workbook.test_appraisal_workbooks import figures
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND, VALUES
from tests.survey_story import LATER, OPS, open_window

Given = Mapping[tuple[str, str], tuple[Mapping[str, Any] | None, str]]
TWO: Given = {("so-a", "1.2"): ({"count": "2"}, "thiếu một kế hoạch")}


@pytest.fixture(autouse=True)
@told_once
def _council(aws: Aws) -> None:
    sheet_story.load()
    sheet_story.send(aws)
    open_window("appraisal_first")
    story.enter()
    assign(to(AN, "1"), to(BINH, "2"))


def book(by: Account = AN) -> bytes:
    return filling.workbook(ROUND, by, NOW)


def preview(content: bytes, by: Account = AN, now: datetime = NOW) -> AppraisalsPreview:
    return checking_filled.preview(ROUND, base64.b64encode(content).decode(), by, now)


def save(content: bytes, by: Account = AN) -> saving_filled.AppraisalsSaved:
    return saving_filled.save(ROUND, base64.b64encode(content).decode(), by, NOW)


def codes(found: AppraisalsPreview) -> list[str]:
    assert found.changes == []
    return [problem.code for problem in found.errors]


def kept(unit: str = "so-a", number: int = 1) -> dict[str, tuple[Any, str]]:
    entries = sheets.get(f"{ROUND}/{unit}/{number}").entries
    return {leaf: (entry.value, entry.explanation) for leaf, entry in entries.items()}


def test_the_workbook_has_what_is_assigned_of_every_unit_and_nothing_else() -> None:
    assert books.listed(book()) == [
        (unit, leaf) for unit in ("so-a", "so-b") for leaf in ("1.1.1", "1.1.2", "1.2")
    ]
    assign(to(AN, "1"), own=[works_at(AN, "so-b")], version=1)
    assert {unit for unit, _ in books.listed(book())} == {"so-a"}


def test_a_filled_workbook_is_previewed_and_saved_in_one_act_on_record() -> None:
    filled = books.give(book(), {**TWO, ("so-b", "1.1.1"): ({"level": "cham"}, "")})
    found = preview(filled)
    assert [(each.unit.id, each.leaf.code, each.points) for each in found.changes] == [
        ("so-a", "1.2", "1.00"),
        ("so-b", "1.1.1", "0.50"),
    ]
    assert (kept(), kept("so-b")) == ({}, {})
    assert save(filled).saved == {"so-a": ["1.2"], "so-b": ["1.1.1"]}
    assert kept() == {"1.2": ({"count": "2"}, "thiếu một kế hoạch")}
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "appraise_by_workbook"]
    assert (act.by, json.loads(act.details)["saved"]) == (AN.email, {"so-a": 1, "so-b": 1})


def test_the_same_workbook_sent_again_saves_nothing_twice() -> None:
    filled = books.give(book(), TWO)
    save(filled)
    assert preview(filled).changes == [] and save(filled).saved == {}
    assert sheets.get(f"{ROUND}/so-a/1").entry("1.2").version == 1


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({leaf: figures(leaf) for leaf in ("1.1.1", "1.1.2", "1.2")}))
def test_downloaded_filled_and_uploaded_gives_exactly_those_values(filled: dict[str, Any]) -> None:
    save(books.give(book(), {("so-b", leaf): (value, "x") for leaf, value in filled.items()}))
    assert kept("so-b") == {leaf: (value, "x") for leaf, value in filled.items()}


def test_every_error_is_told_at_its_cell_at_once_and_nothing_is_saved() -> None:
    content = book()
    filled = books.fill(
        content,
        {
            place(content, "so-a", "1.2"): 2,
            place(content, "so-a", "1.1.1"): "tuyệt vời",
            place(content, "so-b", "1.1.2"): "năm",
            place(content, "so-b", "1.2", 3): "9.9",
        },
    )
    found = preview(filled)
    assert {(problem.at, problem.code) for problem in found.errors} >= {
        (place(content, "so-a", "1.2", AT.explanation), "reason_missing"),
        (place(content, "so-b", "1.2", 3), "unknown_leaf"),
    }
    assert len(found.errors) == 4
    with pytest.raises(Invalid) as refused:
        save(filled)
    assert list(refused.value.errors) == list(found.errors)
    assert (kept(), kept("so-b")) == ({}, {})


def test_what_is_not_assigned_or_is_of_the_own_unit_is_told() -> None:
    filled = books.give(book(), TWO)
    assert codes(preview(filled, BINH)) == ["not_assigned"]
    assign(to(AN, "1"), own=[works_at(AN, "so-a")], version=1)
    assert codes(preview(filled)) == ["own_unit"]


def test_what_somebody_saved_meanwhile_is_told_and_the_same_value_is_no_change() -> None:
    filled = books.give(book(), TWO)
    story.appraise(AN, Change("1.2", 0, {"count": "1"}, "thiếu hai"))
    assert codes(preview(filled)) == ["changed_meanwhile"]
    story.appraise(AN, Change("1.2", 1, {"count": "2"}, "thiếu một kế hoạch"), save_id="save-0002")
    assert preview(filled).changes == [] and preview(filled).errors == []


def test_a_workbook_of_another_pass_or_round_is_refused() -> None:
    filled = books.give(book(), TWO)
    for cell, text in (("A2", "ky-khac"), ("A3", "2")):
        with pytest.raises(Invalid) as refused:
            preview(books.fill(filled, {cell: text}, "Thông tin"))
        assert [each.code for each in refused.value.errors] == ["another_workbook"]


def test_the_final_pass_shows_the_first_and_is_kept_beside_it() -> None:
    save(books.give(book(), TWO))
    open_window("appraisal_final")
    filled = books.give(book(), {("so-a", "1.2"): ({"count": "3"}, "")})
    assert save(filled).saved == {"so-a": ["1.2"]}
    assert kept(number=2) == {"1.2": ({"count": "3"}, "")}
    assert kept() == {"1.2": ({"count": "2"}, "thiếu một kế hoạch")}


def test_a_closed_pass_gives_no_workbook_and_takes_none() -> None:
    filled = books.give(book(), TWO)
    after = LATER + timedelta(hours=1)
    current.forget(ROUND)
    with pytest.raises(WindowClosed):
        filling.workbook(ROUND, AN, after)
    with pytest.raises(WindowClosed):
        saving_filled.save(ROUND, base64.b64encode(filled).decode(), AN, after)


def test_a_unit_whose_own_window_is_closed_is_told_by_cell() -> None:
    filled = books.give(book(), TWO)
    scheduling.close_for_unit(ROUND, "so-a", "appraisal_first", "đã xong", OPS, NOW)
    current.forget(ROUND)
    assert codes(preview(filled, now=NOW + timedelta(minutes=1))) == ["window_closed"]


def test_the_secretariat_has_no_workbook() -> None:
    with pytest.raises(Forbidden):
        filling.workbook(ROUND, SECRETARY, NOW)


def test_many_criteria_with_long_reasons_are_saved_in_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saving, "MAX_SAVE_LEAVES", 2)
    filled = books.give(
        book(), {("so-b", leaf): (VALUES[leaf], "ă" * 3900) for leaf in ("1.1.1", "1.1.2", "1.2")}
    )
    assert save(filled).saved == {"so-b": ["1.1.1", "1.1.2", "1.2"]}
    assert len(sheets.list_saves(f"{ROUND}/so-b/1")) == 2


def test_what_is_taken_away_while_it_is_saved_is_told_and_saved_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled = books.give(book(), {**TWO, ("so-b", "1.2"): ({"count": "1"}, "")})
    whole = appraising.appraise

    def interrupted(at: Any, *others: Any) -> Any:
        if at.unit.id == "so-b":
            raise WindowClosed
        return whole(at, *others)

    with monkeypatch.context() as patch:
        patch.setattr(saving, "save_together", lambda *_: False)
        patch.setattr(appraising, "appraise", interrupted)
        done = save(filled)
    assert (done.saved, done.left) == ({"so-a": ["1.2"]}, {"so-b": ["1.2"]})
    assert isinstance(done.refusal, WindowClosed)
    assert save(filled).saved == {"so-b": ["1.2"]}


def test_what_somebody_saves_beside_it_at_the_same_instant_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled = books.give(book(), {**TWO, ("so-b", "1.2"): ({"count": "1"}, "")})
    together = saving.save_together

    def overtaken(*all_: Any) -> bool:
        story.appraise(BINH, Change("2.1.3", 0, VALUES["2.1.3"], ""))
        return together(*all_)

    with monkeypatch.context() as patch:
        patch.setattr(saving, "save_together", overtaken)
        assert save(filled).saved == {"so-a": ["1.2"], "so-b": ["1.2"]}
    assert sorted(kept()) == ["1.2", "2.1.3"]


def test_two_units_are_written_read_and_saved_in_as_many_calls_as_one() -> None:
    def calls(reason: str, *units: str) -> list[int]:
        with counted() as written:
            content = book()
        filled = books.give(content, {(unit, "1.2"): ({"count": "1"}, reason) for unit in units})
        with counted() as read:
            preview(filled)
        with counted() as saved:
            assert set(save(filled).saved) == set(units)
        return [written.total(), read.total(), saved.total()]

    # The round is read once; an act like an earlier one of this instant takes one call more.
    calls("thiếu hai", "so-a", "so-b")
    calls("thiếu ba", "so-a")
    assert calls("thiếu hai kế hoạch", "so-a") == calls("thiếu hai văn bản", "so-a", "so-b")
