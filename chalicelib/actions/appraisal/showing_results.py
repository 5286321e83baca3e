"""Showing a unit its result, criterion by criterion, as far as it was released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.appraisal import reading_submissions
from chalicelib.actions.assessment import seeing_results, supplementing
from chalicelib.actions.assessment.seeing_results import SeenResults
from chalicelib.actions.assessment.supplementing import Supplement
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import ruling
from chalicelib.domain.appraisal import unit_results
from chalicelib.domain.appraisal.unit_results import ResultLine
from chalicelib.domain.assessment.sheets import Sheet


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit's result: what it sent, what it sees of both passes, what it added between them, the
    council's questions by leaf; no lines while it sees nothing.
    """

    sent: Sheet
    seen: SeenResults
    lines: Sequence[ResultLine]
    added: Supplement
    questions: Mapping[str, str]


def show(place: Place, now: datetime) -> UnitResult:
    """The result of the unit of the place, as it sees it now."""
    round_id, unit = place.round.id, place.unit.id
    seen = seeing_results.seen(place, now)
    sent = reading_submissions.sheet_sent(round_id, unit)
    later = supplementing.place(round_id, unit, now)
    if seen.first is None:
        return UnitResult(sent, seen, (), Supplement(Sheet(), [], ""), {})
    if last := seen.releases.get(2) or seen.releases.get(1):
        skipped = frozenset(last.skipped.get(unit, ()))
    else:
        skipped = ruling.not_applicable(round_id).get(unit, frozenset())
    lines = unit_results.lines(place.index, sent.entries, seen.first, seen.final, skipped)
    return UnitResult(sent, seen, lines, supplementing.get(later), supplementing.questions(later))
