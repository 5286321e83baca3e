"""Why a unit has its rank, from the files of a bundle."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.results.explaining import explain
from tests.domain.bundles.samples import document, example, files, index, plain_document, points


def two_indexes() -> dict[str, bytes]:
    content = plain_document()
    content["indexes"].append({**content["indexes"][0], "id": "khac"})
    units = "unit,index,name_vi,name_en,region,ranked\n" + "".join(
        f"{unit},{name},{unit},,,yes\n" for unit, name in (("a", "so"), ("b", "so"), ("c", "khac"))
    )
    return files(content, units=units, appraisals=points(a="50", b="40", c="30"))


def test_a_unit_is_found_in_its_index_and_compared_within_it() -> None:
    told = explain(two_indexes(), "c")
    assert told.document["index"] == "khac"
    told = explain(two_indexes(), "a", "b")
    assert told.document["against"]["published"] == "10.00"
    assert "Chênh lệch / Difference: a (a)" in told.text
    with pytest.raises(NotFound, match="The index so has no unit c"):
        explain(two_indexes(), "a", "c")
    with pytest.raises(NotFound, match="no unit z"):
        explain(two_indexes(), "z")


def test_the_year_before_may_lack_the_unit_or_the_index() -> None:
    before = files(document(index()), units="unit,index,name_vi,ranked\nx,so,X,yes\n")
    told = explain(files(appraisals=points(a="50")), "a", before=before)
    assert told.document["against_previous"] is None
    assert "Năm trước đơn vị không có chỉ số." in told.text
    other = files(document(index(name="khac")), units="unit,index,name_vi,ranked\nx,khac,X,yes\n")
    with pytest.raises(NotFound, match="The round before has no index so"):
        explain(files(appraisals=points(a="50")), "a", before=other)


def test_every_unit_of_an_example_is_explained_or_has_no_index() -> None:
    content = example("small-groups")
    units = [line.split(",")[0] for line in content["units.csv"].decode().splitlines()[1:]]
    told = 0
    for unit in units:
        try:
            year = explain(content, unit, before=content).document["against_previous"]
        except Conflict:
            continue
        assert (year["published"], year["rounding"]) == ("0.00", "0.00")
        told += 1
    assert told > 1
