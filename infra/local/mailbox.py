"""A page with the letters that the emulated SES sent: a tool of this machine, no part of the
product.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Letter = dict[str, Any]
AT_ONCE = 200
LINK = re.compile(r"https?://[^\s<>&]+(?:&amp;[^\s<>&]+)*")
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hộp thư thử · Test mailbox</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}}
pre{{white-space:pre-wrap;font:inherit;margin:.5rem 0 1rem}}
details{{border-bottom:1px solid #ccc;padding:.5rem 0}}
summary{{cursor:pointer}} small{{color:#555}}
input{{font:inherit;width:24rem;max-width:100%}}</style>
<h1>Hộp thư thử · Test mailbox</h1>
<p>{count} thư; mới nhất ở trên. Không thư nào rời khỏi máy này.
· {count} letters, newest first; none has left this machine.</p>
<form><label>Người nhận hoặc nội dung · Recipient or text
<input name="q" value="{query}"></label></form>
{letters}</html>"""


def serve(port: int, letters: Callable[[], list[Letter]]) -> str:
    """Serve the page on loopback from a thread of its own that ends with the program; returns its
    address.
    """

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
            body = render(letters(), query).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the library's name
            """Say nothing: the terminal belongs to the program."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def render(letters: list[Letter], query: str) -> str:
    """The page of the letters that contain `query` in address, subject or body; everything in them
    is shown as text.
    """
    wanted = [letter for letter in reversed(letters) if query.lower() in _text(letter).lower()]
    shown = "\n".join(_letter(letter) for letter in wanted[:AT_ONCE])
    return PAGE.format(count=len(wanted), query=html.escape(query), letters=shown)


def _text(letter: Letter) -> str:
    return "\n".join([*_recipients(letter), str(letter["Subject"]), str(letter["BodyText"])])


def _recipients(letter: Letter) -> Iterable[str]:
    return [str(one) for one in letter["To"]]


def _letter(letter: Letter) -> str:
    to, subject = html.escape(", ".join(_recipients(letter))), html.escape(str(letter["Subject"]))
    body = LINK.sub(r'<a href="\g<0>">\g<0></a>', html.escape(str(letter["BodyText"]), quote=False))
    at = datetime.fromtimestamp(letter["Timestamp"], UTC).astimezone()
    summary = f"{subject}<br><small>{to} · {at:%d/%m/%Y %H:%M:%S}</small>"
    return f"<details><summary>{summary}</summary><pre>{body}</pre></details>"
