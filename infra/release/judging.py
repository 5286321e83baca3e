"""What a deployed stack's own words mean for whoever runs it: pure rules of AWS's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

GOOD, UNSURE, BAD = "good", "unsure", "bad"
# What a national survey needs: its letters of the first day, at a rate that takes an hour; as many
# functions at once as the API, its jobs and a rush need.
LETTERS_A_DAY, LETTERS_A_SECOND = 50_155, 14
FUNCTIONS_AT_ONCE = 200
# Requests signed by a clock that is off by five minutes are refused.
CLOCK_MAY_BE_OFF = timedelta(seconds=60)
# It has no recovery on purpose (infra/resources.yaml).
WITHOUT_RECOVERY = "ResponsesTable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: GOOD, UNSURE or BAD, what it is, and what to do."""

    outcome: str
    what: str
    to_do: str = ""


def clock(here: datetime, there: datetime) -> Finding:
    """Whether this machine's clock is that of AWS."""
    off = abs(here - there)
    if off <= CLOCK_MAY_BE_OFF:
        return Finding(GOOD, "this machine's clock agrees with AWS's")
    return Finding(BAD, f"this machine's clock is off by {off}", "Set it, by NTP.")


def stack(status: str | None) -> Finding:
    """Whether the stack stands as deployed."""
    if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        return Finding(GOOD, f"the stack is {status}")
    return Finding(
        BAD, f"the stack is {status or 'not there'}", "See its events, and run make deploy again."
    )


def mail_account(account: Mapping[str, Any]) -> list[Finding]:
    """What SES lets the whole account send (`get_account`)."""
    quota = account.get("SendQuota", {})
    day, second = quota.get("Max24HourSend", 0), quota.get("MaxSendRate", 0)
    out = account.get("ProductionAccessEnabled", False)
    health = account.get("EnforcementStatus", "HEALTHY")
    sends = account.get("SendingEnabled", False) and health == "HEALTHY"
    enough = (day < 0 or day >= LETTERS_A_DAY) and second >= LETTERS_A_SECOND
    return [
        Finding(GOOD, "the mail service is out of its sandbox")
        if out
        else Finding(
            BAD,
            "the mail service is in its sandbox: letters go to verified addresses alone",
            "Ask for production access: aws sesv2 put-account-details. Until then make the first"
            " account with python -m infra.account, which needs no letter.",
        ),
        Finding(GOOD, "the mail service sends")
        if sends
        else Finding(
            BAD, f"the mail service does not send ({health})", "Read its letter to the account."
        ),
        Finding(GOOD, f"{day:,.0f} letters a day, {second:g} a second")
        if enough
        else Finding(
            UNSURE,
            f"{day:,.0f} letters a day, {second:g} a second",
            f"A national survey has {LETTERS_A_DAY:,} letters on its first day: ask for more, or"
            " let the invitations take days.",
        ),
    ]


def mail_domain(domain: str, identity: Mapping[str, Any]) -> list[Finding]:
    """Whether SES sees the mail domain's records (`get_email_identity`)."""
    keys = identity.get("DkimAttributes", {}).get("Status")
    envelope = identity.get("MailFromAttributes", {}).get("MailFromDomainStatus")
    told = "Set the records that make deploy shows at its end, and wait an hour."
    return [
        Finding(GOOD, f"the keys of {domain} are verified")
        if keys == "SUCCESS" and identity.get("VerifiedForSendingStatus")
        else Finding(BAD, f"the keys of {domain} are not verified ({keys})", told),
        Finding(GOOD, f"letters have an envelope of {domain}")
        if envelope == "SUCCESS"
        else Finding(UNSURE, f"letters have an envelope of amazonses.com ({envelope})", told),
    ]


def functions(at_once: int) -> Finding:
    """How many functions of the account may run at once (`get_account_settings`)."""
    what = f"{at_once} functions of this account and region may run at once"
    if at_once >= FUNCTIONS_AT_ONCE:
        return Finding(GOOD, what)
    return Finding(
        BAD,
        what,
        f"New accounts have 10. Ask for {FUNCTIONS_AT_ONCE} or more: service quotas, Lambda,"
        " concurrent executions.",
    )


