"""A round small enough to read: two indexes, three units, a leaf of every method and of nearly
every rule.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.rounds.round import Index, Round, parse_round
from chalicelib.domain.rounds.units import Unit, parse_units

ROUND = "thu-2026"
NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
WINDOWS = (
    "respondent_lists",
    "survey",
    "self_assessment",
    "appraisal_first",
    "supplement",
    "appraisal_final",
)

# A value for every leaf that the unit scores itself; together 6.05 of 9 points.
VALUES: dict[str, Any] = {
    "1.1.1": {"level": "cham"},
    "1.1.2": {"numerator": "36", "denominator": "40"},
    "1.2": {"count": 3},
    "2.1.1": {"breaches": 1},
    "2.1.2": {"points": "1.25"},
    "2.1.3": {"a": "1", "b": "4"},
}
POINTS = {
    "1.1.1": "0.50",
    "1.1.2": "1.80",
    "1.2": "1.50",
    "2.1.1": "0.75",
    "2.1.2": "1.25",
    "2.1.3": "0.25",
}
NEEDING_EVIDENCE = ("1.1.1", "1.1.2", "2.1.2", "2.2")


def document() -> dict[str, Any]:
    """The round's document (contract §2), the caller's own to change."""
    return deepcopy(_DOCUMENT)


def unit_rows() -> list[dict[str, Any]]:
    """The rows of its units, the caller's own to change."""
    return [
        _unit("so-a", "departments", "Sở A", "Department A"),
        _unit("so-b", "departments", "Sở B", "Department B"),
        _unit("quan-c", "districts", "Quận C", "District C", "Nội thành"),
    ]


def parsed() -> Round:
    """The round."""
    return parse_round(_DOCUMENT)


def departments() -> Index:
    """Its first index, the one with every method."""
    return parsed().index("departments")


def units() -> dict[str, Unit]:
    """Its units by id."""
    return {unit.id: unit for unit in parse_units(unit_rows(), parsed())}


def _unit(name: str, index: str, vi: str, en: str, region: str = "") -> dict[str, Any]:
    return {
        "unit": name,
        "index": index,
        "name_vi": vi,
        "name_en": en,
        "region": region,
        "ranked": "yes",
    }


def _title(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def _leaf(
    code: str,
    most: str,
    rule: dict[str, Any],
    method: str = "self_assessed",
    evidence: str = "required",
) -> dict[str, Any]:
    return {
        "code": code,
        "title": _title(f"Tiêu chí {code}"),
        "max": most,
        "method": method,
        "evidence": evidence,
        "guide": _title("Cách chấm"),
        "rule": rule,
        "legal_basis": [],
    }


def _level(name: str, points: str) -> dict[str, Any]:
    return {"id": name, "title": _title(name), "points": points}


_QUALITY = [
    {"title": _title(text), "weight": weight}
    for text, weight in (("Tốt", "1"), ("Khá", "0.6"), ("Kém", "0"), ("Không biết", None))
]

_AREAS = [
    {
        "code": "1",
        "title": _title("Chỉ đạo, điều hành"),
        "max": "4.5",
        "criteria": [
            {
                "code": "1.1",
                "title": _title("Kế hoạch"),
                "max": "3",
                "leaves": [
                    _leaf(
                        "1.1.1",
                        "1",
                        {
                            "type": "levels",
                            "levels": [
                                _level("dung-han", "1"),
                                _level("cham", "0.5"),
                                _level("khong", "0"),
                            ],
                        },
                    ),
                    _leaf("1.1.2", "2", {"type": "ratio", "full_from": "1", "zero_below": "0.5"}),
                ],
            },
            _leaf("1.2", "1.5", {"type": "count", "each": "0.5"}, evidence="optional"),
        ],
    },
    {
        "code": "2",
        "title": _title("Thể chế"),
        "criteria": [
            {
                "code": "2.1",
                "title": _title("Văn bản"),
                "leaves": [
                    _leaf("2.1.1", "1", {"type": "deduction", "step": "0.25"}, evidence="none"),
                    _leaf("2.1.2", "2.5", {"type": "direct", "step": "0.25"}),
                    _leaf(
                        "2.1.3",
                        "1",
                        {
                            "type": "formula",
                            "variables": ["a", "b"],
                            "part_of": {"a": "b"},
                            "variable_titles": {
                                "a": {"vi": "Số đã xử lý", "en": "Dealt with"},
                                "b": {"vi": "Số phải xử lý", "en": "To be dealt with"},
                            },
                            "branches": [
                                {"when": "a/b >= 0.9", "points": "max"},
                                {"points": "max*a/b"},
                            ],
                        },
                        evidence="optional",
                    ),
                ],
            },
            _leaf("2.2", "1.5", {"type": "direct", "step": "0.5"}, method="council_only"),
        ],
    },
    {
        "code": "3",
        "title": _title("Tác động"),
        "criteria": [
            _leaf(
                "3.1",
                "2",
                {
                    "type": "survey",
                    "questions": ["q1", "q2"],
                    "weights": {"council": "0.4", "leaders": "0.6"},
                },
                method="survey",
                evidence="none",
            ),
            _leaf("3.2", "1", {"type": "percent"}, method="external", evidence="none"),
        ],
    },
]

_DOCUMENT: dict[str, Any] = {
    "id": ROUND,
    "title": {"vi": "Kỳ thử 2026", "en": "Trial round 2026"},
    "authority": {"vi": "Thành phố thử", "en": "Trial city"},
    "year": 2026,
    "timezone": "Asia/Ho_Chi_Minh",
    "min_answers": 5,
    "windows": {name: {"opens": None, "closes": None} for name in WINDOWS},
    "bands": [{"name": "A", "from": "90"}, {"name": "B", "from": "80"}, {"name": "C", "from": "0"}],
    "adjustments": {"bonus_max": "5", "penalty_max": "5"},
    # Most tests publish without a vote; those of the vote give the round a council.
    "council": False,
    "scales": {"quality": _QUALITY},
    "indexes": [
        {
            "id": "departments",
            "title": _title("Khối sở"),
            "illustrative": True,
            "letterhead": {
                "superior": ["Ủy ban nhân dân", "thành phố Thử"],
                "place": "Thử",
                "signatory": ["Giám đốc"],
            },
            "groups": [
                {
                    "id": "council",
                    "title": _title("Đại biểu"),
                    "priority": 1,
                    "rates": "row",
                    "listed_by": ["authority"],
                    "plan": 20,
                    "limit": None,
                },
                {
                    "id": "leaders",
                    "title": _title("Lãnh đạo phòng"),
                    "priority": 2,
                    "rates": "own_unit",
                    "listed_by": ["departments"],
                    "plan": 30,
                    "limit": 100,
                },
            ],
            "questions": [
                {
                    "id": "q1",
                    "title": _title("Chất lượng?"),
                    "scale": "quality",
                    "groups": ["council", "leaders"],
                },
                {
                    "id": "q2",
                    "title": _title("Phối hợp?"),
                    "scale": "quality",
                    "groups": ["leaders"],
                },
            ],
            "areas": _AREAS,
        },
        {
            "id": "districts",
            "title": _title("Khối quận"),
            "illustrative": True,
            "groups": [],
            "questions": [],
            "areas": [
                {
                    "code": "1",
                    "title": _title("Điều hành"),
                    "criteria": [_leaf("1.1", "10", {"type": "direct", "step": "0.5"})],
                }
            ],
        },
    ],
}
