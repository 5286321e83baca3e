"""A kept value is read whichever release wrote it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from chalicelib.domain import json_values


@dataclass(frozen=True, slots=True)
class Note:
    """`by` was added later."""

    text: str
    by: str = "?"


def test_what_an_earlier_release_did_not_know_is_at_its_default() -> None:
    assert json_values.of(Note, {"text": "a"}) == Note("a")
    assert json_values.of_row(Note, ["a"]) == Note("a")


def test_what_only_a_later_release_knows_is_left_out() -> None:
    assert json_values.of(Note, {"text": "a", "by": "b", "colour": "red"}) == Note("a", "b")
    assert json_values.of_row(Note, ["a", "b", "red"]) == Note("a", "b")


def test_what_must_be_there_is_missed() -> None:
    with pytest.raises(TypeError):
        json_values.of(Note, {"by": "b"})
    with pytest.raises(TypeError):
        json_values.of_row(Note, [])
