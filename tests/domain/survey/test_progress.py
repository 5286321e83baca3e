from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.domain.rounds.round import Window
from chalicelib.domain.survey import progress
from chalicelib.domain.survey.snapshots import Counts, Snapshot
from chalicelib.domain.texts import Text
from tests import small_round

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)
INDEX = small_round.departments()
CELLS = {
    ("authority", "council", "so-a"): Counts(4, 4, 4, answered=1),
    ("so-a", "leaders", "so-a"): Counts(9, 9, 9, answered=6),
    ("so-b", "leaders", "so-b"): Counts(3, 3, 3, answered=3),
}
SNAPSHOT = Snapshot("departments", NOW, CELLS)


def of_unit(unit: str, listed: int = 9) -> progress.UnitProgress:
    own = [(INDEX, INDEX.group("leaders"))]
    when = progress.clock([SNAPSHOT], Window(), "not_yet", NOW)
    return progress.of_unit(
        small_round.parsed(),
        small_round.units()[unit],
        own,
        {("departments", "leaders"): listed},
        {"departments": SNAPSHOT},
        when,
    )


def test_days_left_are_whole_days_of_an_open_window() -> None:
    window = Window(NOW - DAY, NOW + 3 * DAY)
    assert progress.clock([], window, "open", NOW).days_left == 3
    assert progress.clock([], window, "open", NOW + timedelta(hours=1)).days_left == 2
    assert progress.clock([], Window(NOW, None), "open", NOW).days_left is None
    assert progress.clock([], window, "closed", NOW + 4 * DAY).days_left is None


def test_counts_are_as_old_as_the_oldest_snapshot() -> None:
    older = Snapshot("districts", NOW - DAY, {})
    assert progress.clock([SNAPSHOT, older], Window(), "open", NOW).at == NOW - DAY
    assert progress.clock([], Window(), "open", NOW).at is None


def test_a_unit_follows_its_own_lists_and_what_others_list_about_it() -> None:
    found = of_unit("so-a", listed=11)
    assert [
        (line.group.id, line.own, line.counts.listed, line.counts.shown) for line in found.lines
    ] == [("leaders", True, 11, 6), ("council", False, 4, None)]
    assert (found.total.listed, found.total.invited, found.total.shown) == (15, 13, 6)


def test_before_anything_was_counted_a_unit_sees_its_lists_alone() -> None:
    own = [(INDEX, INDEX.group("leaders"))]
    found = progress.of_unit(
        small_round.parsed(),
        small_round.units()["so-a"],
        own,
        {("departments", "leaders"): 2},
        {},
        progress.clock([], Window(), "not_yet", NOW),
    )
    assert [
        (line.counts.listed, line.counts.invited, line.counts.shown) for line in found.lines
    ] == [(2, 0, None), (0, 0, None)]


def test_an_index_is_told_by_group_by_rated_unit_and_by_lister() -> None:
    found = progress.of_index(
        INDEX, small_round.units().values(), Text("Thành phố"), SNAPSHOT, False
    )
    assert [(line.group.id, line.counts.invited, line.counts.shown) for line in found.groups] == [
        ("council", 4, None),
        ("leaders", 12, 6),
    ]
    assert [(row.id, row.total.shown) for row in found.rated] == [("so-a", 6), ("so-b", None)]
    assert [row.name.vi for row in found.listers] == ["Thành phố", "Sở A", "Sở B"]
    # The two small groups are seven people together, so the whole index may be told.
    assert (found.total.invited, found.total.shown) == (16, 10)
