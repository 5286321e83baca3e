"""A unit reads a decision on its dishonesty once a second person has confirmed it, never before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.integrity.cases import (
    DISHONESTY,
    DISMISSED,
    EXCLUDED,
    NOTE,
    OPENED,
    REPLY,
    REVERSED,
    Case,
    CaseStep,
)
from chalicelib.domain.integrity.exclusions import exclusion_of, mark, steps_of_unit
from tests.small_round import NOW


def at(hour: int) -> datetime:
    return NOW + timedelta(hours=hour)


def step(kind: str, hour: int = 0, confirmed: CaseStep | None = None) -> CaseStep:
    """A step; `confirmed` is the one that was confirmed last when it was taken."""
    made = CaseStep(f"{kind}-{hour}", kind, "ops@example.test", at(hour), "lý do")
    return replace(made, standing=marked(confirmed))


def marked(confirmed: CaseStep | None) -> str:
    ruling = exclusion_of("so-a", confirmed) if confirmed else None
    return mark(ruling) if ruling else ""


OUT = step(EXCLUDED, 3)
BACK = step(REVERSED, 4, OUT)


def read(*steps: CaseStep, confirmed: CaseStep | None = None) -> list[CaseStep]:
    """The decisions that the unit reads; `confirmed` is the one that was confirmed last."""
    first = step(OPENED, 0), step(NOTE, 1), step(REPLY, 2)
    case = Case("so-a", "departments", (), (*first, *steps), DISHONESTY)
    shown = steps_of_unit(case, marked(confirmed))
    assert [each.kind for each in shown[:2]] == [NOTE, REPLY]
    return shown[2:]


def test_an_exclusion_and_its_reversal_are_one_ruling_by_who_decided() -> None:
    out, back = exclusion_of("so-a", step(EXCLUDED)), exclusion_of("so-a", step(REVERSED))
    assert out and back and (out.kind, out.key) == ("exclusion", back.key)
    assert (out.withdrawn, back.withdrawn, out.by) == (False, True, "ops@example.test")
    assert exclusion_of("so-a", step(NOTE)) is None


def test_what_waits_or_was_refused_is_not_read_and_a_dismissal_always_is() -> None:
    dismissed = step(DISMISSED, 5)
    assert read(OUT) == []
    assert read(OUT, step(REVERSED, 4), dismissed) == [dismissed]


def test_a_confirmed_exclusion_is_read_and_its_reversal_once_that_is_confirmed() -> None:
    assert read(OUT, confirmed=OUT) == read(OUT, BACK, confirmed=OUT) == [OUT]
    assert read(OUT, BACK, confirmed=BACK) == [OUT, BACK]


def test_a_second_exclusion_is_not_read_because_a_first_one_was_confirmed_once() -> None:
    again = step(EXCLUDED, 5, BACK)
    assert read(OUT, BACK, again, confirmed=BACK) == [OUT, BACK]
    assert read(OUT, BACK, again, confirmed=again) == [OUT, BACK, again]


def test_a_refused_exclusion_is_not_read_when_a_later_one_is_confirmed() -> None:
    again = step(EXCLUDED, 5)
    assert read(OUT, step(REVERSED, 4), again, confirmed=again) == [again]


def test_of_two_decisions_at_one_instant_only_the_confirmed_one_is_read() -> None:
    back = step(REVERSED, 3, OUT)
    assert read(OUT, back, confirmed=OUT) == [OUT]
