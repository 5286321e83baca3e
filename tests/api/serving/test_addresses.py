from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from chalicelib.api.serving.addresses import Addresses

OURS = Addresses(app.app.routes)
FEW = Addresses(["/", "/a", "/a/{name}", "/a/{name}/end", "/a/word/other", "/b/{name}/{again}"])


@pytest.mark.parametrize("route", sorted(app.app.routes))
def test_every_declared_route_serves_its_addresses(route: str) -> None:
    names = re.findall(r"{(\w+)}", route)
    values = {name: f"{name}-đ1" for name in names}
    path = re.sub(r"{(\w+)}", lambda found: quote(values[found[1]]), route)
    assert OURS.find(path) == (route, {name: quote(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", ("/", {})),
        ("/a", ("/a", {})),
        ("/a/x", ("/a/{name}", {"name": "x"})),
        ("/a/x/end", ("/a/{name}/end", {"name": "x"})),
        ("/a/word", ("/a/{name}", {"name": "word"})),
        ("/a/word/other", ("/a/word/other", {})),
        ("/a/word/end", ("/a/{name}/end", {"name": "word"})),
        ("/b/x/y", ("/b/{name}/{again}", {"name": "x", "again": "y"})),
        ("/b/x", None),
        ("/a/x/y", None),
        ("/a/x/end/more", None),
        ("/A", None),
        ("/none", None),
        ("", None),
        ("a", None),
    ],
)
def test_a_word_comes_before_a_name(path: str, found: object) -> None:
    assert FEW.find(path) == found


@pytest.mark.parametrize(
    "value", ["%2F", "%20", "%C4%91", "+", ";", "a;b=1", "%", "%zz", ".", ".."]
)
def test_a_name_is_what_was_sent_between_two_slashes(value: str) -> None:
    assert FEW.find(f"/a/{value}/end") == ("/a/{name}/end", {"name": value})


@pytest.mark.parametrize("path", ["/a", "/a/x", "/b/x/y"])
def test_one_slash_at_the_end_changes_nothing(path: str) -> None:
    assert FEW.find(f"{path}/") == FEW.find(path) is not None
    assert FEW.find(f"{path}//") is None


@pytest.mark.parametrize("path", ["//", "//a", "/a//", "/a//end", "/b//y", "/b/x//", "///"])
def test_an_empty_part_is_no_part_of_any_address(path: str) -> None:
    assert FEW.find(path) is None


@pytest.mark.parametrize(
    "path", ["/%61", "/a%2Fx", "%2Fa", "/./a", "/c/../a", "/a;v=1", "/a/x/en%64"]
)
def test_a_word_is_written_as_it_is_declared(path: str) -> None:
    """Or the firewall would count another address than the one that is served."""
    assert FEW.find(path) is None


@given(st.lists(st.text("ab/{}%.+;", max_size=4), max_size=60).map("/".join))
def test_whatever_is_sent_is_found_or_not(path: str) -> None:
    found = OURS.find(f"/{path}")
    if found is not None:
        route, named = found
        assert "" not in named.values()
        assert route.format(**named) == (f"/{path}".removesuffix("/") or "/")
