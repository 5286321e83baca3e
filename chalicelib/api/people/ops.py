"""Operations staff: the accounts of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.people import accounts, administering, enrolling, holding_posts
from chalicelib.api.people import post_views
from chalicelib.api.serving import problems
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post

if TYPE_CHECKING:
    from chalicelib.api.bodies import Because
    from chalicelib.api.people.bodies import AccountFile, EndPost, NewAccounts

routes = Routes(__name__)
_ACCOUNT = "/api/ops/rounds/{round}/accounts/{sub}"


@routes.on(
    "GET", "/api/ops/rounds/{round}/accounts", audience="ops", reply="people.replies.AccountsReply"
)
def list_accounts(request: Request[None]) -> Any:
    """Every account of the round and of all operations staff, by e-mail address."""
    round_id = request.path["round"]
    return {"accounts": [_shown(account, round_id) for account in accounts.list_of(round_id)]}


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/accounts/preview",
    audience="ops",
    body="people.bodies.AccountFile",
    reply="people.replies.AccountsPreviewReply",
)
def preview(request: Request[AccountFile]) -> Any:
    """What a list of officers (XLSX or CSV) asks for, what each account would become, and every
    error with its cell.
    """
    file = enrolling.preview(request.path["round"], request.body.content, request.now)
    return {
        "accounts": [
            {
                "email": account.email,
                "name": account.name,
                "role": account.role,
                "unit": account.unit,
                "areas": list(account.areas),
                "until": account.until,
                "outcome": outcome,
                **_present(file.known.get(account.email)),
            }
            for account, outcome in zip(file.wanted, file.outcomes, strict=True)
        ],
        "errors": problems.members(file.errors),
        "notices": problems.members(file.notices),
    }


@routes.on(
    "POST",
    "/api/ops/rounds/{round}/accounts",
    audience="ops",
    body="people.bodies.NewAccounts",
    reply="people.replies.CreatedAccountsReply",
    refuses=(errors.ChangedMeanwhile,),
)
def create_accounts(request: Request[NewAccounts]) -> Any:
    """Create accounts; each first password is sent to its owner by e-mail. Who has an account gets
    a further post.
    """
    wanted = [
        Account("", new.email, new.name, new.role, "", new.unit, tuple(new.areas), until=new.until)
        for new in request.body.accounts
    ]
    made = accounts.create(
        request.path["round"], wanted, request.by.email, tokens.first_password, request.now
    )
    return {"created": [{"email": account.email, "sub": account.sub} for account in made]}


@routes.on(
    "POST",
    f"{_ACCOUNT}/reset",
    audience="ops",
    body="bodies.Because",
    reply="people.replies.AccountStateReply",
)
def reset(request: Request[Because]) -> Any:
    """Send a new first password; the old password, the second factor and every sign-in become
    void.
    """
    path = request.path
    account = administering.reset(
        path["round"],
        path["sub"],
        request.body.reason,
        request.by,
        tokens.first_password(),
        request.now,
    )
    return _shown(account, path["round"])


@routes.on(
    "POST",
    f"{_ACCOUNT}/disable",
    audience="ops",
    body="bodies.Because",
    reply="people.replies.AccountStateReply",
    refuses=(errors.Conflict,),
)
def disable(request: Request[Because]) -> Any:
    """Disable an account, from the next request on."""
    path = request.path
    account = administering.disable(
        path["round"], path["sub"], request.body.reason, request.by, request.now
    )
    return _shown(account, path["round"])


@routes.on(
    "POST",
    f"{_ACCOUNT}/enable",
    audience="ops",
    body="bodies.Because",
    reply="people.replies.AccountStateReply",
)
def enable(request: Request[Because]) -> Any:
    """Let a disabled account sign in again."""
    path = request.path
    account = administering.enable(
        path["round"], path["sub"], request.body.reason, request.by, request.now
    )
    return _shown(account, path["round"])


@routes.on(
    "POST",
    f"{_ACCOUNT}/sign-out",
    audience="ops",
    body="bodies.Because",
    reply="people.replies.AccountStateReply",
)
def sign_out(request: Request[Because]) -> Any:
    """End every sign-in of an account."""
    path = request.path
    account = administering.sign_out(
        path["round"], path["sub"], request.body.reason, request.by, request.now
    )
    return _shown(account, path["round"])


@routes.on(
    "POST",
    f"{_ACCOUNT}/posts/end",
    audience="ops",
    body="people.bodies.EndPost",
    reply="people.replies.AccountStateReply",
    refuses=(errors.Conflict, errors.ChangedMeanwhile),
)
def end_post(request: Request[EndPost]) -> Any:
    """Set when a post of an account in this round ends, or take its end away. From then on it only
    reads.
    """
    path, body = request.path, request.body
    wanted = Post(body.role, path["round"], body.unit, until=body.until)
    account = holding_posts.end(
        path["round"], path["sub"], wanted, body.reason, request.by, request.now
    )
    return _shown(account, path["round"])


def _present(account: Account | None) -> dict[str, Any]:
    return {
        "present_name": account.name if account else "",
        "posts": [post_views.post(post) for post in account.posts] if account else [],
    }


def _shown(account: Account, round_id: str) -> dict[str, Any]:
    """The account as it works in this round."""
    there = next(post for post in account.posts if post.fits(round_id, ""))
    return {
        "sub": account.sub,
        "email": account.email,
        "name": account.name,
        "role": there.role,
        "unit": there.unit,
        "areas": list(there.areas),
        "posts": [post_views.post(post) for post in account.posts],
        "disabled": account.disabled,
        "created_at": account.created_at,
        "last_sign_in": account.last_sign_in,
    }
