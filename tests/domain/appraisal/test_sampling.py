"""The sample can be repeated, meets its share for every member, and goes to somebody else."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.appraisal import sampling
from chalicelib.domain.appraisal.sampling import FrameRow

PEOPLE = ("an", "binh", "chi", "dung", "em")
CASES = st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["1.1", "1.2", "2.1", "2.2", "3"]))
FRAMES = st.dictionaries(CASES, st.sampled_from(PEOPLE), max_size=40).map(
    lambda found: [FrameRow(*case, first) for case, first in found.items()]
)
SHARES = st.fractions(0, 1, max_denominator=50)


@given(FRAMES, SHARES, st.text(max_size=16), st.randoms())
def test_the_same_seed_draws_the_same_sample_in_whatever_order_the_frame_comes(
    frame: list[FrameRow], share: Fraction, seed: str, chance: Random
) -> None:
    shuffled = list(frame)
    chance.shuffle(shuffled)
    assert sampling.draw(seed, share, frame) == sampling.draw(seed, share, shuffled)


@given(FRAMES, SHARES, st.text(max_size=16))
def test_every_member_s_criteria_have_their_share_rounded_up_and_none_comes_twice(
    frame: list[FrameRow], share: Fraction, seed: str
) -> None:
    sample = sampling.draw(seed, share, frame)
    assert set(sample) <= set(frame)
    assert len(set(sample)) == len(sample) >= share * len(frame)
    drawn, whole = (Counter(row.first for row in rows) for rows in (sample, frame))
    assert dict(drawn) == {
        first: size for first, count in whole.items() if (size := math.ceil(share * count))
    }


def test_an_outsider_repeats_the_draw_by_the_rule_that_is_documented() -> None:
    frame = [FrameRow(unit, leaf, first) for first, unit in (("an", "a"), ("binh", "b"))
             for leaf in ("1", "2", "3", "4", "5")]  # fmt: skip
    lines = sorted(
        (hashlib.sha256(f"hat\n{row.unit}\n{row.leaf}".encode()).hexdigest(), row.unit, row.leaf)
        for row in frame
    )
    wanted = [line for unit in "ab" for line in [line for line in lines if line[1] == unit][:2]]
    sample = sampling.draw("hat", Fraction(3, 10), frame)
    assert [(row.unit, row.leaf) for row in sample] == [line[1:] for line in sorted(wanted)]


def test_another_seed_draws_another_sample() -> None:
    frame = [FrameRow(f"u{number}", "1", "an") for number in range(100)]
    samples = {tuple(sampling.draw(str(seed), Fraction(1, 10), frame)) for seed in range(20)}
    assert len(samples) == 20


def test_over_many_seeds_every_criterion_is_drawn_about_as_often() -> None:
    frame = [FrameRow(f"u{number}", "1", "an") for number in range(20)]
    times = Counter(
        row.case for seed in range(2000) for row in sampling.draw(str(seed), Fraction(1, 5), frame)
    )
    assert len(times) == 20
    # 400 each with a standard deviation of about 18: six of them to either side
    assert all(290 < count < 510 for count in times.values())


ABLE = st.dictionaries(CASES, st.frozensets(st.sampled_from(PEOPLE)), max_size=40)


@given(ABLE)
def test_a_case_goes_to_somebody_who_may_and_to_nobody_only_where_nobody_may(
    able: dict[tuple[str, str], frozenset[str]],
) -> None:
    dealt = sampling.deal(list(able), able, {})
    assert {case for case, people in able.items() if people} == dealt.keys()
    assert all(person in able[case] for case, person in dealt.items())
    assert sampling.deal(list(able), able, {}) == dealt


@given(st.lists(CASES, unique=True, max_size=40), st.integers(1, 5))
def test_where_everybody_may_loads_differ_by_one_at_most(
    cases: list[tuple[str, str]], people: int
) -> None:
    dealt = sampling.deal(cases, dict.fromkeys(cases, PEOPLE[:people]), {})
    loads = Counter(dict.fromkeys(PEOPLE[:people], 0)) + Counter(dealt.values())
    counts = [loads[person] for person in PEOPLE[:people]]
    assert max(counts) - min(counts) <= 1


def test_what_somebody_has_already_counts_towards_the_load() -> None:
    cases = [("a", "1"), ("a", "2"), ("a", "3")]
    dealt = sampling.deal(cases, dict.fromkeys(cases, ("an", "binh")), {"an": 2})
    assert Counter(dealt.values()) == {"binh": 2, "an": 1}
