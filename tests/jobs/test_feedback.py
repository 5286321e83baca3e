"""What the mail service tells is noted message by message, and nothing of it is logged."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.domain.letters.invitations import DELIVERED, Invitation
from chalicelib.jobs import feedback
from chalicelib.store import invitations as store

pytestmark = pytest.mark.usefixtures("aws")
INVITATION = Invitation("abcdefghijkl", "r", "departments", "leaders", "so-a", "so-a", 0)


def record(number: int, message: Any) -> dict[str, str]:
    return {
        "messageId": f"m{number}",
        "body": json.dumps({"Type": "Notification", "Message": json.dumps(message)}),
    }


def test_each_message_is_noted_and_a_broken_one_comes_back_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store.put_missing([INVITATION])
    told = {
        "eventType": "Delivery",
        "mail": {
            "destination": ["nguoi-0001@example.test"],
            "tags": {"invitation": ["abcdefghijkl"], "letter": ["1"]},
        },
    }
    broken, greeting = (
        {"eventType": "Bounce", "mail": told["mail"]},
        "Successfully validated SNS topic",
    )
    answer = feedback.handle(
        {"Records": [record(0, told), record(1, broken), record(2, greeting)]}, None
    )
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    found = store.find(INVITATION.id)
    assert found and (found.delivery, found.status) == (DELIVERED, "sent")
    log = capsys.readouterr().err
    assert json.loads(log.splitlines()[-1]) == {
        "job": "feedback",
        "outcomes": {"delivered": 1, "ignored": 1},
        "failed": 1,
    }
    assert "example.test" not in log
    assert "abcdefghijkl" not in log
