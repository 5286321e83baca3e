"""Letters to many people through SES: texts lie in `chalicelib/mails`, and are sent inline, up to 50 letters a call.

Open and click tracking stays off: links are not rewritten, nothing is loaded from elsewhere.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from chalicelib.settings import settings

MAX_LETTERS = 50

# What the mail service says of one letter that no repetition will cure; anything else may pass.
_FINAL = ("MESSAGE_REJECTED", "INVALID_PARAMETER")

SENT, REFUSED, LATER = "sent", "refused", "later"


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("sesv2", region_name=settings().region)


@lru_cache(maxsize=8)
def texts(letter: str) -> dict[str, str]:
    """The subject, text and HTML of a letter, as the mail service names them."""
    folder = resources.files("chalicelib.mails") / letter
    files = {"Subject": "subject.txt", "Text": "text.txt", "Html": "body.html"}
    return {part: (folder / file).read_text(encoding="utf-8").rstrip("\n") for part, file in files.items()}


def home() -> str:
    """The address of the application itself."""
    return settings().app_url


def link(token: str) -> str:
    """The address of a personal link; the token stands in the fragment, which no server or proxy gets to see."""
    return f"{settings().app_url}/s#{token}"


def send(letter: str, letters: Sequence[tuple[str, Mapping[str, str]]]) -> list[str]:
    """Send one letter to each (address, values); what became of each: SENT, REFUSED for good, or to try LATER.

    A refusal of the call as a whole (wrong sender, too fast, account stopped) propagates: nothing was sent.
    """
    entries = [{
        "Destination": {"ToAddresses": [address]},
        "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": json.dumps(_both(values))}},
    } for address, values in letters]
    answer = _client().send_bulk_email(
        FromEmailAddress=settings().mail_from,
        DefaultContent={"Template": {"TemplateContent": texts(letter), "TemplateData": "{}"}},
        BulkEmailEntries=entries,
    )
    return [_outcome(result["Status"]) for result in answer["BulkEmailEntryResults"]]


def _both(values: Mapping[str, str]) -> dict[str, str]:
    # A line break in a value could add a header to the subject; braces could name another value.
    plain = {name: " ".join(value.replace("{", "(").replace("}", ")").split()) for name, value in values.items()}
    return {**plain, **{f"{name}_html": html.escape(value) for name, value in plain.items()}}


def _outcome(status: str) -> str:
    if status == "SUCCESS":
        return SENT
    return REFUSED if status in _FINAL else LATER


def send_one(letter: str, address: str, values: Mapping[str, str]) -> None:
    """Send one letter to one person, filled in here; a refusal propagates."""
    filled = {part: _fill(text, values) for part, text in texts(letter).items()}
    _client().send_email(
        FromEmailAddress=settings().mail_from,
        Destination={"ToAddresses": [address]},
        Content={"Simple": {"Subject": {"Data": filled["Subject"], "Charset": "UTF-8"},
                            "Body": {part: {"Data": filled[part], "Charset": "UTF-8"} for part in ("Text", "Html")}}},
    )


def _fill(text: str, values: Mapping[str, str]) -> str:
    for name, value in _both(values).items():
        text = text.replace("{{" + name + "}}", value)
    return text
