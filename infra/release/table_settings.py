"""What a table of a stack has to be set to, as the template says for the stage that is deployed.

A restored table has none of it: recovery to a point in time, protection from deletion and time to
live are off. It keeps its keys and its capacity on demand; streams, own tags and auto-scaling the
template has none of, and alarms go by names, which stay.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from chalice.package import YAMLTemplateSerializer

from infra.folders import RESOURCES
from infra.release import changes

ON_DEMAND = "PAY_PER_REQUEST"


@dataclass(frozen=True, slots=True)
class Settings:
    """Days of recovery (0: none), protection from deletion, the attribute that ends an item's life
    (empty: none).
    """

    recovery_days: int
    is_protected: bool
    lives_by: str = ""


def of_stack(cloudformation: Any, stack: str) -> dict[str, Settings]:
    """The settings of every table of a deployed stack by the table's name there."""
    template: dict[str, Any] = YAMLTemplateSerializer().load_template(
        RESOURCES.read_text(encoding="utf-8")
    )
    values = {name: str(each["Default"]) for name, each in template["Parameters"].items()}
    (described,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    values |= {
        each["ParameterKey"]: each["ParameterValue"] for each in described.get("Parameters", ())
    }
    found = {}
    for resource in template["Resources"].values():
        if resource.get("Type") == "AWS::DynamoDB::Table":
            properties = _decided(resource["Properties"], values)
            name = properties["TableName"]["Fn::Sub"].replace("${AWS::StackName}", stack)
            found[name] = _settings(properties)
    return found


def _settings(properties: dict[str, Any]) -> Settings:
    recovery = properties["PointInTimeRecoverySpecification"]
    has_recovery = recovery["PointInTimeRecoveryEnabled"]
    return Settings(
        int(recovery["RecoveryPeriodInDays"]) if has_recovery else 0,
        properties["DeletionProtectionEnabled"],
        properties.get("TimeToLiveSpecification", {}).get("AttributeName", ""),
    )


def _decided(value: Any, values: dict[str, str]) -> Any:
    match value:
        case {"Fn::If": ["OnAws", yes, no]}:
            return _decided(yes if values["Env"] != "local" else no, values)
        case {"Ref": name} if name in values:
            return values[name]
        case dict():
            return {key: _decided(inner, values) for key, inner in value.items()}
    return value


def read(dynamodb: Any, table: str) -> Settings:
    """How a table is set now."""
    described = dynamodb.describe_table(TableName=table)["Table"]
    backups = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    recovery = backups["PointInTimeRecoveryDescription"]
    life = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    is_on = recovery["PointInTimeRecoveryStatus"] == "ENABLED"
    return Settings(
        recovery.get("RecoveryPeriodInDays", 35) if is_on else 0,
        bool(described.get("DeletionProtectionEnabled")),
        life.get("AttributeName", "") if life["TimeToLiveStatus"].startswith("ENABL") else "",
    )


def put(dynamodb: Any, table: str, wanted: Settings) -> None:
    """Set what differs."""
    now = read(dynamodb, table)
    if wanted.lives_by and now.lives_by != wanted.lives_by:
        life = {"Enabled": True, "AttributeName": wanted.lives_by}
        dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=life)
    if now.recovery_days != wanted.recovery_days:
        recovery: dict[str, Any] = {"PointInTimeRecoveryEnabled": wanted.recovery_days > 0}
        if wanted.recovery_days:
            recovery["RecoveryPeriodInDays"] = wanted.recovery_days
        dynamodb.update_continuous_backups(
            TableName=table, PointInTimeRecoverySpecification=recovery
        )
    if now.is_protected != wanted.is_protected:
        protect(dynamodb, table, is_protected=wanted.is_protected)


def protect(dynamodb: Any, table: str, *, is_protected: bool) -> None:
    """Have a table protected from deletion, or no more; returns once it is."""
    dynamodb.update_table(TableName=table, DeletionProtectionEnabled=is_protected)
    wait(dynamodb, table)


def status(dynamodb: Any, table: str) -> str | None:
    """The table's status, None where there is none of this name."""
    try:
        found: str = dynamodb.describe_table(TableName=table)["Table"]["TableStatus"]
    except dynamodb.exceptions.ResourceNotFoundException:
        return None
    return found


def wait(dynamodb: Any, table: str, until: str | None = "ACTIVE") -> None:
    """Return once a table has this status; None: once it is gone. Large tables take hours."""
    while status(dynamodb, table) != until:
        time.sleep(changes.PAUSE)
