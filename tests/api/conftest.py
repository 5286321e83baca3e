from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

import pytest
import requests
from jwt import PyJWKClient
from moto.ses.models import ses_backends

from chalicelib import clock as real_clock
from chalicelib.actions.people import accounts
from chalicelib.actions.rounds import current
from chalicelib.api.serving import authentication
from chalicelib.aws import sign_in
from chalicelib.domain.people.accounts import Account
from tests import gateway, scoring_story
from tests.documents import signing
from tests.fake_aws import REGION, Aws, once
from tests.patience import PATIENCE
from tests.room import with_room
from tests.site import PASSWORD, Answer, Site
from tests.small_round import NOW

OPS, MEMBER = "dieu-hanh@example.test", "hoi-dong@example.test"
SECRETARY = "thu-ky@example.test"


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> datetime:
        """The present instant."""
        return self.instant

    def pass_(self, **time: float) -> None:
        """Let time pass, as in `timedelta`."""
        self.instant += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the application."""
    made = Clock()
    monkeypatch.setattr(real_clock, "now", made.now)
    return made


@pytest.fixture
def site(aws: Aws, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The whole application in process, with one ops account and nothing else."""
    # moto answers for Amazon's addresses to `requests` alone, not to urllib.
    monkeypatch.setattr(
        PyJWKClient, "fetch_data", lambda self: requests.get(self.uri, timeout=PATIENCE).json()
    )
    authentication._keys.cache_clear()
    current._copies.clear()
    return in_process(aws, clock)


def in_process(aws: Aws, clock: Clock) -> Site:
    """The whole application, with one ops account and nothing else in its fresh world."""
    import app

    once("operations staff", partial(_first_account, aws, clock))

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        # with room, for the browser's calls too
        return with_room(lambda: gateway.call(app.app, method, path, headers, body))

    return Site(send, _letters, (OPS, PASSWORD))


def _first_account(aws: Aws, clock: Clock) -> None:
    accounts.bootstrap(
        Account("", OPS, "Điều hành", "ops"), "First-password-1", "test", clock.now()
    )
    sign_in._client().admin_set_user_password(
        UserPoolId=aws.environment["USER_POOL_ID"], Username=OPS, Password=PASSWORD, Permanent=True
    )


Given = TypeVar("Given")


class Prepare(Protocol):
    """Runs the steps of a fixture once and gives what they gave; see `prepare`."""

    def __call__(self, steps: Callable[[], Given]) -> Given: ...


@pytest.fixture
def prepare(site: Site, clock: Clock) -> Prepare:
    """Runs a fixture's steps once; later tests get AWS, the clock and the sign-ins as they were
    after them. The steps are a function inside the fixture, by whose name they are known; they take
    nothing that differs between tests, and keep nothing outside AWS, `clock` and `site` that is not
    in what they give.
    """

    def prepared(steps: Callable[[], Given]) -> Given:
        def taken() -> tuple[Given, datetime, dict[str, str]]:
            return steps(), clock.instant, dict(site.tokens)

        given, clock.instant, tokens = once(f"{steps.__module__}.{steps.__qualname__}", taken)
        site.tokens.update(tokens)
        return given

    return prepared


@pytest.fixture
def loaded(site: Site, prepare: Prepare) -> Site:
    """The small round is loaded, and the operations staff have signed in."""

    def steps() -> None:
        site.load()

    prepare(steps)
    return site


@pytest.fixture
def open_(site: Site, prepare: Prepare) -> Site:
    """The round is loaded, units assess themselves for an hour, and an editor of so-a has signed
    in.
    """

    def steps() -> None:
        site.load()
        site.open("self_assessment", "2026-11-20T06:00:00Z")
        site.editor()

    prepare(steps)
    return site


@pytest.fixture
def running(site: Site, prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A round in the middle of its work, with somebody of every kind."""

    def steps() -> None:
        scoring_story.load()
        scoring_story.assess("so-a")
        for unit in ("so-a", "so-b"):
            site.editor(unit)
        site.account(MEMBER, "council")
        site.account(SECRETARY, "secretariat")

    prepare(steps)
    cognito = sign_in._client()

    def refuse(**_: object) -> None:
        raise cognito.exceptions.NotAuthorizedException(
            {"Error": {"Code": "NotAuthorizedException"}}, "Challenge"
        )

    begin = cognito.admin_initiate_auth

    def begin_or_refuse(**given: Any) -> Any:
        try:
            return begin(**given)
        except KeyError:
            return refuse()

    # moto answers a made-up challenge or refresh token otherwise than Cognito does.
    monkeypatch.setattr(cognito, "admin_respond_to_auth_challenge", refuse)
    monkeypatch.setattr(cognito, "admin_initiate_auth", begin_or_refuse)
    monkeypatch.setattr(cognito, "revoke_token", lambda **_: {})  # moto has none
    return site


def tokens_of(site: Site) -> dict[str, str]:
    """Who asks, by audience; the others need no token."""
    return {
        "account": site.editor("so-b"),
        "unit": site.editor(),
        "council": site.account(MEMBER, "council"),
        "secretariat": site.account(SECRETARY, "secretariat"),
        "assigning": site.account(MEMBER, "council"),
        "ops": site.by_ops,
    }


def _letters(address: str) -> Sequence[str]:
    sent = ses_backends["123456789012"][REGION].sent_messages
    return [str(letter.body) for letter in sent if address in letter.destinations["ToAddresses"]]


@pytest.fixture
def pdf() -> bytes:
    """The least that is a PDF: one empty page."""
    return signing.plain()
