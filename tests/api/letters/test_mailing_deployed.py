"""Letters on the deployed system: many workers share one quota, and what becomes of letters comes
back by the topic.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests import small_round
from tests.api.survey.test_survey_deployed import LINK, call
from tests.patience import eventually
from tests.survey_story import people

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND = "thu-moi-2026"  # warm functions keep copies of a round for seconds
OPS = f"/api/ops/rounds/{ROUND}"
PEOPLE = 330


Ops = Callable[[str, str, Any], Any]


def invited(stack: Stack) -> Ops:
    """Invite everybody of a list; what ops calls with."""
    account = stack.ops()
    signed_in = call(
        stack, "POST", "/api/session", {"email": account.email, "password": account.password}
    )[1]

    def ops(method: str, path: str, body: Any) -> Any:
        status, answer = call(
            stack, method, path, body, Authorization=f"Bearer {signed_in['access_token']}"
        )
        assert status < 300, answer
        return answer

    ops(
        "PUT",
        OPS,
        {"round": {**small_round.document(), "id": ROUND}, "units": small_round.unit_rows()},
    )
    closes = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for window in ("respondent_lists", "survey"):
        ops("POST", f"{OPS}/windows/{window}/open", {"until": closes, "reason": "thử"})
    rows = [{"name": row.name, "email": row.email, "rates": "so-a"} for row in people(1, PEOPLE)]
    ops("PUT", f"{OPS}/lists/council", {"respondents": rows})
    ops("POST", f"{OPS}/lists/send", {"acknowledged": True})
    ops("POST", f"{OPS}/invite", {})
    return ops


def items(stack: Stack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.client("dynamodb").scan(
        TableName="par-index-local-invitations"
    )["Items"]
    return found


def tell(stack: Stack, item: dict[str, Any], kind: str, **more: Any) -> None:
    """As the mail service publishes an event of the first letter."""
    tags = {"invitation": [item["invitation"]["S"]], "letter": ["1"]}
    event = {"eventType": kind, "mail": {"tags": tags}, **more}
    stack.client("sns").publish(TopicArn=stack.outputs["LetterNewsArn"], Message=json.dumps(event))


def test_letters_keep_to_one_quota_their_news_comes_back_and_what_bounced_is_put_right(
    stack: Stack,
) -> None:
    ops = invited(stack)
    eventually(lambda: Counter(item["status"]["S"] for item in items(stack)) == {"sent": PEOPLE})
    quota = json.loads(
        stack.client("dynamodb").scan(TableName="par-index-local-quotas")["Items"][0]["content"][
            "S"
        ]
    )
    assert (
        sum(quota["hours"].values())
        == sum(int(item["sends"]["N"]) for item in items(stack))
        == PEOPLE
    )
    first, second, third = items(stack)[:3]
    tell(stack, first, "Bounce", bounce={"bounceType": "Permanent"})
    for _ in range(2):
        tell(stack, first, "Delivery")
        tell(stack, second, "Complaint")
    tell(stack, third, "Delivery")
    wanted = {
        first["invitation"]["S"]: "bounced",
        second["invitation"]["S"]: "complained",
        third["invitation"]["S"]: "delivered",
    }
    eventually(
        lambda: (
            {
                item["invitation"]["S"]: item["delivery"]["S"]
                for item in items(stack)
                if item["delivery"]["S"] != "unheard"
            }
            == wanted
        )
    )
    listed = ops("GET", f"{OPS}/lists/council/people", None)["people"]
    (bounced,) = [each["email"] for each in listed if each["state"] == "bounced"]
    put_right = {"old": bounced, "new": "dung-dia-chi@khac.example.test"}
    assert ops("POST", f"{OPS}/lists/council/corrections", put_right)["state"] == "applied"
    eventually(lambda: links(stack, put_right["new"]))
    assert opened(stack, links(stack, bounced)[0]) == opened(stack, mailed(stack, ops)) == 404
    assert opened(stack, links(stack, put_right["new"])[0]) == 200


def links(stack: Stack, address: str) -> list[str]:
    """The tokens of the links that were mailed to an address."""
    return [
        LINK.findall(letter["BodyText"])[0]
        for letter in stack.messages()
        if letter["To"] == [address]
    ]


def mailed(stack: Stack, ops: Ops) -> str:
    """A link that was mailed and then replaced by one handed over by hand, which is good."""
    email = "nguoi-0300@example.test"
    handed = ops("POST", f"{OPS}/links", {"index": "departments", "email": email, "reason": "thử"})[
        "link"
    ]
    assert opened(stack, handed.partition("#")[2]) == 200
    return links(stack, email)[0]


def opened(stack: Stack, token: str) -> int:
    """The status of opening a link."""
    return call(stack, "POST", "/api/respond/open", {"token": token})[0]
