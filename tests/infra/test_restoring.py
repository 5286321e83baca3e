"""A table comes back under its own name, set as the stage wants it, by steps that can be done
again.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.release import changes, refiling, restore, restoring, table_settings
from infra.release.restoring import Tables
from infra.release.table_settings import Settings

REGION, STACK = "ap-southeast-1", "par-index-staging"
TABLE = f"{STACK}-attempts"
AT = datetime(2026, 11, 30, 10, tzinfo=UTC)
BUCKET = "publications"
SAID: list[str] = []
COPY = f"{TABLE}-at-20261130T100000Z"


class Described:
    """CloudFormation's word for a stack of a stage."""

    def __init__(self, **parameters: str) -> None:
        self.parameters = parameters

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803  as the client's
        pairs = self.parameters.items()
        told = [{"ParameterKey": name, "ParameterValue": value} for name, value in pairs]
        return {"Stacks": [{"Parameters": told}]}


STAGING = Described(Env="staging", RecoveryDays="7")


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(changes, "PAUSE", 0)
    with mock_aws():
        yield boto3.client("dynamodb", region_name=REGION)


def make(dynamodb: Any, *items: str) -> Tables:
    dynamodb.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "attempt", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "attempt", "KeyType": "HASH"}],
    )
    tables = Tables(dynamodb, table_settings.of_stack(STAGING, STACK), SAID.append)
    table_settings.put(dynamodb, TABLE, tables.settings[TABLE])
    fill(dynamodb, TABLE, *items)
    return tables


def fill(dynamodb: Any, table: str, *items: str) -> None:
    for item in items:
        dynamodb.put_item(TableName=table, Item={"attempt": {"S": item}})


def items(dynamodb: Any) -> list[str]:
    return sorted(each["attempt"]["S"] for each in dynamodb.scan(TableName=TABLE)["Items"])


def names(dynamodb: Any) -> list[str]:
    found: list[str] = dynamodb.list_tables()["TableNames"]
    return found


def test_what_a_table_has_to_be_set_to_follows_from_the_template_and_the_stage() -> None:
    found = table_settings.of_stack(STAGING, STACK)
    assert len(found) == 14
    assert found[TABLE] == Settings(7, is_protected=True, lives_by="expires")
    assert found[f"{STACK}-responses"] == Settings(0, is_protected=True)
    assert {each.recovery_days for name, each in found.items() if "responses" not in name} == {7}
    local = table_settings.of_stack(Described(), STACK)
    assert set(local.values()) == {
        Settings(0, is_protected=False),
        Settings(0, is_protected=False, lives_by="expires"),
    }


def test_a_table_that_is_gone_comes_back_from_its_last_backup_with_its_settings(
    dynamodb: Any,
) -> None:
    tables = make(dynamodb, "a")
    dynamodb.create_backup(TableName=TABLE, BackupName="old")
    fill(dynamodb, TABLE, "b")
    dynamodb.create_backup(TableName=TABLE, BackupName="new")
    tables._delete(TABLE)
    tables.bring_back(TABLE)
    tables.bring_back(TABLE)  # again, as after a lost reply
    assert items(dynamodb) == ["a", "b"]
    assert table_settings.read(dynamodb, TABLE).is_protected
    assert table_settings.read(dynamodb, TABLE).lives_by == "expires"
    assert table_settings.read(dynamodb, TABLE).recovery_days > 0


def test_without_a_backup_it_is_said_that_there_is_none(dynamodb: Any) -> None:
    tables = make(dynamodb)
    tables._delete(TABLE)
    with pytest.raises(SystemExit, match="no backup"):
        tables.bring_back(TABLE)


def test_a_table_goes_back_to_what_its_copy_of_that_instant_holds(dynamodb: Any) -> None:
    tables = make(dynamodb, "a", "wrong")
    tables.copy(TABLE, COPY, AT)
    dynamodb.delete_item(TableName=COPY, Key={"attempt": {"S": "wrong"}})  # as it was then
    tables.rewind(TABLE, AT)
    assert items(dynamodb) == ["a"]
    assert names(dynamodb) == [TABLE]
    assert table_settings.read(dynamodb, TABLE).is_protected
    (before,) = restoring.list_backups(dynamodb, TABLE)
    dynamodb.restore_table_from_backup(TargetTableName="before", BackupArn=before["BackupArn"])
    assert len(dynamodb.scan(TableName="before")["Items"]) == 2  # nothing is lost by going back


