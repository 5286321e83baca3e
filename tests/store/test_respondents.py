"""Lists come back as they were kept, also the longest."""

from __future__ import annotations

from random import Random

import pytest

from chalicelib.domain.errors import TooLarge
from chalicelib.domain.lists.respondents import MAX_ROWS, Listing, Respondent
from chalicelib.store import list_claims, list_items
from chalicelib.store import respondents as store

pytestmark = pytest.mark.usefixtures("aws")


def put(lister: str, group: str, rows: list[Respondent], version: str | None = None) -> bool:
    listing = Listing("departments", group, tuple(rows))
    return store.put("r", lister, [listing], None if version is None else [version])


def invented(seed: int, length: int = 24) -> str:
    """A text that compresses badly."""
    return "".join(Random(seed).choices("aăâbcdđeêghiklmnoôơpqrstuưvxy ", k=length))


def test_a_list_comes_back_row_by_row() -> None:
    rows = [
        Respondent(
            "Người trả lời 0001", "nguoi-0001@example.test", "Trưởng phòng", "Sở “A”", "so-a"
        ),
        Respondent("Người trả lời 0002", "nguoi-0002@example.test", rates="so-b"),
    ]
    put("so-a", "leaders", rows)
    assert dict(
        store.list_rows(
            "r", [("so-a", "departments", "leaders"), ("so-b", "departments", "leaders")]
        )
    ) == {("so-a", "departments", "leaders"): tuple(rows)}


def test_the_longest_list_fits_into_its_item() -> None:
    rows = [
        Respondent(
            invented(at),
            f"nguoi-{at:05}@co-quan-{at % 90}.example.test",
            "Phó Giám đốc",
            f"Cơ quan {at % 90}",
            f"don-vi-{at % 63}",
        )
        for at in range(MAX_ROWS)
    ]
    put("authority", "council", rows)
    assert store.list_drafts("r", "authority")[0]["departments", "council"].rows == tuple(rows)


def test_a_list_that_does_not_fit_is_refused() -> None:
    rows = [Respondent(invented(at, 300), f"nguoi-{at:05}@example.test") for at in range(MAX_ROWS)]
    with pytest.raises(TooLarge):
        put("authority", "council", rows)


def test_noting_the_same_group_as_invited_twice_notes_it_once() -> None:
    put("so-a", "leaders", [])
    for _ in range(2):
        store.record_invited("r", "so-a", "x", "leaders", {"so-b": 1, "so-a": 2})
    item = list_items.SentItem.get("r/so-a", "x")
    assert item.invited == {'["leaders",{"so-a":2,"so-b":1}]'}


def test_a_list_is_replaced_only_at_the_version_that_was_read() -> None:
    rows = [Respondent("Người trả lời 0001", "nguoi-0001@example.test")]
    assert put("so-a", "leaders", rows, "")
    assert not put("so-a", "leaders", [], "")
    version = store.list_drafts("r", "so-a")[0]["departments", "leaders"].version
    assert version == store.version_of(Listing("departments", "leaders", tuple(rows)))
    assert put("so-a", "leaders", [], version)


def test_claims_tell_on_which_lists_of_an_index_an_address_stands_and_hold_no_address() -> None:
    rows = [Respondent("Người trả lời 0001", "nguoi-0001@example.test")]
    put("so-a", "leaders", rows)
    put("authority", "council", rows)
    asked = ["nguoi-0001@example.test", "nguoi-0002@example.test"]
    assert list_claims.list_claims("r", "departments", asked) == {
        "nguoi-0001@example.test": [("council", "authority"), ("leaders", "so-a")]
    }
    assert list_claims.list_claims("r", "districts", asked) == {}
    assert b"@" not in list_claims.ClaimItem.get("r/#departments", "leaders/so-a").people
