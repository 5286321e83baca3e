"""Refusals: what each says, and the tree they form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from chalicelib.domain import errors
from chalicelib.domain.errors import (
    Invalid,
    PasswordChangeRequired,
    Problem,
    Refusal,
    SecondFactorRequired,
)


def tree(base: type[Refusal] = Refusal, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Every class of the module under `base` with its depth, in the order of the module."""
    yield depth, base.__name__
    for kind in base.__subclasses__():
        yield from tree(kind, depth + 1)


def test_the_tree_that_the_module_describes_is_the_one_it_has() -> None:
    described = re.findall(r"^    ((?:│   )*(?:[├└]── )?)([A-Z]\w+)", errors.__doc__ or "", re.M)
    assert [(len(branch) // 4, name) for branch, name in described] == list(tree())


def test_a_refusal_without_words_of_its_own_says_its_title() -> None:
    refusal = Invalid()
    assert (refusal.vi, refusal.en) == Invalid.title
    assert (Invalid("Sai", "").vi, Invalid("Sai", "").en) == ("Sai", Invalid.title[1])
    assert refusal.errors == ()


def test_a_log_names_every_problem_at_its_place() -> None:
    refusal = Invalid(
        "Sai", "Wrong", (Problem(at, "sai", "is wrong") for at in ("1.2", "rows[0].name"))
    )
    assert str(refusal) == "Wrong\n1.2: is wrong\nrows[0].name: is wrong"
    assert [problem.at for problem in refusal.errors] == ["1.2", "rows[0].name"]


@pytest.mark.parametrize("kind", [PasswordChangeRequired, SecondFactorRequired])
def test_a_sign_in_that_goes_on_carries_what_it_goes_on_with(
    kind: type[PasswordChangeRequired] | type[SecondFactorRequired],
) -> None:
    refusal = kind("the challenge")
    assert refusal.challenge == "the challenge"
    assert (refusal.vi, refusal.en) == kind.title
    assert "the challenge" not in str(refusal)
