"""The pages of signed-in people: documents that hold nothing but the scripts to load; the API
answers for the rest.

There is no build step: the scripts are modules as they lie in `static/` and `vendor/`, found
through an import map that carries the hash of each that the page needs, so that a new release
never meets an old file.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from chalicelib.domain.texts import Text
from chalicelib.pages import assets
from chalicelib.pages.markup import Html, tag, text

# The name of each page's script and its title.
PAGES = {
    "signin": Text("Đăng nhập", "Sign in"),
    "account": Text("Tài khoản của tôi", "My account"),
    "work": Text("Phiếu tự đánh giá", "Self-assessment"),
    "report": Text("Báo cáo tự chấm điểm", "Self-assessment report"),
    "receipt": Text("Kiểm tra biên nhận", "Check a receipt"),
    "progress": Text("Tiến độ khảo sát", "Survey progress"),
    "lists": Text("Danh sách điều tra", "Respondent lists"),
    "survey": Text("Điều tra xã hội học", "Survey"),
    "units": Text("Đơn vị và tài khoản", "Units and accounts"),
    "council": Text("Thẩm định", "Appraisal"),
    "results": Text("Kết quả thẩm định", "Result of the appraisal"),
    "releases": Text("Trả kết quả thẩm định", "Release results"),
    "assignments": Text("Phân công thẩm định", "Who appraises what"),
    "consistency": Text("Độ nhất quán của thẩm định", "Consistency of the appraisal"),
    "meeting": Text("Họp Hội đồng", "Meeting of the council"),
}
_SHEETS = ("base.css", "signed_in.css")
_IMPORTED = re.compile(r'^(?:import .*|\}) from "([a-z_]+)";$', re.MULTILINE)
_VENDOR = {"preact": "preact-11.2.0.mjs", "htm": "htm-3.1.1.mjs"}


@cache
def document(name: str) -> str:
    """One of PAGES, the same for everybody."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        # The script puts the English title in its place for anyone who reads English.
        tag("title", f"{PAGES[name].vi} · PAR INDEX", data_en=f"{PAGES[name].en} · PAR INDEX"),
        tag("link", rel="icon", href=assets.address("icon.svg"), type="image/svg+xml"),
        [tag("link", rel="stylesheet", href=assets.address(sheet)) for sheet in _SHEETS],
        tag("script", _import_map(name), type="importmap"),
        _early(name),
        [tag("link", rel="modulepreload", href=_addresses()[each]) for each in _modules(name)[:-1]],
        tag("script", type="module", src=assets.address(f"{name}.js")),
    )
    body = tag("body", tag("div", _waiting(), id="app"))
    return text(Html("<!doctype html>\n"), tag("html", head, body, lang="vi"))


def _early(name: str) -> Html | None:
    """For pages that begin with who is signed in: the script that asks while others still load. It
    waits for no other, and imports next to nothing.
    """
    if "frame" not in _modules(name):
        return None
    return tag("script", type="module", async_=True, src=assets.address("resuming.js"))


def policy(name: str, files: str) -> str:
    """The Content-Security-Policy of one of PAGES; `files` is the origin that uploads go to
    and that evidence is shown from, beside a form.
    """
    imports = b64encode(sha256(_import_map(name).encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{imports}'; style-src 'self'; img-src"
        f" 'self' data:; connect-src 'self' {files}; frame-src {files}; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    )


@cache
def _import_map(name: str) -> Html:
    needed = {each: _addresses()[each] for each in _modules(name)}
    return Html(json.dumps({"imports": needed}, separators=(",", ":")))


@cache
def _addresses() -> dict[str, str]:
    """Where each module lies, by the name that others import it under."""
    ours = {name.removesuffix(".js"): name for name in assets.names() if name.endswith(".js")}
    return {name: assets.address(file) for name, file in sorted({**ours, **_VENDOR}.items())}


@cache
def _modules(name: str) -> tuple[str, ...]:
    """Every module that this one needs, itself last, in the order in which they run: what is
    imported comes before what imports it. A browser that is told of all of them fetches them at
    once.
    """
    found, seen = list[str](), set[str]()

    def visit(module: str) -> None:
        seen.add(module)
        if module not in _VENDOR:
            for each in _IMPORTED.findall(assets.content(f"{module}.js").decode()):
                if each not in seen:
                    visit(each)
        found.append(module)

    visit(name)
    return tuple(found)


def _waiting() -> Html:
    without = tag("noscript", tag("p", "Trang này cần JavaScript. / This page needs JavaScript."))
    return tag(
        "main",
        tag("h1", "PAR INDEX"),
        tag("p", "Đang mở… / Opening…", role="status"),
        without,
        class_="narrow",
    )
