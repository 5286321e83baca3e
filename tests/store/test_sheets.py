from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.assessment import sheets as assessments
from chalicelib.domain.assessment.changes import SHEETS, Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import evidence, sheets, tables
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND, VALUES, departments

KEY = f"{ROUND}/so-a"
LATER = NOW + timedelta(hours=1)


def after(sheet: Sheet, *changes: Change) -> Sheet:
    return assessments.save(
        sheet, changes, departments(), "self_assessment", "an@example.test", NOW
    )


def entry(name: str = "save-0001", **changes: str) -> Save:
    texts = {leaf: {"explanation": text} for leaf, text in changes.items()}
    return Save(name, "f", "an@example.test", NOW, LATER, texts)


def test_a_sheet_that_was_never_saved_is_empty(aws: Aws) -> None:
    assert sheets.get(KEY) == Sheet()


def test_a_sheet_comes_back_as_it_was_recorded(aws: Aws) -> None:
    made = after(Sheet(), *(Change(leaf, 0, value, f"vì {leaf}") for leaf, value in VALUES.items()))
    save = replace(entry(), changes={leaf: {"explanation": f"vì {leaf}"} for leaf in VALUES})
    assert sheets.record(KEY, made, save)
    assert sheets.get(KEY) == replace(made, locks_at=LATER)
    assert sheets.find_save(KEY, "save-0001") == save
    assert sheets.find_save(KEY, "save-0002") is None


def test_the_passes_of_the_council_are_sheets_of_their_own(aws: Aws) -> None:
    keys = [sheets.key(ROUND, "so-a", kind) for kind in SHEETS]
    assert keys == [KEY, f"{KEY}/1", f"{KEY}/supplement", f"{KEY}/2"]
    sheets.record(keys[1], after(Sheet(), Change("1.2", 0, {"count": 1})), entry())
    assert sheets.get(keys[0]) == sheets.get(keys[2]) == Sheet()


@pytest.mark.parametrize("version", [0, 1, 3])
def test_only_the_next_version_is_recorded(aws: Aws, version: int) -> None:
    first = after(Sheet(), Change("1.2", 0, {"count": 1}))
    assert sheets.record(KEY, first, entry())
    assert not sheets.record(KEY, replace(first, version=version), entry("save-0002"))
    assert sheets.find_save(KEY, "save-0002") is None


def test_a_save_id_is_recorded_once(aws: Aws) -> None:
    first = after(Sheet(), Change("1.2", 0, {"count": 1}))
    assert sheets.record(KEY, first, entry())
    assert not sheets.record(KEY, after(first, Change("1.2", 1, {"count": 2})), entry())
    assert sheets.get(KEY).entry("1.2").value == {"count": 1}


@pytest.mark.parametrize(("seconds", "taken"), [(-1, False), (0, False), (1, True)])
def test_nothing_is_recorded_at_or_after_the_lock(aws: Aws, seconds: int, taken: bool) -> None:
    sheets.set_locks(ROUND, "so-a", "self_assessment", NOW + timedelta(seconds=seconds), 1)
    assert sheets.record(KEY, after(Sheet(), Change("1.2", 0, {"count": 1})), entry()) == taken
    file = EvidenceFile("e1", "a.pdf", "k", "an@example.test", NOW).confirmed(
        ["1.2"], 1, "00", "v", NOW
    )
    assert evidence.record(KEY, file, NOW) == taken
    assert bool(evidence.list_confirmed(KEY)) == taken


def test_a_submitted_sheet_takes_no_save_and_no_evidence(aws: Aws) -> None:
    sent = replace(
        after(Sheet(), Change("1.2", 0, {"count": 1})), submitted_at=NOW, digest="d", receipt="r"
    )
    assert sheets.record(KEY, sent, entry())
    assert not sheets.record(KEY, after(sent, Change("1.2", 1, {"count": 2})), entry("save-0002"))
    assert not evidence.record(KEY, EvidenceFile("e1", "a.pdf", "k", "an@example.test", NOW), NOW)


def test_evidence_moves_the_version_so_that_a_submission_beside_it_starts_over(aws: Aws) -> None:
    assert evidence.record(KEY, EvidenceFile("e1", "a.pdf", "k", "an@example.test", NOW), NOW)
    assert sheets.get(KEY).version == 1
    assert not sheets.record(KEY, after(Sheet(), Change("1.2", 0, {"count": 1})), entry())


def test_an_older_timetable_never_overwrites_a_newer_lock(aws: Aws) -> None:
    for unit in ("so-a", "so-b"):
        sheets.set_locks(ROUND, unit, "self_assessment", LATER, 5)
    sheets.set_locks(ROUND, "so-a", "self_assessment", NOW, 4)
    sheets.set_locks(ROUND, "so-a", "self_assessment", NOW, 5)
    assert sheets.get(KEY).locks_at == sheets.get(f"{ROUND}/so-b").locks_at == LATER
    sheets.set_locks(ROUND, "so-a", "self_assessment", NOW, 6)
    assert sheets.get(KEY).locks_at == NOW


def test_a_save_never_moves_a_lock_that_is_there(aws: Aws) -> None:
    sheets.set_locks(ROUND, "so-a", "self_assessment", LATER + timedelta(hours=1), 5)
    sheets.record(KEY, after(Sheet(), Change("1.2", 0, {"count": 1})), entry())
    assert sheets.get(KEY).locks_at == LATER + timedelta(hours=1)


def test_a_file_that_was_not_confirmed_is_not_listed(aws: Aws) -> None:
    file = EvidenceFile("e1", "Kế hoạch.pdf", "k", "an@example.test", NOW)
    evidence.put(KEY, file)
    assert evidence.get(KEY, "e1") == file
    assert evidence.list_confirmed(KEY) == []


def test_many_sheets_come_in_calls_of_a_hundred_whatever_a_call_leaves_over(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"{ROUND}/unit-{number}" for number in range(130)]
    for key in keys[::2]:
        assert sheets.record(key, after(Sheet(), Change("1.2", 0, {"count": 1}, "vì thế")), entry())
    sizes: list[int] = []
    plain = tables.client().batch_get_item

    def half(RequestItems: Any) -> Any:  # noqa: N803  the service's own word
        ((table, wanted),) = RequestItems.items()
        sizes.append(len(wanted["Keys"]))
        taken, left = wanted["Keys"][:70], wanted["Keys"][70:]
        answer = plain(RequestItems={table: {**wanted, "Keys": taken}})
        return {**answer, "UnprocessedKeys": {table: {"Keys": left}} if left else {}}

    monkeypatch.setattr(tables.client(), "batch_get_item", half)
    found = sheets.list_without_texts(keys)
    assert sorted(found) == sorted(keys[::2]) and sizes == [100, 60]
    assert {sheet.entry("1.2").value["count"] for sheet in found.values()} == {1}
