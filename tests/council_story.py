"""The council's people and what is assigned to them, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, assigning, preparing
from chalicelib.actions.appraisal.assigning import AssignmentsOverview
from chalicelib.domain.appraisal.assignments import AppraisalAssignment, OwnUnits
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save
from chalicelib.domain.people.accounts import Account
from chalicelib.store import accounts
from tests import scoring_story
from tests.small_round import NOW, ROUND

AN = Account("an", "an@example.test", "Lê An", "council", ROUND)
BINH = Account("binh", "binh@example.test", "Trần Bình", "council", ROUND)
CHAIR = Account("chair", "chu-tich@example.test", "Phạm Chi", "chair", ROUND)
SECRETARY = Account("thu-ky", "thu-ky@example.test", "Hồ Thư", "secretariat", ROUND)
COUNCIL = (AN, BINH, CHAIR, SECRETARY)


def load() -> None:
    """The small round with a council, so-a has assessed itself, the first pass is open."""
    scoring_story.load()
    scoring_story.assess("so-a")
    enter()


def enter() -> None:
    """The people of the council get their accounts."""
    for account in COUNCIL:
        accounts.put(account, NOW)


def to(
    member: Account,
    part: str,
    *units: str,
    helpers: Sequence[Account] = (),
    deputy: Account | None = None,
) -> AppraisalAssignment:
    """A part of the departments' index that goes to a member."""
    return AppraisalAssignment(
        "departments",
        part,
        member.email,
        units,
        tuple(each.email for each in helpers),
        deputy.email if deputy else "",
    )


def works_at(person: Account, *units: str) -> OwnUnits:
    """Where somebody works."""
    return OwnUnits(person.email, units)


def assign(
    *rows: AppraisalAssignment, own: Sequence[OwnUnits] = (), version: int = 0
) -> AssignmentsOverview:
    """The secretariat replaces everything that is assigned."""
    return assigning.replace(ROUND, rows, own, version, SECRETARY, NOW)


def appraise(by: Account, *changes: Change, unit: str = "so-a", save_id: str = "save-0001") -> Save:
    """Somebody saves values of the first pass."""
    at = places.place(ROUND, unit, "appraisal_first", NOW)
    return appraising.appraise(at, f"{save_id}-{by.sub}", changes, by, NOW)


def prepare(by: Account, *changes: Change, unit: str = "so-a") -> Save:
    """Somebody proposes values for the first pass."""
    at = places.place(ROUND, unit, "appraisal_first", NOW)
    return preparing.prepare(at, f"save-0001-{by.sub}", changes, by, NOW)


def leave(person: Account) -> None:
    """Somebody's account is disabled."""
    accounts.put_disabled(person.sub, disabled=True)
