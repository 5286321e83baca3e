from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from chalicelib.pages import ranking
from chalicelib.pages.markup import VOID
from tests.pages import samples


class Outline(HTMLParser):
    """Reads a page strictly: every element closed in order; keeps the rows of each table and the
    ids.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open or "th" in self.open:
            self.tables[-1][-1][-1] += data


def outline(lang: str = "vi", **changes: Any) -> Outline:
    return Outline(
        ranking.render({**samples.ranking(), **changes}, samples.about(), lang, samples.FILES)
    )


def test_the_page_is_well_formed_and_ids_are_unique_in_both_languages() -> None:
    for lang in ("vi", "en"):
        page = outline(lang)
        assert len(page.ids) == len(set(page.ids))


def test_every_ranked_unit_has_its_row_with_the_published_figures() -> None:
    head, *rows = outline().tables[0]
    assert head[:5] == ["Hạng", "Đơn vị", "Chỉ số (%)", "Xếp loại", "So với năm trước"]
    assert [row[0] for row in rows[:4]] == ["1", "2", "2", "4"]
    assert rows[1][1].startswith("Quảng Ninh")
    assert (rows[1][2], rows[1][3], rows[1][4]) == ("92,52", "A", "+1,74")
    assert len(rows) == 15


def test_english_pages_write_points_and_english_words() -> None:
    head, first, *_ = outline("en").tables[0]
    assert (head[0], head[2], first[2]) == ("Rank", "Index (%)", "93.89")


def test_columns_in_which_nobody_has_anything_are_left_out() -> None:
    assert "Số liệu ngoài" not in outline().tables[0][0]


def test_a_voided_survey_says_so_and_shows_its_zero() -> None:
    row = outline().tables[0][5]
    assert "Kết quả điều tra bị hủy" in row[1]
    assert row[6] == "0,00"


def test_units_outside_the_ranking_are_shown_plainly_with_their_reasons() -> None:
    page = outline()
    assert page.tables[1][1][0].startswith("Gia Lai")
    assert page.tables[-1][1:] == [
        ["Kon Tum", "Loại khỏi đánh giá", "Số liệu không trung thực"],
        ["Ninh Bình", "Loại khỏi đánh giá", "Không công bố lý do"],
        ["Thành phố Hồ Chí Minh", "Chưa có kết quả", "Chưa được thẩm định"],
    ]


def test_an_area_that_does_not_apply_is_a_dash_in_the_heat_map() -> None:
    assert outline().tables[2][4][6] == "–"


def test_what_the_table_is_stands_beside_it() -> None:
    page = ranking.render(samples.ranking(), samples.about(), "vi", samples.FILES)
    for words in (
        "Chính thức",
        "Phiên bản 2",
        "08:00 ngày 06/04/2025",
        "Minh họa.",
        "Đính chính điểm điều tra",
        "sha256:0123456789abcdef",
        "par-index 0.1.0",
        "/rankings/provinces/versions/2.csv",
        "/rankings/provinces/versions/2.json",
        "/rankings/provinces/versions/2/bundle",
        "/rankings/provinces/versions/1.csv",
    ):
        assert words in page


def test_a_provisional_ranking_says_so() -> None:
    page = ranking.render(
        {**samples.ranking(), "status": "provisional"}, samples.about(), "vi", samples.FILES
    )
    assert "Tạm thời" in page


def test_an_official_ranking_carries_no_illustrative_notice() -> None:
    page = ranking.render(
        {**samples.ranking(), "illustrative": False}, samples.about(), "vi", samples.FILES
    )
    assert "Minh họa" not in page


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("ranking.xlsx", ".xlsx"),
        ("ranking.csv", "2.csv"),
        ("ranking.json", ".json"),
        ("bundle.zip", "/bundle"),
    ],
)
def test_a_file_that_the_version_lacks_is_not_offered(name: str, end: str) -> None:
    whole = ranking.render(samples.ranking(), samples.about(), "vi", samples.FILES)
    page = ranking.render(samples.ranking(), samples.about(), "vi", samples.FILES - {name})
    assert f'{end}"' in whole and f'{end}"' not in page


def test_a_ranking_without_ranked_units_says_so() -> None:
    units = [unit for unit in samples.ranking()["units"] if unit["status"] != "ranked"]
    page = ranking.render(
        {**samples.ranking(), "units": units, "summary": None, "regions": []},
        samples.about(),
        "vi",
        samples.FILES,
    )
    assert "Không có đơn vị nào được xếp hạng" in page


def test_intervals_are_said_to_change_nothing_where_there_are_some() -> None:
    def page(interval: dict[str, Any] | None) -> str:
        units = [{**unit, "interval": interval} for unit in samples.ranking()["units"]]
        told = {**samples.ranking(), "units": units}
        return ranking.render(told, samples.about(), "vi", samples.FILES)

    words = "Khoảng này không làm đổi chỉ số và hạng."
    assert words not in page(None)
    assert words in page({"index": ["93.10", "94.60"], "rank": [2, 2]})


def test_optional_figures_appear_when_given() -> None:
    units = samples.ranking()["units"]
    points = {**units[0]["points"], "external": "2.10", "adjustments": "-0.50"}
    units[0] |= {
        "points": points,
        "interval": {"index": ["93.10", "94.60"], "rank": [1, 3]},
        "band": None,
    }
    head, first, *_ = outline(units=units).tables[0]
    shown = dict(zip(head, first, strict=True))
    assert (shown["Số liệu ngoài"], shown["Thưởng, phạt"]) == ("2,10", "\u22120,50")
    assert (shown["Khoảng ước lượng"], shown["Xếp loại"]) == ("93,10–94,60 (hạng 1–3)", "–")


@pytest.mark.parametrize(
    ("index", "width"), [("-3.00", "0"), ("104.20", "100"), ("88.41", "88.41")]
)
def test_a_bar_stays_within_its_track_though_the_index_may_not(index: str, width: str) -> None:
    units = samples.ranking()["units"][:1]
    units[0]["index"] = index
    page = ranking.render(
        {**samples.ranking(), "units": units}, samples.about(), "vi", samples.FILES
    )
    assert f'class="filled" y="3" width="{width}"' in page


def test_a_name_cannot_become_markup() -> None:
    units = samples.ranking()["units"]
    units[0]["name"] = samples.text("<script>alert(1)</script>")
    page = ranking.render(
        {**samples.ranking(), "units": units}, samples.about(), "vi", samples.FILES
    )
    assert "<script>alert" not in page


def test_nothing_is_inline_so_that_the_policy_may_forbid_it() -> None:
    page = ranking.render(samples.ranking(), samples.about(), "vi", samples.FILES)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", page)
