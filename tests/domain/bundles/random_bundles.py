"""Random but valid bundles from a seed: every rule, both survey scales, every decision, some of it
superseded.
"""

from __future__ import annotations

import json
import random
from typing import Any

from chalicelib.domain.reading.csv_tables import write_table
from tests.domain.bundles.samples import DIRECT, area, document, index, leaf, title

FORMULA = {
    "type": "formula",
    "variables": ["a", "b"],
    "branches": [
        {"when": "b == 0", "points": "0"},
        {"when": "a/b >= 0.9 and a > 3", "points": "max"},
        {"when": "not (a/b < 0.4) or a == 7", "points": "max*a/b - 0.01"},
        {"points": "min(0.1, max(a, 0)/100)"},
    ],
}
LEVELS = {
    "type": "levels",
    "levels": [
        {"id": "du", "title": title("đủ"), "points": "0.5"},
        {"id": "cham", "title": title("chậm"), "points": "0.333"},
    ],
}


def random_files(seed: int) -> dict[str, bytes]:
    """A bundle of one index with up to eight units."""
    chance = random.Random(seed)
    units = [f"u{number}" for number in range(chance.randint(1, 8))]
    leaves = _leaves(chance)
    content = document(
        index(area("1", *leaves[:4]), area("2", *leaves[4:])), min_answers=chance.choice([1, 2, 5])
    )
    tables: dict[str, list[tuple[Any, ...]]] = {
        "units": [
            (
                unit,
                "so",
                f"Đơn vị, {unit}",
                "",
                chance.choice(["Bắc", "Nam", ""]),
                chance.choice(["yes", "yes", "no"]),
            )
            for unit in units
        ],
        "scores": [
            (unit, each["code"], _value(chance, each), "vì, thế")
            for unit in units
            for each in leaves
            if each["method"] == "self_assessed" and chance.random() < 0.7
        ],
        "appraisals": [
            (unit, each["code"], number, _value(chance, each), "")
            for unit in units
            for each in leaves
            if each["method"] in ("self_assessed", "council_only")
            for number in (1, 2)
            if chance.random() < 0.7
        ],
        "external": [
            (unit, each["code"], _value(chance, each))
            for unit in units
            for each in leaves
            if each["method"] == "external" and chance.random() < 0.9
        ],
        "answers": [
            (unit, group, _answers(chance, group))
            for unit in units
            for group in ("g", "h")
            for _ in range(chance.randint(0, 7))
        ],
        "not_applicable": [
            (unit, each["code"], "") for unit in units for each in leaves if chance.random() < 0.1
        ],
        "exclusions": [(unit, "gian dối") for unit in units if chance.random() < 0.1],
        "voids": [(unit, "can thiệp") for unit in units if chance.random() < 0.1],
        "adjustments": [
            (unit, chance.choice(["0.5", "-1.25", "3"]), "")
            for unit in units
            if chance.random() < 0.3
        ],
        "previous": [
            (unit, f"{chance.uniform(50, 99):.2f}", chance.randint(1, 9))
            for unit in units
            if chance.random() < 0.6
        ],
    }
    files = {f"{name}.csv": write_table(name, rows) for name, rows in tables.items()}
    return {"round.json": json.dumps(content, ensure_ascii=False).encode(), **files}


def _leaves(chance: random.Random) -> list[dict[str, Any]]:
    rules: list[tuple[dict[str, Any], str]] = [
        (LEVELS, "self_assessed"),
        ({"type": "ratio", "full_from": "0.95", "zero_below": "0.5"}, "council_only"),
        ({"type": "count", "each": "0.35"}, "self_assessed"),
        ({"type": "deduction", "step": "0.15"}, "self_assessed"),
        (DIRECT, "self_assessed"),
        (FORMULA, "self_assessed"),
        ({"type": "percent"}, "external"),
        (
            {"type": "survey", "questions": ["q1", "q2"], "weights": {"g": "0.3", "h": "2"}},
            "survey",
        ),
        ({"type": "survey", "questions": ["q1"], "weights": {"h": "1"}}, "survey"),
    ]
    chance.shuffle(rules)
    return [
        leaf(f"x.{number}", chance.choice(["0.5", "0.75", "1.5", "3"]), rule, method)
        for number, (rule, method) in enumerate(rules)
    ]


def _value(chance: random.Random, one: dict[str, Any]) -> str:
    whole = chance.randint(0, 12)
    values: dict[str, dict[str, Any]] = {
        "levels": {"level": chance.choice(["du", "cham"])},
        "count": {"count": whole},
        "deduction": {"breaches": str(whole)},
        "ratio": {"numerator": str(whole), "denominator": whole + chance.randint(1, 3)},
        "direct": {"points": "0.25"},
        "formula": {"a": str(whole), "b": f"{chance.uniform(0, 9):.1f}"},
        "percent": {"percent": f"{chance.uniform(0, 100):.2f}"},
    }
    return json.dumps(values[one["rule"]["type"]])


def _answers(chance: random.Random, group: str) -> str:
    return chance.choice("12345.") + (chance.choice("12345.") if group == "g" else ".")
