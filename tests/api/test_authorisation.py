"""Who may call what: every route with every role, own or other unit and round, assigned or not.

The table is `ADMITTED` in api/serving/audiences.py. What a route asks for beyond its audience is in
BEYOND here; a route that refuses more, or less, fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.api.serving.audiences import ADMITTED, SIGNED_IN
from chalicelib.api.serving.routing import ROUTES, Route
from chalicelib.domain.people.accounts import ROLES
from chalicelib.store import accounts
from tests import scoring_story as story
from tests.api.conftest import Prepare
from tests.api.good_requests import BODIES, GOOD, model_of
from tests.fake_aws import Aws
from tests.site import Site
from tests.small_round import NOW, ROUND

# Everybody who asks: by name, the role and the unit. `stranger` is of the council of another round.
PEOPLE = {
    "editor": ("editor", "so-a"),
    "leader": ("leader", "so-a"),
    "neighbour": ("editor", "so-b"),
    "member": ("council", ""),
    "other": ("council", ""),
    "chair": ("chair", ""),
    "helper": ("council", ""),
    "own": ("council", ""),
    "secretary": ("secretariat", ""),
    "stranger": ("council", ""),
    "strange-secretary": ("secretariat", ""),
    "ops": ("ops", ""),
}
ELSEWHERE = ("stranger", "strange-secretary")
_APPRAISALS = "POST /api/council/{round}/{unit}/appraisals"
# What a member alone does; the bulk acceptance to be undone is the member's.
_DECIDING = (
    _APPRAISALS,
    "POST /api/council/{round}/acceptances",
    "POST /api/council/{round}/acceptances/{act}/undo",
    "POST /api/council/{round}/{unit}/requests",
)
# The secretariat appraises nothing, so that it has no workbook.
_FILLING = (
    "GET /api/council/{round}/workbook",
    "POST /api/council/{round}/workbook",
    "POST /api/council/{round}/workbook/preview",
)
_PROPOSALS = "POST /api/council/{round}/{unit}/proposals"
# Nobody was asked for a second score here; who is, test_council_second_scores.py tells.
_SECOND = "POST /api/council/{round}/{unit}/second-scores"
_SENDING = "PUT /api/council/{round}/assignments"
# Who of the audience is refused all the same: the leader alone approves; an earlier round's texts
# are copied by its own people, and the one here is no earlier one; what is assigned decides who
# appraises and who prepares.
BEYOND = {
    "POST /api/units/{round}/{unit}/carry-over": {"editor", "leader", "neighbour"},
    "POST /api/units/{round}/{unit}/approve": {"editor", "neighbour"},
    **dict.fromkeys(_DECIDING, {"other", "chair", "helper", "own", "secretary"}),
    **dict.fromkeys(_FILLING, {"secretary"}),
    _PROPOSALS: {"member", "other", "chair", "own"},
    _SECOND: {"member", "other", "chair", "helper", "own", "secretary"},
}


@dataclass(frozen=True)
class People:
    """The site with a token for everybody."""

    site: Site
    tokens: dict[str, str]

    def status(self, route: Route, name: str, unit: str = "so-a", round_id: str = ROUND) -> int:
        """The status of a good request of the route."""
        names = {**GOOD, "unit": unit, "round": round_id}
        path = route.path.format(**{key: quote(value, safe="") for key, value in names.items()})
        body: Any = BODIES.get(model_of(route))
        if called(route) == _SENDING:  # an old version, so that nothing changes under way
            body = {**body, "version": 99}
        return self.site.call(route.method, path, body, self.tokens.get(name, "")).status


def called(route: Route) -> str:
    return f"{route.method} {route.path}"


def address(name: str) -> str:
    return f"{name}@example.test"


@pytest.fixture
def people(site: Site, aws: Aws, prepare: Prepare) -> People:
    """A round in the middle of its work: `member` appraises everything of the departments, with
    `helper`, and so does `own`, who works at so-a, for so-a; `own` is in nobody's way there.
    """

    def steps() -> None:
        story.load()
        story.assess("so-a")
        for name, (role, unit) in PEOPLE.items():
            if role != "ops":
                site.account(address(name), role, unit)
        by_email = accounts.list_by_email()
        for name in ELSEWHERE:
            accounts.put(replace(by_email[address(name)], round="ky-khac"), NOW)
        rows = [
            {
                "index": "departments",
                "part": part,
                "member": address("member"),
                "helpers": [address("helper")],
            }
            for part in ("1", "2")
        ]
        body = {
            "version": 0,
            "assignments": rows,
            "own": [{"person": address("own"), "units": ["so-a"]}],
        }
        site.done(
            "PUT",
            f"/api/council/{ROUND}/assignments",
            body,
            site.account(address("secretary"), "secretariat"),
        )

    prepare(steps)
    tokens = {name: site.tokens.get(address(name), "") for name in PEOPLE}
    return People(site, {**tokens, "ops": site.by_ops})


def signed_in() -> Iterator[Route]:
    """The routes for people who sign in; those about the own sign-in are for every role."""
    return (route for route in ROUTES if route.audience in SIGNED_IN)


@pytest.mark.usefixtures("site")  # which loads the routes
def test_every_route_has_an_audience_of_the_table_and_every_role_is_in_it() -> None:
    assert [called(route) for route in ROUTES if route.audience not in ADMITTED] == []
    assert {route.audience for route in ROUTES} == set(ADMITTED)
    assert set(ROLES) == {role for roles in ADMITTED.values() for role in roles}
    assert set(ROLES) == {role for role, _ in PEOPLE.values()}
    assert BEYOND.keys() <= {called(route) for route in ROUTES}


def test_without_a_sign_in_every_such_route_refuses(people: People) -> None:
    wrong = [called(route) for route in signed_in() if people.status(route, "nobody") != 401]
    assert wrong == []


@pytest.mark.long
def test_a_role_that_the_audience_does_not_admit_is_refused_everywhere(people: People) -> None:
    wrong = [
        f"{name}: {called(route)}"
        for route in signed_in()
        for role, name in {role: name for name, (role, _) in PEOPLE.items()}.items()
        if role not in ADMITTED[route.audience] and people.status(route, name) != 403
    ]
    assert wrong == []


@pytest.mark.long
def test_who_is_admitted_gets_in_but_where_more_is_asked_and_never_at_another_unit_or_round(
    people: People,
) -> None:
    wrong = []
    for route in signed_in():
        if route.audience == "account":
            continue
        for name, (role, unit) in PEOPLE.items():
            if role in ADMITTED[route.audience]:
                status = people.status(route, name)
                if (status != 403) != expected(route, name, unit) or status == 401:
                    wrong.append(f"{name}: {called(route)}: {status}")
    assert wrong == []


def expected(route: Route, name: str, unit: str) -> bool:
    """Whether the person gets into the route at so-a in the round."""
    if name in BEYOND.get(called(route), ()) or name in ELSEWHERE:
        return False
    return "{unit}" not in route.path or not unit or unit == "so-a"


def test_a_unit_s_people_are_refused_in_every_other_round(people: People) -> None:
    wrong = [
        called(route)
        for route in signed_in()
        if route.audience == "unit"
        and "{round}" in route.path
        and people.status(route, "editor", round_id="ky-khac") != 403
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("route", "at_so_a", "at_so_b"),
    [
        (_APPRAISALS, {"member"}, {"member"}),
        (_PROPOSALS, {"helper", "secretary"}, {"helper", "secretary"}),
    ],
)
def test_who_writes_values_follows_from_the_assignments_at_each_unit(
    people: People, route: str, at_so_a: set[str], at_so_b: set[str]
) -> None:
    (found,) = [each for each in ROUTES if called(each) == route]
    for unit, able in (("so-a", at_so_a), ("so-b", at_so_b)):
        got_in = {name for name in PEOPLE if people.status(found, name, unit) not in (401, 403)}
        assert got_in == able
