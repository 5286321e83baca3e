"""The respondents' questionnaire: one static document with style and script inside, so that a phone
makes one request.

It knows nothing of any respondent: the token stays in the URL fragment, and the script posts it
only when the person presses the button. The policy names style and script by their hashes, so that
nothing else inline can run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from chalicelib.pages import assets
from chalicelib.pages.markup import Html, tag, text
from chalicelib.pages.trimming import trimmed

# One after the other they are one script: each uses only what those before it define, so nothing
# has to be imported.
_SCRIPTS = (
    "respond_language",
    "respond_words",
    "respond_state",
    "respond_drawing",
    "respond_questions",
    "respond_server",
    "respond_stages",
    "respond",
)
# What a phone does not need: imports, comments, indentation, the seams of long texts.
_LEFT_OUT = re.compile(
    r"""^import [^;]*;\n|^export |^ *//[^\n]*\n|/\*.*?\*/\n?|(["`]) \+\n +\1|^ +|^\n""",
    re.MULTILINE | re.DOTALL,
)
ICON = f"data:image/svg+xml;base64,{b64encode(assets.content('icon.svg')).decode()}"


@cache
def document() -> str:
    """The page, the same for everybody."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("title", "Phiếu điều tra cải cách hành chính · PAR INDEX"),
        tag("link", rel="icon", href=ICON),
        tag("style", _style()),
    )
    script = tag("script", _script(), type="module")
    body = tag("body", _masthead(), tag("main", _without_script(), id="main"), script)
    return text(Html("<!doctype html>\n"), tag("html", head, body, lang="vi"))


@cache
def policy() -> str:
    """The Content-Security-Policy that allows the style and script of `document()` and nothing
    else.
    """
    style, script = (
        b64encode(sha256(part.encode()).digest()).decode() for part in (_style(), _script())
    )
    return (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; connect-src"
        " 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _style() -> Html:
    written = assets.content("base.css").decode() + assets.content("respond.css").decode()
    return Html(trimmed(written, _script() + _masthead()))  # a phone gets what it needs


@cache
def _script() -> Html:
    written = "".join(assets.content(f"{name}.js").decode() for name in _SCRIPTS)
    return Html(_LEFT_OUT.sub("", written))


def _masthead() -> Html:
    names = {"vi": "Tiếng Việt", "en": "English"}
    buttons = [
        tag(
            "button",
            name,
            type="button",
            lang=code,
            aria_pressed="true" if code == "vi" else "false",
        )
        for code, name in names.items()
    ]
    switch = tag(
        "div", *buttons, class_="languages", role="group", aria_label="Ngôn ngữ / Language"
    )
    brand = tag("span", tag("strong", "PAR INDEX"), class_="brand")
    return tag("header", tag("div", brand, switch, class_="wide"), class_="masthead")


def _without_script() -> Html:
    return tag(
        "noscript",
        tag("h1", "Phiếu điều tra cải cách hành chính"),
        tag(
            "p",
            "Trang này cần JavaScript. Hãy bật JavaScript, hoặc mở đường dẫn bằng trình duyệt"
            " khác.",
        ),
        tag(
            "p",
            "This page needs JavaScript. Please switch it on, or open the link in another browser.",
            lang="en",
        ),
    )
