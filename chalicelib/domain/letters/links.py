"""Links as they come back: what mail programs, messengers and people put around the token of a
personal link, or into it.

A token is text of A-Z a-z 0-9 - _ without a check of its own, so one text may have several
readings; the MAC tells which was meant (`invitations.read_token`).
"""

from __future__ import annotations

import re
from urllib.parse import unquote

# As long as any real one with everything around it; what is longer is not looked at.
LONGEST = 1000
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# What programs put in place of a hyphen, of #, and before signs of Markdown.
_TYPED = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"＃": "#", "\\": ""}
)
# The mark of a quoted letter before a line that goes on.
_QUOTED = re.compile(r"[\r\n]+[ \t]*(?:>[> \t]*)+")
# Quoted-printable: a line that goes on, and a character as its code.
_GOES_ON = re.compile(r"=[ \t]*(?:\r?\n|\r|$)")
_CODE = re.compile(r"=([2-7][0-9A-Fa-f])")
_TOKEN = re.compile(r"[^A-Za-z0-9_-]*([A-Za-z0-9_-]{24}[0-9]*)(?![A-Za-z0-9])")


def readings(text: str) -> list[str]:
    """Every token that the text may mean, the likeliest first: the text may be the whole address
    or the part after `#`, with marks around it, cut by spaces or lines, or still encoded.
    """
    if len(text) > LONGEST:
        return []
    plain = _UNSEEN.sub("", unquote(unquote(text)))
    typed = _QUOTED.sub("", plain).translate(_TYPED)
    forms = [form for each in dict.fromkeys((text, plain, typed)) for form in _forms(each)]
    found = (_TOKEN.match(form.rstrip("# \r\n").rpartition("#")[2]) for form in forms)
    return list(dict.fromkeys(match[1] for match in found if match))


def _forms(text: str) -> list[str]:
    joined = _GOES_ON.sub("", text)
    decoded = _CODE.sub(lambda code: chr(int(code[1], 16)), joined)
    marked = [text, joined, decoded, joined.replace("=", "")]
    return marked + ["".join(form.split()) for form in marked]
