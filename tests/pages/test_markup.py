from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.pages.markup import Html, tag, text


def test_text_and_attributes_are_escaped() -> None:
    assert tag("p", "<b>&", title='"') == '<p title="&quot;">&lt;b&gt;&amp;</p>'


def test_markup_is_not_escaped_again() -> None:
    assert tag("p", tag("b", "&")) == "<p><b>&amp;</b></p>"


def test_lists_are_flattened_and_nothing_is_left_out_but_none() -> None:
    assert text("a", None, ["b", [Html("<i>"), 0]]) == "ab<i>0"


def test_true_is_a_bare_attribute_and_false_or_none_is_no_attribute() -> None:
    assert (
        tag("input", hidden=True, checked=False, id=None, aria_label="x", for_="y")
        == '<input hidden aria-label="x" for="y">'
    )


@given(st.text(), st.text())
def test_no_words_can_open_an_element_or_leave_an_attribute(words: str, attribute: str) -> None:
    element = tag("p", words, title=attribute)
    assert (element.count("<"), element.count(">"), element.count('"')) == (2, 2, 2)
