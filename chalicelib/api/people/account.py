"""A person's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.actions.people import holding_posts, own_account
from chalicelib.api.people import post_views
from chalicelib.api.serving import authentication
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.api.people.bodies import ChangePassword, ConfirmSecondFactor, RemoveSecondFactor

routes = Routes(__name__)


@routes.on("GET", "/api/account", audience="account", reply="people.replies.OwnAccountReply")
def show(request: Request[None]) -> Any:
    """Who is signed in, and whether each sign-in asks for a code."""
    by = request.by.working(request.now)
    return {
        "email": by.email,
        "name": by.name,
        "role": by.role,
        "round": by.round,
        "unit": by.unit,
        "second_factor": own_account.has_second_factor(by),
    }


@routes.on("GET", "/api/account/posts", audience="account", reply="people.replies.OwnPostsReply")
def list_posts(request: Request[None]) -> Any:
    """The own posts, by the names of their rounds and units; the first one is where work begins."""
    held = holding_posts.named(request.by.working(request.now), request.now)
    return {
        "posts": [
            {
                **post_views.post(each.post),
                "round_title": text(each.round),
                "unit_name": text(each.unit),
            }
            for each in held
        ]
    }


@routes.on(
    "POST",
    "/api/account/password",
    audience="account",
    body="people.bodies.ChangePassword",
    status=204,
)
def change_password(request: Request[ChangePassword]) -> Any:
    """Change the password; every other sign-in ends at once, this one when its token expires."""
    body = request.body
    own_account.change_password(
        request.by,
        authentication.bearer(request.headers),
        body.password,
        body.new_password,
        request.source,
        request.now,
    )
    return Reply(None, 204)


@routes.on(
    "POST",
    "/api/account/second-factor",
    audience="account",
    reply="people.replies.NewSecondFactorReply",
)
def new_second_factor(request: Request[None]) -> Any:
    """A new secret for an authenticator; nothing changes until a code confirms it."""
    secret, uri, code = own_account.new_second_factor(
        request.by, authentication.bearer(request.headers)[0]
    )
    return {"secret": secret, "uri": uri, "qr": code}


@routes.on(
    "POST",
    "/api/account/second-factor/confirm",
    audience="account",
    body="people.bodies.ConfirmSecondFactor",
    status=204,
)
def confirm_second_factor(request: Request[ConfirmSecondFactor]) -> Any:
    """Confirm the new secret with a code; from now on each sign-in asks for a code."""
    own_account.confirm_second_factor(
        request.by,
        authentication.bearer(request.headers)[0],
        request.body.code,
        request.source,
        request.now,
    )
    return Reply(None, 204)


@routes.on(
    "POST",
    "/api/account/second-factor/remove",
    audience="account",
    body="people.bodies.RemoveSecondFactor",
    status=204,
)
def remove_second_factor(request: Request[RemoveSecondFactor]) -> Any:
    """Switch the second factor off; it needs the current password."""
    own_account.remove_second_factor(request.by, request.body.password, request.source, request.now)
    return Reply(None, 204)


@routes.on("POST", "/api/account/sign-out-everywhere", audience="account", status=204)
def sign_out_everywhere(request: Request[None]) -> Any:
    """End every sign-in of this account, this one too."""
    own_account.sign_out_everywhere(request.by, request.now)
    return Reply(None, 204)
