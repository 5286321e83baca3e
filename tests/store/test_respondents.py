"""Lists come back as they were kept, also the longest."""

from __future__ import annotations

from random import Random

import pytest

from chalicelib.domain.errors import TooLarge
from chalicelib.domain.respondents import MAX_ROWS, Respondent
from chalicelib.store import respondents as store

pytestmark = pytest.mark.usefixtures("aws")


def invented(seed: int, length: int = 24) -> str:
    """A text that compresses badly."""
    return "".join(Random(seed).choices("aăâbcdđeêghiklmnoôơpqrstuưvxy ", k=length))


def test_a_list_comes_back_row_by_row() -> None:
    rows = [Respondent("Người trả lời 0001", "nguoi-0001@example.test", "Trưởng phòng", "Sở “A”", "so-a"),
            Respondent("Người trả lời 0002", "nguoi-0002@example.test", rates="so-b")]
    store.put("r", "so-a", "departments", "leaders", rows)
    assert dict(store.list_rows("r", [("so-a", "departments", "leaders"), ("so-b", "departments", "leaders")])) == {
        ("so-a", "departments", "leaders"): tuple(rows)}


def test_the_longest_list_fits_into_its_item() -> None:
    rows = [Respondent(invented(at), f"nguoi-{at:05}@co-quan-{at % 90}.example.test", "Phó Giám đốc",
                       f"Cơ quan {at % 90}", f"don-vi-{at % 63}") for at in range(MAX_ROWS)]
    store.put("r", "authority", "departments", "council", rows)
    assert store.list_drafts("r", "authority")[0]["departments", "council"].rows == tuple(rows)


def test_a_list_that_does_not_fit_is_refused() -> None:
    rows = [Respondent(invented(at, 300), f"nguoi-{at:05}@example.test") for at in range(MAX_ROWS)]
    with pytest.raises(TooLarge):
        store.put("r", "authority", "departments", "council", rows)


def test_noting_the_same_group_as_invited_twice_notes_it_once() -> None:
    store.put("r", "so-a", "departments", "leaders", [])
    for _ in range(2):
        store.record_invited("r", "so-a", "x", "leaders", {"so-b": 1, "so-a": 2})
    item = store.SentItem.get("r/so-a", "x")
    assert item.invited == {'["leaders",{"so-a":2,"so-b":1}]'}
