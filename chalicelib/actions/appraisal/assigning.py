"""Assigning: the secretariat says which member of the council appraises what, as a whole table at a
time, on record.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.appraisal.allowing import known_own
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import assignment_checks, assignment_files, assignments
from chalicelib.domain.appraisal.assignments import (
    AppraisalAssignment,
    Assignments,
    OwnUnits,
    Plan,
    UnappraisedPart,
)
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.store import accounts, audit
from chalicelib.store import assignments as store


@dataclass(frozen=True, slots=True)
class AssignmentsOverview:
    """What is assigned, the people of the council who can sign in, and what follows: how many
    criteria of units each appraises (`load`, by index, area and member), and the gaps.
    """

    assignments: Assignments
    people: Sequence[Account]
    load: Mapping[tuple[str, str, str], int]
    gaps: Sequence[UnappraisedPart]


@dataclass(frozen=True, slots=True)
class AssignmentsPreview:
    """What a file would assign, every problem by its cell (`errors`), and notices on how the file
    was read, which prevent nothing. Without errors also the load and the gaps that follow.
    """

    overview: AssignmentsOverview
    errors: Sequence[Problem]
    notices: Sequence[Problem]


def overview(round_id: str, now: datetime) -> AssignmentsOverview:
    """The current assignments and what follows from them."""
    return _overview(round_id, store.get(round_id), people_of(round_id, now), now)


def replace(
    round_id: str,
    rows: Sequence[AppraisalAssignment],
    own: Sequence[OwnUnits],
    version: int,
    by: Account,
    now: datetime,
) -> AssignmentsOverview:
    """Replace everything that was assigned in `version`, and the own units of the people in `own`;
    others keep theirs, and those that accounts tell of are added.

    Invalid has every problem; ChangedMeanwhile if `version` is not the current one and they are not
    as wanted already. What was appraised before stays with its author.
    """
    people, kept = people_of(round_id, now), store.get(round_id)
    changed = _changed(round_id, kept, rows, own, people, now)
    if problems := _problems(round_id, changed, own, kept, people, now):
        raise Invalid(errors=problems)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "assign_appraisal",
        str(changed.version),
        details={"assignments": len(rows), "people": len({row.member for row in rows})},
    )
    if version == kept.version and store.put(round_id, changed, act):
        return _overview(round_id, changed, people, now)
    kept = store.get(round_id)
    if (kept.rows, kept.own) == (changed.rows, changed.own):
        return _overview(round_id, kept, people, now)
    raise ChangedMeanwhile(
        "Người khác vừa thay đổi phân công; hãy tải lại trang rồi sửa tiếp.",
        "Somebody else has changed the assignments; load them again, then go on.",
    )


def preview(round_id: str, content: str, now: datetime) -> AssignmentsPreview:
    """Read a file (base64, XLSX or CSV); nothing is saved. Invalid if it is no table at all."""
    from chalicelib.documents import list_files

    people, kept = people_of(round_id, now), store.get(round_id)
    uploaded = list_files.read(decoded(content), (round_id, ""), assignment_files.HEADINGS)
    listed = assignment_files.read(
        uploaded.lines,
        current.get(round_id, now),
        current.units(round_id, now),
        {account.email: account.name for account in people},
    )
    wanted = _changed(round_id, kept, listed.assignments, listed.own, people, now)
    problems = _problems(round_id, wanted, listed.own, kept, people, now)
    errors = filled_tables.told(uploaded.problems, [*listed.problems, *listed.at_cells(problems)])
    if not listed.assignments and not errors:
        errors = [Problem("A2", "Bảng chưa giao gì cho ai", "The table assigns nothing", "empty")]
    wanted = dataclasses.replace(wanted, version=kept.version)
    shown = (
        AssignmentsOverview(wanted, people, {}, ())
        if errors
        else _overview(round_id, wanted, people, now)
    )
    return AssignmentsPreview(shown, errors, uploaded.remarks)


def workbook(round_id: str, now: datetime) -> bytes:
    """The current assignments as a workbook (.xlsx), which `preview` reads."""
    from chalicelib.documents import assignment_books

    round_, units = current.get(round_id, now), current.units(round_id, now)
    people = {account.email: account.name for account in people_of(round_id, now)}
    parts: list[tuple[str, str]] = []
    for area in (area for index in round_.indexes for area in index.areas):
        parts.append((area.code, area.title.vi))
        parts += [(criterion.code, criterion.title.vi) for criterion in area.criteria]
    choices = {
        "Lĩnh vực, tiêu chí": parts,
        "Đơn vị": [(unit.id, unit.name.vi) for unit in units.values()],
        "Người": sorted(people.items()),
    }
    rows = assignment_files.rows_of(store.get(round_id), round_, units, people)
    return assignment_books.of_assignments(rows, choices)


def _overview(
    round_id: str, kept: Assignments, people: Sequence[Account], now: datetime
) -> AssignmentsOverview:
    units = current.units(round_id, now)
    known = known_own(round_id, people, units)
    own = assignments.joined([*kept.own, *(OwnUnits(*each) for each in known.items())])
    able = {account.email for account in people if account.role in APPRAISING}
    plan = Plan(kept.rows, current.get(round_id, now), own, able)
    cells = list(plan.cells(units.values(), ruling.not_applicable(round_id)))
    load: Counter[tuple[str, str, str]] = assignments.load(cells)
    return AssignmentsOverview(kept, people, load, assignments.gaps(cells))


def _changed(
    round_id: str,
    kept: Assignments,
    rows: Sequence[AppraisalAssignment],
    own: Sequence[OwnUnits],
    people: Sequence[Account],
    now: datetime,
) -> Assignments:
    """The next version; the units for which people act themselves are always among their own."""
    known = known_own(round_id, people, current.units(round_id, now))
    changed = assignments.changed_own(kept.own, own)
    added = assignments.joined([*changed, *(OwnUnits(*each) for each in known.items())])
    given = (OwnUnits(person, tuple(at)) for person, at in added.items())
    deputized = {row.member for row in rows if row.deputy}
    return Assignments(
        tuple(rows),
        assignments.changed_own((), given),
        kept.version + 1,
        {account.email: account.sub for account in people if account.email in deputized},
    )


def _problems(
    round_id: str,
    changed: Assignments,
    own: Sequence[OwnUnits],
    kept: Assignments,
    people: Sequence[Account],
    now: datetime,
) -> list[Problem]:
    return assignment_checks.check(
        changed.rows,
        own,
        current.get(round_id, now),
        current.units(round_id, now),
        {account.email: account.role for account in people},
        assignments.joined(changed.own),
        [each.person for each in kept.own],
    )


def people_of(round_id: str, now: datetime) -> list[Account]:
    """The people of the round's council who can sign in and whose post there has not ended, in that
    post, by e-mail address.
    """
    posts = [
        (account, account.council_post(round_id, now))
        for account in accounts.list_of(round_id)
        if not account.disabled
    ]
    return [account.in_post(post) for account, post in posts if post and not post.has_ended(now)]
