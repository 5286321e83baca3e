from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from infra.folders import EMULATOR_PYTHON
from infra.local.emulator import free_port
from infra.local.stack import NAME, Stack
from tests.local_run import KEPT, killed_system, running_system
from tests.patience import eventually

if TYPE_CHECKING:
    from pathlib import Path

TABLE = f"{NAME}-rounds"
AT_ONCE = 8
# Writes the state as ministack does, each service in a file of its own.
AS_EARLIER = """
import json, pickle, sqlite3, sys
from ministack.core import persistence, responses

kept = {}
for place, name, content in sqlite3.connect(sys.argv[1]).execute("SELECT * FROM kept"):
    kept.setdefault(place, {})[name] = pickle.loads(content)
services = kept["services"]
services["cognito"]["revoked_tokens"] = []
for table in services["dynamodb"]["tables"]._data.values():
    for keys, item in kept.get(table["TableId"], {}).items():
        hash_key, range_key = json.loads(keys)
        table["items"].setdefault(hash_key, {})[range_key] = item
sent = responses.AccountRegionScopedDict()
for name, letter in kept["letters"].items():
    *place, at = json.loads(name)
    sent._data.setdefault(tuple(place), []).append(letter)
for name, state in {**services, "letters": {"sent": sent}}.items():
    persistence.save_state(name, state)
"""


@dataclass(frozen=True)
class Killed:
    """What a system that was killed has left, and what it had accepted."""

    folder: Path
    port: int
    contents: dict[str, set[str]]

    def copy(self, folder: Path) -> Killed:
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("tmp"))
        return Killed(folder, self.port, self.contents)


def contents(stack: Stack) -> dict[str, set[str]]:
    """Everything that people may have entered."""
    s3, users = stack.client("s3"), stack.client("cognito-idp").get_paginator("list_users")
    bucket = stack._resource("Evidence")
    secrets = stack.client("secretsmanager").list_secrets()["SecretList"]
    return {
        "items": {
            row["item"]["S"]
            for page in stack.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
            for row in page["Items"]
        },
        "objects": {
            f"{each['Key']}: {s3.get_object(Bucket=bucket, Key=each['Key'])['Body'].read()!r}"
            for each in s3.list_objects_v2(Bucket=bucket)["Contents"]
        },
        "accounts": {
            user["Username"]
            for page in users.paginate(UserPoolId=stack._resource("UserPool"))
            for user in page["Users"]
        },
        "letters": {f"{each['To']} {each['Subject']}" for each in stack.messages()},
        "secrets": {each["Name"] for each in secrets},
    }


def enter(stack: Stack, clerk: int) -> None:
    """What one of several people enters at the same time."""
    dynamodb, s3 = stack.client("dynamodb"), stack.client("s3")
    for at in range(25):
        key = {"round": {"S": "r"}, "item": {"S": f"{clerk}-{at}"}}
        dynamodb.put_item(TableName=TABLE, Item={**key, "text": {"S": "ạ" * 2000}})
        if at % 5 == 0:
            dynamodb.delete_item(TableName=TABLE, Key=key)
    s3.put_object(Bucket=stack._resource("Evidence"), Key=f"{clerk}.pdf", Body=b"%PDF")
    stack.client("cognito-idp").admin_create_user(
        UserPoolId=stack._resource("UserPool"),
        Username=f"can-bo-{clerk}@example.test",
        MessageAction="SUPPRESS",
    )
    stack.client("secretsmanager").create_secret(Name=f"bi-mat-{clerk}", SecretString="x")
    stack.client("sesv2").send_email(
        FromEmailAddress=stack.function_environment()["MAIL_FROM"],
        Destination={"ToAddresses": [f"nguoi-{clerk}@example.test"]},
        Content={"Simple": {"Subject": {"Data": "Thư"}, "Body": {"Text": {"Data": "Thư"}}}},
    )
    assert stack.session().get("/public/v1/rounds").ok


def put(stack: Stack, item: str) -> None:
    key = {"round": {"S": "r"}, "item": {"S": item}}
    stack.client("dynamodb").put_item(TableName=TABLE, Item=key)


