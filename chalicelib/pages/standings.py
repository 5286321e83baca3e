"""The main table of a ranking: one row for each unit; columns in which no unit has anything are
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chalicelib.pages.figures import bar, table
from chalicelib.pages.markup import Child, Html, tag

if TYPE_CHECKING:
    from chalicelib.pages.language import Language

Unit = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what a unit shows in it (`cell`), whether a narrow screen keeps it
    (`always`), and what makes it worth showing (`worth`, or else `cell`): a column without any such
    unit is left out.
    """

    title: str
    cell: Callable[[Unit], Child]
    kind: str = "figure"
    always: bool = False
    worth: Callable[[Unit], object] | None = None


def standings(
    lang: Language, units: Sequence[Unit], mean: str | None, caption: str, ident: str
) -> Html:
    """The table of the given units in their order, one row each."""
    columns = [
        column for column in _columns(lang, mean) if any(map(column.worth or column.cell, units))
    ]
    head = tag("tr", map(_heading, columns))
    rows = [_row(columns, unit) for unit in units]
    return table(caption, head, rows, class_="standings", id=ident, data_sortable=True)


def _row(columns: Sequence[Column], unit: Unit) -> Html:
    return tag("tr", [_cell(column, unit) for column in columns])


def _columns(lang: Language, mean: str | None) -> tuple[Column, ...]:
    def points(title: str, key: str) -> Column:
        return Column(
            title,
            lambda unit: lang.number(unit["points"][key]),
            worth=lambda unit: Decimal(unit["points"][key]),
        )

    return (
        Column(lang.say("Hạng", "Rank"), lambda unit: unit["rank"], "rank", always=True),
        Column(lang.say("Đơn vị", "Unit"), lambda unit: _name(lang, unit), "unit", always=True),
        Column(
            lang.say("Chỉ số (%)", "Index (%)"),
            lambda unit: _index(lang, unit, mean),
            "index",
            always=True,
        ),
        Column(lang.say("Xếp loại", "Band"), lambda unit: unit["band"] or "", "band", always=True),
        Column(
            lang.say("So với năm trước", "Change on last year"), lambda unit: _change(lang, unit)
        ),
        points(lang.say("Thẩm định", "Appraised"), "appraised"),
        points(lang.say("Điều tra XHH", "Survey"), "survey"),
        points(lang.say("Số liệu ngoài", "External"), "external"),
        points(lang.say("Thưởng, phạt", "Adjustments"), "adjustments"),
        Column(lang.say("Tổng / tối đa", "Total / maximum"), lambda unit: _total(lang, unit)),
        Column(lang.say("Khoảng ước lượng", "Interval"), lambda unit: _interval(lang, unit)),
        Column(lang.say("Phiếu trả lời", "Answers"), lambda unit: _answers(lang, unit)),
    )


def _heading(column: Column) -> Html:
    return tag("th", column.title, scope="col", class_=_classes(column))


def _cell(column: Column, unit: Unit) -> Html:
    if column.kind == "unit":
        return tag("th", column.cell(unit), scope="row", class_=_classes(column))
    return tag("td", column.cell(unit) or "–", class_=_classes(column))


def _classes(column: Column) -> str:
    return column.kind if column.always else f"{column.kind} roomy"


def _name(lang: Language, unit: Unit) -> list[Child]:
    """The unit's name; below it its region, a voided survey, and on a narrow screen what the hidden
    columns show.
    """
    voided = (
        lang.say("Kết quả điều tra bị hủy", "Survey results voided")
        if unit["survey"]["voided"]
        else None
    )
    parts = (
        (lang.say("Thẩm định", "Appraised"), unit["points"]["appraised"]),
        (lang.say("Điều tra", "Survey"), unit["points"]["survey"]),
    )
    brief = " · ".join(f"{title} {lang.number(points)}" for title, points in parts)
    change = _change(lang, unit)
    return [
        tag("span", lang.of(unit["name"]), class_="title"),
        tag("small", unit["region"]) if unit["region"] else None,
        tag("small", voided, class_="voided") if voided else None,
        tag("small", brief, class_="brief"),
        (
            tag("small", lang.say("So với năm trước ", "On last year "), change, class_="brief")
            if change
            else None
        ),
    ]


def _index(lang: Language, unit: Unit, mean: str | None) -> list[Child]:
    return [tag("b", lang.number(unit["index"])), bar(unit["index"], mean)]


def _change(lang: Language, unit: Unit) -> str:
    previous = unit["previous"]
    return lang.signed(previous["change"]) if previous and previous["change"] is not None else ""


def _total(lang: Language, unit: Unit) -> str:
    return f"{lang.number(unit['points']['total'])} / {lang.number(unit['maximum'])}"


def _interval(lang: Language, unit: Unit) -> str:
    if not unit["interval"]:
        return ""
    low, high = unit["interval"]["rank"]
    ranks = f"{low}" if low == high else f"{low}–{high}"
    index = "–".join(map(lang.number, unit["interval"]["index"]))
    return f"{index} ({lang.say('hạng', 'rank')} {ranks})"


def _answers(lang: Language, unit: Unit) -> str:
    answered, invited = unit["survey"]["answered"], unit["survey"]["invited"]
    if invited:
        return f"{lang.whole(answered)} / {lang.whole(invited)}"
    return lang.whole(answered) if answered else ""


def about_intervals(lang: Language, units: Iterable[Unit]) -> Html | None:
    """What the intervals of the units are; None if none of them has one."""
    if not any(unit["interval"] for unit in units):
        return None
    words = lang.say(
        "Khoảng ước lượng: chỉ số và hạng có thể lệch tới đâu chỉ vì không phải ai được mời cũng"
        " trả lời phiếu (mức tin cậy 95%). Khoảng này không làm đổi chỉ số và hạng.",
        "Interval: how far index and rank could be off only because not everybody invited answered"
        " the survey (95%). It changes neither index nor rank.",
    )
    return tag("p", words, class_="note")
