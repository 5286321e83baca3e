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
from chalicelib.domain.integrity.exclusions import exclusion_of, steps_of_unit
from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
from chalicelib.domain.rounds.rulings import Ruling
from tests.small_round import NOW


def at(hour: int) -> datetime:
    return NOW + timedelta(hours=hour)


def step(kind: str, hour: int = 0) -> CaseStep:
    return CaseStep(f"{kind}-{hour}", kind, "ops@example.test", at(hour), "lý do")


def confirmed_after(*decisions: CaseStep) -> Ruling | None:
    """The ruling that counts once these decisions were confirmed one after the other."""
    kept: Ruling | None = None
    for decision in decisions:
        ruling = exclusion_of("so-a", decision)
        assert ruling
        proposed = ProposedRuling(ruling).confirmed("chair@example.test", NOW, kept)
        kept = proposed.outcome
    return kept


OUT = step(EXCLUDED, 3)
BACK = step(REVERSED, 4)


def read(*steps: CaseStep, confirmed: tuple[CaseStep, ...] = ()) -> list[CaseStep]:
    """The decisions that the unit reads; `confirmed` are those that were confirmed, in order."""
    first = step(OPENED, 0), step(NOTE, 1), step(REPLY, 2)
    case = Case("so-a", "departments", (), (*first, *steps), DISHONESTY)
    shown = steps_of_unit(case, confirmed_after(*confirmed))
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
    assert read(OUT, confirmed=(OUT,)) == read(OUT, BACK, confirmed=(OUT,)) == [OUT]
    assert read(OUT, BACK, confirmed=(OUT, BACK)) == [OUT, BACK]


def test_a_second_exclusion_is_not_read_because_a_first_one_was_confirmed_once() -> None:
    again = step(EXCLUDED, 5)
    assert read(OUT, BACK, again, confirmed=(OUT, BACK)) == [OUT, BACK]
    assert read(OUT, BACK, again, confirmed=(OUT, BACK, again)) == [OUT, BACK, again]


def test_a_refused_exclusion_is_not_read_when_a_later_one_is_confirmed() -> None:
    again = step(EXCLUDED, 5)
    assert read(OUT, step(REVERSED, 4), again, confirmed=(again,)) == [again]


def test_of_two_decisions_at_one_instant_only_the_confirmed_one_is_read() -> None:
    back = step(REVERSED, 3)
    assert read(OUT, back, confirmed=(OUT,)) == [OUT]


def test_what_became_of_it_on_the_page_of_rulings_is_read_beside_the_decision() -> None:
    elsewhere = step(REVERSED, 6)
    shown = read(OUT, confirmed=(OUT, elsewhere))
    assert [(each.kind, each.at, each.text) for each in shown] == [
        (EXCLUDED, OUT.at, "lý do"),
        (REVERSED, elsewhere.at, "lý do"),
    ]
    later = step(DISMISSED, 7)
    assert [each.kind for each in read(OUT, later, confirmed=(OUT, elsewhere))] == [
        EXCLUDED,
        REVERSED,
        DISMISSED,
    ]


def test_an_exclusion_from_before_the_case_is_no_part_of_it() -> None:
    before = replace(step(EXCLUDED), at=NOW - timedelta(days=1))
    assert read(confirmed=(before,)) == []
