"""Breakdowns as people read them in a terminal."""

from __future__ import annotations

from chalicelib.domain.results.breakdown_texts import against_text, breakdown_text, year_text
from chalicelib.domain.results.breakdowns import between, break_down, scored_entry
from chalicelib.domain.results.publications import compute
from chalicelib.domain.results.year_on_year import year_on_year
from tests.domain.bundles.samples import DIRECT, area, changed, document, files, index, leaf, points

_RULE: list[str | int] = ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "rule"]
ADJUSTED = "unit,points,reason\nb,0.5,\n"


def test_the_greatest_losses_come_first_and_full_criteria_are_counted() -> None:
    content = document(index(area("1", leaf("1.1", "60", DIRECT), leaf("1.2", "40", DIRECT))))
    rows = 'a,1.2,1,"{""points"": ""1""}",\nb,1.2,1,"{""points"": ""40""}",\n'
    ranking = compute(files(content, appraisals=points(a="59", b="60") + rows))["so"]
    told = breakdown_text(break_down(ranking, "a"), ranking)
    lines = told.splitlines()
    assert lines[0] == "Vì sao thứ hạng này / Why this rank"
    assert lines[1] == "  Sở A (a), hạng / rank 2, 60,00"
    first = next(number for number, line in enumerate(lines) if line.endswith("1.2 1.2"))
    assert lines[first].split() == [
        "1,0000",
        "40,0000",
        "39,0000",
        "19,5000",
        "0,0000",
        "1.2",
        "1.2",
    ]
    assert lines[first + 1].endswith("1.1 1.1")
    assert "  0 tiêu chí đạt điểm tối đa / criteria with full points" in lines
    assert (
        "  Thêm 40,0050 điểm thì vượt / more points to pass Sở B (b), hạng / rank 1, 100,00"
        in lines
    )
    assert "    Một mình đủ / enough alone: không tiêu chí nào / no criterion" in lines


def test_a_difference_names_areas_criteria_adjustments_and_rounding() -> None:
    content = changed([*_RULE, "step"], "0.001")
    given = points(a="30.004", b="30")
    ranking = compute(files(content, appraisals=given, adjustments=ADJUSTED))["so"]
    one, other = scored_entry(ranking, "a"), scored_entry(ranking, "b")
    told = against_text(between(ranking, "a", "b"), one, other, ranking.index)
    assert [" ".join(line.split()) for line in told.splitlines()[1:]] == [
        "+0,0040 1 1",
        "+0,0040 1.1 1.1",
        "0,0000 2 2",
        "-0,5000 Điểm thưởng, điểm phạt / Bonus and penalty",
        "-0,0040 Làm tròn số công bố / Rounding of published figures",
        "-0,5000 Chênh lệch công bố / Difference as published",
    ]


def test_what_does_not_compare_says_why_and_a_reorganisation_is_said() -> None:
    units = "unit,index,name_vi,name_en,region,ranked,predecessors\nn,so,Sở N,,,yes,a b\n"
    other = document(index(area("1", leaf("1.1", "100", DIRECT))))
    now = compute(files(other, units=units, appraisals=points(n="50")))["so"]
    before = compute(files(appraisals=points(a="40", b="20")))["so"]
    year = year_on_year(scored_entry(now, "n"), now, before)
    assert year is not None
    told = year_text(year, now.index, before.index)
    assert "Không so sánh được / Not comparable" in told
    assert "1.1 1.1 (điểm tối đa khác / other maximum)" in told
    assert "Đơn vị đã được sắp xếp lại" in told
    assert "Sở A (a), hạng / rank 1, 40,00; Sở B (b), hạng / rank 2, 20,00" in told
