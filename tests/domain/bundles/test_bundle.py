"""The cells of a bundle: as given, or counted from its boxes, for the units of one index."""

from __future__ import annotations

import pytest

from chalicelib.domain.bundles.bundle import Bundle, cells_of
from chalicelib.domain.bundles.reading import read_bundle
from tests.domain.bundles.samples import DIRECT, area, document, files, index, leaf

ROUND = document(
    index(area("1", leaf("1.1", "60", DIRECT))),
    index(area("1", leaf("1.1", "60", DIRECT)), name="huyen"),
)
UNITS = "unit,index,name_vi,ranked\na,so,Sở A,yes\nb,huyen,Huyện B,yes\nc,so,Sở C,no\n"
ANSWERS = "unit,group,answers\na,g,12\na,g,.5\nb,g,11\nc,h,3.\n"
CELLS = """unit,group,question,answered,weight_sum,weight_square_sum
a,g,q1,1,1,1
a,g,q2,1,0.6,0.36
b,g,q1,1,1,1
b,g,q2,1,1,1
c,h,q1,1,0.2,0.04
"""


def bundle(**surveys: str) -> Bundle:
    return read_bundle(files(ROUND, units=UNITS, **surveys))


@pytest.mark.parametrize(("name", "units"), [("so", {"a", "c"}), ("huyen", {"b"})])
def test_the_cells_are_those_of_the_units_of_the_index_ranked_or_not(
    name: str, units: set[str]
) -> None:
    for survey in (bundle(answers=ANSWERS), bundle(cells=CELLS)):
        cells = cells_of(survey, survey.round.index(name))
        assert {unit for unit, _, _ in cells} == units


def test_answers_and_the_cells_counted_from_them_are_the_same_survey() -> None:
    answered, counted = bundle(answers=ANSWERS), bundle(cells=CELLS)
    for name in ("so", "huyen"):
        one = answered.round.index(name)
        assert cells_of(answered, one) == cells_of(counted, one)


def test_a_bundle_without_a_survey_has_no_cells() -> None:
    survey = bundle()
    assert cells_of(survey, survey.round.index("so")) == {}
