"""The tables of a ranking: units, units × areas, regions, units without a result. Figures stay readable without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.pages.language import Language
from chalicelib.pages.markup import Child, Html, tag

Unit = Mapping[str, Any]
# A cell of the heat map gets the darkest shade whose threshold it reaches; the number stands in it anyway.
SHADES = ("50", "60", "70", "80", "90")
REASONS = {"not appraised": "Chưa được thẩm định"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what a unit shows in it, and whether a narrow screen drops it."""

    title: str
    cell: Callable[[Unit], Child]
    kind: str = "number"
    always: bool = False


def bar(lang: Language, index: str, mean: str | None = None) -> Html:
    """A bar of 0…100 drawn on the server, with a tick at the mean; the number beside it says the same."""
    width = min(max(Decimal(index), Decimal(0)), Decimal(100))
    tick = tag("rect", class_="tick", x=f"{Decimal(mean) - Decimal('0.3')}", width="0.6", height="8") if mean else None
    filled = tag("rect", class_="filled", width=str(width), height="8")
    track = tag("rect", class_="track", width="100", height="8")
    return tag(
        "svg", track, filled, tick, class_="bar", viewBox="0 0 100 8", preserveAspectRatio="none", aria_hidden="true"
    )


def standings(lang: Language, units: Sequence[Unit], mean: str | None, caption: str, ident: str) -> Html:
    """The units that have an index, best first, one row each."""
    columns = [each for each in _columns(lang, mean) if any(each.cell(unit) not in ("", None) for unit in units)]
    head = tag("tr", [_heading(each) for each in columns])
    rows = [tag("tr", [_cell(each, unit) for each in columns]) for unit in units]
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", head),
        tag("tbody", rows),
        class_="standings",
        id=ident,
        data_sortable=True,
    )


def heat_map(lang: Language, units: Iterable[Unit], areas: Sequence[Mapping[str, Any]]) -> Html:
    """Units × areas: the share of each area's points, in per cent."""
    head = tag(
        "tr",
        tag("th", lang.say("Đơn vị", "Unit"), scope="col", class_="name"),
        [
            tag("th", area["code"], tag("span", f" {lang.of(area['title'])}", class_="unseen"), scope="col")
            for area in areas
        ],
    )
    rows = [
        tag("tr", tag("th", lang.of(unit["name"]), scope="row", class_="name"), _shaded(lang, unit, areas))
        for unit in units
    ]
    caption = lang.say("Tỷ lệ điểm đạt được theo lĩnh vực (%)", "Share of points by area (%)")
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", head),
        tag("tbody", rows),
        class_="heat",
        data_sortable=True,
    )


def regions(lang: Language, rows: Iterable[Mapping[str, Any]]) -> Html:
    """Means of the regions, best first."""
    titles = (lang.say("Vùng", "Region"), lang.say("Số đơn vị", "Units"), lang.say("Trung bình (%)", "Mean (%)"))
    head = tag("tr", [tag("th", title, scope="col", class_=kind) for title, kind in zip(titles, _KINDS, strict=True)])
    body = [
        tag(
            "tr",
            tag("th", row["region"] or lang.say("Không ghi vùng", "No region given"), scope="row", class_="name"),
            tag("td", row["units"], class_="number"),
            tag("td", tag("b", lang.number(row["mean"])), bar(lang, row["mean"]), class_="index"),
        )
        for row in rows
    ]
    caption = lang.say("Trung bình theo vùng", "Means by region")
    return tag(
        "table", tag("caption", caption, class_="unseen"), tag("thead", head), tag("tbody", body), class_="regions"
    )


def without_result(lang: Language, units: Iterable[Unit]) -> Html:
    """Units that were excluded or never appraised, each with its reason."""
    titles = (lang.say("Đơn vị", "Unit"), lang.say("Tình trạng", "Status"), lang.say("Lý do", "Reason"))
    head = tag("tr", [tag("th", title, scope="col", class_="name") for title in titles])
    body = [
        tag(
            "tr",
            tag("th", lang.of(unit["name"]), scope="row", class_="name"),
            tag("td", _standing(lang, unit["status"])),
            tag("td", _reason(lang, unit["reason"])),
        )
        for unit in units
    ]
    caption = lang.say("Đơn vị không có kết quả", "Units without a result")
    return tag("table", tag("caption", caption, class_="unseen"), tag("thead", head), tag("tbody", body))


_KINDS = ("name", "number", "index")