def is_kept(folder: Path, text: str) -> bool:
    """Whether this text is anywhere in what is on the disk."""
    with closing(sqlite3.connect(folder / KEPT)) as database:
        query = "SELECT 1 FROM kept WHERE instr(content, CAST(? AS BLOB)) LIMIT 1"
        return bool(database.execute(query, (text,)).fetchone())


def wait_until_kept(folder: Path, text: str) -> None:
    """A moment, after something was accepted."""
    eventually(lambda: is_kept(folder, text), every=0.05)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    folder, port = tmp_path_factory.mktemp("killed"), free_port()
    with killed_system(folder, port) as stack:
        with ThreadPoolExecutor(AT_ONCE) as clerks:
            list(clerks.map(lambda clerk: enter(stack, clerk), range(AT_ONCE)))
        accepted = contents(stack)
        # Written in the order in which they came: with the last one all are there.
        put(stack, "the last one")
        wait_until_kept(folder, "the last one")
    return Killed(folder, port, {**accepted, "items": {*accepted["items"], "the last one"}})


@pytest.fixture(scope="module")
def restarted(killed: Killed, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """What was found at the next start, and its folder after a stop in order."""
    left = killed.copy(tmp_path_factory.mktemp("restarted") / "run")
    with running_system(left.folder, left.port) as (stack, _):
        assert stack.http.get("/public/v1/rounds").ok
        found = contents(stack)
    return Killed(left.folder, left.port, found)


def test_what_was_accepted_under_load_is_there_after_a_kill(
    killed: Killed, restarted: Killed
) -> None:
    assert len(killed.contents["items"]) == AT_ONCE * 20 + 1
    assert restarted.contents == killed.contents


def test_lines_of_the_functions_logs_are_not_kept(restarted: Killed) -> None:
    assert is_kept(restarted.folder, "/aws/lambda/")
    assert not is_kept(restarted.folder, "GET /public/v1/rounds")


def test_a_record_that_was_torn_takes_no_other_with_it(killed: Killed, tmp_path: Path) -> None:
    left = killed.copy(tmp_path / "run")
    journal = left.folder / f"{KEPT}-wal"
    os.truncate(journal, journal.stat().st_size - 100)
    with running_system(left.folder, left.port) as (stack, _):
        found = contents(stack)
        assert found["items"] >= left.contents["items"] - {"the last one"}
        assert {**found, "items": None} == {**left.contents, "items": None}
        put(stack, "after that")
        wait_until_kept(left.folder, "after that")


def test_nobody_else_on_the_machine_can_read_what_is_kept(killed: Killed) -> None:
    assert killed.folder.stat().st_mode & 0o077 == 0
    kept = [killed.folder / "log", killed.folder / "ops.json"]
    kept += [*(killed.folder / "state").rglob("*"), *(killed.folder / "s3").rglob("*")]
    assert [file for file in kept if file.stat().st_mode & 0o077] == []


def test_what_an_earlier_version_kept_is_taken_over(killed: Killed, tmp_path: Path) -> None:
    left = killed.copy(tmp_path / "run")
    state = left.folder / "state"
    subprocess.run(
        [EMULATOR_PYTHON, "-c", AS_EARLIER, left.folder / KEPT],
        env={"PERSIST_STATE": "1", "STATE_DIR": str(state)},
        check=True,
    )
    for file in state.glob(f"{KEPT.name}*"):
        file.unlink()
    with running_system(left.folder, left.port) as (stack, _):
        assert contents(stack) == left.contents
        eventually(lambda: not list(state.glob("*.json")))
    assert is_kept(left.folder, "the last one")


def test_requests_are_answered_while_nothing_can_be_written_and_are_kept_later(
    tmp_path: Path,
) -> None:
    with Stack.start(folder=tmp_path) as stack:
        with closing(sqlite3.connect(tmp_path / KEPT, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")  # as if the disk took its time
            for at in range(20):
                put(stack, f"meanwhile-{at}")
            assert stack.http.get("/public/v1/rounds").ok
            database.execute("ROLLBACK")
        wait_until_kept(tmp_path, "meanwhile-19")
