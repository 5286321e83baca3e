"""The drill: tables and files of a deployed system are deleted and restored; what was published
stays the same bytes, and the same is published again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import emulator
from infra.local.stack import NAME, Stack
from infra.package import build
from infra.release import changes, restore, restoring
from infra.release.doctor import Place
from tests.infra.test_own_roles_deployed import beside
from tests.patience import eventually
from tests.small_round import ROUND

RANKING = f"/public/v1/rounds/{ROUND}/rankings/departments"
LOST = ("rounds", "sheets", "rulings", "results", "evidence", "accounts", "audit", "responses")
PLAYED = """
from tests import scoring_story as story
story.whole()
story.ask("job-1")
"""
AGAIN = """
from datetime import timedelta
from tests import scoring_story as story
story.ask("job-2", reason="thử khôi phục", now=story.AFTER + timedelta(minutes=5))
"""
OF_A_VERSION = ("version", "published_at", "supersedes", "reason")


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A system of its own, whose tables can be recovered as on AWS."""
    monkeypatch.setattr(changes, "PAUSE", 0.1)
    started = emulator.start(emulator.free_port(), emulator.temporary_folder(), keep=False)
    with Stack(started, temporary=True) as running:
        running.deploy(build("local", check=False))
        for name in running.client("dynamodb").list_tables()["TableNames"]:
            running.client("dynamodb").update_continuous_backups(
                TableName=name,
                PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
            )
        yield running


def ranking(stack: Stack, version: int = 1) -> Any:
    return stack.http.get(RANKING, params={"version": version})


def published(stack: Stack, version: int) -> dict[str, Any]:
    assert eventually(lambda: ranking(stack, version).ok)
    found: dict[str, Any] = ranking(stack, version).json()
    return {name: value for name, value in found.items() if name not in OF_A_VERSION}


def functions(place: Place) -> list[str]:
    return [name for kind, name in place.resources().values() if kind == restoring.FUNCTION]


def test_what_was_lost_is_restored_and_the_same_is_published(
    stack: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    beside(stack, PLAYED)
    first = published(stack, 1)
    content = ranking(stack).content
    dynamodb, s3 = stack.client("dynamodb"), stack.client("s3")
    place = Place(stack.client, NAME, lambda _: (200, ""))
    restore.drill(place, ["results"])
    count = len(dynamodb.scan(TableName=f"{NAME}-results")["Items"])
    assert f"{count} items restored, {count} there" in capsys.readouterr().out

    before = {}
    with restoring.held(stack.client("lambda"), functions(place), print):  # the tick writes too
        for name in LOST:
            before[name] = dynamodb.scan(TableName=f"{NAME}-{name}")["Items"]
            dynamodb.delete_table(TableName=f"{NAME}-{name}")
    assert before["results"] and before["sheets"]
    bucket = stack.outputs["PublicationsBucket"]
    files = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    for key in files:
        s3.delete_object(Bucket=bucket, Key=key)
    assert not stack.http.get("/public/v1/rounds").ok

    restore.restore_tables(place, [], None, input)
    assert restore.restore_files(place, ["Publications"], "", None) == len(files)
    for name in LOST:
        restored = dynamodb.scan(TableName=f"{NAME}-{name}")["Items"]
        assert sorted(restored, key=str) == sorted(before[name], key=str)
    assert ranking(stack).content == content
    beside(stack, AGAIN)
    assert published(stack, 2) == first


def test_nothing_runs_while_a_table_goes_back_in_time(stack: Stack) -> None:
    place = Place(stack.client, NAME, lambda _: (200, ""))
    assert len(functions(place)) == 6
    with restoring.held(stack.client("lambda"), functions(place), print):
        refused = stack.http.get("/public/v1/rounds")
        assert refused.status_code in (429, 500)
        assert refused.headers["Content-Type"] == "application/problem+json"
    assert stack.http.get("/public/v1/rounds").ok
