"""Whose name is on a document: a ministry issues under nobody's, a department under its
People's Committee's.
"""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import parse_round
from infra.folders import PROJECT
from tests.domain.bundles.samples import plain_document

NATIONAL, HANOI = "national-2024", "hanoi-2023"


@pytest.mark.parametrize(
    ("round_id", "unit", "superior", "issuer", "place", "signatory"),
    [
        (NATIONAL, "bo-tu-phap", "", "BỘ TƯ PHÁP", "Hà Nội", "BỘ TRƯỞNG"),
        (
            NATIONAL,
            "ngan-hang-nha-nuoc-viet-nam",
            "",
            "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM",
            "Hà Nội",
            "THỐNG ĐỐC",
        ),
        (
            NATIONAL,
            "ha-giang",
            "",
            "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
            "Hà Giang",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        ),
        (
            NATIONAL,
            "da-nang",
            "",
            "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG",
            "Đà Nẵng",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        ),
        (
            NATIONAL,
            "thanh-pho-ho-chi-minh",
            "",
            "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
            "Thành phố Hồ Chí Minh",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        ),
        (HANOI, "so-noi-vu", "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "SỞ NỘI VỤ", "Hà Nội", "GIÁM ĐỐC"),
        (
            HANOI,
            "van-phong-ubnd-thanh-pho",
            "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
            "VĂN PHÒNG",
            "Hà Nội",
            "CHÁNH VĂN PHÒNG",
        ),
        (
            HANOI,
            "quan-ba-dinh",
            "",
            "ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH",
            "……",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        ),
    ],
)
def test_the_shipped_rounds_name_the_issuing_unit_and_the_authority_above(
    round_id: str, unit: str, superior: str, issuer: str, place: str, signatory: str
) -> None:
    folder = PROJECT / "rounds" / round_id
    with (folder / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(each for each in csv.DictReader(file) if each["unit"] == unit)
    round_ = parse_round(json.loads((folder / "round.json").read_text(encoding="utf-8")))
    found = round_.index(row["index"]).letterheads.of(unit, row["name_vi"])
    assert [" ".join(lines) for lines in (found.superior, found.issuer, found.signatory)] == [
        superior,
        issuer,
        signatory,
    ]
    assert found.place_and_date == f"{place}, ngày …… tháng …… năm ……"


def test_a_round_that_says_nothing_has_units_issue_under_their_own_name() -> None:
    found = parse_round(plain_document()).indexes[0].letterheads.of("a", "Sở A")
    assert (found.superior, found.issuer) == ((), ("SỞ A",))


@pytest.mark.parametrize(
    ("letterhead", "at"),
    [
        ("Sở", ""),
        ({"issuer": []}, ".issuer"),
        ({"superior": "Sở"}, ".superior"),
        ({"place": 3}, ".place"),
        ({"units": ["a"]}, ".units"),
        ({"units": {"a": {"signatory": [1]}}}, ".units.a.signatory[0]"),
    ],
)
def test_a_letterhead_with_problems_is_told_by_its_path(letterhead: Any, at: str) -> None:
    document = plain_document()
    document["indexes"][0]["letterhead"] = letterhead
    with pytest.raises(Invalid) as refusal:
        parse_round(document)
    assert [problem.at for problem in refusal.value.errors] == [f"indexes[0].letterhead{at}"]
