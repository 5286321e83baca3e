from __future__ import annotations

import pytest

from chalicelib.pages.trimming import trimmed


def test_rules_of_classes_that_the_document_never_names_go() -> None:
    style = ".a { color: red; }\n.b, .a.c { color: blue; }\np { margin: 0; }"
    assert trimmed(style, '<p class="a">') == ".a{color:red}p{margin:0}"


def test_a_selector_stays_whose_classes_are_all_named() -> None:
    assert trimmed(".a .b, .a:not(.b) { top: 0.5rem; }", "a b") == ".a .b,.a:not(.b){top:.5rem}"


def test_comments_and_white_space_go_and_words_stay_apart() -> None:
    style = "/* x */\n@media (width > 20rem) {\n  p > b { margin: 0 auto; }\n}\n"
    assert trimmed(style, "") == "@media (width>20rem){p>b{margin:0 auto}}"


def test_the_last_value_of_a_custom_property_counts_everywhere() -> None:
    style = ":root { --a: 1px; } p { top: var(--a); } .x { --a: 2px; }"
    assert trimmed(style, "x") == "p{top:2px}"


def test_a_custom_property_becomes_its_value_also_by_way_of_another() -> None:
    style = ":root { --a: 1px; --b: var(--a) solid; } p { border: var(--b); }"
    assert trimmed(style, "") == "p{border:1px solid}"


@pytest.mark.parametrize(
    "style",
    ["p { color: var(--none); }", ":root { --a: var(--b); --b: var(--a); } p { color: var(--a); }"],
)
def test_a_property_without_a_value_is_refused(style: str) -> None:
    with pytest.raises(ValueError, match="--"):
        trimmed(style, "x")
