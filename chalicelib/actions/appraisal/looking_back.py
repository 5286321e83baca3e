"""Looking back: what the council gave a unit for the same criteria in the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, reading_submissions
from chalicelib.actions.assessment import carrying_over
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.assessment.sheets import Entry
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.rounds.round import Round


@dataclass(frozen=True, slots=True)
class LeafBefore:
    """A leaf as it was then: what the unit sent (`own`), and the council's entry in the latest
    pass that has a value; whether it applied.
    """

    leaf: Leaf
    own: Entry
    given: Entry
    applied: bool


def before(place: Place, now: datetime) -> tuple[Round, dict[str, LeafBefore]] | None:
    """The latest earlier round of the same authority in which the unit took part, and by code the
    leaves that have the same code and title today; None if there is no such round.
    """
    earlier = [
        round_
        for round_ in current.list_rounds(now)
        if carrying_over.is_earlier(round_, place.round)
        and place.unit.id in current.units(round_.id, now)
    ]
    if not earlier:
        return None
    source = max(earlier, key=attrgetter("year", "id"))
    then = places.place(source.id, place.unit.id, "self_assessment", now)
    sent = reading_submissions.sheet_sent(source.id, then.unit.id)
    passes = appraising.council_sheets(source.id, then.unit.id)
    skipped = ruling.not_applicable(source.id).get(then.unit.id, frozenset())
    found = {}
    for code, leaf in then.index.leaves.items():
        now_called = place.index.leaves.get(code)
        if now_called is None or now_called.title != leaf.title:
            continue
        given = [sheet.entry(code) for _, sheet in sorted(passes.items(), reverse=True)]
        latest = next((entry for entry in given if entry.value is not None), Entry())
        found[code] = LeafBefore(leaf, sent.entry(code), latest, code not in skipped)
    return source, found
