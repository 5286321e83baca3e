"""Sampling: the secretariat draws once which criteria of which units get a second score, and deals
them to members who have nothing to do with the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.appraisal.allowing import known_own
from chalicelib.actions.appraisal.appraising import PASSES
from chalicelib.actions.appraisal.assigning import people_of
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import assignments, sampling
from chalicelib.domain.appraisal.assignments import Assignments, OwnUnits, Plan
from chalicelib.domain.appraisal.sampling import Case, FrameRow
from chalicelib.domain.appraisal.second_scores import Dealing, Draw, entry_of
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, NotFound
from chalicelib.domain.instants import to_text
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.store import assignments as assigned_store
from chalicelib.store import audit, sheets
from chalicelib.store import second_scores as store

# The second scores and the council's own sheets of each pass, by unit and pass.
Passes = Mapping[str, Mapping[int, Sheet]]


@dataclass(frozen=True, slots=True)
class Council:
    """The assignments, ready to be asked, and everybody who can score blind today."""

    assigned: Assignments
    plan: Plan
    able: frozenset[str]


def draw(round_id: str, seed: str, by: Account, now: datetime) -> Draw:
    """Draw the sample of the round from a seed and deal it, on record.

    WindowClosed once the final pass has closed; Conflict where the round has no share, where
    nothing is assigned, or where a sample was drawn already.
    """
    round_, units = current.get(round_id, now), current.units(round_id, now)
    require_in_time(round_id, now)
    if not round_.second_share:
        raise Conflict(
            "Kỳ này không đặt tỷ lệ chấm lần hai.", "This round sets no share for second scores."
        )
    council = council_of(round_id, now)
    if not council.assigned.rows:
        raise Conflict(
            "Chưa phân công thẩm định nên chưa rút mẫu được; hãy phân công trước.",
            "Nothing is assigned yet, so nothing can be drawn; assign the appraisal first.",
        )
    cells = council.plan.cells(units.values(), ruling.not_applicable(round_id))
    frame = [FrameRow(unit.id, leaf, who.member) for unit, _, leaf, who in cells if not who.gap]
    sample = sampling.draw(seed, round_.second_share, frame)
    version = council.assigned.version
    made = Draw(seed, round_.second_share, tuple(frame), tuple(sample), version, by.email, now)
    able = _able(round_id, made, council, _council_sheets(round_id, made), now)
    dealing = Dealing(sampling.deal([row.case for row in sample], able, {}), 1)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "draw_second_scores",
        seed,
        details={
            "seed": seed,
            "share": str(made.share),
            "frame": len(frame),
            "sample": len(sample),
            "assignments": made.assignments,
        },
    )
    if not store.put_draw(round_id, made, dealing, act):
        raise Conflict("Mẫu đã được rút rồi.", "The sample was drawn already.")
    return made


def deal_again(round_id: str, by: Account, now: datetime) -> Dealing:
    """Deal what has no second score and nobody who can still give it; the others stay as they are.

    NotFound before the draw; WindowClosed once the final pass has closed; ChangedMeanwhile.
    """
    made, dealing = require_draw(round_id), store.get_dealing(round_id)
    require_in_time(round_id, now)
    waiting = undealt(round_id, made, dealing, now)
    stays = {case: person for case, person in dealing.seconds.items() if case not in waiting}
    council = council_of(round_id, now)
    able = _able(round_id, made, council, _council_sheets(round_id, made), now)
    dealt = sampling.deal(waiting, able, Counter(stays.values()))
    if {**stays, **dealt} == dealing.seconds:
        return dealing
    changed = Dealing({**stays, **dealt}, dealing.version + 1)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "deal_second_scores",
        str(changed.version),
        details={"dealt": len(dealt), "nobody": len(waiting) - len(dealt)},
    )
    if not store.put_dealing(round_id, changed, act, to_text(now)):
        raise ChangedMeanwhile(
            "Người khác vừa chia lại; hãy tải lại trang.",
            "Somebody else has just dealt them again; load the page again.",
        )
    return changed


def undealt(round_id: str, made: Draw, dealing: Dealing, now: datetime) -> list[Case]:
    """The cases without a second score that nobody, or nobody who may, is to give one, in order of
    the draw.
    """
    given = second_sheets(round_id, {row.unit for row in made.sample})
    council = council_of(round_id, now)
    able = _able(round_id, made, council, _council_sheets(round_id, made), now)
    return [
        row.case
        for row in made.sample
        if entry_of(row.leaf, given[row.unit]).value is None
        and dealing.seconds.get(row.case) not in able[row.case]
    ]


def require_draw(round_id: str) -> Draw:
    """The draw of the round; NotFound."""
    made = store.find_draw(round_id)
    if made is None:
        raise NotFound("Kỳ này chưa rút mẫu.", "No sample was drawn in this round yet.")
    return made


def is_over(round_id: str, now: datetime) -> bool:
    """Whether the final pass has closed."""
    return current.timetable(round_id, now).state("appraisal_final", now) == "closed"


def is_blind(round_id: str, now: datetime) -> bool:
    """Whether a pass is open in a round with second scores: who gives them sees no first value."""
    if not current.get(round_id, now).second_share:
        return False
    timetable = current.timetable(round_id, now)
    return any(timetable.state(name, now) == "open" for name in PASSES.values())


def require_in_time(round_id: str, now: datetime) -> None:
    """Raise WindowClosed once the final pass has closed."""
    if is_over(round_id, now):
        current.require_open(round_id, "appraisal_final", now)


def council_of(round_id: str, now: datetime) -> Council:
    """The council of the round as it is today."""
    people, kept = people_of(round_id, now), assigned_store.get(round_id)
    known = known_own(round_id, people, current.units(round_id, now))
    own = assignments.joined([*kept.own, *(OwnUnits(*each) for each in known.items())])
    able = frozenset(account.email for account in people if account.role in APPRAISING)
    plan = Plan(kept.rows, current.get(round_id, now), own, able)
    seeing = {account.email for account in people if sees_pairs(account, round_id)}
    return Council(kept, plan, able - seeing)


def sees_pairs(account: Account, round_id: str) -> bool:
    """Whether the person has a post, even one that has ended, in which both values can be read."""
    posts = (round_id, "", "secretariat"), ("", "", "ops")
    return any(account.at(post) for post in posts)


def _able(
    round_id: str, made: Draw, council: Council, passes: Passes, now: datetime
) -> dict[Case, Collection[str]]:
    """Who may give the second score of each case of the sample: nobody who appraises it, helps
    there, gave its value before, or works at the unit.
    """
    units = current.units(round_id, now)
    able: dict[Case, Collection[str]] = {}
    for row in made.sample:
        who = council.plan.who(units[row.unit], row.leaf)
        authors = {sheet.entry(row.leaf).saved_by for sheet in passes[row.unit].values()}
        able[row.case] = sorted(
            person
            for person in council.able - {who.member, *who.helpers, *authors}
            if not council.plan.works_at(person, row.unit)
        )
    return able


def _council_sheets(round_id: str, made: Draw) -> Passes:
    return _passes(round_id, {row.unit for row in made.sample}, "")


def first_sheets(round_id: str, units: Iterable[str]) -> Passes:
    """The council's sheets of these units, without texts."""
    return _passes(round_id, units, "")


def second_sheets(round_id: str, units: Iterable[str]) -> Passes:
    """The second scores of these units, without texts."""
    return _passes(round_id, units, "/second")


def _passes(round_id: str, units: Iterable[str], beside: str) -> Passes:
    keys = {
        (unit, number): f"{sheets.key(round_id, unit, kind)}{beside}"
        for unit in units
        for number, kind in PASSES.items()
    }
    stored = sheets.list_without_texts(keys.values())
    found: dict[str, dict[int, Sheet]] = {}
    for (unit, number), key in keys.items():
        found.setdefault(unit, {})[number] = stored.get(key, Sheet())
    return found
