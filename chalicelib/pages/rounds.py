"""The front page: every published ranking of every round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.pages import layout, ranking
from chalicelib.pages.language import Language, language
from chalicelib.pages.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The list shows instants in the country's one time zone; the page of a ranking uses that of its
# round.
TIMEZONE = "Asia/Ho_Chi_Minh"


def render(rounds: Iterable[Mapping[str, Any]], lang: str) -> str:
    """The page of the rounds of `GET /public/v1/rounds`: newest year first; rounds without a
    ranking are left out.
    """
    speech = language(lang)
    published = sorted(
        (round_ for round_ in rounds if round_["rankings"]),
        key=lambda round_: (-round_["year"], round_["round"]),
    )
    title = speech.say("Kết quả đã công bố", "Published results")
    lead = speech.say(
        "Mỗi năm các bộ, tỉnh, sở, huyện được đánh giá về cải cách hành chính: tự chấm điểm có tài"
        " liệu kiểm chứng, hội đồng thẩm định, và điều tra xã hội học. Kết quả là một chỉ số phần"
        " trăm cho mỗi cơ quan.",
        "Every year ministries, provinces, departments and districts are assessed on administrative"
        " reform: they score themselves with evidence, a council appraises, and a survey asks those"
        " who know them. The result is one percentage for each unit.",
    )
    none = tag(
        "p",
        speech.say("Chưa có bảng xếp hạng nào được công bố.", "No ranking has been published yet."),
    )
    main = [
        tag("h1", title),
        tag("p", lead, class_="lead"),
        [_round(speech, round_) for round_ in published] or none,
    ]
    return layout.page(speech, "/", title, *main)


def missing(lang: str) -> str:
    """The page for an address at which nothing is published."""
    speech = language(lang)
    title = speech.say("Không có trang này", "There is no such page")
    words = speech.say(
        "Bảng xếp hạng này chưa được công bố, hoặc địa chỉ bị gõ sai.",
        "This ranking is not published yet, or the address was mistyped.",
    )
    home = tag(
        "a",
        speech.say("Xem mọi kết quả đã công bố", "See all published results"),
        href=speech.path("/"),
    )
    return layout.page(speech, "/", title, tag("h1", title), tag("p", words), tag("p", home))


def _round(lang: Language, round_: Mapping[str, Any]) -> Html:
    items = [_entry(lang, round_["round"], entry) for entry in round_["rankings"]]
    return tag("section", tag("h2", lang.of(round_["title"])), tag("ul", items, class_="rankings"))


def _entry(lang: Language, round_: str, entry: Mapping[str, Any]) -> Html:
    link = tag("a", lang.of(entry["title"]), href=lang.path(ranking.path(round_, entry["index"])))
    version = f"{lang.say('phiên bản', 'version')} {entry['version']}"
    when = lang.say("công bố lúc ", "published ") + lang.instant(entry["published_at"], TIMEZONE)
    status = tag(
        "strong", ranking.status_words(lang, entry["status"]), class_=f"status {entry['status']}"
    )
    made_up = lang.say("minh họa, không có giá trị xếp hạng", "illustrative, ranks nobody")
    facts = (
        status,
        tag("span", f"{version}, {when}"),
        tag("span", made_up) if entry["illustrative"] else None,
    )
    return tag("li", link, tag("p", *facts, class_="facts"))
