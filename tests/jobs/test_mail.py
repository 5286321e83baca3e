"""The mail worker gives back exactly the messages that are not wholly sent."""

from __future__ import annotations

import json

import pytest

from chalicelib.actions import mailing
from chalicelib.jobs import mail


def event(*bodies: str) -> dict[str, object]:
    return {"Records": [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]}


def message(round_id: str) -> str:
    return json.dumps({"round": round_id, "index": "departments", "invitations": ["abcdefghijkl"]})


def test_messages_that_fail_or_have_to_wait_come_back_alone(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def send(round_id: str, *_: object) -> bool:
        if round_id == "broken":
            raise ConnectionError("the mail service is away")
        return round_id == "sent"

    monkeypatch.setattr(mailing, "send", send)
    answer = mail.handle(event(message("sent"), message("broken"), message("later"), "no json"), None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": f"m{number}"} for number in (1, 2, 3)]}
    log = capsys.readouterr().err.splitlines()[-1]
    assert json.loads(log) == {"job": "mail", "messages": 4, "failed": 3}
    assert "abcdefghijkl" not in log
