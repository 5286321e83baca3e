"""Windows change one decision at a time, on record, and the locks on the sheets follow them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions.rounds import scheduling
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import Conflict, Invalid, NotFound, Refusal, WindowClosed
from chalicelib.domain.rounds.windows import NOTICE, Timetable
from chalicelib.store import audit, sheets
from chalicelib.store import rounds as store
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, OPS

KIND = "self_assessment"
UNITS = ("so-a", "so-b", "quan-c")
ALL_LATER = dict.fromkeys(UNITS, LATER)
SOON = timedelta(minutes=1)


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()
    story.open_window(KIND)


def table() -> Timetable:
    return store.get_timetable(small_round.parsed())


def locks(kind: str = KIND) -> dict[str, datetime | None]:
    return {unit: sheets.get(sheets.key(ROUND, unit, kind)).locks_at for unit in UNITS}


def acts() -> list[tuple[str, str, str, str]]:
    of_windows = ("open_window", "close_window", "seal")
    found = [act for act in audit.list_acts(ROUND) if act.act in of_windows]
    return [(act.act, act.subject, act.reason, act.by) for act in found]


def open_for(unit: str, until: datetime, name: str = KIND) -> None:
    scheduling.open_for_unit(ROUND, unit, name, until, "bão", OPS, NOW)


def seal(now: datetime, index: str = "departments") -> None:
    scheduling.seal(ROUND, index, "hết hạn", OPS.email, now)


def test_the_locks_on_all_sheets_of_the_window_move_with_it_and_no_others_do() -> None:
    assert locks() == ALL_LATER
    scheduling.close_window(ROUND, KIND, "xong", OPS, NOW + SOON)
    assert locks() == dict.fromkeys(UNITS, NOW + SOON + NOTICE)
    assert locks("appraisal_first") == dict.fromkeys(UNITS, None)
    assert acts()[-1] == ("close_window", KIND, "xong", OPS.email)


def test_a_window_of_one_unit_moves_its_lock_alone_and_is_on_record_under_its_name() -> None:
    before, longer = table().openings, LATER + SOON
    open_for("so-a", longer)
    assert locks() == {**ALL_LATER, "so-a": longer}
    scheduling.close_for_unit(ROUND, "so-a", KIND, "đủ rồi", OPS, NOW + SOON)
    assert locks() == {**ALL_LATER, "so-a": NOW + SOON + NOTICE}
    assert table().openings == before
    assert acts()[-1] == ("close_window", f"{KIND}/so-a", "đủ rồi", OPS.email)


@pytest.mark.parametrize(
    ("refused", "act"),
    [
        (Invalid, lambda: story.open_window("tet")),
        (Invalid, lambda: scheduling.close_window(ROUND, KIND, " ", OPS, NOW)),
        (WindowClosed, lambda: scheduling.close_window(ROUND, "survey", "x", OPS, NOW)),
        (WindowClosed, lambda: seal(NOW)),
        (Invalid, lambda: seal(NOW, "communes")),
        (Invalid, lambda: open_for("so-a", LATER, name="survey")),
        (NotFound, lambda: scheduling.close_for_unit(ROUND, "so-z", KIND, "x", OPS, NOW)),
    ],
)
def test_what_is_refused_changes_no_window_and_no_lock_and_is_not_on_record(
    refused: type[Refusal], act: Callable[[], object]
) -> None:
    before = table(), locks(), acts()
    with pytest.raises(refused):
        act()
    assert (table(), locks(), acts()) == before


def overtake(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """So many times somebody else's change is recorded just before one's own."""
    record, left = store.record_timetable, iter(range(1, times + 1))

    def slow(*arguments: Any) -> bool:
        if number := next(left, 0):
            with monkeypatch.context() as quick:
                quick.setattr(store, "record_timetable", record)
                open_for("so-b", LATER + number * SOON)
        return record(*arguments)

    monkeypatch.setattr(store, "record_timetable", slow)


def test_of_two_changes_at_once_both_count(monkeypatch: pytest.MonkeyPatch) -> None:
    overtake(monkeypatch, 4)
    story.open_window("supplement")
    assert set(table().openings) == {"respondent_lists", KIND, "supplement"}
    assert locks()["so-b"] == table().of("so-b").locks_at(KIND) == LATER + 4 * SOON
    assert [act[1] for act in acts()].count("supplement") == 1


def test_where_others_are_faster_again_and_again_nothing_is_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    overtake(monkeypatch, 5)
    with pytest.raises(Conflict, match="try again"):
        scheduling.close_window(ROUND, KIND, "xong", OPS, NOW)
    assert locks() == {**ALL_LATER, "so-b": LATER + 5 * SOON}
    assert "close_window" not in {act[0] for act in acts()}


def test_only_the_unit_that_is_reopened_can_write_its_submitted_sheet_again() -> None:
    for unit in ("so-a", "so-b"):
        sent = Sheet(1, submitted_at=NOW, digest="00", receipt="BN-1")
        save = Save("submit-01", "f", "an@example.test", NOW, LATER, {})
        sheets.record(sheets.key(ROUND, unit, KIND), sent, save)
    open_for("so-a", LATER + SOON, name="supplement")
    assert sheets.get(f"{ROUND}/so-a").submitted_at == NOW
    open_for("so-a", LATER + SOON)
    assert sheets.get(f"{ROUND}/so-a").submitted_at is None
    assert sheets.find_save(f"{ROUND}/so-a", "submit-01") == save
    assert sheets.get(f"{ROUND}/so-b").receipt == "BN-1"


def test_a_sealed_survey_stays_sealed_since_the_first_time_and_closed() -> None:
    story.open_window("survey")
    with pytest.raises(WindowClosed):
        seal(LATER + NOTICE - timedelta(milliseconds=1))
    for late in (NOTICE, SOON):
        seal(LATER + late)
    assert table().sealed == {"departments": LATER + NOTICE}
    with pytest.raises(WindowClosed):
        story.open_window("survey", LATER + 3 * SOON, LATER + 2 * SOON)
