"""Tables of figures: answers, cells, participation, intervals and the year before."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import cells_of
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.decimals import plain
from chalicelib.domain.reading.csv_tables import TABLES, write_table
from tests.domain.bundles.samples import bundle_problems, files, plain_document, table_problems


@pytest.mark.parametrize(
    ("table", "rows", "places"),
    [
        ("answers", "z,g,11", ["2:unit"]),
        ("answers", "a,x,11", ["2:group"]),
        ("answers", "a,g,1", ["2:answers"]),
        ("answers", "a,g,111", ["2:answers"]),
        ("answers", "a,g,61", ["2:answers"]),
        ("answers", "a,g,0.", ["2:answers"]),
        ("answers", "a,h,.1", ["2:answers"]),
        ("answers", "a,g,", ["2:answers"]),
        ("answers", "a,g,xx", ["2:answers"] * 2),
        ("answers", "a,g,11\na,g,11\na,g,1 ", ["4:answers"]),
        ("cells", "a,g,q9,5,1,1", ["2:question"]),
        ("cells", "a,h,q2,5,1,1", ["2:question"]),
        ("cells", "a,x,q1,5,1,1", ["2:group"]),
        ("cells", "a,g,q1,-5,1,1", ["2:answered"]),
        ("cells", "a,g,q1,2.5,1,1", ["2:answered"]),
        ("cells", "a,g,q1,x,y,z", ["2:answered", "2:weight_sum", "2:weight_square_sum"]),
        ("cells", "a,g,q1,5,5.1,5", ["2:weight_sum"]),
        ("cells", "a,g,q1,5,4,1", ["2:weight_square_sum"]),
        ("cells", "a,g,q1,5,1,2", ["2:weight_square_sum"]),
        ("cells", "a,g,q1,0,1,1", ["2:weight_sum"]),
        ("cells", "a,g,q1,5,1,1\na,g,q1,5,1,1", ["3:question"]),
        ("participation", "a,g,9,x", ["2:answered"]),
        ("participation", "a,g,-1,0", ["2:invited"]),
        ("participation", "a,g,,1", ["2:invited"]),
        ("participation", "a,x,1,1", ["2:group"]),
        ("participation", "a,g,1,1\na,g,1,1", ["3:group"]),
        ("intervals", "a,2,1,2,1", ["2:index_high", "2:rank_high"]),
        ("intervals", "a,x,1,0,1", ["2:index_low", "2:rank_low"]),
        ("intervals", "a,1,1,1,1\na,1,1,1,1", ["3:unit"]),
        ("previous", "a,x,0", ["2:index", "2:rank"]),
        ("previous", "a,1,1.5", ["2:rank"]),
        ("previous", "z,1,1", ["2:unit"]),
        ("previous", "a,1,1\na,1,1", ["3:unit"]),
        ("previous", "a,1,", ["2:rank"]),
    ],
)
def test_each_problem_is_named_by_row_and_column(table: str, rows: str, places: list[str]) -> None:
    assert table_problems(table, rows) == places


def test_several_problems_of_one_row_are_all_named() -> None:
    assert bundle_problems(files(answers="unit,group,answers\na,x,9\na,x,96\na,h,11\n")) == [
        "answers.csv:2:group",
        "answers.csv:2:answers",
        "answers.csv:3:group",
        "answers.csv:3:answers",
        "answers.csv:3:answers",
        "answers.csv:4:answers",
    ]
    assert bundle_problems(
        files(cells=f"{','.join(TABLES['cells'])}\na,x,q9,-1,x,\na,x,q2,1,1.5,1\n")
    ) == [
        "cells.csv:2:weight_square_sum",
        "cells.csv:2:group",
        "cells.csv:2:question",
        "cells.csv:2:answered",
        "cells.csv:2:weight_sum",
        "cells.csv:3:group",
        "cells.csv:3:weight_sum",
    ]


def test_a_question_with_a_problem_keeps_its_place_in_answers() -> None:
    content = plain_document()
    content["indexes"][0]["questions"][0]["scale"] = "x"
    assert bundle_problems(files(content, answers="unit,group,answers\na,g,91\na,g,96\n")) == [
        "round.json:indexes[0].questions[0].scale",
        "answers.csv:3:answers",
    ]


ANSWERS = st.lists(
    st.tuples(st.sampled_from("ab"), st.just("g"), st.text("12345.", min_size=2, max_size=2))
    | st.tuples(st.sampled_from("ab"), st.just("h"), st.sampled_from(["1.", "3.", "5.", ".."])),
    min_size=1,
    max_size=12,
)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_answers_are_the_same_in_any_order_and_their_cells_are_always_possible(
    rows: list[tuple[str, str, str]], chance: random.Random
) -> None:
    bundle = read_bundle(files() | {"answers.csv": write_table("answers", rows)})
    cells = cells_of(bundle, bundle.round.index("so"))
    chance.shuffle(rows)
    again = read_bundle(files() | {"answers.csv": write_table("answers", rows)})
    assert cells_of(again, again.round.index("so")) == cells
    counted = [
        (*key, cell.answered, plain(cell.weight_sum), plain(cell.weight_square_sum))
        for key, cell in cells.items()
    ]
    assert read_bundle(files() | {"cells.csv": write_table("cells", counted)}).cells == cells
