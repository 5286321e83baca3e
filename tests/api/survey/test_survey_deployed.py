"""The survey on the deployed system: real functions, real queue, many people at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests import small_round
from tests.patience import eventually
from tests.survey_story import people

if TYPE_CHECKING:
    from infra.local.stack import Stack

# Warm functions keep copies of a round for seconds, so this one has a name of its own.
ROUND = "dieu-tra-2026"
OPS = f"/api/ops/rounds/{ROUND}"
PEOPLE = 120
LINKS, SUBMITS = 100, 1_000
CLIENTS = 16  # each that calls at the same time as another starts a process of its own
Ops = Callable[[str, str, Any], Any]
LINK = re.compile(r"/s#([A-Za-z0-9_-]{24})")


def call(stack: Stack, method: str, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    with stack.session() as session:
        answer = session.request(method, path, json=body, headers=headers)
    return answer.status_code, answer.json()


def operations(stack: Stack) -> Ops:
    """Calls of the operations staff."""
    account = stack.ops()
    signed_in = call(
        stack, "POST", "/api/session", {"email": account.email, "password": account.password}
    )[1]
    token = signed_in["access_token"]

    def ops(method: str, path: str, body: Any) -> Any:
        status, answer = call(stack, method, path, body, Authorization=f"Bearer {token}")
        assert status < 300, answer
        return answer

    return ops


def invited(stack: Stack, ops: Ops) -> list[str]:
    """Invite everybody of a full list and wait for the letters; their tokens."""
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
    ops("POST", f"{OPS}/lists/send", {})
    with ThreadPoolExecutor(3) as pool:
        queued = list(pool.map(lambda _: ops("POST", f"{OPS}/invite", {})["queued"], range(3)))
    assert max(queued) > 0
    eventually(
        lambda: (
            ops("POST", f"{OPS}/progress/refresh", {})["indexes"]["departments"]["sent"] == PEOPLE
        )
    )
    letters = [letter for letter in stack.messages() if LINK.search(letter["BodyText"])]
    assert Counter(address for letter in letters for address in letter["To"]) == Counter(
        row.email for row in people(1, PEOPLE)
    )
    assert "{{" not in "".join(
        letter["Subject"] + letter["BodyText"] + letter["BodyHtml"] for letter in letters
    )
    return [LINK.findall(letter["BodyText"])[0] for letter in letters]


def test_everybody_gets_one_letter_and_1000_submits_of_100_links_keep_100_answers(
    stack: Stack,
) -> None:
    ops = operations(stack)
    tokens = invited(stack, ops)[:LINKS]
    ballots = [
        call(stack, "POST", "/api/respond/open", {"token": token})[1]["ballot"] for token in tokens
    ]

    def submit(number: int) -> str:
        sheet = {"ballot": ballots[number % LINKS], "answers": {"q1": number // LINKS % 4 + 1}}
        status, answer = call(stack, "POST", "/api/respond/answer", sheet)
        return "kept" if status == 200 else str(answer["code"])

    with ThreadPoolExecutor(CLIENTS) as pool:
        outcomes = Counter(pool.map(submit, range(SUBMITS)))
    assert outcomes == {"kept": LINKS, "already_answered": SUBMITS - LINKS}
    kept = stack.client("dynamodb").scan(TableName="par-index-local-responses")["Items"]
    assert len(kept) == LINKS
    assert {item["box"]["S"] for item in kept} == {f"{ROUND}/departments/so-a/council"}
    eventually(
        lambda: (
            ops("POST", f"{OPS}/progress/refresh", {})["indexes"]["departments"]["answered"]
            == LINKS
        )
    )
    eventually(lambda: "Item" in hourly(stack))


def hourly(stack: Stack) -> dict[str, Any]:
    """What units see of the survey, which the tick counts by itself."""
    key = {"ranking": {"S": f"{ROUND}/departments"}, "item": {"S": "progress"}}
    found: dict[str, Any] = stack.client("dynamodb").get_item(
        TableName="par-index-local-results", Key=key
    )
    return found
