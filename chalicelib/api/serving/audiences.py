"""Who may call a route, in one place: each audience and the roles that it admits.

A route names its audience where it is declared. Which unit or round a person may touch is decided
in the route, by the account; tests walk every route with every role
(tests/api/test_authorisation.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.people.accounts import APPRAISING, COUNCIL_ROLES, ROLES, UNIT_ROLES

# No roles: nobody signs in. `council` reads and appraises; `secretariat` assigns, releases,
# computes drafts and freezes them; `voting` are the members, who vote on what is frozen;
# `assigning` only reads: all who see what is assigned, released, objected to and voted on;
# `deciding` records the council's decisions on objections and requests; `confirming` is the second
# person of a ruling that needs two.
ADMITTED: Mapping[str, tuple[str, ...]] = {
    "public": (),
    "respondent": (),
    "anyone": (),
    "account": ROLES,
    "unit": UNIT_ROLES,
    "council": COUNCIL_ROLES,
    "secretariat": ("secretariat", "ops"),
    "voting": APPRAISING,
    "assigning": (*COUNCIL_ROLES, "ops"),
    "deciding": ("chair", "secretariat"),
    "confirming": ("chair", "secretariat", "ops"),
    "ops": ("ops",),
}
AUDIENCES = tuple(ADMITTED)
SIGNED_IN = tuple(audience for audience, roles in ADMITTED.items() if roles)
