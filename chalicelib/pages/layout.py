"""The frame of a public page: head, masthead with the language switch, footer."""

from __future__ import annotations

from chalicelib.pages import assets
from chalicelib.pages.language import ENGLISH, VIETNAMESE, Language
from chalicelib.pages.markup import Child, Html, tag, text

# Everything comes from our own origin; nothing inline, so no script that slips into a name could
# run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def page(lang: Language, path: str, title: str, *main: Child) -> str:
    """A whole document. `path` is the page's own path, without language, for the switch."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · PAR INDEX"),
        tag("link", rel="icon", href=assets.address("icon.svg"), type="image/svg+xml"),
        tag("link", rel="stylesheet", href=assets.address("base.css")),
        tag("link", rel="stylesheet", href=assets.address("ranking.css")),
        [
            tag("link", rel="alternate", hreflang=each.code, href=f"{path}?lang={each.code}")
            for each in _LANGUAGES
        ],
        tag("script", type="module", src=assets.address("ranking.js")),
    )
    skip = tag(
        "a", lang.say("Đến nội dung chính", "Skip to main content"), class_="skip", href="#main"
    )
    body = tag(
        "body",
        skip,
        _masthead(lang, path),
        tag("main", *main, id="main", class_="wide"),
        _footer(lang),
    )
    return text(Html("<!doctype html>\n"), tag("html", head, body, lang=lang.code))


_LANGUAGES = (VIETNAMESE, ENGLISH)
_NAMES = {"vi": "Tiếng Việt", "en": "English"}


def _masthead(lang: Language, path: str) -> Html:
    home = tag(
        "a",
        tag("strong", "PAR INDEX"),
        " ",
        tag("span", lang.say("Chỉ số cải cách hành chính", "Public Administration Reform Index")),
        class_="brand",
        href=lang.path("/"),
    )
    links = [
        tag(
            "a",
            _NAMES[each.code],
            href=f"{path}?lang={each.code}",
            lang=each.code,
            hreflang=each.code,
            aria_current="true" if each == lang else None,
        )
        for each in _LANGUAGES
    ]
    switch = tag("nav", *links, class_="languages", aria_label=lang.say("Ngôn ngữ", "Language"))
    return tag("header", tag("div", home, switch, class_="wide"), class_="masthead")


def _footer(lang: Language) -> Html:
    words = lang.say(
        "Bảng xếp hạng đã công bố không thay đổi; mọi đính chính là một phiên bản mới, bản cũ vẫn"
        " đọc được.",
        "A published ranking never changes; a correction is a new version, and the old one stays"
        " readable.",
    )
    words_in = lang.say("Đăng nhập dành cho cơ quan, đơn vị", "Sign-in for the bodies taking part")
    return tag("footer", tag("p", words, " ", tag("a", words_in, href="/signin"), class_="wide"))
