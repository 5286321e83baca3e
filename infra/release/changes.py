"""What a deployment would change, as CloudFormation itself works it out: its change sets."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from infra.stacks import status

CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND")
NOTHING = ("didn't contain changes", "No updates are to be performed")
# What holds something that nobody can make again, or what the way in stands on.
HOLDING = (
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::Cognito::UserPool",
    "AWS::SecretsManager::Secret",
    "AWS::CertificateManager::Certificate",
    "AWS::WAFv2::WebACL",
)
PAUSE = 2.0  # seconds between two looks at what AWS does
_WORDS = {
    "added": ("+", "green"),
    "changed": ("~", "yellow"),
    "MAY BE REPLACED": ("!", "bold red"),
    "REPLACED": ("!", "bold red"),
    "REMOVED": ("-", "bold red"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One resource: what becomes of it (a word of _WORDS), and by which properties."""

    word: str
    name: str
    kind: str
    properties: tuple[str, ...] = ()

    @property
    def is_dangerous(self) -> bool:
        """Whether data or the way in may go: what holds them is removed or replaced."""
        return self.word.isupper() and self.kind in HOLDING

    def shown(self) -> Text:
        """The line for a terminal."""
        mark, style = _WORDS[self.word]
        line = Text(f"{mark} {self.word:<15} ", style)
        line.append(f"{self.kind:<40} {self.name}", "")
        return line.append(f"  ({', '.join(self.properties)})" if self.properties else "", "dim")


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What CloudFormation would do to a stack. It may change outputs alone, and no resource; where
    it would do nothing at all, it cannot be executed.
    """

    id: str
    stack: str
    is_first: bool
    does_something: bool
    changes: tuple[Change, ...]


def refuse_unfit(stack: str, now: str | None) -> None:
    """Raise SystemExit where a stack in this status takes no changes; the text says what to do."""
    if now in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"):
        raise SystemExit(
            f"{stack} is {now} and takes no changes. See why in its events, delete it (aws"
            f" cloudformation delete-stack --stack-name {stack}), and deploy again. docs/aws.md"
            " says what to do if AWS cannot delete a protected table."
        )
    if now and now.endswith("_IN_PROGRESS") and now != "REVIEW_IN_PROGRESS":
        raise SystemExit(f"{stack} is {now}: somebody deploys it now. Wait until that is done.")
    if now == "UPDATE_ROLLBACK_FAILED":
        raise SystemExit(
            f"{stack} is {now}: mend what its events name, then aws cloudformation"
            f" continue-update-rollback --stack-name {stack}."
        )


def propose(
    cloudformation: Any, stack: str, template_url: str, values: Mapping[str, str]
) -> ChangeSet:
    """Have CloudFormation work out what the template would change; SystemExit if it refuses."""
    now = status(cloudformation, stack)
    refuse_unfit(stack, now)
    is_first = now in (None, "REVIEW_IN_PROGRESS")
    made = cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=f"deploy-{time.time_ns()}",
        ChangeSetType="CREATE" if is_first else "UPDATE",
        TemplateURL=template_url,
        Capabilities=list(CAPABILITIES),
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value} for name, value in values.items()
        ],
    )
    proposed = made["Id"]
    found = _worked_out(cloudformation, stack, proposed)
    reason = found.get("StatusReason") or ""
    has_failed = found["Status"] == "FAILED"
    if has_failed and not any(text in reason for text in NOTHING):
        discard(cloudformation, ChangeSet(proposed, stack, is_first, False, ()))
        raise SystemExit(f"CloudFormation refuses: {reason}")
    changes = () if has_failed else read(found["Changes"])
    return ChangeSet(proposed, stack, is_first, not has_failed, changes)


def discard(cloudformation: Any, proposed: ChangeSet) -> None:
    """Leave nothing of what was only looked at, the empty stack of a first one included."""
    cloudformation.delete_change_set(StackName=proposed.stack, ChangeSetName=proposed.id)
    if proposed.is_first and status(cloudformation, proposed.stack) == "REVIEW_IN_PROGRESS":
        cloudformation.delete_stack(StackName=proposed.stack)


def read(found: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The changes of a described change set, the dangerous first, then by kind and name."""
    changes = [_change(each["ResourceChange"]) for each in found if "ResourceChange" in each]
    return tuple(
        sorted(changes, key=lambda each: (not each.is_dangerous, each.kind, each.name, each.word))
    )


def _change(resource: Mapping[str, Any]) -> Change:
    properties = {
        detail.get("Target", {}).get("Name") or detail.get("Target", {}).get("Attribute", "")
        for detail in resource.get("Details", ())
    }
    match resource["Action"], resource.get("Replacement", "False"):
        case "Add" | "Import", _:
            word, properties = "added", set()
        case "Remove", _:
            word, properties = "REMOVED", set()
        case _, "True":
            word = "REPLACED"
        case _, "Conditional":
            word = "MAY BE REPLACED"
        case _:
            word = "changed"
    return Change(
        word,
        resource["LogicalResourceId"],
        resource["ResourceType"],
        tuple(sorted(properties - {""})),
    )


def _worked_out(cloudformation: Any, stack: str, proposed: str) -> dict[str, Any]:
    """The change set once AWS is done with it, with the changes of all its pages."""
    while True:
        found: dict[str, Any] = cloudformation.describe_change_set(
            StackName=stack, ChangeSetName=proposed
        )
        if not found["Status"].endswith(("_PENDING", "_IN_PROGRESS")):
            break
        time.sleep(PAUSE)
    changes, page = list(found.get("Changes", ())), found
    while page.get("NextToken"):
        page = cloudformation.describe_change_set(
            StackName=stack, ChangeSetName=proposed, NextToken=page["NextToken"]
        )
        changes += page.get("Changes", ())
    return {**found, "Changes": changes}