def subscriptions(found: Sequence[Mapping[str, str]]) -> Finding:
    """Whether somebody is woken (`list_subscriptions_by_topic`)."""
    if not found:
        return Finding(BAD, "nobody gets alarms", "Deploy with an AlarmEmail.")
    waiting = [each["Endpoint"] for each in found if not each["SubscriptionArn"].startswith("arn:")]
    if waiting:
        return Finding(
            BAD,
            f"alarms wait for a confirmation: {', '.join(waiting)}",
            "Follow the link in the letter “AWS Notification - Subscription Confirmation”.",
        )
    return Finding(GOOD, "alarms reach somebody")


def alarms(found: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """What is wrong right now (`describe_alarms`)."""
    ringing = [each for each in found if each["StateValue"] == "ALARM"]
    if not ringing:
        return [Finding(GOOD, f"none of {len(found)} alarms rings")]
    return [
        Finding(BAD, each.get("AlarmDescription") or each["AlarmName"], "See its graph.")
        for each in ringing
    ]


def recovery(tables: Mapping[str, tuple[bool, bool]]) -> list[Finding]:
    """Whether each table, by its name in the template, has (recovery to any second, protection from
    deletion).
    """
    bare = sorted(name for name, (has, _) in tables.items() if not has and name != WITHOUT_RECOVERY)
    open_ = sorted(name for name, (_, is_protected) in tables.items() if not is_protected)
    again = "Deploy the stage's own template again: make plan shows the difference."
    findings = [
        Finding(BAD, f"no recovery to a point in time: {', '.join(bare)}", again)
        if bare
        else Finding(GOOD, "tables can be brought back to any second"),
        Finding(BAD, f"may be deleted: {', '.join(open_)}", again)
        if open_
        else Finding(GOOD, "no table can be deleted"),
    ]
    if tables.get(WITHOUT_RECOVERY, (False, True))[0]:
        findings.append(
            Finding(
                BAD,
                "single answers can be brought back to any second, which tells who gave which",
                "Switch it off at once: aws dynamodb update-continuous-backups."
                " docs/threat-model.md says why.",
            )
        )
    return findings


def reach(earliest: Sequence[datetime]) -> Finding:
    """How far back every table goes; `earliest` are their first instants (a table that was restored
    begins anew).
    """
    if earliest:
        return Finding(GOOD, f"tables go back to {max(earliest):%Y-%m-%d %H:%M %Z}")
    return Finding(BAD, "no table goes back", "make restore-drill shows what can be restored.")


def answer_backups(made: Sequence[datetime]) -> Finding:
    """When the answers were last backed up: once a day while a survey is open, never otherwise."""
    if made:
        return Finding(GOOD, f"the answers were last backed up at {max(made):%Y-%m-%d %H:%M %Z}")
    return Finding(
        UNSURE,
        "there is no backup of the answers",
        "Right unless a survey is open or unsealed: then see why the tick makes none, in its log.",
    )


def accounts(emails: Iterable[str]) -> Finding:
    """Whether somebody can sign in to set everything up; `emails` of operations staff."""
    if any(emails):
        return Finding(GOOD, "operations staff have an account")
    return Finding(
        BAD,
        "nobody can sign in yet",
        "python -m infra.account --stack … --email … --name …; it prints the first password.",
    )


def way_in(address: str, status: int | None, via: str) -> Finding:
    """What a request to the application's own address brought: its status, None if nothing
    answered, and the header Via.
    """
    if status == 200 and "cloudfront" in via.lower():
        return Finding(GOOD, f"{address} answers, by CloudFront")
    if status == 200:
        return Finding(
            UNSURE, f"{address} answers, not by CloudFront", "Look where its name leads."
        )
    return Finding(
        BAD,
        f"{address} does not answer" if status is None else f"{address} answers {status}",
        "Set the record DnsApplication that make deploy shows; CloudFront takes some minutes.",
    )
