"""Deploy a stage to AWS, or see what that would change: `make deploy STAGE=…`, `make plan STAGE=…`.

It packages and uploads, has CloudFormation work out the changes, shows them, asks, changes the
stack while telling each event, and ends with the DNS records to set. Account and region are those
of the AWS environment (AWS_PROFILE, AWS_REGION).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from infra import package, stages
from infra.release import changes, edge, executing, filling, places, uploading
from infra.release.changes import ChangeSet

ENTRANCE = "EntranceDomain"  # the output that names CloudFront's own domain, which needs no record
CONSOLE = Console(highlight=False, soft_wrap=True)
Ask = Callable[[str], str]


def main(arguments: list[str] | None = None) -> None:
    """Plan or deploy."""
    wanted = _parser().parse_args(arguments)
    stack = wanted.stack or f"par-index-{wanted.stage}"
    stages.check_stack(stack)
    given = stages.read_given(wanted.given)
    session = places.session()
    account = places.account_of(session)
    missing = edge.missing(wanted.stage, given)
    stand_ins = {name: edge.not_yet(account)[name] for name in missing}
    values = stages.parameters(wanted.stage, {**given, **stand_ins})
    CONSOLE.print(f"Account {account}, region {session.region_name}, stack {stack}")
    only_look, ask = wanted.act == "plan", (lambda _: "yes") if wanted.yes else input
    if missing:
        domain = values["AppDomain"]
        told = before(session, account, stack, domain, only_look=only_look, ask=ask)
        given |= {name: told[name] for name in missing}
    values = stages.parameters(wanted.stage, given)
    artefact = package.build(wanted.stage, given=given)
    bucket = uploading.bucket_of(account, session.region_name)
    address = uploading.upload(session.client("s3"), bucket, artefact)
    cloudformation = session.client("cloudformation")
    told = release(cloudformation, stack, address, values, only_look=only_look, ask=ask)
    if not only_look:
        filling.fill(f"https://{told[ENTRANCE]}", CONSOLE.print)


def before(
    session: Any, account: str, stack: str, domain: str, *, only_look: bool, ask: Ask
) -> dict[str, str]:
    """Bring what stands before the application to us-east-1; returns what the stack needs to know
    of it, made up where it is only looked at and not there yet.
    """
    s3 = session.client("s3", region_name=edge.EDGE_REGION)
    bucket = uploading.bucket_of(account, edge.EDGE_REGION)
    address = uploading.upload_template(s3, bucket, edge.template())
    cloudformation = session.client("cloudformation", region_name=edge.EDGE_REGION)
    name = edge.name_of(stack)
    CONSOLE.print(f"Before it, in {edge.EDGE_REGION}: stack {name}")
    values = {"AppDomain": domain}
    told = release(cloudformation, name, address, values, only_look=only_look, ask=ask)
    known = {**edge.not_yet(account), **told} if only_look else told
    return {output: known[output] for output in edge.OUTPUTS}


def release(
    cloudformation: Any,
    stack: str,
    address: str,
    values: dict[str, str],
    *,
    only_look: bool,
    ask: Ask,
) -> dict[str, str]:
    """Show what changes; unless that is all, ask, do it, and return the stack's outputs.

    Raises SystemExit where somebody says no or AWS does not come to the end.
    """
    proposed = changes.propose(cloudformation, stack, address, values)
    for change in proposed.changes:
        CONSOLE.print(change.shown())
    if only_look or not proposed.does_something:
        changes.discard(cloudformation, proposed)
        CONSOLE.print(f"{len(proposed.changes)} changes; nothing was done.")
        return executing.outputs(cloudformation, stack)
    if not agreed(proposed, ask):
        changes.discard(cloudformation, proposed)
        raise SystemExit("Nothing was done.")
    outputs = executing.execute(cloudformation, proposed, CONSOLE.print)
    for record in records(outputs):
        CONSOLE.print(record)
    return outputs


def agreed(proposed: ChangeSet, ask: Ask) -> bool:
    """Whether somebody wants it. Where data or the way in may go, the name of the stack must be
    typed: `--yes` says nothing about that.
    """
    dangerous = [change.name for change in proposed.changes if change.is_dangerous]
    if dangerous:
        CONSOLE.print(f"Data or the way in may go with: {', '.join(dangerous)}", style="bold red")
        return ask(f"Type {proposed.stack} to go on: ").strip() == proposed.stack
    return ask(f"{len(proposed.changes)} changes. Go on? (yes/no) ").strip() == "yes"


def records(outputs: dict[str, str]) -> list[str]:
    """The DNS records to set, as the stack tells them: `name type value`, one a line."""
    found = [value for name, value in sorted(outputs.items()) if name.startswith("Dns")]
    return ["", "DNS records to set:", *found] if found else []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.release", description=__doc__)
    parser.add_argument("act", choices=("plan", "deploy"))
    parser.add_argument("--stage", choices=stages.STAGES[1:], required=True)
    parser.add_argument("--stack", help="its name; par-index-STAGE if none is given")
    parser.add_argument("--given", type=Path, help="JSON: what the stage leaves open")
    parser.add_argument("--yes", action="store_true", help="do not ask, unless data may go")
    return parser


if __name__ == "__main__":
    main()
