"""What a unit's people arrange among themselves: who sees to which leaf until when, and whom to
call.

Internal to the unit: nothing here is submitted, appraised or published. The contact persons are
what the guides ask for (national guide 2024 §3; Tuyên Quang's guide §3: name, post and mobile, with
the date).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chalicelib.domain.assessment.changes import REPORT_TEXTS
from chalicelib.domain.assessment.sheets import Save
from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.round import Index

CONTACT_KINDS = ("technical", "coordinator")
MAX_CONTACTS = 20


@dataclass(frozen=True, slots=True)
class Assignment:
    """A leaf that a person or a division (`to`) sees to, until an internal date of the unit's
    own.
    """

    leaf: str
    to: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call; `since` is the first day, `until` the last one (None: still). `copied_from`
    names a round.
    """

    kind: str
    name: str
    position: str
    phone: str
    email: str
    since: date
    until: date | None = None
    copied_from: str = ""

    @property
    def person(self) -> tuple[str, str, str, str, str]:
        """What makes two entries the same contact."""
        return self.kind, self.name, self.position, self.phone, self.email


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One change of one leaf: who, when, from, to; parts that the save did not touch are left out
    of `now`.
    """

    leaf: str
    version: int
    saved_at: datetime
    by: str
    was: Mapping[str, Any]
    now: Mapping[str, Any]


def check_assignments(assignments: Sequence[Assignment], index: Index) -> list[Problem]:
    """Every reason why the assignments cannot be kept."""
    times = Counter(each.leaf for each in assignments)
    problems = []
    for number, each in enumerate(assignments):
        at = f"assignments[{number}]"
        if each.leaf not in index.leaves:
            problems.append(
                Problem(
                    f"{at}.leaf",
                    f"Không có tiêu chí {each.leaf} trong bộ chỉ số này",
                    f"There is no criterion {each.leaf} in this index",
                    "unknown_leaf",
                )
            )
        if times[each.leaf] > 1:
            problems.append(
                Problem(
                    f"{at}.leaf",
                    "Mỗi tiêu chí giao cho một nơi",
                    "One assignment a criterion",
                    "repeated",
                )
            )
        if not each.to:
            problems.append(
                Problem(
                    f"{at}.to",
                    "Hãy ghi người hoặc bộ phận được giao",
                    "Name a person or a division",
                )
            )
    return problems


def check_contacts(contacts: Sequence[Contact]) -> list[Problem]:
    """Every reason why the contacts cannot be kept."""
    problems = []
    for number, each in enumerate(contacts):
        at = f"contacts[{number}]"
        if not each.name:
            problems.append(Problem(f"{at}.name", "Hãy ghi họ tên", "Give a name"))
        if not each.phone and not each.email:
            problems.append(
                Problem(
                    f"{at}.phone",
                    "Hãy ghi số điện thoại hoặc thư điện tử",
                    "Give a telephone number or an e-mail address",
                )
            )
    return problems


def changed_contacts(
    kept: Iterable[Contact], wanted: Sequence[Contact], today: date
) -> list[Contact]:
    """The contacts after a change: who is not wanted any more gets today as the last day and stays
    on record.
    """
    former = [each for each in kept if each.until is not None]
    standing = {each.person: each for each in kept if each.until is None}
    persons = {each.person for each in wanted}
    ended = [
        replace(each, until=today) for person, each in standing.items() if person not in persons
    ]
    # The first day may be corrected; what a contact was copied from stays known.
    current = [
        (
            replace(each, copied_from=standing[each.person].copied_from)
            if each.person in standing
            else each
        )
        for each in {each.person: each for each in wanted}.values()
    ]
    return former + ended + current


def history(saves: Iterable[Save], index: Index) -> list[HistoryStep]:
    """Every change of every leaf (and text of the report), newest first."""
    known = {*index.leaves, *REPORT_TEXTS}
    standing: dict[str, dict[str, Any]] = {}
    steps = []
    changes = [
        (change["version"], save.saved_at, leaf, change, save.by)
        for save in saves
        for leaf, change in save.changes.items()
        if leaf in known
    ]
    for version, saved_at, leaf, change, by in sorted(changes, key=lambda each: each[:3]):
        now = {
            part: change[part] for part in ("value", "explanation", "estimated") if part in change
        }
        before = standing.setdefault(leaf, {"value": None, "explanation": "", "estimated": False})
        steps.append(
            HistoryStep(leaf, version, saved_at, by, {part: before[part] for part in now}, now)
        )
        before.update(now)
    return sorted(steps, key=lambda step: (step.saved_at, step.leaf, step.version), reverse=True)