@pytest.mark.parametrize("step", ["create_backup", "delete_table", "restore_table_from_backup"])
@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
def test_going_back_may_die_at_any_step_and_is_run_again(
    dynamodb: Any, monkeypatch: pytest.MonkeyPatch, step: str, *, is_done: bool
) -> None:
    tables = make(dynamodb, "a", "wrong")
    tables.copy(TABLE, COPY, AT)
    dynamodb.delete_item(TableName=COPY, Key={"attempt": {"S": "wrong"}})
    work = getattr(dynamodb, step)

    def die(**asked: Any) -> None:
        if is_done:
            work(**asked)
        raise InterruptedError

    with monkeypatch.context() as patch:
        patch.setattr(dynamodb, step, die)
        with pytest.raises(InterruptedError):
            tables.rewind(TABLE, AT)
    tables.rewind(TABLE, AT)
    assert (items(dynamodb), names(dynamodb)) == (["a"], [TABLE])


def test_a_drill_counts_a_copy_and_leaves_nothing(dynamodb: Any) -> None:
    tables = make(dynamodb, "a", "b")
    assert tables.drill(TABLE) == (2, 2)
    assert names(dynamodb) == [TABLE]
    assert items(dynamodb) == ["a", "b"]


def test_functions_are_held_meanwhile_and_stay_so_where_restoring_fails() -> None:
    calls: list[str] = []

    class Functions:
        def put_function_concurrency(self, **asked: Any) -> None:
            calls.append(f"hold {asked['FunctionName']} {asked['ReservedConcurrentExecutions']}")

        def delete_function_concurrency(self, **asked: Any) -> None:
            calls.append(f"let go {asked['FunctionName']}")

    with restoring.held(Functions(), ["f"], SAID.append):
        calls.append("work")
    assert calls == ["hold f 0", "work", "let go f"]
    with pytest.raises(SystemExit), restoring.held(Functions(), ["f"], SAID.append):
        raise SystemExit
    assert calls[3:] == ["hold f 0"]


def test_an_instant_says_its_zone() -> None:
    assert restore.instant("2026-11-30T17:00:00+07:00") == AT
    with pytest.raises(argparse.ArgumentTypeError):
        restore.instant("2026-11-30T10:00:00")


@pytest.fixture
def s3() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield client


def body(s3: Any, key: str) -> bytes:
    content: bytes = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return content


def test_a_deleted_file_comes_back_with_the_version_it_had(s3: Any) -> None:
    version = s3.put_object(Bucket=BUCKET, Key="a.pdf", Body=b"1")["VersionId"]
    for _ in range(2):
        s3.delete_object(Bucket=BUCKET, Key="a.pdf")
    assert refiling.bring_back(s3, BUCKET, "", None, SAID.append) == 1
    assert s3.head_object(Bucket=BUCKET, Key="a.pdf")["VersionId"] == version
    assert refiling.bring_back(s3, BUCKET, "", None, SAID.append) == 0


def test_a_file_is_what_it_was_at_an_instant(s3: Any) -> None:
    s3.put_object(Bucket=BUCKET, Key="ranking.json", Body=b"right")
    then = s3.head_object(Bucket=BUCKET, Key="ranking.json")["LastModified"]
    history = s3.list_object_versions(Bucket=BUCKET)["Versions"]
    s3.put_object(Bucket=BUCKET, Key="ranking.json", Body=b"wrong")
    later = s3.list_object_versions(Bucket=BUCKET)["Versions"]
    dates = {history[0]["VersionId"]: then}

    class Dated:
        """S3 with seconds between the two versions, which it tells in whole seconds."""

        def __getattr__(self, name: str) -> Any:
            return getattr(s3, name)

        def get_paginator(self, _: str) -> Any:
            return self

        def paginate(self, **_: str) -> list[dict[str, Any]]:
            shown = [
                {**each, "LastModified": dates.get(each["VersionId"], then + timedelta(minutes=1))}
                for each in later
            ]
            return [{"Versions": shown}]

    assert refiling.bring_back(Dated(), BUCKET, "", then + timedelta(seconds=30), SAID.append) == 1
    assert body(s3, "ranking.json") == b"right"
    assert (
        refiling.bring_back(Dated(), BUCKET, "other", then + timedelta(minutes=2), SAID.append) == 0
    )


def test_images_with_the_place_where_they_were_taken_stay_deleted(s3: Any) -> None:
    s3.put_object(Bucket=BUCKET, Key="arriving/a.jpg", Body=b"1")
    s3.delete_object(Bucket=BUCKET, Key="arriving/a.jpg")
    assert refiling.bring_back(s3, BUCKET, "", None, SAID.append) == 0
