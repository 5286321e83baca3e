"""Examine a deployed stack: `make doctor STAGE=…`. Says what is well, what is not, and what to do;
changes nothing. Exits with 1 if something is bad.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.text import Text

from infra import stacks, stages
from infra.account import environment_of
from infra.release import judging, places, restoring
from infra.release.judging import BAD, GOOD, UNSURE, Finding

STYLES = {GOOD: "green", UNSURE: "yellow", BAD: "bold red"}
Clients = Callable[[str], Any]  # a boto3 client by service name
Get = Callable[[str], tuple[int | None, str]]  # status and Via of an address


@dataclass(frozen=True, slots=True)
class Place:
    """A stack, how to ask AWS about it, and how to ask an address."""

    client: Clients
    stack: str
    get: Get

    def resources(self) -> dict[str, tuple[str, str]]:
        """What it holds, by the name in the template: (type, name at AWS)."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources")
        return {
            each["LogicalResourceId"]: (each["ResourceType"], each.get("PhysicalResourceId", ""))
            for page in pages.paginate(StackName=self.stack)
            for each in page["StackResourceSummaries"]
        }


def examine(place: Place) -> Iterator[Finding]:
    """Every finding. A question that AWS does not answer is one too."""
    status = stacks.status(place.client("cloudformation"), place.stack)
    yield judging.stack(status)
    if status is None:
        return
    held = place.resources()
    variables = environment_of(place.stack, place.client)
    for examination in (_clock, _mail, _functions, _alarms, _tables, _accounts, _way_in):
        try:
            yield from examination(place, held, variables)
        except (BotoCoreError, ClientError) as error:
            yield Finding(UNSURE, f"{examination.__name__[1:]}: {error}", "Ask with more rights.")


Held = dict[str, tuple[str, str]]
Variables = dict[str, str]


def _clock(place: Place, _held: Held, _variables: Variables) -> Iterator[Finding]:
    told = place.client("sts").get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]
    if "date" in told:
        yield judging.clock(datetime.now(UTC), parsedate_to_datetime(told["date"]))


def _mail(place: Place, _held: Held, variables: Variables) -> Iterator[Finding]:
    mail = place.client("sesv2")
    domain = variables["MAIL_FROM"].partition("@")[2]
    yield from judging.mail_account(mail.get_account())
    yield from judging.mail_domain(domain, mail.get_email_identity(EmailIdentity=domain))


def _functions(place: Place, _held: Held, _variables: Variables) -> Iterator[Finding]:
    settings = place.client("lambda").get_account_settings()
    yield judging.functions(settings["AccountLimit"]["ConcurrentExecutions"])


def _alarms(place: Place, held: Held, _variables: Variables) -> Iterator[Finding]:
    _, topic = held.get("AlarmNews", ("", ""))
    news = place.client("sns")
    found = news.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"] if topic else []
    yield judging.subscriptions(found)
    names = [name for kind, name in held.values() if kind == "AWS::CloudWatch::Alarm"]
    if names:
        watch = place.client("cloudwatch")
        yield from judging.alarms(watch.describe_alarms(AlarmNames=names)["MetricAlarms"])


def _tables(place: Place, held: Held, _variables: Variables) -> Iterator[Finding]:
    base = place.client("dynamodb")
    found, earliest = {}, []
    for logical, (kind, name) in held.items():
        if kind == "AWS::DynamoDB::Table":
            backups = base.describe_continuous_backups(TableName=name)
            recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
            table = base.describe_table(TableName=name)["Table"]
            found[logical] = (
                recovery["PointInTimeRecoveryStatus"] == "ENABLED",
                bool(table.get("DeletionProtectionEnabled")),
            )
            if since := recovery.get("EarliestRestorableDateTime"):
                earliest.append(since)
    yield from judging.recovery(found)
    yield judging.reach(earliest)
    backups = restoring.list_backups(base, held[judging.WITHOUT_RECOVERY][1])
    yield judging.answer_backups([each["BackupCreationDateTime"] for each in backups])


def _accounts(place: Place, held: Held, _variables: Variables) -> Iterator[Finding]:
    pages = place.client("dynamodb").get_paginator("scan")
    items = (
        item
        for page in pages.paginate(TableName=held["AccountsTable"][1])
        for item in page["Items"]
    )
    yield judging.accounts(item["email"]["S"] for item in items if _is_of_ops(item))


def _is_of_ops(item: dict[str, Any]) -> bool:
    posts = json.loads(item.get("posts", {}).get("S", "[]"))
    roles = [post["role"] for post in posts] or [item.get("role", {}).get("S")]
    return "ops" in roles and not item.get("disabled", {}).get("BOOL", False)


def _way_in(place: Place, _held: Held, variables: Variables) -> Iterator[Finding]:
    address = variables["APP_URL"]
    yield judging.way_in(address, *place.get(f"{address}/api/health"))


def shown(finding: Finding) -> Text:
    """A finding as a line, and what to do below it."""
    line = Text(f"{finding.outcome:<7} ", STYLES[finding.outcome]).append(finding.what, "")
    return line.append(f"\n        {finding.to_do}", "dim") if finding.to_do else line


def get(address: str) -> tuple[int | None, str]:
    """The status of an address, with a certificate that holds, and its header Via."""
    try:
        answer = requests.get(address, timeout=10)
    except requests.RequestException:
        return None, ""
    return answer.status_code, answer.headers.get("Via", "")


def main(arguments: list[str] | None = None) -> None:
    """Examine and tell."""
    parser = argparse.ArgumentParser(prog="python -m infra.release.doctor", description=__doc__)
    parser.add_argument("--stage", choices=stages.STAGES[1:], required=True)
    parser.add_argument("--stack", help="its name; par-index-STAGE if none is given")
    wanted = parser.parse_args(arguments)
    console = Console(highlight=False, soft_wrap=True)
    place = Place(places.session().client, wanted.stack or f"par-index-{wanted.stage}", get)
    outcomes = []
    for finding in examine(place):
        console.print(shown(finding))
        outcomes.append(finding.outcome)
    sys.exit(BAD in outcomes)


if __name__ == "__main__":
    main()
