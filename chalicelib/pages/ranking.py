"""The public page of one ranking, made from the published JSON alone; it is readable without
JavaScript.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chalicelib.pages import figures, layout
from chalicelib.pages.language import Language, language
from chalicelib.pages.markup import Child, Html, tag
from chalicelib.pages.standings import about_intervals, standings

Document = Mapping[str, Any]
_BUNDLE = "bundle.zip"


def render(ranking: Document, about: Document, lang: str, files: Collection[str]) -> str:
    """The page of a published ranking (contract §4).

    `about` is the document of the round (contract §2), with titles, authority, time zone and bands.
    `lang` is `vi` or `en`. `files` are the names of the version's files, such as `ranking.csv`: a
    version has no workbook if it is older than those, and no bundle if small cells count.
    """
    speech = language(lang)
    index = next(index for index in about["indexes"] if index["id"] == ranking["index"])
    title = speech.of(index["title"])
    return layout.page(
        speech,
        path(ranking["round"], ranking["index"]),
        f"{title} – {speech.of(about['title'])}",
        tag("p", speech.of(about["title"]), class_="above"),
        tag("h1", title),
        _status(speech, ranking, about),
        _correction(speech, ranking),
        _illustrative(speech) if ranking["illustrative"] else None,
        _summary(speech, ranking, about),
        _tools(speech, ranking, files),
        _standings(speech, ranking),
        _areas(speech, ranking, index),
        _regions(speech, ranking),
        _without_result(speech, ranking),
        _source(speech, ranking, about, files),
    )


def path(round_: str, index: str) -> str:
    """The address of the page of a ranking."""
    return f"/rankings/{round_}/{index}"


def status_words(lang: Language, status: str) -> str:
    """The words for `provisional` and `final`."""
    return (
        lang.say("Tạm thời", "Provisional")
        if status == "provisional"
        else lang.say("Chính thức", "Final")
    )


def _status(lang: Language, ranking: Document, about: Document) -> Html:
    published = (
        lang.instant(ranking["published_at"], about["timezone"])
        if ranking["published_at"]
        else None
    )
    version = f"{lang.say('Phiên bản', 'Version')} {ranking['version']}"
    words = lang.say("công bố lúc ", "published ") + published if published else None
    parts = [
        tag("strong", status_words(lang, ranking["status"]), class_=f"status {ranking['status']}"),
        tag("span", ", ".join(filter(None, (version, words)))),
        tag("span", lang.of(about["authority"])),
    ]
    return tag("p", parts, class_="facts")


def _correction(lang: Language, ranking: Document) -> Html | None:
    if not ranking["supersedes"]:
        return None
    old = tag(
        "a",
        lang.say(f"phiên bản {ranking['supersedes']}", f"version {ranking['supersedes']}"),
        href=f"{_data(ranking['round'], ranking['index'])}/versions/{ranking['supersedes']}.csv",
    )
    reason = f" {lang.say('Lý do', 'Reason')}: {ranking['reason']}" if ranking["reason"] else None
    return tag("p", lang.say("Bản này thay cho ", "This replaces "), old, ".", reason)


def _illustrative(lang: Language) -> Html:
    words = lang.say(
        "Bộ tiêu chí của bảng này chỉ để minh họa, không phải văn bản chính thức; kết quả không có"
        " giá trị xếp hạng.",
        "The criteria behind this table are illustrative, not the official text; the results rank"
        " nobody.",
    )
    return tag(
        "p", tag("strong", lang.say("Minh họa.", "Illustrative.")), " ", words, class_="notice"
    )


def _summary(lang: Language, ranking: Document, about: Document) -> Html | None:
    summary = ranking["summary"]
    if summary is None:
        return None
    ranked = sum(unit["status"] == "ranked" for unit in ranking["units"])
    pairs = [
        (lang.say("Trung bình", "Mean"), lang.number(summary["mean"])),
        (lang.say("Cao nhất", "Highest"), lang.number(summary["max"])),
        (lang.say("Thấp nhất", "Lowest"), lang.number(summary["min"])),
        (lang.say("Trên trung bình", "Above the mean"), f"{summary['above_mean']} / {ranked}"),
    ]
    starts = {band["name"]: band["from"] for band in about["bands"]}
    bands = [
        (
            (
                f"{lang.say('Loại', 'Band')} {name} ({lang.say('từ', 'from')}"
                f" {lang.number(starts[name])})"
            ),
            str(count),
        )
        for name, count in summary["bands"].items()
    ]
    return tag(
        "dl",
        [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs + bands],
        class_="totals",
    )


def _tools(lang: Language, ranking: Document, files: Collection[str]) -> Html:
    base = f"{_data(ranking['round'], ranking['index'])}/versions/{ranking['version']}"
    offered = (
        ("ranking.xlsx", "Excel", ".xlsx"),
        ("ranking.csv", "CSV", ".csv"),
        ("ranking.json", "JSON", ".json"),
        (_BUNDLE, lang.say("Gói dữ liệu (ZIP)", "Bundle (ZIP)"), "/bundle"),
    )
    links: list[Child] = [
        tag("a", words, href=f"{base}{end}") for name, words, end in offered if name in files
    ]
    label = tag("label", lang.say("Tìm đơn vị", "Find a unit"), for_="filter")
    field = tag("input", id="filter", type="search", autocomplete="off", spellcheck="false")
    words = lang.say("Hiện {n} / {all} đơn vị", "Showing {n} of {all} units")
    output = tag("output", for_="filter", data_words=words)
    return tag(
        "div",
        tag("div", label, field, output, class_="filter", hidden=True),
        tag("p", tag("span", lang.say("Tải về:", "Download:")), links, class_="downloads"),
        class_="controls",
    )


def _standings(lang: Language, ranking: Document) -> Html:
    mean = ranking["summary"]["mean"] if ranking["summary"] else None
    ranked = [unit for unit in ranking["units"] if unit["status"] == "ranked"]
    unranked = [unit for unit in ranking["units"] if unit["status"] == "unranked"]
    title = lang.say("Bảng xếp hạng", "Ranking")
    note = lang.say(
        "Vạch đứng trong mỗi thanh: trung bình chung.",
        "The upright line in each bar: the overall mean.",
    )
    if not ranked:
        note = lang.say("Không có đơn vị nào được xếp hạng.", "No unit is ranked.")
    other = lang.say("Có chấm điểm, không xếp hạng", "Scored, not ranked")
    return tag(
        "section",
        tag("h2", title),
        tag("p", note, class_="note"),
        about_intervals(lang, ranked),
        standings(lang, ranked, mean, title, "ranked") if ranked else None,
        (
            [tag("h3", other), standings(lang, unranked, mean, other, "unranked")]
            if unranked
            else None
        ),
    )


def _areas(lang: Language, ranking: Document, index: Document) -> Html | None:
    units = [unit for unit in ranking["units"] if unit["areas"]]
    if not units:
        return None
    note = lang.say(
        "Mỗi ô là tỷ lệ điểm đạt được của một lĩnh vực (%); ô càng đậm, tỷ lệ càng cao.",
        "Each cell is the share of an area's points (%); the darker, the higher.",
    )
    legend = [
        tag("li", tag("b", area["code"]), " ", lang.of(area["title"])) for area in index["areas"]
    ]
    title = lang.say("Kết quả theo lĩnh vực", "Results by area")
    table = figures.heat_map(lang, units, index["areas"])
    return tag(
        "section",
        tag("h2", title),
        tag("p", note, class_="note"),
        tag("ul", legend, class_="legend"),
        tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=title),
    )


def _regions(lang: Language, ranking: Document) -> Html | None:
    if len(ranking["regions"]) < 2:
        return None
    title = lang.say("Trung bình theo vùng", "Means by region")
    return tag("section", tag("h2", title), figures.regions(lang, ranking["regions"]))


def _without_result(lang: Language, ranking: Document) -> Html | None:
    units = [unit for unit in ranking["units"] if unit["status"] in ("excluded", "missing")]
    if not units:
        return None
    title = lang.say("Không có kết quả", "Without a result")
    return tag("section", tag("h2", title), figures.without_result(lang, units))


def _source(lang: Language, ranking: Document, about: Document, files: Collection[str]) -> Html:
    base = f"{_data(ranking['round'], ranking['index'])}/versions/{ranking['version']}"
    how = None
    if _BUNDLE in files:
        bundle = tag(
            "a",
            lang.say("gói dữ liệu công khai (ZIP)", "public bundle (ZIP)"),
            href=f"{base}/bundle",
        )
        before = lang.say(
            "Ai cũng có thể tính lại bảng này: tải ",
            "Anyone can recompute this table: download the ",
        )
        program = tag("a", "recompute.pyz", href="/public/v1/recompute.pyz")
        name = f"{ranking['round']}-{ranking['index']}-{ranking['version']}.zip"
        command = tag("code", f"python recompute.pyz {name}")
        run = lang.say(" rồi chạy (Python 3.11 trở lên) ", " and run (Python 3.11 or newer) ")
        how = tag("p", before, bundle, lang.say(" và ", " and "), program, run, command, ".")
    pairs = [
        (lang.say("Nguồn", "Source"), f"{lang.of(about['authority'])}, {lang.of(about['title'])}"),
        (lang.say("Mã kiểm dữ liệu vào", "Inputs digest"), tag("code", ranking["inputs_digest"])),
        (lang.say("Chương trình tính", "Engine"), ranking["engine"]),
    ]
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs]
    title = lang.say("Nguồn và cách kiểm tra lại", "Source, and how to check it")
    return tag("section", tag("h2", title), tag("dl", rows, class_="source"), how)


def _data(round_: str, index: str) -> str:
    return f"/public/v1/rounds/{round_}/rankings/{index}"
