"""Second scores told step by step, for tests: a council of four, everything of the departments
assigned to An, half of the criteria drawn.
"""

from __future__ import annotations

from typing import Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import sampling, seconding, settling
from chalicelib.domain.appraisal.sampling import Case
from chalicelib.domain.appraisal.second_scores import Draw, Pair
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save
from chalicelib.domain.people.accounts import Account
from chalicelib.store import second_scores
from tests import council_story, scoring_story, small_round
from tests.council_story import AN, SECRETARY, assign, enter, to
from tests.small_round import NOW, ROUND, VALUES

SHARE = "0.5"


def document(share: str = SHARE) -> dict[str, Any]:
    """The small round with a share of second scores."""
    return {**small_round.document(), "second_scores": {"share": share}}


def load(share: str = SHARE) -> None:
    """Units and council at work in the first pass; so-a has assessed itself."""
    scoring_story.load(document(share))
    scoring_story.assess("so-a")
    enter()
    assign(to(AN, "1"), to(AN, "2"))


def draw(seed: str = "hat") -> Draw:
    """The secretariat draws."""
    return sampling.draw(ROUND, seed, SECRETARY, NOW)


def dealt(person: Account, unit: str = "so-a") -> list[str]:
    """The leaves of a unit that are dealt to somebody."""
    seconds = second_scores.get_dealing(ROUND).seconds
    return sorted(
        leaf for (where, leaf), who in seconds.items() if (where, who) == (unit, person.email)
    )


def second(
    by: Account,
    leaf: str,
    value: Any,
    version: int = 0,
    save_id: str = "save-0001",
    unit: str = "so-a",
) -> Save:
    """Somebody saves a second score of the first pass."""
    at = places.place(ROUND, unit, "appraisal_first", NOW)
    change = Change(leaf, version, value, "theo tôi")
    return seconding.score(at, f"{save_id}-{by.sub}", [change], by, NOW)


def first(by: Account, leaf: str, value: Any, version: int = 0, unit: str = "so-a") -> Save:
    """The appraiser gives a value in the first pass."""
    change = Change(leaf, version, value, "đúng hồ sơ")
    return council_story.appraise(by, change, unit=unit, save_id=f"save-{version:04}{leaf}")


def drawn_case(leaf_of: dict[str, Any] = VALUES, unit: str = "so-a") -> tuple[Account, str]:
    """Somebody who gives a second score of this unit, and a leaf that has a value in `leaf_of`."""
    for person in (council_story.BINH, council_story.CHAIR):
        for leaf in dealt(person, unit):
            if leaf in leaf_of:
                return person, leaf
    raise AssertionError(f"nothing of {unit} was drawn")


def pairs() -> list[Pair]:
    """The pairs that differ."""
    found = settling.overview(ROUND, NOW)
    assert found
    return list(found.pairs)


def settle(how: str, case: Case, marks: str = "", by: Account = SECRETARY) -> Pair:
    """The secretariat settles a difference, as it is unless other marks are given."""
    seen = marks or next(pair.marks for pair in pairs() if pair.case == case)
    return settling.settle(ROUND, case, how, "xem lại giúp", seen, by, NOW)
