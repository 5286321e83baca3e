"""Bundles as inputs of the demo, and the lists that its people end up on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.demo.bundles import CannotReplay, bundle_inputs
from infra.demo.inputs import Cell, Inputs
from infra.demo.people import AUTHORITY, people, respondent_lists

EXAMPLES = Path(__file__).parents[1] / "examples"


def files(name: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (EXAMPLES / name).iterdir()}


@pytest.mark.parametrize("name", ["mixed", "small-groups", "tied"])
def test_every_row_of_an_example_is_replayed(name: str) -> None:
    lying = files(name)
    inputs = bundle_inputs(lying)

    def rows(table: str) -> int:
        return max(0, len(lying.get(f"{table}.csv", b"").decode().splitlines()) - 1)

    assert len(inputs.units) == rows("units")
    assert sum(len(sheet.entries) for sheet in inputs.sheets.values()) == rows("scores")
    assert sum(len(sheet.first) + len(sheet.final) for sheet in inputs.sheets.values()) == rows(
        "appraisals"
    )
    assert sum(len(cell.answers) for cell in inputs.cells) == rows("answers")
    ruled = ("external", "not_applicable", "exclusions", "voids", "adjustments", "previous")
    assert len(inputs.rulings) == sum(map(rows, ruled))


def test_a_unit_without_scores_does_not_submit() -> None:
    lying = files("tied")
    kept = [line for line in lying["scores.csv"].splitlines() if not line.startswith(b"alpha-00,")]
    inputs = bundle_inputs(lying | {"scores.csv": b"\n".join(kept)})
    assert not inputs.sheets["alpha-00"].submits
    assert not inputs.sheets["alpha-00"].attachments


def test_evidence_goes_where_it_is_required_and_nothing_explains() -> None:
    sheet = bundle_inputs(files("tied")).sheets["alpha-00"]
    explained = {entry.leaf for entry in sheet.entries if entry.explanation}
    attached = {leaf for file in sheet.attachments for leaf in file.leaves}
    assert attached
    assert not attached & explained


def test_people_who_were_invited_and_did_not_answer_are_listed_too() -> None:
    lying = files("tied") | {
        "participation.csv": b"unit,group,invited,answered\nalpha-00,dai-bieu,400,1\n"
    }
    cell = next(
        each
        for each in bundle_inputs(lying).cells
        if (each.unit, each.group) == ("alpha-00", "dai-bieu")
    )
    assert len(cell.answers) + cell.silent == 400


def test_a_bundle_of_counts_is_refused_with_what_to_do_instead() -> None:
    with pytest.raises(CannotReplay, match=r"chalicelib\.recompute"):
        bundle_inputs({"cells.csv": b""})


def grouped(**group: Any) -> Inputs:
    document = {
        "id": "r",
        "indexes": [{"id": "a", "groups": [{"id": "g", **group}]}, {"id": "b", "groups": []}],
    }
    rows = ("a1", "a"), ("a2", "a"), ("b1", "b"), ("b2", "b")
    units = tuple({"unit": unit, "index": index} for unit, index in rows)
    cells = (Cell("a", "a1", "g", ("1", "2"), 1), Cell("a", "a2", "g", ("1",)))
    return Inputs(document, units, {}, (), cells)


def test_a_unit_lists_those_who_rate_itself_unless_the_round_says_otherwise() -> None:
    inputs = grouped()
    lists = respondent_lists(inputs, people(inputs.cells))
    assert [(each.lister, len(each.rows)) for each in lists] == [("a1", 3), ("a2", 1)]
    assert not any("rates" in row for each in lists for row in each.rows)


def test_units_of_another_index_list_people_and_name_whom_they_rate() -> None:
    inputs = grouped(rates="row", listed_by=["b"])
    lists = respondent_lists(inputs, people(inputs.cells))
    assert {each.lister for each in lists} == {"b1", "b2"}
    assert sorted(row["rates"] for each in lists for row in each.rows) == ["a1", "a1", "a1", "a2"]


def test_where_rows_name_the_rated_unit_nobody_rates_the_own_house_if_others_can() -> None:
    inputs = grouped(rates="row", listed_by=["a"])
    lists = respondent_lists(inputs, people(inputs.cells))
    assert not [row for each in lists for row in each.rows if row["rates"] == each.lister]


def test_the_authority_lists_those_it_names_itself() -> None:
    inputs = grouped(rates="row", listed_by=["authority"])
    lists = respondent_lists(inputs, people(inputs.cells))
    assert [each.lister for each in lists] == [AUTHORITY]


def test_everybody_has_an_address_of_their_own_that_is_nobodys() -> None:
    everybody = people(grouped().cells)
    assert len({person.email for person in everybody}) == 4
    assert all(person.email.endswith("@example.test") for person in everybody)
