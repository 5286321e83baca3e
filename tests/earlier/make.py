"""Make the fixtures of a release: what its code writes in the middle of a round, as files.

    python -m tests.earlier.make COMMIT

Run it in a checkout of the release itself, before the next one changes anything; COMMIT names the
folder. Keep the folder of the last release alone: readers accept one release back.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import fake_aws
from tests.fake_aws import STACK, Aws
from tests.room import with_room

HERE = Path(__file__).parent
QUEUES = {
    "mail": "MAIL_QUEUE_URL",
    "publish": "PUBLISH_QUEUE_URL",
    "evidence": "EVIDENCE_QUEUE_URL",
}
BUCKETS = ("EVIDENCE_BUCKET", "BOXES_BUCKET", "DRAFTS_BUCKET", "PUBLICATIONS_BUCKET")


def main(commit: str) -> None:
    """Write a file for each round of `rounds`, and one with the attributes of every model."""
    os.environ.update(fake_aws.ENVIRONMENT)  # models read their table's name as they are imported
    rounds = importlib.import_module("tests.earlier.rounds")
    rounds.load_every_model()
    folder = HERE / commit
    folder.mkdir(exist_ok=True)
    for name, play in rounds.ALL.items():
        with pytest.MonkeyPatch.context() as patch, fake_aws.world(patch) as aws:
            told = play(aws, patch)
            _write(folder / f"{name}.json", {**_kept(aws), "told": told})
    _write(folder / "models.json", attributes())


def attributes() -> dict[str, list[str]]:
    """The names of the attributes of every model of the store, as they are kept."""
    from pynamodb.models import Model

    return {
        f"{model.__module__.removeprefix('chalicelib.')}.{model.__name__}": sorted(
            attribute.attr_name for attribute in model.get_attributes().values()
        )
        for model in sorted(Model.__subclasses__(), key=lambda model: model.__name__)
    }


def _kept(aws: Aws) -> dict[str, Any]:
    dynamodb = aws.client("dynamodb")
    names = sorted(dynamodb.list_tables()["TableNames"])
    return {
        "tables": {
            name.removeprefix(f"{STACK}-"): dynamodb.scan(TableName=name)["Items"] for name in names
        },
        "objects": [each for bucket in BUCKETS for each in _objects(aws, bucket)],
        "messages": {name: _messages(aws, url) for name, url in QUEUES.items()},
    }


def _objects(aws: Aws, bucket: str) -> list[dict[str, Any]]:
    s3, name = aws.client("s3"), aws.environment.get(bucket)
    if not name:
        return []
    found = s3.list_object_versions(Bucket=name).get("Versions", [])
    return [
        {
            "bucket": bucket,
            "key": each["Key"],
            "version": each["VersionId"],
            "content": s3.get_object(Bucket=name, Key=each["Key"], VersionId=each["VersionId"])[
                "Body"
            ].read(),
        }
        for each in reversed(found)
    ]


def _messages(aws: Aws, url: str) -> list[str]:
    sqs, found = aws.client("sqs"), []
    while taken := sqs.receive_message(QueueUrl=aws.environment[url], MaxNumberOfMessages=10).get(
        "Messages"
    ):
        found += [each["Body"] for each in taken]
    return found


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(_lines(content) + "\n", encoding="utf-8")


def _lines(value: Any, levels: int = 3) -> str:
    """JSON with a line for each item."""
    if levels and value and isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {_lines(each, levels - 1)}" for key, each in value.items()]
        return "{\n" + ",\n".join(rows) + "\n}"
    if levels and value and isinstance(value, list):
        return "[\n" + ",\n".join(_lines(each, 0) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_text)


def _text(raw: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(raw).decode()}


if __name__ == "__main__":
    with_room(lambda: main(sys.argv[1]))
