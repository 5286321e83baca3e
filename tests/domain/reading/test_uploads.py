"""Files in the body of a request come as base64 and as nothing else."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.reading.uploads import decoded


@given(st.binary())
def test_a_file_arrives_byte_by_byte(content: bytes) -> None:
    assert decoded(base64.b64encode(content).decode()) == content


@pytest.mark.parametrize("content", ["a", "YWJj!", "YW Jj", "YWJj\n", "YWJ", "YQ", "ă", "_-8="])
def test_what_is_not_base64_is_refused_at_its_place(content: str) -> None:
    with pytest.raises(Invalid) as refused:
        decoded(content)
    assert [(problem.at, problem.en) for problem in refused.value.errors] == [
        ("content", "The content must be base64")
    ]
