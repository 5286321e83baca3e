from __future__ import annotations

import re

from chalicelib.pages import assets

SCRIPT = b"""// What it is.

/** Why,
 *  and how. */
import { a } from "a";
  // Within.
const any = { accept: "*/*" }; // stays
/** @type {number} */ const one = 1; /* stays too */
const far = "https://a.test/*";
  /* nothing */
const text = "*/";
"""


def test_comments_are_not_sent_and_their_lines_stay() -> None:
    sent = assets.without_comments(SCRIPT).split(b"\n")
    written = SCRIPT.split(b"\n")
    assert len(sent) == len(written)
    gone = [number for number, line in enumerate(sent) if line != written[number]]
    assert [sent[number] for number in gone] == [b""] * len(gone)
    assert gone == [0, 2, 3, 5, 9]


def test_whatever_goes_out_of_a_script_begins_and_ends_as_a_comment() -> None:
    scripts = [name for name in assets.names() if name.endswith(".js")]
    assert len(scripts) > 100
    for name in scripts:
        written = assets._paths()[name].read_text(encoding="utf-8").split("\n")
        inside = False
        for line, sent in zip(written, assets.content(name).decode().split("\n"), strict=True):
            if line != sent:
                assert sent == "", name
                assert inside or re.match(" *(//|/[*])", line), name
                inside = not line.lstrip().startswith("//") and "*/" not in line
            else:
                assert not inside or line == "", name
        assert not inside, name


def test_what_others_wrote_is_sent_as_they_wrote_it() -> None:
    foreign = [name for name in assets.names() if name.endswith(".mjs")]
    assert len(foreign) > 1
    for name in foreign:
        assert assets.content(name) == assets._paths()[name].read_bytes()
