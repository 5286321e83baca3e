"""Personal links survive what mail programs, messengers and people do to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.letters.invitations import link_token, read_token
from chalicelib.domain.letters.links import LONGEST, readings

KEY = b"k" * 64
ID = "Ab-_efghijkl"
ADDRESS = "https://par.example.gov.vn/s#"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# What comes back for a token.
CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "a full stop": "{}.".format,
    "a comma": "{},".format,
    "a bracket": "{})".format,
    "a bracket and a full stop": "({}).".format,
    "a semicolon": "{};".format,
    "a colon": "{}:".format,
    "an exclamation mark": "{}!".format,
    "a question mark": "{}?".format,
    "an ellipsis": "{}…".format,
    "quotation marks": "“{}”".format,
    "straight quotation marks": '"{}"'.format,
    "an apostrophe": "{}'".format,
    "pointed brackets": "<{}>".format,
    "pointed brackets, encoded": "%3C{}%3E".format,
    "square brackets of a link": "[{}]".format,
    "stars": "*{}*".format,
    "underscores": "{}_".format,
    "a dash": "{}-".format,
    "a bar": "{}|".format,
    "a slash": "{}/".format,
    "marks of an advertiser": "{}?utm_source=zalo".format,
    "more marks": "{}&fbclid=IwAR0_-x".format,
    "a space before": " {}".format,
    "a space after": "{} ".format,
    "a space after, encoded": "{}%20".format,
    "a plus after": "{}+".format,
    "a space that does not break": "{}\N{NO-BREAK SPACE}".format,
    "a line after": "{}\r\n".format,
    "the next words": "{} Xin cảm ơn".format,
    "the next line": "{}\nXin cảm ơn".format,
    "a break of a page": "{}<br>".format,
    "a mark of HTML": "{}&nbsp;".format,
    "unseen characters": "\N{ZERO WIDTH SPACE}{}\N{WORD JOINER}".format,
    "a mark of direction": "\N{RIGHT-TO-LEFT MARK}{}\N{LEFT-TO-RIGHT MARK}".format,
    "a space within": lambda token: f"{token[:9]} {token[9:]}",
    "a space within, encoded": lambda token: f"{token[:9]}%20{token[9:]}",
    "a line within": lambda token: f"{token[:20]}\r\n{token[20:]}",
    "a line within, encoded": lambda token: f"{token[:20]}%0D%0A{token[20:]}",
    "a soft hyphen": lambda token: f"{token[:7]}\N{SOFT HYPHEN}{token[7:]}",
    "a quoted-printable line": lambda token: f"{token[:17]}=\r\n{token[17:]}",
    "a quoted-printable line, its break lost": lambda token: f"{token[:17]}={token[17:]}",
    "a quoted-printable line with a space": lambda token: f"{token[:17]}= \n{token[17:]}",
    "a quoted-printable end": "{}=".format,
    "quoted-printable codes": lambda token: token.replace("-", "=2D").replace("_", "=5F"),
    "percent codes": lambda token: token.replace("-", "%2D").replace("_", "%5f"),
    "everything as percent codes": lambda token: "".join(f"%{ord(one):02X}" for one in token),
    "a # before": "#{}".format,
    "the whole address": (ADDRESS + "{}").format,
    "the whole address in brackets": ("<" + ADDRESS + "{}>.").format,
    "the host in capitals": ("HTTPS://PAR.EXAMPLE.GOV.VN/s#{}").format,
    "the whole address, encoded": "https%3A%2F%2Fpar.example.gov.vn%2Fs%23{}".format,
    "the address in quoted-printable": "https://par.example.gov.vn/s=23{}".format,
    "an address that was encoded twice": "https%253A%252F%252Fpar.example.vn%252Fs%2523{}".format,
    "a gateway's address around it": (
        "https://apc01.safelinks.protection.outlook.com/?url="
        "https%3A%2F%2Fpar.example.gov.vn%2Fs%23{}&data=05%7C02%7C&sdata=aB%3D&reserved=0"
    ).format,
    "a # after": "{}#".format,
    "a wide #": "https://par.example.gov.vn/s＃{}".format,
    "the signs of Markdown": lambda token: token.replace("_", "\\_").replace("-", "\\-"),
    "dashes": lambda token: ADDRESS + token.replace("-", "–"),
    "hyphens that do not break": lambda token: token.replace("-", "\N{NON-BREAKING HYPHEN}"),
    "the mark of a quoted letter": lambda token: f"{ADDRESS}{token[:9]}\r\n> {token[9:]}",
    "marks of quoted letters": lambda token: f"> {ADDRESS}{token[:9]}\n >> {token[9:]}",
    "the address cut within": lambda token: f"{ADDRESS}{token[:5]}\n {token[5:]}",
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("link", [0, 1, 12])
def test_a_link_opens_with_whatever_came_along(kind: str, link: int) -> None:
    token = link_token(ID, KEY, link)
    assert read_token(CHANGES[kind](token), KEY) == (ID, link)


@given(st.text(ALPHABET, min_size=12, max_size=12), st.sampled_from(sorted(CHANGES)))
def test_so_does_every_other_link(invitation: str, kind: str) -> None:
    assert read_token(CHANGES[kind](link_token(invitation, KEY)), KEY) == (invitation, 0)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_few_readings_and_only_of_the_form_of_a_token(one: str, other: str) -> None:
    found = readings(f"{one}{link_token(ID, KEY)}{other}")
    assert len(found) <= 24
    assert all(set(token) <= set(ALPHABET) and len(token) >= 24 for token in found)


def test_a_letter_more_or_less_is_another_link() -> None:
    token = link_token(ID, KEY)
    assert [readings(token + "x"), readings(token[:-1])] == [[], []]


def test_a_text_too_long_for_a_link_is_not_looked_at() -> None:
    assert readings(link_token(ID, KEY) + "." * LONGEST) == []