def _columns(lang: Language, mean: str | None) -> tuple[Column, ...]:
    def points(key: str) -> Callable[[Unit], Child]:
        return lambda unit: lang.number(unit["points"][key]) if Decimal(unit["points"][key]) else ""

    return (
        Column(lang.say("Hạng", "Rank"), lambda unit: unit["rank"], "rank", always=True),
        Column(lang.say("Đơn vị", "Unit"), lambda unit: _name(lang, unit), "name", always=True),
        Column(lang.say("Chỉ số (%)", "Index (%)"), lambda unit: _index(lang, unit, mean), "index", always=True),
        Column(lang.say("Xếp loại", "Band"), lambda unit: unit["band"] or "", "band", always=True),
        Column(lang.say("So với năm trước", "Change on last year"), lambda unit: _change(lang, unit)),
        Column(lang.say("Thẩm định", "Appraised"), points("appraised")),
        Column(lang.say("Điều tra XHH", "Survey"), points("survey")),
        Column(lang.say("Số liệu ngoài", "External"), points("external")),
        Column(lang.say("Thưởng, phạt", "Adjustments"), points("adjustments")),
        Column(lang.say("Tổng / tối đa", "Total / maximum"), lambda unit: _total(lang, unit)),
        Column(lang.say("Khoảng ước lượng", "Interval"), lambda unit: _interval(lang, unit)),
        Column(lang.say("Phiếu trả lời", "Answers"), lambda unit: _answers(lang, unit)),
    )


def _heading(column: Column) -> Html:
    return tag("th", column.title, scope="col", class_=_classes(column))


def _cell(column: Column, unit: Unit) -> Html:
    if column.kind == "name":
        return tag("th", column.cell(unit), scope="row", class_=_classes(column))
    return tag("td", column.cell(unit), class_=_classes(column))


def _classes(column: Column) -> str:
    return column.kind if column.always else f"{column.kind} roomy"


def _name(lang: Language, unit: Unit) -> list[Child]:
    """The unit's name; below it its region, a voided survey, and what the dropped columns say on a narrow screen."""
    voided = lang.say("Kết quả điều tra bị hủy", "Survey results voided") if unit["survey"]["voided"] else None
    parts = (
        (lang.say("Thẩm định", "Appraised"), unit["points"]["appraised"]),
        (lang.say("Điều tra", "Survey"), unit["points"]["survey"]),
    )
    brief = [f"{title} {lang.number(points)}" for title, points in parts if Decimal(points)]
    change = _change(lang, unit)
    if change:
        brief.append(lang.say("so với năm trước ", "on last year ") + str(change))
    return [
        tag("span", lang.of(unit["name"]), class_="title"),
        tag("small", unit["region"]) if unit["region"] else None,
        tag("small", voided, class_="voided") if voided else None,
        tag("small", " · ".join(brief), class_="brief"),
    ]


def _index(lang: Language, unit: Unit, mean: str | None) -> list[Child]:
    return [tag("b", lang.number(unit["index"])), bar(lang, unit["index"], mean)]


def _change(lang: Language, unit: Unit) -> str:
    previous = unit["previous"]
    return lang.signed(previous["change"]) if previous and previous["change"] is not None else ""


def _total(lang: Language, unit: Unit) -> str:
    return f"{lang.number(unit['points']['total'])} / {lang.number(unit['maximum'])}"


def _interval(lang: Language, unit: Unit) -> str:
    return "–".join(map(lang.number, unit["interval"]["index"])) if unit["interval"] else ""


def _answers(lang: Language, unit: Unit) -> str:
    answered, invited = unit["survey"]["answered"], unit["survey"]["invited"]
    if invited:
        return f"{lang.whole(answered)} / {lang.whole(invited)}"
    return lang.whole(answered) if answered else ""


def _shaded(lang: Language, unit: Unit, areas: Sequence[Mapping[str, Any]]) -> list[Html]:
    by_code = {area["code"]: area for area in unit["areas"]}
    none = tag("td", "–", class_="none", title=lang.say("Không áp dụng", "Does not apply"))
    return [
        tag("td", lang.number(by_code[area["code"]]["index"]), class_=f"shade-{_shade(by_code[area['code']]['index'])}")
        if area["code"] in by_code
        else none
        for area in areas
    ]


def _shade(index: str) -> int:
    return sum(Decimal(index) >= Decimal(threshold) for threshold in SHADES)


def _standing(lang: Language, status: str) -> str:
    if status == "excluded":
        return lang.say("Loại khỏi đánh giá", "Excluded")
    return lang.say("Chưa có kết quả", "Missing")


def _reason(lang: Language, reason: str | None) -> str:
    if not reason:
        return lang.say("Không công bố lý do", "Reason not published")
    known = REASONS.get(reason)
    return lang.say(known, reason.capitalize()) if known else reason
