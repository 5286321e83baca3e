"""No void before the unit was heard; every step stays in the file; a void can always be taken
back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Reason
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.errors import Conflict, Invalid, Refusal
from chalicelib.domain.integrity.cases import (
    DISHONESTY,
    DISMISSED,
    EXCLUDED,
    LEAST_REPLY,
    MAX_STEPS,
    NOTE,
    OPENED,
    REPLY,
    REVERSED,
    VOIDED,
    Case,
    CaseStep,
    effect_on,
    ruling_of,
)
from tests.domain.bundles.samples import files

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
WEEK = timedelta(days=7)


def step(kind: str, after: timedelta = timedelta(0), number: int = 0) -> CaseStep:
    at = NOW + after
    return CaseStep(
        f"{kind}-{number}-{after}",
        kind,
        "ops@example.test",
        at,
        "lý do",
        at + WEEK if kind == NOTE else None,
    )


def opened() -> Case:
    return Case("so-a", "departments", (), ()).reopened((), step(OPENED))


def take(case: Case, done: CaseStep) -> Case:
    """One step, whatever it is."""
    ways: dict[str, Callable[[], Case]] = {
        OPENED: lambda: case.reopened((), done),
        NOTE: lambda: case.noted(done, done.at),
        REPLY: lambda: case.replied(done, done.at),
        DISMISSED: lambda: case.dismissed(done),
        VOIDED: lambda: case.upheld(done, done.at),
        REVERSED: lambda: case.reversed(done),
    }
    return ways[done.kind]()


def test_a_void_waits_for_the_reply_or_for_the_end_of_its_time() -> None:
    noted = opened().noted(step(NOTE), NOW)
    for case in (opened(), noted):
        with pytest.raises(Conflict):
            case.upheld(step(VOIDED), NOW + WEEK - timedelta(seconds=1))
    assert noted.upheld(step(VOIDED, WEEK), NOW + WEEK).state == "voided"
    replied = noted.replied(step(REPLY, timedelta(days=1)), NOW + timedelta(days=1))
    assert (
        replied.upheld(step(VOIDED, timedelta(days=2)), NOW + timedelta(days=2)).state == "voided"
    )


def test_a_later_note_asks_again() -> None:
    case = take(
        take(take(opened(), step(NOTE)), step(REPLY, timedelta(hours=1))),
        step(NOTE, timedelta(hours=2)),
    )
    with pytest.raises(Conflict):
        take(case, step(VOIDED, timedelta(hours=3)))


def test_a_reply_comes_in_time_or_not_at_all() -> None:
    with pytest.raises(Conflict):
        take(opened(), step(REPLY))
    with pytest.raises(Conflict):
        take(take(opened(), step(NOTE)), step(REPLY, WEEK))


def test_a_unit_has_a_day_to_reply_whatever_the_clocks_say() -> None:
    for short in (None, NOW, NOW + LEAST_REPLY - timedelta(seconds=1)):
        with pytest.raises(Invalid):
            opened().noted(replace(step(NOTE), reply_until=short), NOW)
    assert opened().noted(replace(step(NOTE), reply_until=NOW + LEAST_REPLY), NOW).note


def test_a_void_is_taken_back_and_made_again_after_the_unit_is_heard_again() -> None:
    case = take(take(take(opened(), step(NOTE)), step(VOIDED, WEEK)), step(REVERSED, WEEK))
    assert (case.state, case.note) == ("open", None)
    with pytest.raises(Conflict):
        take(case, step(VOIDED, WEEK, 1))
    again = take(take(case, step(NOTE, WEEK)), step(VOIDED, 2 * WEEK, 1))
    assert (again.state, len(again.steps)) == ("voided", 6)
    with pytest.raises(Conflict):
        take(case, step(REVERSED, WEEK, 1))


def test_a_dismissed_case_is_reopened_with_the_signals_of_that_day_and_hears_the_unit_again() -> (
    None
):
    case = take(take(take(opened(), step(NOTE)), step(DISMISSED)), step(OPENED, WEEK))
    assert (case.state, case.note) == ("open", None)
    with pytest.raises(Conflict):
        take(case, step(VOIDED, 2 * WEEK))


def test_letters_end_somewhere_and_a_decision_is_always_possible() -> None:
    case = opened()
    for number in range(MAX_STEPS - 1):
        case = take(case, step(NOTE, number=number))
    with pytest.raises(Conflict):
        take(case, step(NOTE, number=MAX_STEPS))
    assert take(case, step(VOIDED, WEEK)).state == "voided"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([OPENED, NOTE, REPLY, DISMISSED, VOIDED, REVERSED]), st.integers(0, 20)
        ),
        max_size=25,
    )
)
def test_whatever_is_tried_nothing_is_lost_and_what_is_sent_twice_counts_once(
    tried: list[tuple[str, int]],
) -> None:
    case = opened()
    for number, (kind, day) in enumerate(sorted(tried, key=lambda each: each[1])):
        done = step(kind, timedelta(days=day), number + 1)
        try:
            after = take(case, done)
        except Refusal:
            continue
        assert after.steps[:-1] == case.steps
        assert take(after, done) == after
        case = after
    kinds = [each.kind for each in case.steps]
    assert kinds.count(VOIDED) - kinds.count(REVERSED) == (case.state == "voided")


def test_a_void_and_its_reversal_are_one_ruling() -> None:
    void, back = ruling_of("so-a", step(VOIDED)), ruling_of("so-a", step(REVERSED))
    assert void is not None and back is not None
    assert (void.key, void.withdrawn, back.key, back.withdrawn) == (
        "void#so-a#",
        False,
        "void#so-a#",
        True,
    )
    assert ruling_of("so-a", step(NOTE)) is None


def test_the_effect_of_a_void_is_what_the_published_computation_says() -> None:
    bundle = read_bundle(
        files(
            units="unit,index,name_vi,name_en,region,ranked\na,so,A,,,yes\nb,so,B,,,yes\n",
            external=(
                'unit,leaf,value\na,2.2,"{""percent"": ""50""}"\nb,2.2,"{""percent"": ""80""}"\n'
            ),
            scores="unit,leaf,value,explanation\n",
            appraisals=(
                'unit,leaf,pass,value,comment\na,1.1,1,"{""points"":'
                ' ""30""}",\nb,1.1,1,"{""points"": ""30""}",\n'
            ),
            answers="unit,group,answers\na,g,11\nb,g,44\n",
        )
    )
    effect = effect_on("a", bundle)
    assert (effect.before.index, effect.before.rank) == ("65.00", 1)
    assert (effect.after.index, effect.after.rank) == ("35.00", 2)
    voided = replace(bundle, voids={"a": Reason("", public=False)})
    assert effect_on("a", voided) == effect


def test_nobody_is_excluded_before_the_unit_was_heard_and_a_reversal_opens_the_case() -> None:
    case = replace(opened(), about=DISHONESTY)
    with pytest.raises(Conflict):
        case.upheld(step(EXCLUDED), NOW)
    noted = case.noted(step(NOTE), NOW)
    out = noted.replied(step(REPLY, timedelta(hours=1)), NOW).upheld(step(EXCLUDED), NOW)
    assert (out.state, out.reversed(step(REVERSED)).state) == ("excluded", "open")
    with pytest.raises(Conflict):
        out.dismissed(step(DISMISSED))
