"""The scored part of the story: self-assessment, lists on the way, late tries, the council's two
passes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from infra.demo.casting import Cast
from infra.demo.council_work import CouncilWork
from infra.demo.crowds import Crowd
from infra.demo.inputs import Entry, Inputs
from infra.demo.people import RespondentList
from infra.demo.summaries import Counts

_LATE = 6


@dataclass(frozen=True, slots=True)
class ScoringActs:
    """What units and the council do, counted as the server accepts it."""

    inputs: Inputs
    cast: Cast
    counts: Counts
    crowd: Crowd
    seed: int

    def assess(self, lists: list[RespondentList]) -> None:
        """Every unit fills its sheet, uploads evidence, lists its respondents; with its leader's
        consent it submits.
        """
        listed: dict[str, list[RespondentList]] = defaultdict(list)
        for each in lists:
            listed[each.lister].append(each)
        units = list(self.cast.editors)
        self.crowd.everybody(
            "Tự đánh giá / Self-assessment", units, lambda unit: self._unit(unit, listed[unit])
        )

    def _unit(self, unit: str, lists: list[RespondentList]) -> None:
        work, sheet = self.cast.editors[unit], self.inputs.sheets[unit]
        work.read()
        self.counts.add("scores", work.fill(sheet.entries))
        self.counts.add("evidence_files", work.attach(sheet.attachments, str(self.seed)))
        for each in lists:
            work.list_people(each.group, each.index, each.rows)
        if lists:
            self.counts.add("lists_sent", work.send_lists())
        if sheet.submits:
            self.cast.leaders[unit].approve(str(self.seed))
            work.submit()
            self.counts.add("submissions")

    def try_late(self) -> None:
        """Some units try to change a leaf after the lock; each must be refused."""
        late = [unit for unit, sheet in self.inputs.sheets.items() if sheet.entries][:_LATE]

        def one(unit: str) -> None:
            first = self.inputs.sheets[unit].entries[0]
            if not self.cast.editors[unit].try_late(Entry(first.leaf, None, "Sửa sau hạn")):
                raise AssertionError(f"a change of {unit} after the lock was accepted")
            self.counts.add("late_writes_refused")

        self.crowd.everybody("Sửa sau hạn / Late changes (refused)", late, one)

    def appraise(self, number: int) -> None:
        """The council gives the appraisals of one pass."""
        index_of = {row["unit"]: row["index"] for row in self.inputs.units}
        given = {
            unit: sheet.first if number == 1 else sheet.final
            for unit, sheet in self.inputs.sheets.items()
        }
        turns = [
            (member, unit)
            for unit, appraisals in given.items()
            if appraisals
            for member in self.cast.council
        ]

        def one(turn: tuple[CouncilWork, str]) -> None:
            member, unit = turn
            self.counts.add("appraised", member.appraise(unit, index_of[unit], number, given[unit]))

        self.crowd.everybody(f"Thẩm định lần {number} / Appraisal {number}", turns, one)
