"""People with accounts, told step by step, for tests: somebody gets an account, chooses a password,
signs in.
"""

from __future__ import annotations

from dataclasses import dataclass

import jwt
from moto.ses.models import ses_backends

from chalicelib.actions.people import accounts, holding_posts
from chalicelib.aws import sign_in
from chalicelib.aws.sign_in import Tokens
from chalicelib.domain.people.accounts import Account
from chalicelib.settings import settings
from chalicelib.store import audit
from tests.fake_aws import PSEUDO, REGION, client
from tests.site import PASSWORD
from tests.small_round import NOW, ROUND

FIRST_PASSWORD = "First-password-1"
EMAIL, OTHER = "an@example.test", "binh@example.test"


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in: its tokens, and what the bearer token says of itself."""

    tokens: Tokens
    sub: str
    issued_at: int
    name: str

    @property
    def bearer(self) -> tuple[str, str]:
        """The bearer token and its name."""
        return self.tokens.access, self.name

    def account(self) -> Account:
        """Whose token it is; SignInRequired once it is void."""
        return accounts.active(self.sub, self.issued_at, self.name)


def invite(email: str = EMAIL, role: str = "editor", unit: str = "so-a") -> Account:
    """Somebody of the small round gets an account and has the first password."""
    wanted = Account("", email, "Cán bộ", role, unit=unit if role in ("editor", "leader") else "")
    (made,) = accounts.create(ROUND, [wanted], "ops@example.test", lambda: FIRST_PASSWORD, NOW)
    return made


def give(wanted: Account) -> Account:
    """The person gets one more post, on record."""
    act = audit.act_of(ROUND, NOW, "ops@example.test", "add_post", wanted.email)
    return holding_posts.give(wanted, act, NOW)


def member(email: str = EMAIL, role: str = "editor", unit: str = "so-a") -> Account:
    """As `invite`, and has chosen PASSWORD."""
    made = invite(email, role, unit)
    client("cognito-idp").admin_set_user_password(
        UserPoolId=settings().user_pool_id, Username=email, Password=PASSWORD, Permanent=True
    )
    return made


def signed_in(email: str = EMAIL, password: str = PASSWORD) -> Session:
    """The person signs in."""
    tokens = sign_in.start(email, password)
    assert isinstance(tokens, Tokens)
    claims = jwt.decode(tokens.access, options={"verify_signature": False})
    return Session(tokens, claims["sub"], claims["iat"], claims["jti"])


def letters(email: str = EMAIL) -> list[str]:
    """The letters to an address, one by one."""
    sent = ses_backends[PSEUDO["AWS::AccountId"]][REGION].sent_messages
    return [str(each.body) for each in sent if email in each.destinations["ToAddresses"]]
