"""Flows of people: signing in, passwords, second factors, accounts."""

from __future__ import annotations

from tests.faults.trying import Flow, Said
from tests.faults.world import World
from tests.site import PASSWORD
from tests.small_round import ROUND

EMAIL = "so-a-1@example.test"
_NEW = {"email": EMAIL, "name": "Cán bộ", "role": "editor", "unit": "so-a", "areas": []}


def _entered(at: World) -> None:
    at.site.load()
    at.site.editor()


def _sign_in(at: World) -> Said:
    return at.site.sign_in(EMAIL, PASSWORD)


def _invited(at: World) -> None:
    at.site.load()
    _create(at)
    at.kept["challenge"] = at.site.sign_in(EMAIL, at.site.first_password(EMAIL)).json["challenge"]


def _change_first(at: World) -> Said:
    body = {"email": EMAIL, "challenge": at.kept["challenge"], "new_password": PASSWORD}
    return at.call("POST", "/api/session/password", body)


def _loaded(at: World) -> None:
    at.site.load()


def _create(at: World) -> Said:
    path = f"/api/ops/rounds/{ROUND}/accounts"
    return at.call("POST", path, {"accounts": [_NEW]}, at.site.by_ops)


FLOWS = (
    Flow("sign in", _entered, _sign_in),
    Flow("first change of a password", _invited, _change_first),
    Flow("account made", _loaded, _create, more=("letter",)),
)
