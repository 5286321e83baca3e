"""A small survey told step by step, for tests: load, list, send, invite, mail, answer, close."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions.letters import going_live, inviting, mailing
from chalicelib.actions.lists import listing
from chalicelib.actions.rounds import current, loading, scheduling
from chalicelib.aws import mail
from chalicelib.domain.letters.invitations import Invitation
from chalicelib.domain.letters.quotas import Limits
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.people.accounts import Account
from chalicelib.store import respondents as lists
from tests import small_round
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND

OPS = Account("ops-1", "ops@example.test", "Điều hành", "ops")
EDITOR = Account("ed-1", "bien-tap@example.test", "Biên tập", "editor", ROUND, "so-a")
LATER = NOW + timedelta(hours=1)


def people(first: int, count: int, rates: str = "") -> list[Respondent]:
    """Plainly generated people, numbered from `first`."""
    return [
        Respondent(f"Người trả lời {number:04}", f"nguoi-{number:04}@example.test", rates=rates)
        for number in range(first, first + count)
    ]


def load(document: dict[str, Any] | None = None) -> None:
    """Load the small round (or another document with its units), live, with the list window
    open.
    """
    current._copies.clear()
    loading.load(ROUND, document or small_round.document(), small_round.unit_rows(), OPS, NOW)
    open_window("respondent_lists")
    going_live.decide(ROUND, True, (), "thử", OPS, NOW)


def open_window(name: str, until: datetime = LATER, now: datetime = NOW) -> None:
    """Open a window."""
    scheduling.open_window(ROUND, name, until, "thử", OPS, now)


def put(unit: str | None, group: str, rows: Sequence[Respondent]) -> None:
    """Keep a list; no unit means the authority."""
    listing.put(listing.lister_of(ROUND, unit, NOW), group, "", rows, NOW)


def invitation(lister: str, at: int) -> Invitation:
    """The invitation of whoever stands in that row of the leaders of a unit."""
    return Invitation(f"{lister}-{at:07}", ROUND, "departments", "leaders", lister, lister, at)


def send(*units: str | None) -> None:
    """Send the lists of these listers."""
    for unit in units:
        listing.send(
            listing.lister_of(ROUND, unit, NOW), "", EDITOR if unit else OPS, NOW, acknowledged=True
        )


def invite() -> None:
    """Invite everybody."""
    inviting.invite(ROUND, NOW)


def rows_of(unit: str, group: str) -> tuple[Respondent, ...]:
    """The list of a unit as it stands."""
    place = unit, "departments", group
    return dict(lists.list_rows(ROUND, [place]))[place]


@dataclass
class Mailbox:
    """Stands in for the mail service, whose bulk call moto does not have: keeps letters, answers as
    told.
    """

    letters: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    tags: list[Mapping[str, str]] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    limits: Limits = Limits(5000, 1_000_000)

    def send(
        self,
        letter: str,
        letters: Sequence[tuple[str, dict[str, str]]],
        tags: Sequence[Mapping[str, str]] = (),
    ) -> list[str]:
        """As `mail.send`."""
        outcomes = [self.outcomes.get(address, mail.SENT) for address, _ in letters]
        for each, outcome, its in zip(letters, outcomes, tags or [{}] * len(letters), strict=True):
            if outcome == mail.SENT:
                self.letters.append(each)
                self.kinds.append(letter)
                self.tags.append(its)
        return outcomes

    def tokens(self) -> dict[str, str]:
        """The last link's token by address."""
        return {address: values["link"].partition("#")[2] for address, values in self.letters}


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """A mailbox in the mail service's place."""
    return placed(monkeypatch)


def placed(patch: pytest.MonkeyPatch) -> Mailbox:
    """A mailbox, put in the mail service's place."""
    box = Mailbox()
    patch.setattr(mail, "send", box.send)
    patch.setattr(mail, "limits", lambda: box.limits)
    return box


def queued(aws: Aws) -> list[dict[str, Any]]:
    """Take every message out of the mail queue."""
    sqs, url = aws.client("sqs"), aws.environment["MAIL_QUEUE_URL"]
    found = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        found += [json.loads(message["Body"]) for message in messages]
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return found


def deliver(aws: Aws, now: datetime = NOW) -> int:
    """Let the mail worker take what is queued, waiting as it is told to; how many messages there
    were.
    """
    messages = queued(aws)
    for message in messages:
        rest = mailing.Rest(tuple(message["invitations"]))
        while rest.invitations and rest.after < timedelta(minutes=1):
            now += rest.after
            rest = mailing.send(message["round"], rest.invitations, now)
    return len(messages)


def survey(aws: Aws, mailbox: Mailbox, council: int = 6, leaders: int = 6) -> dict[str, str]:
    """A survey with open links: `council` people rate so-a, `leaders` people of so-b rate so-b;
    tokens by address.
    """
    load()
    put(None, "council", people(1, council, "so-a"))
    put("so-b", "leaders", people(1001, leaders))
    send(None, "so-b")
    open_window("survey")
    inviting.invite(ROUND, NOW)
    deliver(aws)
    return mailbox.tokens()


def rows(aws: Aws, table: str) -> list[dict[str, Any]]:
    """Every item of a table, in the service's own form."""
    name = f"{aws.environment['TABLE_PREFIX']}-{table}"
    found: list[dict[str, Any]] = aws.client("dynamodb").scan(TableName=name)["Items"]
    return found


def looks_like_a_time(text: str) -> bool:
    """Whether a date or an epoch stands in a text."""
    return bool(re.search(r"\d{4}-\d\d|\b1[5-9]\d{8}", text))
