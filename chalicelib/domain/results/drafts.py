"""Drafts: results that are computed but not public, and what publishing one would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.criteria.rules import Survey
from chalicelib.domain.results.gaps import Gap, gaps_of
from chalicelib.domain.results.rankings import Ranking
from chalicelib.domain.results.scoring import EXCLUDED, MISSING, RANKED, UNRANKED

NO_SURVEY, NOT_SEALED, NO_ANSWERS, COUNTED = "none", "not_sealed", "no_answers", "counted"
"""What a draft has of its survey: the index asks nobody, its ballots are not sealed yet, no answer
counts, or answers count.
"""

PHRASE = ("không có phiếu", "no answers")
"""What is typed to publish a ranking whose survey has no answers."""


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """What a draft would make public, in totals.

    `statuses` and `bands` count units, `gaps` counts criteria without data by what they do to their
    unit (`gaps.Gap.effect`); `drop_outs` are the units that would be ranked but for an exclusion or
    for want of any appraisal; `survey` is one of NO_SURVEY, NOT_SEALED, NO_ANSWERS, COUNTED.
    """

    statuses: Mapping[str, int]
    bands: Mapping[str, int]
    gaps: Mapping[str, int]
    drop_outs: tuple[str, ...]
    survey: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A numbered draft of an index. `files` are keys by name; `cause` says what it was computed
    for; `since` is the draft before, None for the first; `changed` counts what changed since
    (`inputs`, `units`).
    """

    round: str
    index: str
    number: int
    inputs_digest: str
    engine: str
    at: str
    by: str
    cause: str
    outcome: DraftOutcome
    files: Mapping[str, str] = field(default_factory=dict)
    since: int | None = None
    changed: Mapping[str, int] = field(default_factory=dict)

    def is_of(self, inputs_digest: str, engine: str) -> bool:
        """Whether these inputs and this engine would give the same ranking again."""
        return (self.inputs_digest, self.engine) == (inputs_digest, engine)


def outcome(ranking: Ranking, sealed: bool) -> DraftOutcome:
    """What publishing the ranking would bring; `sealed` if its survey's ballots are."""
    scores = [entry.score for entry in ranking.entries]
    statuses = Counter(score.status for score in scores)
    return DraftOutcome(
        {status: statuses[status] for status in (RANKED, UNRANKED, EXCLUDED, MISSING)},
        dict(ranking.summary.bands) if ranking.summary else {},
        dict(Counter(gap.effect for gap in gaps_of(scores))),
        tuple(
            score.unit.id
            for score in scores
            if score.unit.ranked and score.status in (EXCLUDED, MISSING)
        ),
        _survey(ranking, sealed),
    )


def _survey(ranking: Ranking, sealed: bool) -> str:
    if not any(isinstance(leaf.rule, Survey) for leaf in ranking.index.leaves.values()):
        return NO_SURVEY
    if any(entry.score.surveyed for entry in ranking.entries):
        return COUNTED
    return NO_ANSWERS if sealed else NOT_SEALED


def to_type(outcomes: Collection[DraftOutcome]) -> tuple[str, str]:
    """What a person types, in Vietnamese or English, before drafts with these outcomes are
    published: how many units drop out, or else PHRASE where a survey has no answers; "" for
    nothing.
    """
    dropping = sum(len(each.drop_outs) for each in outcomes)
    if dropping:
        return str(dropping), str(dropping)
    silent = any(each.survey in (NOT_SEALED, NO_ANSWERS) for each in outcomes)
    return PHRASE if silent else ("", "")


def is_typed(typed: str, outcomes: Collection[DraftOutcome]) -> bool:
    """Whether that is what had to be typed; small letters and spaces at the ends do not matter."""
    wanted = to_type(outcomes)
    return not wanted[0] or typed.strip().casefold() in wanted


def gap_groups(gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    """Gaps of the same criterion with the same effect as one: {leaf, effect, maximum, detail,
    detail_en, units}.
    """
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for gap in gaps:
        problem = gap.as_problem()
        group = groups.setdefault(
            (gap.leaf.code, gap.effect),
            {
                "leaf": gap.leaf.code,
                **problem.details,
                "detail": problem.vi.partition(": ")[2],
                "detail_en": problem.en.partition(": ")[2],
                "units": [],
            },
        )
        group["units"].append(gap.unit)
    return list(groups.values())
