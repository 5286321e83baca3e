"""A round and rankings in the published form, made up by rule, with everything a page must show:
ties, a voided survey, an area that does not apply, unranked, excluded and missing units.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

AREAS = (
    ("Công tác chỉ đạo, điều hành cải cách hành chính", "Steering of administrative reform"),
    ("Cải cách thể chế", "Institutional reform"),
    ("Cải cách thủ tục hành chính", "Reform of administrative procedures"),
    ("Cải cách tổ chức bộ máy hành chính", "Reform of the administrative apparatus"),
    ("Cải cách chế độ công vụ", "Civil service reform"),
    ("Cải cách tài chính công", "Public finance reform"),
    ("Xây dựng và phát triển chính quyền điện tử, chính quyền số", "Digital government"),
    (
        "Tác động của cải cách hành chính đến người dân, tổ chức",
        "Effects on citizens and organisations",
    ),
)
# The files of a version.
FILES = frozenset({"ranking.json", "ranking.csv", "ranking.xlsx", "bundle.zip"})
REGIONS = ("Đồng bằng sông Hồng", "Đông Nam Bộ", "Tây Nguyên")
NAMES = (
    "Hải Phòng",
    "Quảng Ninh",
    "Hà Nội",
    "Bắc Giang",
    "Thừa Thiên Huế",
    "Bà Rịa - Vũng Tàu",
    "Hưng Yên",
    "Đà Nẵng",
    "Thái Nguyên",
    "Bình Dương",
    "Long An",
    "Cần Thơ",
    "Nghệ An",
    "Lâm Đồng",
    "Đắk Lắk",
    "Gia Lai",
    "Kon Tum",
    "Ninh Bình",
    "Thành phố Hồ Chí Minh",
    "Sóc Trăng",
)


def text(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en or vi}


def about() -> dict[str, Any]:
    """The part of a `round.json` that pages read."""
    areas = [
        {"code": str(number), "title": text(*titles)} for number, titles in enumerate(AREAS, 1)
    ]
    return {
        "id": "sample-2024",
        "title": text("Kỳ đánh giá mẫu năm 2024", "Sample round 2024"),
        "authority": text("Cơ quan chủ trì mẫu", "Sample authority"),
        "year": 2024,
        "timezone": "Asia/Ho_Chi_Minh",
        "min_answers": 5,
        "bands": [
            {"name": name, "from": start}
            for name, start in zip("ABCD", ("90", "80", "70", "0"), strict=True)
        ],
        "indexes": [
            {"id": "provinces", "title": text("Các tỉnh, thành phố", "Provinces"), "areas": areas}
        ],
    }


def ranking(scored: int = 15) -> dict[str, Any]:
    """A published ranking of `scored` ranked units (the second and third tied), then one of every
    other status.
    """
    indexes = [
        Decimal("93.89") - Decimal("1.37") * (place - (place == 2)) for place in range(scored)
    ]
    units = [
        _scored(place, index, 1 + sum(each > index for each in indexes))
        for place, index in enumerate(indexes)
    ]
    units.append(
        {**_scored(scored, Decimal("68.04"), 0), "status": "unranked", "rank": None, "band": None}
    )
    units.append(_empty(scored + 1, "excluded", "Số liệu không trung thực"))
    units.append(_empty(scored + 2, "excluded", None))
    units.append(_empty(scored + 3, "missing", "not appraised"))
    summary = {"mean": "84.67", "max": str(indexes[0]), "min": str(indexes[-1]), "above_mean": 7}
    bands = dict(zip("ABCD", (4, 7, 4, 0), strict=True))
    return {
        "schema": "/public/v1/schemas/ranking.json",
        "version": 2,
        "status": "final",
        "round": "sample-2024",
        "index": "provinces",
        "illustrative": True,
        "published_at": "2025-04-06T01:00:00Z",
        "reason": "Đính chính điểm điều tra",
        "supersedes": 1,
        "inputs_digest": f"sha256:{'0123456789abcdef' * 4}",
        "engine": "par-index 0.1.0",
        "maximum": "100.00",
        "units": units,
        "summary": {**summary, "bands": bands},
        "regions": [
            {"region": name, "units": 5, "mean": mean}
            for name, mean in zip(REGIONS, ("86.31", "84.90", "82.80"), strict=True)
        ],
    }


def rounds() -> list[dict[str, Any]]:
    """The answer of `GET /public/v1/rounds`."""
    entry = {
        "index": "provinces",
        "title": about()["indexes"][0]["title"],
        "version": 2,
        "status": "final",
        "illustrative": True,
        "published_at": "2025-04-06T01:00:00Z",
        "href": "/public/v1/rounds/sample-2024/rankings/provinces",
    }
    older = {"round": "sample-2023", "title": text("Kỳ đánh giá mẫu năm 2023"), "year": 2023}
    return [
        {**older, "rankings": []},
        {"round": "sample-2024", "title": about()["title"], "year": 2024, "rankings": [entry]},
    ]


def _scored(place: int, index: Decimal, rank: int) -> dict[str, Any]:
    survey = Decimal("27.40") - Decimal("0.31") * (place % 7)
    voided = place == 4
    shares = {
        code: min(index - 9 + (place * 7 + code * 5) % 23, Decimal("100.00"))
        for code in range(1, 9)
    }
    areas = [
        {"code": str(code), "points": "9.10", "maximum": "12.50", "index": str(shares[code])}
        for code in range(1, 9)
        if (place, code) != (3, 6)
    ]
    change = Decimal("2.11") - Decimal("0.37") * place
    return {
        "unit": f"unit-{place:02}",
        "name": text(NAMES[place]),
        "region": REGIONS[place % 3],
        "status": "ranked",
        "rank": rank,
        "index": str(index),
        "band": "A" if index >= 90 else "B" if index >= 80 else "C",
        "maximum": "100.00",
        "reason": None,
        "points": {
            "total": str(index),
            "appraised": str(index - survey),
            "survey": "0.00" if voided else str(survey),
            "external": "0.00",
            "adjustments": "0.00",
        },
        "areas": areas,
        "survey": {"invited": 520, "answered": 431 + place, "voided": voided},
        "interval": None,
        "previous": {"index": str(index - change), "rank": rank, "change": str(change)}
        if place % 6
        else None,
    }


def _empty(place: int, status: str, reason: str | None) -> dict[str, Any]:
    return {
        **_scored(place, Decimal(80), 0),
        "status": status,
        "rank": None,
        "index": None,
        "band": None,
        "maximum": None,
        "reason": reason,
        "points": None,
        "areas": [],
        "previous": None,
    }
