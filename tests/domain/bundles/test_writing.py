from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Publication, Reason
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.bundles.writing import public_bundle, write_bundle
from chalicelib.domain.errors import Conflict
from chalicelib.domain.reading.csv_tables import LATER, TABLES
from chalicelib.domain.results.publications import publish
from chalicelib.domain.survey.tallies import tally
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import example, files, plain_document, points

SEEDS = st.integers(0, 10**9)


@settings(max_examples=40)
@given(SEEDS)
def test_what_is_written_reads_back_as_the_same_bundle(seed: int) -> None:
    bundle = read_bundle(random_files(seed))
    written = write_bundle(bundle)
    again = read_bundle(written)
    assert write_bundle(again) == written
    for part in (
        "round",
        "document",
        "scores",
        "appraisals",
        "external",
        "not_applicable",
        "exclusions",
        "voids",
        "previous",
        "publication",
    ):
        assert getattr(again, part) == getattr(bundle, part)
    assert sorted(again.adjustments, key=repr) == sorted(bundle.adjustments, key=repr)
    assert {key: tally(box, 2) for key, box in again.boxes.items()} == {
        key: tally(box, 2) for key, box in bundle.boxes.items()
    }
    assert _figures(publish(written)) == _figures(publish(random_files(seed)))


def test_what_a_publication_says_of_itself_is_written_too() -> None:
    said = {
        "so": Publication(
            2, "final", "2025-04-06T02:00:00.000Z", "sửa số liệu", 1, "par-index 0.1.0"
        )
    }
    assert (
        read_bundle(write_bundle(replace(read_bundle(files()), publication=said))).publication
        == said
    )


def test_awkward_texts_survive_writing_and_reading() -> None:
    bundle = read_bundle(
        files(
            exclusions='unit,reason\na,"một, ""hai""\r\nba\rbốn"\n',
            voids="unit,reason\nb,\u2028 x \n",
        )
    )
    assert bundle.exclusions["a"].text == 'một, "hai"\r\nba\rbốn'
    again = read_bundle(write_bundle(bundle))
    assert (again.exclusions, again.voids) == (bundle.exclusions, bundle.voids)


def full() -> dict[str, bytes]:
    """A bundle with something private in every place."""
    answers = (
        "".join(f"a,g,{answer}\n" for answer in ("11", "21", "3.", "4.", "1.", "5."))
        + "a,h,1.\n" * 4
    )
    return files(
        plain_document(min_answers=5),
        appraisals=points(b="1", a="50").replace(",\n", ",NHẬN XÉT\n"),
        scores=(
            'unit,leaf,value,explanation\na,1.1,"{""points"": 50, ""note"": ""GHI CHÚ""}",GIẢI'
            " TRÌNH\n"
        ),
        answers=f"unit,group,answers\n{answers}",
        not_applicable="unit,leaf,reason\nb,2.1,LÝ DO\n",
        participation="unit,group,invited,answered\na,g,9,6\na,h,5,4\n",
        exclusions="unit,reason\nb,LÝ DO\n",
        voids="unit,reason\nb,LÝ DO\n",
        adjustments="unit,points,reason\na,1,LÝ DO\n",
    )


def test_the_public_bundle_keeps_what_is_private() -> None:
    written = public_bundle(read_bundle(full()))
    everything = b"".join(written.values()).decode()
    assert not any(word in everything for word in ("NHẬN XÉT", "GIẢI TRÌNH", "GHI CHÚ", "LÝ DO"))
    assert "answers.csv" not in written
    assert (
        written["cells.csv"].decode()
        == "unit,group,question,answered,weight_sum,weight_square_sum\na,g,q1,5,2.8,2.4\n"
    )
    assert written["appraisals.csv"].decode().splitlines()[1:] == [
        'a,1.1,1,"{""points"": ""50""}",',
        'b,1.1,1,"{""points"": ""1""}",',
    ]
    for name, data in written.items():
        if name.endswith(".csv"):
            table = name.removesuffix(".csv")
            columns = [column for column in TABLES[table] if column not in LATER.get(table, ())]
            assert data.decode().splitlines()[0] == ",".join(columns)
            assert b"\r" not in data


def test_reasons_that_ops_marked_public_are_public() -> None:
    bundle = replace(
        read_bundle(full()),
        exclusions={"b": Reason("gian dối", public=True)},
        voids={"b": Reason("kín")},
    )
    written = public_bundle(bundle)
    assert written["exclusions.csv"].decode() == "unit,reason\nb,gian dối\n"
    assert written["voids.csv"].decode() == "unit,reason\nb,\n"


@settings(max_examples=30)
@given(SEEDS)
def test_publishing_the_public_bundle_gives_the_same_ranking_again_and_again(seed: int) -> None:
    content = random_files(seed)
    document = json.loads(content["round.json"])
    content["round.json"] = json.dumps({**document, "min_answers": 5}).encode()
    written = public_bundle(read_bundle(content))
    published = publish(written)
    assert publish(public_bundle(read_bundle(written))) == published
    one, other = (_figures(publish(given_)) for given_ in (content, written))
    assert one == other


def _figures(published: dict[str, bytes]) -> list[Any]:
    """All figures of a ranking, without what depends on reasons and counts of people."""
    units = json.loads(published["thu/so/ranking.json"])["units"]
    return [
        [unit[key] for key in ("unit", "status", "rank", "index", "points", "areas")]
        for unit in units
    ]


def test_there_is_no_public_bundle_where_small_cells_count() -> None:
    for small in (1, 4):
        with pytest.raises(Conflict):
            public_bundle(read_bundle(files(plain_document(min_answers=small))))


def test_public_cells_are_all_and_only_those_of_enough_answers() -> None:
    bundle = read_bundle(example("small-groups"))
    cells = read_bundle(public_bundle(bundle)).cells
    assert cells
    assert all(cell.answered >= 5 for cell in cells.values())


def test_predecessors_have_a_column_only_where_a_unit_names_some() -> None:
    units = (
        "unit,index,name_vi,name_en,region,ranked,predecessors\na,so,A,,,yes,x;y y\nb,so,B,,,yes,\n"
    )
    read = read_bundle(files(units=units))
    assert [unit.predecessors for unit in read.units] == [("x", "y"), ()]
    written = write_bundle(read)["units.csv"].decode().splitlines()
    assert written == [units.splitlines()[0], "a,so,A,,,yes,x y", "b,so,B,,,yes,"]
    assert write_bundle(read_bundle(files()))["units.csv"] == files()["units.csv"]
