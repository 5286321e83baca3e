"""Letters: texts without gaps, values that cannot break out of their place."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from chalicelib.aws import mail

NAMES = {"name", "unit", "unit_en", "round", "round_en", "authority", "authority_en", "link", "closes", "closes_en"}


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


@pytest.mark.parametrize("part", ["Subject", "Text", "Html"])
def test_a_text_uses_only_values_that_are_given(part: str) -> None:
    used = set(re.findall(r"{{(\w+)}}", mail.texts("invitation")[part]))
    allowed = {f"{name}_html" for name in NAMES} if part == "Html" else NAMES
    assert used <= allowed
    assert part == "Subject" or len(used) == len(allowed)


def test_the_letter_has_a_plain_part_in_both_languages() -> None:
    text = mail.texts("invitation")["Text"]
    assert text.index("Kính gửi") < text.index("Dear")


def test_the_html_loads_nothing_from_elsewhere() -> None:
    assert not re.search(r"src=|url\(|<script|<img|<link", mail.texts("invitation")["Html"])


def test_a_name_cannot_add_markup_a_header_or_another_value(monkeypatch: pytest.MonkeyPatch) -> None:
    data = sent(monkeypatch, name='<b>An</b>\r\nBcc: x@example.test {{link}} "&"')
    assert data["name"] == '<b>An</b> Bcc: x@example.test ((link)) "&"'
    assert data["name_html"] == "&lt;b&gt;An&lt;/b&gt; Bcc: x@example.test ((link)) &quot;&amp;&quot;"


def test_what_the_mail_service_says_of_each_letter_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    ses = Ses("SUCCESS", "MESSAGE_REJECTED", "ACCOUNT_THROTTLED", "TRANSIENT_FAILURE")
    monkeypatch.setattr(mail, "_client", lambda: ses)
    outcomes = mail.send("invitation", [(f"nguoi-{number}@example.test", {}) for number in range(4)])
    assert outcomes == [mail.SENT, mail.REFUSED, mail.LATER, mail.LATER]
    assert [entry["Destination"]["ToAddresses"] for entry in ses.asked["BulkEmailEntries"]] == [
        [f"nguoi-{number}@example.test"] for number in range(4)]
