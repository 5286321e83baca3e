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
# How many second scores each member gives, and every which of them is the unit's own value.
_SECONDS, _OWN = 12, 4


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

    def score_again(self) -> None:
        """Each member gives some of the second scores in the first pass: mostly what the first
        appraiser gave, now and then what the unit claims.
        """

        def one(member: CouncilWork) -> None:
            values = (
                (unit, leaf, self._value(unit, leaf, number % _OWN == 0))
                for number, (unit, leaf) in enumerate(member.list_seconds(), 1)
            )
            known = [each for each in values if each[2] is not None]
            for unit, leaf, value in known[:_SECONDS]:
                self.counts.add("second_scores", member.score(unit, 1, leaf, value))

        self.crowd.everybody("Chấm lần hai / Second scores", self.cast.council, one)

    def _value(self, unit: str, leaf: str, own: bool) -> object:
        """The value of the unit or of the council for a leaf; None if there is none."""
        sheet = self.inputs.sheets[unit]
        first = {each.leaf: each.value for each in sheet.first}
        claimed = {each.leaf: each.value for each in sheet.entries}
        return (claimed.get(leaf) if own else None) or first.get(leaf)
