"""Our side of `answer_vs_django`: the unpacked zip, called as Lambda calls it. Stands alone, as the
zip does.

`python packaged_answers.py FOLDER` reads one JSON line (tokens of links, ids of questions) and says
`ready`. For each line `N` it opens the next N links, answers them, and prints the CPU milliseconds
of one answer; for each line `link` it opens and answers one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

sys.path.insert(0, sys.argv[1])

from app import app  # noqa: E402


def event(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What API Gateway hands over."""
    return {
        "resource": path,
        "path": path,
        "httpMethod": "POST",
        "body": json.dumps(body),
        "isBase64Encoded": False,
        "headers": {"Accept": "application/json", "Content-Type": "application/json"},
        "multiValueHeaders": {"Accept": ["application/json"], "Content-Type": ["application/json"]},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "pathParameters": None,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": "POST",
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }


def call(given: dict[str, Any]) -> dict[str, Any]:
    """One request; SystemExit unless it is granted."""
    reply = app(given, None)
    if reply["statusCode"] != 200:
        raise SystemExit(f"The application refused: {reply}")
    found: dict[str, Any] = json.loads(reply["body"])
    return found


def opened(tokens: Iterator[str], answers: dict[str, int], number: int) -> list[dict[str, Any]]:
    """The submits of the next links, ready to be made."""
    ballots = [
        call(event("/api/respond/open", {"token": next(tokens)}))["ballot"] for _ in range(number)
    ]
    return [
        event("/api/respond/answer", {"ballot": ballot, "answers": answers}) for ballot in ballots
    ]


def main() -> None:
    """As the module says."""
    given = json.loads(sys.stdin.readline())
    tokens = iter(given["tokens"])
    answers = {name: at % 4 + 1 for at, name in enumerate(given["questions"])}
    print("ready", flush=True)
    for line in sys.stdin:
        number = 1 if line.strip() == "link" else int(line)
        submits = opened(tokens, answers, number)
        started = time.process_time_ns()
        for submit in submits:
            call(submit)
        print((time.process_time_ns() - started) / 1e6 / number, flush=True)


if __name__ == "__main__":
    main()
