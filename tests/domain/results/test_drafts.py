"""What a draft would bring, in totals, and what is typed before it is published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.bundles.bundle import Bundle, Reason
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.results.drafts import (
    COUNTED,
    NO_ANSWERS,
    NO_SURVEY,
    NOT_SEALED,
    Draft,
    DraftOutcome,
    gap_groups,
    is_typed,
    outcome,
    to_type,
)
from chalicelib.domain.results.gaps import COUNTS_ZERO, NOT_RANKED, gaps_of
from chalicelib.domain.results.rankings import rank
from tests.domain.bundles.samples import files, plain_document, points

EMPTY = read_bundle(files(plain_document()))
HALF = read_bundle(files(plain_document(), appraisals=points(a="60")))
ANSWERED = read_bundle(files(plain_document(), answers="unit,group,answers\na,h,1.\n"))


def of(bundle: Bundle, sealed: bool = True) -> DraftOutcome:
    return outcome(rank(bundle, bundle.round.index("so"), "0"), sealed)


def test_units_are_counted_by_what_becomes_of_them() -> None:
    found = of(HALF)
    assert found.statuses == {"ranked": 1, "unranked": 0, "excluded": 0, "missing": 1}
    assert sum(found.bands.values()) == 1
    assert found.gaps == {COUNTS_ZERO: 2, NOT_RANKED: 3}
    assert of(EMPTY).bands == {}


def test_a_unit_drops_out_if_it_would_be_ranked_but_was_excluded_or_never_appraised() -> None:
    assert of(HALF).drop_outs == ("b",)
    assert of(replace(HALF, exclusions={"a": Reason("gian dối")})).drop_outs == ("a", "b")
    unranked = replace(HALF, units=tuple(replace(unit, ranked=False) for unit in HALF.units))
    assert of(unranked).drop_outs == ()


def test_a_draft_says_what_it_has_of_its_survey() -> None:
    assert of(EMPTY, sealed=False).survey == NOT_SEALED
    assert of(EMPTY).survey == NO_ANSWERS
    assert of(ANSWERED).survey == COUNTED
    assert of(replace(ANSWERED, voids={"a": Reason("can thiệp")})).survey == NO_ANSWERS
    elsewhere = replace(EMPTY, not_applicable={("a", "2.1"): Reason()})
    assert of(elsewhere).survey == NO_ANSWERS
    document = plain_document()
    index = document["indexes"][0]
    index["areas"] = index["areas"][:1]
    assert of(read_bundle(files(document))).survey == NO_SURVEY


@pytest.mark.parametrize(
    ("drop_outs", "survey", "wanted"),
    [
        ((), COUNTED, ""),
        ((), NO_SURVEY, ""),
        (("a", "b"), COUNTED, "2"),
        (("a",), NO_ANSWERS, "1"),
        ((), NO_ANSWERS, "no answers"),
        ((), NOT_SEALED, "no answers"),
    ],
)
def test_what_is_typed_is_the_number_of_drop_outs_or_a_phrase(
    drop_outs: tuple[str, ...], survey: str, wanted: str
) -> None:
    outcomes = [
        DraftOutcome({}, {}, {}, drop_outs, survey),
        DraftOutcome({}, {}, {}, (), NO_SURVEY),
    ]
    vi, en = to_type(outcomes)
    assert en == wanted
    assert is_typed(f" {vi.upper()} ", outcomes)
    assert is_typed(en, outcomes)
    assert is_typed("", outcomes) == (wanted == "")
    assert not wanted or not is_typed("3", outcomes)


def test_a_draft_is_of_the_inputs_and_of_the_engine_that_made_it() -> None:
    draft = Draft("r", "so", 1, "d", "e", "2026", "ops", "asked", of(EMPTY))
    assert draft.is_of("d", "e")
    assert not draft.is_of("other", "e")
    assert not draft.is_of("d", "other")


def test_gaps_are_told_by_criterion_and_effect() -> None:
    ranking = rank(HALF, HALF.round.index("so"), "0")
    groups = gap_groups(gaps_of(entry.score for entry in ranking.entries))
    assert {(group["leaf"], group["effect"]): group["units"] for group in groups} == {
        ("2.1", COUNTS_ZERO): ["a"],
        ("2.2", COUNTS_ZERO): ["a"],
        ("1.1", NOT_RANKED): ["b"],
        ("2.1", NOT_RANKED): ["b"],
        ("2.2", NOT_RANKED): ["b"],
    }
    assert {group["detail_en"] for group in groups if group["leaf"] == "1.1"} == {
        "not appraised; the unit is not ranked"
    }
