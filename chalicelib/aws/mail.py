"""Letters through SES, up to 50 a call; their texts are in `chalicelib/mails` and are sent with
each call.

Every letter is sent under the configuration set whose events come back to us. Open and click
tracking is off: links are not rewritten, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from chalicelib.domain.letters.quotas import MAX_LETTERS, Limits
from chalicelib.settings import settings

__all__ = [
    "LATER",
    "MAX_LETTERS",
    "REFUSED",
    "SENT",
    "STUCK",
    "Busy",
    "NotTaken",
    "begins_live",
    "limits",
    "link",
    "send",
    "send_one",
    "sign_in_page",
    "texts",
]

# REFUSED: never to be sent again. LATER: to be sent when the service is less busy. STUCK: not sent
# until the account is reconfigured.
SENT, REFUSED, LATER, STUCK = "sent", "refused", "later", "stuck"
_OUTCOMES = {
    "SUCCESS": SENT,
    "MESSAGE_REJECTED": REFUSED,
    "INVALID_PARAMETER": REFUSED,
    "ACCOUNT_THROTTLED": LATER,
    "ACCOUNT_DAILY_QUOTA_EXCEEDED": LATER,
    "TRANSIENT_FAILURE": LATER,
}
# Refusals of a whole call that may be made again later.
_BUSY = ("TooManyRequestsException", "LimitExceededException", "ThrottlingException")


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("sesv2", region_name=settings().region)


@lru_cache(maxsize=8)
def texts(letter: str) -> dict[str, str]:
    """The texts of a letter by the mail service's names of the parts: Subject, Text, Html."""
    folder = resources.files("chalicelib.mails") / letter
    files = {"Subject": "subject.txt", "Text": "text.txt", "Html": "body.html"}
    return {
        part: (folder / file).read_text(encoding="utf-8").rstrip("\n")
        for part, file in files.items()
    }


def begins_live() -> bool:
    """Whether a round's letters go to everybody before staff decide on a trial: only off AWS, where
    no letter leaves the machine.
    """
    return settings().mail_begins == "live"


def sign_in_page() -> str:
    """The address where people sign in."""
    return f"{settings().app_url}/signin"


def link(token: str) -> str:
    """The address of a personal link; the token is in the fragment, which no server or proxy
    gets.
    """
    return f"{settings().app_url}/s#{token}"


def limits() -> Limits:
    """What the account may send: by the deployment's settings (`rate/daily`), or else by the mail
    service.
    """
    rate, _, daily = settings().mail_limits.partition("/")
    if daily:
        return Limits(int(rate), int(daily))
    quota = _client().get_account()["SendQuota"]
    most = int(quota["Max24HourSend"])  # -1: no limit
    return Limits(
        max(1, int(quota["MaxSendRate"])),
        most if most >= 0 else None,
        int(quota["SentLast24Hours"]),
    )


class Busy(Exception):
    """The mail service is too busy for a call: no letter of it was sent; make the call again
    later.
    """


def send(
    letter: str,
    letters: Sequence[tuple[str, Mapping[str, str]]],
    tags: Sequence[Mapping[str, str]] = (),
) -> list[str]:
    """Send a letter to each (address, values); returns the outcome of each: SENT, REFUSED, LATER or
    STUCK.

    `tags`, one mapping a letter, come back with every event of that letter. Busy, or any other
    refusal of the whole call (wrong sender, account stopped), propagates: nothing was sent.
    """
    from botocore.exceptions import ClientError

    tags_of_letters = tags or [{}] * len(letters)
    entries = [
        _entry(address, values, tags_of_letter)
        for (address, values), tags_of_letter in zip(letters, tags_of_letters, strict=True)
    ]
    try:
        reply = _client().send_bulk_email(
            FromEmailAddress=settings().mail_from,
            ConfigurationSetName=settings().mail_events,
            DefaultContent={"Template": {"TemplateContent": texts(letter), "TemplateData": "{}"}},
            BulkEmailEntries=entries,
        )
    except ClientError as error:
        if error.response["Error"]["Code"] in _BUSY:
            raise Busy from error
        raise
    return [_OUTCOMES.get(result["Status"], STUCK) for result in reply["BulkEmailEntryResults"]]


def _entry(address: str, values: Mapping[str, str], tags: Mapping[str, str]) -> dict[str, Any]:
    return {
        "Destination": {"ToAddresses": [address]},
        "ReplacementEmailContent": {
            "ReplacementTemplate": {"ReplacementTemplateData": json.dumps(_both(values))}
        },
        "ReplacementTags": [{"Name": name, "Value": value} for name, value in tags.items()],
    }


def _both(values: Mapping[str, str]) -> dict[str, str]:
    # A line break in a value could add a header to the subject; braces could name another value.
    plain = {
        name: " ".join(value.replace("{", "(").replace("}", ")").split())
        for name, value in values.items()
    }
    return {**plain, **{f"{name}_html": html.escape(value) for name, value in plain.items()}}


class NotTaken(Exception):
    """The mail service did not take the letter."""


def send_one(letter: str, address: str, values: Mapping[str, str]) -> None:
    """Send a letter to one person, with the values filled in here; NotTaken."""
    from botocore.exceptions import BotoCoreError, ClientError

    filled = {part: _fill(text, values) for part, text in texts(letter).items()}
    body = {part: {"Data": filled[part], "Charset": "UTF-8"} for part in ("Text", "Html")}
    subject = {"Data": filled["Subject"], "Charset": "UTF-8"}
    try:
        _client().send_email(
            FromEmailAddress=settings().mail_from,
            ConfigurationSetName=settings().mail_events,
            Destination={"ToAddresses": [address]},
            Content={"Simple": {"Subject": subject, "Body": body}},
        )
    except (BotoCoreError, ClientError) as error:
        raise NotTaken from error


def _fill(text: str, values: Mapping[str, str]) -> str:
    for name, value in _both(values).items():
        text = text.replace("{{" + name + "}}", value)
    return text
