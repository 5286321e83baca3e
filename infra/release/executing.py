"""Doing what a change set says, and telling what happens meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from typing import Any

from botocore.exceptions import ClientError, CredentialRetrievalError, SSOError, TokenRetrievalError
from rich.text import Text

from infra import stacks
from infra.release import changes
from infra.release.changes import ChangeSet

DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
# A stack that never stood whole keeps what it has: protected tables could not be removed again.
NEVER_WHOLE = ("REVIEW_IN_PROGRESS", "CREATE_FAILED", "UPDATE_FAILED")
# A session that has ended: AWS's words for it, and what is raised where it is renewed by itself.
ENDED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
NOT_RENEWED = (CredentialRetrievalError, SSOError, TokenRetrievalError)
Tell = Callable[[Text], None]


def execute(cloudformation: Any, proposed: ChangeSet, tell: Tell) -> dict[str, str]:
    """Change the stack, tell each event, and return its outputs by name. Where it fails, AWS rolls
    it back, unless it never stood whole: then the next deployment goes on from there.

    Raises SystemExit with the reasons of a failure, and where the session ends meanwhile.
    """
    seen = {event["EventId"] for event in islice(_events(cloudformation, proposed.stack), 1)}
    goes_on = stacks.status(cloudformation, proposed.stack) in NEVER_WHOLE
    cloudformation.execute_change_set(
        StackName=proposed.stack, ChangeSetName=proposed.id, DisableRollback=goes_on
    )
    try:
        now, failures = _followed(cloudformation, proposed.stack, seen, tell)
    except (ClientError, *NOT_RENEWED) as error:
        if isinstance(error, ClientError) and error.response["Error"]["Code"] not in ENDED:
            raise
        raise SystemExit(
            f"The session with AWS has ended; {proposed.stack} goes on. Sign in to AWS and run"
            " make deploy again."
        ) from error
    if now not in DONE:
        kept = ["What was made stays: mend the cause, and run make deploy again."] * goes_on
        raise SystemExit("\n".join([f"{proposed.stack} is {now}.", *failures, *kept]))
    return outputs(cloudformation, proposed.stack)


def _followed(cloudformation: Any, stack: str, seen: set[str], tell: Tell) -> tuple[str, list[str]]:
    """Tell each event until the stack changes no more; its status then, and what failed."""
    failures: list[str] = []
    while True:
        now = stacks.status(cloudformation, stack) or "gone"
        newest_first = takewhile(
            lambda event: event["EventId"] not in seen, _events(cloudformation, stack)
        )
        for event in reversed(list(newest_first)):
            seen.add(event["EventId"])
            tell(shown(event))
            if event["ResourceStatus"].endswith("FAILED"):
                failures.append(f"{event['LogicalResourceId']}: {_reason(event)}")
        if not now.endswith("_IN_PROGRESS"):
            return now, failures
        time.sleep(changes.PAUSE)


def outputs(cloudformation: Any, stack: str) -> dict[str, str]:
    """What a stack tells of itself, by name; nothing where there is none."""
    if stacks.status(cloudformation, stack) is None:
        return {}
    found = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())}


def shown(event: dict[str, Any]) -> Text:
    """An event as a line: when, what, how, and why. A certificate that waits says there which
    record it waits for.
    """
    state = event["ResourceStatus"]
    style = "bold red" if "FAILED" in state or "ROLLBACK" in state else ""
    line = Text(f"{event['Timestamp']:%H:%M:%S} ")
    line.append(f"{state:<28} ", style or ("green" if state.endswith("_COMPLETE") else ""))
    line.append(f"{event.get('ResourceType', ''):<40} {event['LogicalResourceId']}")
    return line.append(f"  {reason}" if (reason := _reason(event)) else "", style or "dim")


def _reason(event: dict[str, Any]) -> str:
    return str(event.get("ResourceStatusReason") or "")


def _events(cloudformation: Any, stack: str) -> Iterator[dict[str, Any]]:
    """Newest first."""
    if stacks.status(cloudformation, stack) is None:
        return
    for page in cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack):
        yield from page["StackEvents"]
