"""A ranking as a workbook: what it shows is what was published, and its bytes never change."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from chalicelib.documents import ranking_books
from tests.pages import samples


def cells(ranking: dict[str, Any]) -> list[dict[str, Any]]:
    page = load_workbook(io.BytesIO(ranking_books.of_ranking(ranking))).active
    assert page is not None
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_every_unit_has_its_row_in_the_published_order_and_figures_are_numbers() -> None:
    ranking = samples.ranking()
    rows = cells(ranking)
    assert [row["Mã"] for row in rows] == [unit["unit"] for unit in ranking["units"]]
    for row, unit in zip(rows, ranking["units"], strict=True):
        assert row["Đơn vị"] == unit["name"]["vi"]
        assert row["Hạng"] == unit["rank"]
        index = row["Chỉ số (%)"]
        assert (None if index is None else f"{index:.2f}") == unit["index"]
        assert row["Phiếu trả lời"] == unit["survey"]["answered"]


def test_the_same_ranking_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ranking_books.of_ranking(samples.ranking())
    monkeypatch.setattr("time.localtime", lambda *_: (2040, 1, 1, 0, 0, 0, 0, 1, 0))
    assert ranking_books.of_ranking(samples.ranking()) == first
    assert b"2040" not in first


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    ranking = samples.ranking()
    ranking["units"][0]["name"] = {"vi": "=1+1", "en": "+A1"}
    page = load_workbook(io.BytesIO(ranking_books.of_ranking(ranking))).active
    assert page is not None
    assert (page["C2"].value, page["C2"].data_type, page["D2"].data_type) == ("=1+1", "s", "s")


def test_a_ranking_that_was_only_computed_has_a_workbook_too() -> None:
    assert cells({**samples.ranking(), "published_at": None, "units": []}) == []
