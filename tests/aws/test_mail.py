"""Letters: texts without gaps, values that cannot break out of their place."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Never

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws import mail
from chalicelib.domain.letters.quotas import Limits
from chalicelib.settings import settings

NAMES = {
    "name",
    "unit",
    "unit_en",
    "round",
    "round_en",
    "authority",
    "authority_en",
    "link",
    "closes",
    "closes_en",
}


class Ses:
    """Keeps what it is asked, answers as told."""

    def __init__(self, *statuses: str) -> None:
        self.statuses = statuses
        self.asked: dict[str, Any] = {}

    def send_bulk_email(self, **asked: Any) -> dict[str, Any]:
        """As the client's."""
        self.asked = asked
        return {"BulkEmailEntryResults": [{"Status": status} for status in self.statuses]}


def sent(monkeypatch: pytest.MonkeyPatch, **values: str) -> dict[str, str]:
    ses = Ses("SUCCESS")
    monkeypatch.setattr(mail, "_client", lambda: ses)
    mail.send("invitation", [("nguoi@example.test", values)])
    content = ses.asked["BulkEmailEntries"][0]["ReplacementEmailContent"]["ReplacementTemplate"]
    replaced: dict[str, str] = json.loads(content["ReplacementTemplateData"])
    return replaced


LETTERS = pytest.mark.parametrize("letter", ["invitation", "reminder"])


@LETTERS
@pytest.mark.parametrize("part", ["Subject", "Text", "Html"])
def test_a_text_uses_only_values_that_are_given(part: str, letter: str) -> None:
    used = set(re.findall(r"{{(\w+)}}", mail.texts(letter)[part]))
    allowed = {f"{name}_html" for name in NAMES} if part == "Html" else NAMES
    assert used <= allowed
    assert part == "Subject" or len(used) == len(allowed)


@LETTERS
def test_the_letter_has_a_plain_part_in_both_languages(letter: str) -> None:
    text = mail.texts(letter)["Text"]
    assert text.index("Kính gửi") < text.index("Dear")


@LETTERS
def test_the_html_loads_nothing_from_elsewhere(letter: str) -> None:
    assert not re.search(r"src=|url\(|<script|<img|<link", mail.texts(letter)["Html"])


def test_a_name_cannot_add_markup_a_header_or_another_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = sent(monkeypatch, name='<b>An</b>\r\nBcc: x@example.test {{link}} "&"')
    assert data["name"] == '<b>An</b> Bcc: x@example.test ((link)) "&"'
    assert (
        data["name_html"] == "&lt;b&gt;An&lt;/b&gt; Bcc: x@example.test ((link)) &quot;&amp;&quot;"
    )


def test_what_the_mail_service_says_of_each_letter_is_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ses = Ses(
        "SUCCESS",
        "MESSAGE_REJECTED",
        "ACCOUNT_THROTTLED",
        "TRANSIENT_FAILURE",
        "CONFIGURATION_SET_NOT_FOUND",
    )
    monkeypatch.setattr(mail, "_client", lambda: ses)
    outcomes = mail.send(
        "invitation", [(f"nguoi-{number}@example.test", {}) for number in range(5)]
    )
    assert outcomes == [mail.SENT, mail.REFUSED, mail.LATER, mail.LATER, mail.STUCK]
    assert [entry["Destination"]["ToAddresses"] for entry in ses.asked["BulkEmailEntries"]] == [
        [f"nguoi-{number}@example.test"] for number in range(5)
    ]


def test_a_letter_carries_its_tags_and_goes_out_under_the_set_whose_events_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ses = Ses("SUCCESS")
    monkeypatch.setattr(mail, "_client", lambda: ses)
    mail.send(
        "invitation", [("nguoi@example.test", {})], [{"invitation": "abcdefghijkl", "letter": "1"}]
    )
    assert ses.asked["ConfigurationSetName"] == settings().mail_events
    assert ses.asked["BulkEmailEntries"][0]["ReplacementTags"] == [
        {"Name": "invitation", "Value": "abcdefghijkl"},
        {"Name": "letter", "Value": "1"},
    ]


@pytest.mark.parametrize(
    ("code", "passes"), [("TooManyRequestsException", True), ("MessageRejected", False)]
)
def test_a_service_that_is_too_busy_for_a_call_has_sent_nothing(
    monkeypatch: pytest.MonkeyPatch, code: str, passes: bool
) -> None:
    class Busy:
        def send_bulk_email(self, **_: Any) -> Never:
            raise ClientError({"Error": {"Code": code}}, "SendBulkEmail")

    monkeypatch.setattr(mail, "_client", Busy)
    with pytest.raises(mail.Busy if passes else ClientError):
        mail.send("invitation", [("nguoi@example.test", {})])


@pytest.mark.parametrize(("said", "daily"), [(50000.0, 50000), (-1.0, None)])
def test_the_account_says_what_it_may_send(
    monkeypatch: pytest.MonkeyPatch, said: float, daily: int | None
) -> None:
    class Account:
        def get_account(self) -> dict[str, Any]:
            return {
                "SendQuota": {"Max24HourSend": said, "MaxSendRate": 14.0, "SentLast24Hours": 7.0}
            }

    monkeypatch.setattr(mail, "_client", Account)
    assert mail.limits() == Limits(14, daily, 7)


def test_a_deployment_may_say_it_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "settings", lambda: replace(settings(), mail_limits="20/3000"))
    assert mail.limits() == Limits(20, 3000)
