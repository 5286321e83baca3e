"""Letters on the deployed system: many workers share one quota, and what becomes of letters comes back by the topic."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests import small_round
from tests.api.test_survey_deployed import call, until
from tests.survey_story import people

if TYPE_CHECKING:
    from infra.local.stack import Stack

ROUND = "thu-moi-2026"  # warm functions keep copies of a round for seconds
OPS = f"/api/ops/rounds/{ROUND}"
PEOPLE = 330


def invited(stack: Stack) -> None:
    """Invite everybody of a list."""
    account = stack.ops()
    signed_in = call(stack, "POST", "/api/session", {"email": account.email, "password": account.password})[1]

    def ops(method: str, path: str, body: Any) -> Any:
        status, answer = call(stack, method, path, body, Authorization=f"Bearer {signed_in['access_token']}")
        assert status < 300, answer
        return answer

    ops("PUT", OPS, {"round": {**small_round.document(), "id": ROUND}, "units": small_round.unit_rows()})
    closes = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for window in ("respondent_lists", "survey"):
        ops("POST", f"{OPS}/windows/{window}/open", {"until": closes, "reason": "thử"})
    rows = [{"name": row.name, "email": row.email, "rates": "so-a"} for row in people(1, PEOPLE)]
    ops("PUT", f"{OPS}/lists/council", {"respondents": rows})
    ops("POST", f"{OPS}/lists/send", {"acknowledged": True})
    ops("POST", f"{OPS}/invite", {})


def items(stack: Stack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.client("dynamodb").scan(TableName="par-index-local-invitations")["Items"]
    return found


def tell(stack: Stack, item: dict[str, Any], kind: str, **more: Any) -> None:
    """As the mail service publishes an event of the first letter."""
    tags = {"invitation": [item["invitation"]["S"]], "letter": ["1"]}
    event = {"eventType": kind, "mail": {"tags": tags}, **more}
    stack.client("sns").publish(TopicArn=stack.outputs["LetterNewsArn"], Message=json.dumps(event))


def test_what_is_reserved_is_what_is_sent_and_news_of_letters_reaches_the_invitations(stack: Stack) -> None:
    invited(stack)
    until(lambda: Counter(item["status"]["S"] for item in items(stack)) == {"sent": PEOPLE})
    quota = json.loads(stack.client("dynamodb").scan(TableName="par-index-local-quotas")["Items"][0]["content"]["S"])
    assert sum(quota["hours"].values()) == sum(int(item["sends"]["N"]) for item in items(stack)) == PEOPLE
    first, second, third = items(stack)[:3]
    tell(stack, first, "Bounce", bounce={"bounceType": "Permanent"})
    for _ in range(2):
        tell(stack, first, "Delivery")
        tell(stack, second, "Complaint")
    tell(stack, third, "Delivery")
    wanted = {first["invitation"]["S"]: "bounced", second["invitation"]["S"]: "complained",
              third["invitation"]["S"]: "delivered"}
    until(lambda: {item["invitation"]["S"]: item["delivery"]["S"] for item in items(stack)
                   if item["delivery"]["S"] != "unheard"} == wanted)
