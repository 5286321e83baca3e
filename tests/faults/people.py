"""Flows of people: signing in, passwords, accounts, incidents."""

from __future__ import annotations

from tests.faults.acts import OPS, SOON, UNIT, asks, editor, loaded, ops
from tests.faults.trying import Flow
from tests.faults.world import World
from tests.site import PASSWORD, Site

EMAIL = "so-a-1@example.test"
_NEW = {"email": EMAIL, "name": "Cán bộ", "role": "editor", "unit": "so-a", "areas": []}
_MADE = asks(ops, "POST", f"{OPS}/accounts", {"accounts": [_NEW]})
_BECAUSE = {"reason": "mất điện thoại"}
_entered = loaded(people=(editor,))


def nobody(_: Site) -> str:
    """Somebody who has not signed in."""
    return ""


def _invited(at: World) -> None:
    loaded()(at)
    _MADE(at)
    at.kept["challenge"] = at.site.sign_in(EMAIL, at.site.first_password(EMAIL)).json["challenge"]


def _known(at: World) -> None:
    _entered(at)
    accounts = at.site.done("GET", f"{OPS}/accounts", token=at.site.by_ops)["accounts"]
    at.kept["sub"] = next(each["sub"] for each in accounts if each["email"] == EMAIL)


_CHANGE = {"password": PASSWORD, "new_password": "Mật khẩu khác 2027"}
_END = {"role": "editor", "unit": "so-a", "until": SOON, "reason": "chuyển việc"}
_INCIDENT = {"save_id": "incident-01", "kind": "sending", "text": "không gửi được"}
FLOWS = (
    Flow(
        "sign in",
        _entered,
        asks(nobody, "POST", "/api/session", {"email": EMAIL, "password": PASSWORD}),
    ),
    Flow(
        "first change of a password",
        _invited,
        asks(
            nobody,
            "POST",
            "/api/session/password",
            lambda at: {
                "email": EMAIL,
                "challenge": at.kept["challenge"],
                "new_password": PASSWORD,
            },
        ),
    ),
    Flow(
        "password changed",
        _entered,
        asks(editor, "POST", "/api/account/password", _CHANGE),
        more=("-audit",),
    ),
    Flow("account made", loaded(), _MADE, more=("letter",)),
    Flow("post ended", _known, asks(ops, "POST", f"{OPS}/accounts/{{sub}}/posts/end", _END)),
    Flow(
        "account reset",
        _known,
        asks(ops, "POST", f"{OPS}/accounts/{{sub}}/reset", _BECAUSE),
        more=("letter", "-audit"),
    ),
    Flow(
        "account disabled",
        _known,
        asks(ops, "POST", f"{OPS}/accounts/{{sub}}/disable", _BECAUSE),
        more=("-audit",),
    ),
    Flow("incident reported", _entered, asks(editor, "POST", f"{UNIT}/faults", _INCIDENT)),
)
