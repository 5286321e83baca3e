"""A unit's team: who does which leaf until when, the contacts, and the history of changes.

All of it is internal to the unit: it is not submitted, appraised or published. The guides ask for
the contacts (national guide 2024 §3; Tuyên Quang's guide §3: name, post and mobile, with the date).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from chalicelib.domain.assessment.changes import REPORT_TEXTS
from chalicelib.domain.assessment.sheets import Save
from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.round import Index

CONTACT_KINDS = ("technical", "coordinator")
MAX_CONTACTS = 20


@dataclass(frozen=True, slots=True)
class Assignment:
    """A leaf that a person or a division (`to`) does, until a date (`due`) internal to the unit."""

    leaf: str
    to: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to call. `since` is the first day, `until` the last one (None: still a contact);
    `copied_from` is the round that a copied one came from.
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
    """One change of one leaf; `was` and `now` have only the parts that the save changed."""

    leaf: str
    version: int
    saved_at: datetime
    by: str
    was: Mapping[str, Any]
    now: Mapping[str, Any]


def check_assignments(assignments: Sequence[Assignment], index: Index) -> list[Problem]:
    """Every reason why the assignments cannot be kept."""
    times = Counter(assignment.leaf for assignment in assignments)
    problems = []
    for number, assignment in enumerate(assignments):
        place = f"assignments[{number}]"
        if assignment.leaf not in index.leaves:
            problems.append(
                Problem(
                    f"{place}.leaf",
                    f"Không có tiêu chí {assignment.leaf} trong bộ chỉ số này",
                    f"There is no criterion {assignment.leaf} in this index",
                    "unknown_leaf",
                )
            )
        if times[assignment.leaf] > 1:
            problems.append(
                Problem(
                    f"{place}.leaf",
                    "Mỗi tiêu chí giao cho một nơi",
                    "Assign each criterion only once",
                    "repeated",
                )
            )
        if not assignment.to:
            problems.append(
                Problem(
                    f"{place}.to",
                    "Hãy ghi người hoặc bộ phận được giao",
                    "Name a person or a division",
                )
            )
    return problems


def check_contacts(contacts: Sequence[Contact]) -> list[Problem]:
    """Every reason why the contacts cannot be kept."""
    problems = []
    for number, contact in enumerate(contacts):
        place = f"contacts[{number}]"
        if not contact.name:
            problems.append(Problem(f"{place}.name", "Hãy ghi họ tên", "Give a name"))
        if not contact.phone and not contact.email:
            problems.append(
                Problem(
                    f"{place}.phone",
                    "Hãy ghi số điện thoại hoặc thư điện tử",
                    "Give a telephone number or an e-mail address",
                )
            )
    return problems


def changed_contacts(
    kept: Iterable[Contact], wanted: Sequence[Contact], today: date
) -> list[Contact]:
    """The contacts after a change. Those who are not wanted any more stay on record, with today as
    their last day.
    """
    contacts = list(kept)
    former = [contact for contact in contacts if contact.until is not None]
    current = {contact.person: contact for contact in contacts if contact.until is None}
    by_person = {contact.person: contact for contact in wanted}
    ended = [
        replace(contact, until=today)
        for person, contact in current.items()
        if person not in by_person
    ]
    # The first day may be corrected; the round that a contact was copied from stays known.
    renewed = [
        replace(contact, copied_from=current[person].copied_from) if person in current else contact
        for person, contact in by_person.items()
    ]
    return former + ended + renewed


def history(saves: Iterable[Save], index: Index) -> list[HistoryStep]:
    """Every change of every leaf (and text of the report), newest first."""
    known = {*index.leaves, *REPORT_TEXTS}
    current: dict[str, dict[str, Any]] = {}
    steps = []
    changes = [
        (change["version"], save.saved_at, leaf, change, save.by)
        for save in saves
        for leaf, change in save.changes.items()
        if leaf in known
    ]
    for version, saved_at, leaf, change, by in sorted(changes, key=itemgetter(0, 1, 2)):
        now = {
            part: change[part] for part in ("value", "explanation", "estimated") if part in change
        }
        before = current.setdefault(leaf, {"value": None, "explanation": "", "estimated": False})
        steps.append(
            HistoryStep(leaf, version, saved_at, by, {part: before[part] for part in now}, now)
        )
        before.update(now)
    return sorted(steps, key=lambda step: (step.saved_at, step.leaf, step.version), reverse=True)
