"""Small bundles as files, made from little text, and the places of what is wrong with them."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import pytest

from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reading.csv_tables import TABLES
from chalicelib.domain.rounds.round import parse_round
from infra.folders import PROJECT

EXAMPLES = PROJECT / "tests/examples"
WINDOWS = (
    "respondent_lists",
    "survey",
    "self_assessment",
    "appraisal_first",
    "supplement",
    "appraisal_final",
)
NO_DATES: dict[str, Any] = {"opens": None, "closes": None}


def title(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def leaf(
    code: str, points: str, rule: Mapping[str, Any], method: str = "self_assessed"
) -> dict[str, Any]:
    """A leaf of so many points."""
    return {
        "code": code,
        "title": title(code),
        "max": points,
        "method": method,
        "evidence": "none",
        "legal_basis": [],
        "rule": dict(rule),
    }


def area(code: str, *leaves: Mapping[str, Any]) -> dict[str, Any]:
    """An area of one criterion that holds the leaves."""
    return {
        "code": code,
        "title": title(code),
        "criteria": [{"code": f"{code}.x", "title": title(code), "leaves": list(leaves)}],
    }


def option(weight: str | None) -> dict[str, Any]:
    return {"title": title("lựa chọn"), "weight": weight}


def index(*areas: Mapping[str, Any], name: str = "so") -> dict[str, Any]:
    """An index with groups g and h and two questions: q1 for both groups, q2 for g alone."""
    groups = [
        {"id": group, "title": title(group), "priority": 1, "plan": 10} for group in ("g", "h")
    ]
    questions = [
        {"id": "q1", "title": title("q1"), "scale": "quality", "groups": ["g", "h"]},
        {"id": "q2", "title": title("q2"), "scale": "quality", "groups": ["g"]},
    ]
    return {
        "id": name,
        "title": title(name),
        "illustrative": True,
        "groups": groups,
        "questions": questions,
        "areas": list(areas),
    }


def document(*indexes: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A round; its scale gives 1, 0.6, 0.2, 0 and "don't know"."""
    return {
        "id": "thu",
        "title": title("Thử"),
        "authority": title("Bộ"),
        "year": 2024,
        "timezone": "Asia/Ho_Chi_Minh",
        "windows": dict.fromkeys(WINDOWS, NO_DATES),
        "bands": [
            {"name": "A", "from": "90"},
            {"name": "B", "from": "80"},
            {"name": "D", "from": "10"},
        ],
        "scales": {
            "quality": [option("1"), option("0.6"), option("0.2"), option("0"), option(None)]
        },
        "indexes": list(indexes),
        **more,
    }


DIRECT = {"type": "direct", "step": "0.01"}
SURVEY = {"type": "survey", "questions": ["q1", "q2"], "weights": {"g": "3", "h": "1"}}


def plain_document(**more: Any) -> dict[str, Any]:
    """One index: a direct leaf of 60, a survey leaf of 30, an external one of 10; two areas."""
    return document(
        index(
            area("1", leaf("1.1", "60", DIRECT)),
            area(
                "2",
                leaf("2.1", "30", SURVEY, "survey"),
                leaf("2.2", "10", {"type": "percent"}, "external"),
            ),
        ),
        **more,
    )


# The path of the first leaf of that round.
LEAF = "indexes[0].areas[0].criteria[0].leaves[0]"


def changed(path: Sequence[str | int], value: object) -> dict[str, Any]:
    """That round with another value at a path."""
    content = deepcopy(plain_document())
    parent: Any = content
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return content


def files(content: Mapping[str, Any] | None = None, **tables: str) -> dict[str, bytes]:
    """A bundle: round.json, and each table given as CSV text without padding (`units` has a and b
    by default).
    """
    tables.setdefault(
        "units",
        "unit,index,name_vi,name_en,region,ranked\na,so,Sở A,,Bắc,yes\nb,so,Sở B,,Nam,yes\n",
    )
    found = {f"{name}.csv": text.encode() for name, text in tables.items()}
    return {
        "round.json": json.dumps(plain_document() if content is None else content).encode(),
        **found,
    }


def points(**units: str) -> str:
    """appraisals.csv giving each unit so many points for leaf 1.1."""
    rows = "".join(
        f'{unit},1.1,1,"{{""points"": ""{given}""}}",\n' for unit, given in units.items()
    )
    return f"unit,leaf,pass,value,comment\n{rows}"


def example(name: str) -> dict[str, bytes]:
    """One of the examples, as files."""
    return {path.name: path.read_bytes() for path in (EXAMPLES / name).iterdir()}


def shuffled(content: bytes, seed: int) -> bytes:
    """The same CSV rows in another order."""
    header, *rows = content.decode().splitlines(keepends=True)
    rows = [row if row.endswith("\n") else row + "\n" for row in rows]
    random.Random(seed).shuffle(rows)
    return "".join([header, *rows]).encode()


def bundle_problems(given: Mapping[str, bytes]) -> list[str]:
    """The place of everything wrong with the files of a bundle."""
    with pytest.raises(Invalid) as refusal:
        read_bundle(given)
    return _places(refusal.value)


def table_problems(table: str, rows: str) -> list[str]:
    """The `row:column` of everything wrong with these rows of a table under its usual header."""
    found = bundle_problems(files(None, **{table: f"{','.join(TABLES[table])}\n{rows}\n"}))
    assert all(place.startswith(f"{table}.csv:") for place in found)
    return [place.removeprefix(f"{table}.csv:") for place in found]


def round_problems(content: object) -> list[str]:
    """The path of everything wrong with the document of a round."""
    with pytest.raises(Invalid) as refusal:
        parse_round(content)
    return _places(refusal.value)


def _places(refusal: Invalid) -> list[str]:
    assert all(problem.vi and problem.en for problem in refusal.errors)
    return [problem.at for problem in refusal.errors]
