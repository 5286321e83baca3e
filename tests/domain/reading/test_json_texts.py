"""JSON: no digit is lost, nothing ambiguous is taken, and messages quote it on one short line."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reading.json_texts import Number, read_json, shown


@pytest.mark.parametrize("text", ["1.10", "0.1000", "1e3", "-0", "9" * 400])
def test_a_number_is_kept_as_it_was_written(text: str) -> None:
    value = read_json(f'{{"a": [{text}]}}')["a"][0]
    assert isinstance(value, Number)
    assert value == text


def test_whole_numbers_are_what_the_reader_wants_them_to_be() -> None:
    assert read_json("[3, 3.0]", int) == [3, "3.0"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NaN", "NaN is not a JSON number"),
        ("[-Infinity]", "-Infinity is not"),
        ('{"a": {"b": 1, "c": 2, "b": 1}}', 'the key "b" is given twice'),
        ("[" * 100_000, "nested too deeply"),
        ("{", "line 1 column 2"),
        ("", "line 1 column 1"),
        ("1 2", "Extra data"),
    ],
)
def test_what_is_no_json_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_json(text)


# Texts that some readers take time over that grows with the square of the length. Each kind as a
# text of n pieces.
COSTLY: dict[str, Callable[[int], str]] = {
    "a key twice among many": lambda n: "{" + "".join(f'"{i}":0,' for i in range(n)) + '"0":0}',
    "the last key twice": lambda n: "{" + "".join(f'"{i}":0,' for i in range(n)) + f'"{n - 1}":0}}',
    "every key twice": lambda n: "{" + ",".join(f'"{i}":0,"{i}":0' for i in range(n)) + "}",
    "one key all the time": lambda n: "{" + ",".join(['"":0'] * n) + "}",
    "a key twice deep inside": lambda n: '{"a":[' * 50 + COSTLY["the last key twice"](n),
    "a digit too many": lambda n: "[" + "9" * 20 * n + "]",
    "fractions without an end": lambda n: "[0." + "1" * 20 * n + "]",
    "an exponent without an end": lambda n: "[1e" + "1" * 20 * n + "]",
    "nested lists": lambda n: "[" * n,
    "nested objects": lambda n: '{"a":' * n,
    "lists that open and close": lambda n: "[" + "[]," * n,
    "backslashes": lambda n: '"' + "\\\\" * 10 * n,
    "escapes": lambda n: '"' + "\\u00e1" * n + '"',
    "halves of characters": lambda n: '"' + "\\ud800" * n + '"',
    "a text without an end": lambda n: '"' + "x" * 20 * n,
    "a key without an end": lambda n: '{"' + "x" * 20 * n,
    "a long key twice": lambda n: '{"' + "x" * 9 * n + '":0,"' + "x" * 9 * n + '":0}',
    "blanks": lambda n: " " * 20 * n,
    "lines": lambda n: "\n" * 20 * n + "?",
    "marks": lambda n: "\ufeff" * n,
    "constants": lambda n: "[" + "NaN," * n,
    "words cut short": lambda n: "[" + "tru," * n,
}


@pytest.mark.parametrize("kind", COSTLY)
def test_a_text_of_half_a_megabyte_is_read_or_refused_at_once(kind: str) -> None:
    text = COSTLY[kind](40_000)
    begun = time.process_time()
    with contextlib.suppress(ValueError):
        read_json(text, int)
    assert time.process_time() - begun < 1


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(JSON, st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_anything_else_is_read_as_it_was_meant(value: Any, mark: bytes) -> None:
    assert read_json(mark + json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Number("1.10"), "1.10"),
        ("1.10", '"1.10"'),
        (None, "null"),
        (True, "true"),
        ({"a": 1}, "{…}"),
        ([1], "[…]"),
        ({}, "{}"),
        ([], "[]"),
        ("tỷ\n\u202e", '"tỷ\\n\N{REPLACEMENT CHARACTER}"'),
        ("x" * 58, '"' + "x" * 58 + '"'),
        ("x" * 59, '"' + "x" * 58 + "…"),
    ],
)
def test_a_value_is_shown_as_a_person_would_quote_it(value: object, text: str) -> None:
    assert shown(value) == text


@given(JSON | st.text(min_size=1).map(Number) | st.binary(max_size=80))
def test_what_is_shown_is_one_line_that_can_be_printed(value: object) -> None:
    assert 0 < len(shown(value)) <= 60
    assert shown(value).isprintable()
