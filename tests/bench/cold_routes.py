"""Cold starts of what people meet first: a page, signing in, a sheet, a personal link. Each is a
fresh process of the packaged application that serves one request on the local stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from chalicelib.domain.instants import to_text
from infra.local.stack import Stack
from tests import gateway
from tests.bench.answering import links
from tests.bench.cold_starts import OTHER, OURS, run, unpacked, with_the_whole_boto3
from tests.bench.figures import Advance, Figure, interleaved, ratio
from tests.site import PASSWORD, deployed_site
from tests.small_round import ROUND

NAMES = ("cold_start_page", "cold_start_signin", "cold_start_sheet", "cold_start_survey")
GOAL = 1.5
RUNS = 11
STEPS = RUNS * (len(NAMES) + 1)
EDITOR = "so-a-1@example.test"

_CALL = 'get_item(TableName={table!r}, Key={{"sub": {{"S": "nobody"}}}})'


def measure(advance: Advance) -> list[Figure]:
    """The four figures."""
    folder = unpacked()
    bare = with_the_whole_boto3(folder)
    with Stack.start() as stack:
        environment = stack.function_environment()
        asked = requests(stack, environment)
        programs = {
            name: (OURS.format(folder=str(folder), event=event, status=200), folder)
            for name, event in asked.items()
        }
        table = f"{environment['TABLE_PREFIX']}-accounts"
        programs["other"] = OTHER.format(folder=str(bare), call=_CALL.format(table=table)), bare
        taken = interleaved(
            {
                name: partial(_cpu, program, there, environment)
                for name, (program, there) in programs.items()
            },
            RUNS,
            advance,
        )
    return [
        Figure(
            name,
            ratio(taken[name], taken["other"]),
            GOAL,
            tuple(taken[name]),
            tuple(taken["other"]),
            "CPU of a fresh process after Python's own start. Ours: import app from the unpacked"
            f" zip, then {event['httpMethod']} {event['path']} to its answer, with whatever it asks"
            " of the local stack. Other: import boto3, make a DynamoDB client, read one item"
            " there. Both with .pyc.",
        )
        for name, event in asked.items()
    ]


def requests(stack: Stack, environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The event of each figure, on a stack with the small round open, an editor and a link."""
    site = deployed_site(stack)
    site.load()
    site.open("self_assessment", to_text(datetime.now(UTC) + timedelta(hours=1)))
    bearer = {"Authorization": f"Bearer {site.editor()}"}
    (token,) = json.loads(links(environment, "cold-2026", 1))["tokens"]
    signing_in = {"email": EDITOR, "password": PASSWORD}
    events = (
        _event("GET", "/work", {}),
        _event("POST", "/api/session", {}, signing_in),
        _event("GET", f"/api/units/{ROUND}/so-a/sheet", bearer),
        _event("POST", "/api/respond/open", {}, {"token": token}),
    )
    return dict(zip(NAMES, events, strict=True))


def _event(method: str, path: str, headers: dict[str, str], body: object = None) -> dict[str, Any]:
    sent = {"Accept": "*/*", "Content-Type": "application/json", **headers}
    return gateway.event(method, path, sent, b"" if body is None else json.dumps(body).encode())


def _cpu(program: str, folder: Path, environment: Mapping[str, str]) -> float:
    *_, last = run(program, folder, environment).stdout.splitlines()
    if not re.fullmatch(r"[\d.]+", last):
        raise SystemExit(f"A cold start said {last}.")
    return float(last)
