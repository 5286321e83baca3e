"""The ministries table of 2023 as published: printed totals are the exact parts added up and
rounded once, not the sum of the printed parts (tests/data/ministries_2023.csv names its source).
"""

from __future__ import annotations

import csv
import json
from fractions import Fraction

import pytest

from chalicelib.domain.decimals import hundredths, two
from chalicelib.domain.results.publications import publish
from infra.folders import PROJECT
from tests.domain.bundles.samples import DIRECT, area, document, files, index, leaf

TABLE = list(csv.DictReader((PROJECT / "tests/data/ministries_2023.csv").open(encoding="utf-8")))
HALF = Fraction(1, 200)
STEP = Fraction(1, 1000)


def exact_parts(row: dict[str, str]) -> tuple[Fraction, Fraction]:
    """Parts that print as the table's two parts and add up to its total, in thousandths."""
    appraised, survey, total = (
        Fraction(row[key]) for key in ("appraisal_pts", "survey_pts", "total")
    )
    missing = total - appraised - survey
    assert abs(missing) < 2 * HALF + STEP
    share = Fraction(hundredths(missing * 1000 / 3), 100_000)
    return appraised + share, survey + share


def differs(row: dict[str, str]) -> bool:
    return Fraction(row["appraisal_pts"]) + Fraction(row["survey_pts"]) != Fraction(row["total"])


def test_nine_of_seventeen_printed_totals_are_not_the_sum_of_their_printed_parts() -> None:
    assert (len(TABLE), sum(map(differs, TABLE))) == (17, 9)


@pytest.mark.parametrize("row", TABLE, ids=[row["rank"] for row in TABLE])
def test_exact_parts_within_the_printed_ones_give_the_printed_total(row: dict[str, str]) -> None:
    appraised, survey = exact_parts(row)
    assert (two(appraised), two(survey), two(appraised + survey)) == (
        row["appraisal_pts"],
        row["survey_pts"],
        row["total"],
    )


def test_the_engine_prints_the_published_table_from_exact_parts() -> None:
    rule = {**DIRECT, "step": "0.001"}
    survey = {"type": "formula", "variables": ["points"], "branches": [{"points": "points"}]}
    content = document(
        index(
            area("1", leaf("1.1", "68.5", rule)), area("2", leaf("2.1", "31.5", survey, "external"))
        )
    )
    units = "unit,index,name_vi,ranked\n" + "".join(
        f'u{row["rank"]},so,"{row["unit"]}",yes\n' for row in TABLE
    )
    parts = {row["rank"]: [f"{float(part):.3f}" for part in exact_parts(row)] for row in TABLE}
    appraisals = "".join(
        f'u{rank},1.1,2,"{{""points"": ""{given[0]}""}}"\n' for rank, given in parts.items()
    )
    external = "".join(
        f'u{rank},2.1,"{{""points"": ""{given[1]}""}}"\n' for rank, given in parts.items()
    )
    published = json.loads(
        publish(
            files(
                content,
                units=units,
                appraisals=f"unit,leaf,pass,value\n{appraisals}",
                external=f"unit,leaf,value\n{external}",
            )
        )["thu/so/ranking.json"]
    )
    printed = [
        (
            str(unit["rank"]),
            unit["name"]["vi"],
            unit["points"]["appraised"],
            unit["points"]["external"],
            unit["points"]["total"],
            unit["index"],
        )
        for unit in published["units"]
    ]
    assert printed == [
        tuple(
            row[key]
            for key in ("rank", "unit", "appraisal_pts", "survey_pts", "total", "index_pct")
        )
        for row in TABLE
    ]
