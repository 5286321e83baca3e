"""Operations staff: the accounts of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import tokens
from chalicelib.actions.people import accounts, administering, enrolling
from chalicelib.api.serving import problems
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.domain import errors
from chalicelib.domain.people.accounts import Account

if TYPE_CHECKING:
    from chalicelib.api.bodies import Because
    from chalicelib.api.people.bodies import AccountFile, NewAccounts

routes = Routes(__name__)
_ACCOUNT = "/api/ops/rounds/{round}/accounts/{sub}"


@routes.on(
    "GET", "/api/ops/rounds/{round}/accounts", audience="ops", reply="people.replies.AccountsReply"
)
def list_accounts(request: Request[None]) -> Any:
    """Every account of the round and of all operations staff, by e-mail address."""
    return {"accounts": [_shown(account) for account in accounts.list_of(request.path["round"])]}


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
                "outcome": file.outcome(account),
            }
            for account in file.wanted
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
)
def create_accounts(request: Request[NewAccounts]) -> Any:
    """Create accounts; each first password is sent to its owner by e-mail."""
    wanted = [
        Account("", new.email, new.name, new.role, unit=new.unit, areas=tuple(new.areas))
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
    return _shown(
        administering.reset(
            path["round"],
            path["sub"],
            request.body.reason,
            request.by,
            tokens.first_password(),
            request.now,
        )
    )


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
    return _shown(
        administering.disable(
            path["round"], path["sub"], request.body.reason, request.by, request.now
        )
    )


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
    return _shown(
        administering.enable(
            path["round"], path["sub"], request.body.reason, request.by, request.now
        )
    )


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
    return _shown(
        administering.sign_out(
            path["round"], path["sub"], request.body.reason, request.by, request.now
        )
    )


def _shown(account: Account) -> dict[str, Any]:
    return {
        "sub": account.sub,
        "email": account.email,
        "name": account.name,
        "role": account.role,
        "unit": account.unit,
        "areas": list(account.areas),
        "disabled": account.disabled,
        "created_at": account.created_at,
        "last_sign_in": account.last_sign_in,
    }
