"""Seeded interference is found, honest surveys are left alone, and what is reported is what was
counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from chalicelib.domain.integrity.likenesses import is_straight
from chalicelib.domain.integrity.signals import (
    RATE,
    SIGNALS,
    Signal,
    examine,
    examine_changes,
    excesses,
)
from chalicelib.domain.integrity.traces import Trace
from tests.domain.integrity.survey_worlds import ACTS, Shape, Survey, honest, tampered

# A city's index: 22 units, three groups, about 30 answers each.
CITY = Shape()
VICTIM = "u03"


def flagged(problems: list[Signal]) -> set[tuple[str, str]]:
    """Unit and signal of what stands out."""
    return {(each.unit, each.signal) for each in problems if each.flagged}


@pytest.mark.long
def test_honest_surveys_are_flagged_at_most_at_the_stated_rate() -> None:
    surveys = [honest(Random(seed), CITY) for seed in range(20)]
    found = [examine(survey.traces, survey.boxes()) for survey in surveys]
    assert sum(bool(flagged(each)) for each in found) <= 20 * RATE + 1
    # Not only the verdicts are rare: so are small chances, signal by signal.
    for signal in SIGNALS:
        chances = [problem.chance for each in found for problem in each if problem.signal == signal]
        assert sum(chance < 0.01 for chance in chances) <= 0.02 * len(chances)


# Who ticks one option throughout may mean it: that takes more to stand out.
@pytest.mark.long
@pytest.mark.parametrize(
    ("how", "share"), [(how, 0.4 if how == "straight" else 0.3) for how in sorted(ACTS)]
)
def test_a_third_of_a_units_answers_tampered_with_is_found_as_what_it_is(
    how: str, share: float
) -> None:
    found, wrong = 0, 0
    for seed in range(5):
        survey = tampered(Random(seed), honest(Random(500 + seed), CITY), VICTIM, share, how)
        flags = flagged(examine(survey.traces, survey.boxes()))
        found += (VICTIM, how) in flags
        wrong += len({unit for unit, _ in flags} - {VICTIM})
    assert found >= 3
    assert wrong <= 1


def test_units_tampered_with_do_not_hide_one_another() -> None:
    survey = honest(Random(2), CITY)
    for seed, unit in enumerate(("u03", "u07", "u12")):
        tampered(Random(seed), survey, unit, 0.25, "copies")
    found = flagged(examine(survey.traces, survey.boxes()))
    assert {unit for unit, signal in found if signal == "copies"} == {"u03", "u07", "u12"}


def test_what_is_reported_is_what_was_counted() -> None:
    survey = honest(Random(1), CITY)
    problems = examine(survey.traces, survey.boxes())
    corrected = Counter(trace.unit for trace in survey.traces if trace.corrected)
    answers = Counter(trace.unit for trace in survey.traces)
    rows = {each.unit: each for each in problems if each.signal == "corrected" and not each.group}
    assert {unit: (row.seen, row.of) for unit, row in rows.items()} == {
        unit: (corrected[unit], answers[unit]) for unit in answers
    }
    straight = next(
        each
        for each in problems
        if (each.signal, each.unit, each.group) == ("straight", "u05", "g1")
    )
    box = survey.answers["u05", "g1"]
    assert (straight.seen, straight.of) == (sum(map(is_straight, box)), len(box))
    assert problems == sorted(problems, key=lambda each: (each.unit, each.group, each.signal))
    assert all(0 <= each.chance <= 1 and 0 < each.expected < each.of for each in problems)


def test_an_office_may_share_its_network_its_machines_and_a_meeting() -> None:
    """Everybody of one list answers in ten minutes from one make of computer on one network:
    nothing to see.
    """
    traces = [
        Trace(
            f"u{unit}", "g0", f"lister {unit}", f"net {unit}", f"make {unit % 3}", f"meeting {unit}"
        )
        for unit in range(12)
        for _ in range(30)
    ]
    assert not flagged(examine(traces, {}))


def test_units_that_are_alike_in_all_the_index_are_warned_of_together() -> None:
    """The same, asked of the index as a whole; and a script that answers everywhere."""
    offices = [
        Trace(f"u{unit}", "g0", f"lister {unit}", f"net {unit}", "make", f"meeting {number}")
        for unit in range(12)
        for number in range(30)
    ]
    assert [each.signal for each in excesses(examine(offices, {}))] == ["machine"]
    survey = honest(Random(6), CITY)
    fast = [replace(trace, fast=number % 3 == 0) for number, trace in enumerate(survey.traces)]
    assert excesses(examine(survey.traces, survey.boxes())) == []
    found = examine(fast, survey.boxes())
    assert {unit for unit, signal in flagged(found) if signal == "speed"} == set()
    (speed,) = excesses(found)
    assert (speed.signal, speed.seen, speed.of) == (
        "speed",
        sum(trace.fast for trace in fast),
        len(fast),
    )


def test_a_unit_whose_answers_all_come_from_one_machine_is_noticed_though_it_were_one_office() -> (
    None
):
    for seed in range(5):
        survey = honest(Random(700 + seed), CITY)
        moved = [
            (
                replace(trace, network="the fixer's", device="device 0")
                if trace.unit == VICTIM
                else trace
            )
            for trace in survey.traces
        ]
        assert (VICTIM, "machine") in flagged(examine(moved, {}))


def test_changes_to_invitations_give_the_same_signals_whether_people_answered_or_not() -> None:
    listed = [
        replace(trace, network="", device="", bucket="", fast=False)
        for trace in honest(Random(8), CITY).traces
    ]
    before = examine_changes(tampered(Random(1), Survey(listed), VICTIM, 0.3, "handed").traces)
    answered = [replace(trace, network="n", device="d", bucket="b", fast=True) for trace in listed]
    assert examine_changes(answered) == before
    assert {each.signal for each in before} == {"corrected", "handed"}
    assert flagged(before) == {(VICTIM, "handed")}


def test_people_of_different_offices_on_one_machine_in_ten_minutes_are_noticed() -> None:
    traces = [
        Trace(
            f"u{unit}",
            f"g{group}",
            f"lister {unit}",
            f"net {unit} {group}",
            f"make {number % 5}",
            f"hour {(7 * number + group + unit) % 40}",
        )
        for unit in range(12)
        for group in range(3)
        for number in range(20)
    ]
    moved = [
        (
            Trace("u4", trace.group, trace.lister, "fixer", "make 0", "hour 3")
            if trace.unit == "u4" and number % 4 == 0
            else trace
        )
        for number, trace in enumerate(traces)
    ]
    assert not flagged(examine(traces, {}))
    assert flagged(examine(moved, {})) == {("u4", "device"), ("u4", "burst")}


def test_invitations_without_traces_are_counted_for_their_corrections_alone() -> None:
    traces = [
        Trace(f"u{unit}", "g", "l", corrected=unit == 1 and number < 15)
        for unit in range(9)
        for number in range(30)
    ]
    problems = examine(traces, {})
    assert {each.signal for each in problems} == {"corrected", "handed"}
    assert flagged(problems) == {("u1", "corrected")}
