"""A sheet is written only while its unit's window is open, the sheet is not locked, and it is not
submitted.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.actions import places
from chalicelib.actions.rounds import loading, scheduling
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.errors import AlreadySubmitted, NotFound, WindowClosed
from chalicelib.domain.instants import FOREVER
from chalicelib.store import sheets
from tests import scoring_story, small_round
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, OPS

KIND = "self_assessment"


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()
    story.open_window(KIND)


def writable(unit: str = "so-a", now: datetime = NOW) -> tuple[Sheet, datetime]:
    return places.writable(places.place(ROUND, unit, KIND, now), now)


def submit(unit: str = "so-a") -> None:
    sent = Sheet(1, submitted_at=NOW, digest="00", receipt="BN-1")
    save = Save("submit-01", "f", "an@example.test", NOW, LATER, {})
    assert sheets.record(sheets.key(ROUND, unit, KIND), sent, save)


def test_a_place_is_of_a_unit_of_the_round_and_the_sheet_of_each_kind_is_its_own() -> None:
    kinds = (KIND, "appraisal_first", "supplement", "appraisal_final")
    assert len({places.place(ROUND, "so-a", kind, NOW).key for kind in kinds}) == 4
    assert places.place(ROUND, "quan-c", KIND, NOW).index.id == "districts"
    with pytest.raises(NotFound, match="so-z"):
        places.place(ROUND, "so-z", KIND, NOW)


def test_a_unit_writes_in_its_own_time_and_the_others_in_theirs() -> None:
    longer = LATER + timedelta(hours=1)
    scheduling.open_for_unit(ROUND, "so-a", KIND, longer, "bão", OPS, NOW)
    assert writable("so-a", LATER)[1] == longer
    assert places.place(ROUND, "so-a", KIND, LATER).timetable.locks_at(KIND) == longer
    with pytest.raises(WindowClosed):
        writable("so-b", LATER)


def test_a_submitted_sheet_is_refused_though_its_window_is_open_and_stays_as_it_was() -> None:
    scoring_story.assess("so-b")
    submit()
    before = sheets.get(f"{ROUND}/so-a")
    with pytest.raises(AlreadySubmitted):
        writable()
    assert sheets.get(f"{ROUND}/so-a") == before
    assert writable("so-b")[0].entry("1.2").value == small_round.VALUES["1.2"]


def test_after_the_window_a_submitted_sheet_is_locked_like_all_others() -> None:
    submit()
    for unit in ("so-a", "so-b"):
        with pytest.raises(WindowClosed, match="13:00"):
            writable(unit, LATER)


def test_the_lock_on_the_sheet_counts_though_this_process_does_not_know_of_it_yet() -> None:
    sooner = NOW + timedelta(minutes=1)
    sheets.set_locks(ROUND, "so-a", KIND, sooner, 99)
    assert writable(now=sooner - timedelta(milliseconds=1))[1] == sooner
    with pytest.raises(WindowClosed, match="12:01"):
        writable(now=sooner)
    assert writable("so-b", sooner)[1] == LATER


@pytest.mark.parametrize(
    ("closes", "until"), [("2026-11-30", datetime(2026, 11, 30, 17, tzinfo=UTC)), (None, FOREVER)]
)
def test_a_sheet_without_a_lock_locks_when_its_window_closes_or_never(
    closes: str | None, until: datetime
) -> None:
    document = small_round.document() | {"id": "mo-2026"}
    document["windows"][KIND] = {"opens": "2026-11-01", "closes": closes}
    loading.load("mo-2026", document, small_round.unit_rows(), OPS, NOW)
    assert places.writable(places.place("mo-2026", "so-a", KIND, NOW), NOW) == (Sheet(), until)
