"""Doing what a change set says, and telling what happens meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from typing import Any

from rich.text import Text

from infra import stacks
from infra.release import changes
from infra.release.changes import ChangeSet

DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
Tell = Callable[[Text], None]


def execute(cloudformation: Any, proposed: ChangeSet, tell: Tell) -> dict[str, str]:
    """Change the stack, tell each event, and return its outputs by name.

    Raises SystemExit with the reasons where AWS has rolled it back.
    """
    seen = {event["EventId"] for event in islice(_events(cloudformation, proposed.stack), 1)}
    cloudformation.execute_change_set(StackName=proposed.stack, ChangeSetName=proposed.id)
    failures: list[str] = []
    while True:
        now = stacks.status(cloudformation, proposed.stack) or "gone"
        newest_first = takewhile(
            lambda event: event["EventId"] not in seen, _events(cloudformation, proposed.stack)
        )
        for event in reversed(list(newest_first)):
            seen.add(event["EventId"])
            tell(shown(event))
            if event["ResourceStatus"].endswith("FAILED"):
                failures.append(f"{event['LogicalResourceId']}: {_reason(event)}")
        if not now.endswith("_IN_PROGRESS"):
            break
        time.sleep(changes.PAUSE)
    if now not in DONE:
        raise SystemExit("\n".join([f"{proposed.stack} is {now}.", *failures]))
    return outputs(cloudformation, proposed.stack)


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
