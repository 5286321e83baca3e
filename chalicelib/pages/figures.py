"""The smaller figures of a ranking: bars, the heat map of areas, regions, units without a
result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chalicelib.pages.markup import Attribute, Html, tag

if TYPE_CHECKING:
    from chalicelib.pages.language import Language

Unit = Mapping[str, Any]
# A cell of the heat map gets the darkest shade whose threshold it reaches; it also has its number.
SHADES = ("50", "60", "70", "80", "90")
REASONS = {"not appraised": "Chưa được thẩm định"}


def bar(index: str, mean: str | None = None) -> Html:
    """An SVG bar of 0…100 with a tick at the mean; the number is printed beside it."""
    width = min(max(Decimal(index), Decimal(0)), Decimal(100))
    tick = (
        tag("rect", class_="tick", x=str(Decimal(mean) - Decimal("0.5")), width=1, height=16)
        if mean
        else None
    )
    sizes = {"track": "100", "filled": str(width)}
    shapes = [tag("rect", class_=name, y=3, width=size, height=10) for name, size in sizes.items()]
    return tag(
        "svg",
        *shapes,
        tick,
        class_="bar",
        viewBox="0 0 100 16",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def table(caption: str, head: Html, rows: Iterable[Html], **attributes: Attribute) -> Html:
    """A table whose caption is for screen readers only, since a heading above says the same."""
    caption_tag = tag("caption", caption, class_="unseen")
    return tag("table", caption_tag, tag("thead", head), tag("tbody", rows), **attributes)


def heat_map(lang: Language, units: Iterable[Unit], areas: Sequence[Mapping[str, Any]]) -> Html:
    """Units × areas: the share of each area's points, in percent."""
    head = tag(
        "tr",
        tag("th", lang.say("Đơn vị", "Unit"), scope="col", class_="unit"),
        [
            tag(
                "th",
                area["code"],
                tag("span", f" {lang.of(area['title'])}", class_="unseen"),
                scope="col",
            )
            for area in areas
        ],
    )
    rows = [
        tag(
            "tr",
            tag("th", lang.of(unit["name"]), scope="row", class_="unit"),
            _shaded(lang, unit, areas),
        )
        for unit in units
    ]
    caption = lang.say("Tỷ lệ điểm đạt được theo lĩnh vực (%)", "Share of points by area (%)")
    return table(caption, head, rows, class_="heat", data_sortable=True)


def regions(lang: Language, rows: Iterable[Mapping[str, Any]]) -> Html:
    """The means of the regions, in the given order."""
    titles = (
        lang.say("Vùng", "Region"),
        lang.say("Số đơn vị", "Units"),
        lang.say("Trung bình (%)", "Mean (%)"),
    )
    head = tag(
        "tr",
        [
            tag("th", title, scope="col", class_=kind)
            for title, kind in zip(titles, _KINDS, strict=True)
        ],
    )
    body = [
        tag(
            "tr",
            tag(
                "th",
                row["region"] or lang.say("Không ghi vùng", "No region given"),
                scope="row",
                class_="unit",
            ),
            tag("td", row["units"], class_="figure"),
            tag("td", tag("b", lang.number(row["mean"])), bar(row["mean"]), class_="index"),
        )
        for row in rows
    ]
    caption = lang.say("Trung bình theo vùng", "Means by region")
    return table(caption, head, body, class_="regions")


def without_result(lang: Language, units: Iterable[Unit]) -> Html:
    """Units that were excluded or not appraised, each with its reason."""
    titles = (
        lang.say("Đơn vị", "Unit"),
        lang.say("Tình trạng", "Status"),
        lang.say("Lý do", "Reason"),
    )
    head = tag("tr", [tag("th", title, scope="col", class_="unit") for title in titles])
    body = [
        tag(
            "tr",
            tag("th", lang.of(unit["name"]), scope="row", class_="unit"),
            tag("td", _standing(lang, unit["status"])),
            tag("td", _reason(lang, unit["reason"])),
        )
        for unit in units
    ]
    caption = lang.say("Đơn vị không có kết quả", "Units without a result")
    return table(caption, head, body, class_="plain")


_KINDS = ("unit", "figure", "index")


def _shaded(lang: Language, unit: Unit, areas: Sequence[Mapping[str, Any]]) -> list[Html]:
    by_code = {area["code"]: area for area in unit["areas"]}
    none = tag("td", "–", class_="none", title=lang.say("Không áp dụng", "Does not apply"))
    return [
        (
            tag(
                "td",
                lang.number(by_code[area["code"]]["index"]),
                class_=f"shade-{_shade(by_code[area['code']]['index'])}",
            )
            if area["code"] in by_code
            else none
        )
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
