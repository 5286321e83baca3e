"""Everything that a deployed system keeps or lets out, gathered to be searched for what joins a
person to an answer.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.local.stack import NAME, Stack
from tests.survey_story import looks_like_a_time

Places = dict[str, list[Any]]
"""Records by place: `table responses`, `bucket boxes`, `log APIHandler`, `queue …`, `letters`, …"""

# What may stand in an item, by table. A field that is not named here fails the walk: first show
# that it joins nothing.
RESPONSE = {"box", "response", "answers"}
INVITATION = {
    "invitation",
    "round",
    "index",
    "group",
    "unit",
    "lister",
    "at",
    "status",
    "wanted",
    "letters",
    "sends",
    "delivery",
    "day",
    "link",
    "corrections",
    "revoked",
}
SIGNALS = {
    "network",
    "device",
    "bucket",
    "pace",
}  # keyed hashes and a word, until the signals are kept
BOX = {"unit", "group", "count", "digest", "answers"}
SEALING = {"ranking", "item", "version_id", "digest", "counts"}
# What may stand in a log line, by what wrote it.
LOG = {
    "route": {"route", "status", "code", "sub", "ms"},
    "mail": {"job", "messages", "failed"},
    "feedback": {"job", "outcomes", "failed"},
    "tick": {"job", "rounds", "failed", "evidence_waits"},
    "publish": {"job", "work", "outcome"},
    "inspect": {"job", "outcomes"},
}
PLATFORM = re.compile(r"(INIT_START|START|END|REPORT) ")
ANONYMOUS = ("table responses", "bucket boxes")


@dataclass(frozen=True, slots=True)
class Person:
    """All that is known of somebody who answered, outside the system."""

    name: str
    address: str
    token: str
    ballot: str
    receipt: str
    answers: str

    @property
    def marks(self) -> dict[str, str]:
        """What tells this person from others, but for the answers."""
        return {
            "name": self.name,
            "address": self.address,
            "token": self.token,
            "invitation": self.token[:12],
            "ballot": self.ballot,
            "receipt": self.receipt,
        }


def gather(stack: Stack, since: datetime) -> Places:
    """Every item, object version, waiting message and letter, and every log line since that
    instant.
    """
    places: Places = {
        f"table {name.removeprefix(f'{NAME}-')}": _items(stack, name)
        for name in stack.client("dynamodb").list_tables()["TableNames"]
        if name.startswith(NAME)
    }
    for bucket in ("Evidence", "Publications", "Drafts", "Boxes"):
        places[f"bucket {bucket.lower()}"] = list(
            _objects(stack.client("s3"), stack.outputs[f"{bucket}Bucket"])
        )
    sqs = stack.client("sqs")
    for url in sqs.list_queues()["QueueUrls"]:
        received = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=0,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        places[f"queue {url.rpartition('/')[2]}"] = received.get("Messages", [])
    logs = stack.client("logs")
    for group in logs.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=name, startTime=int(since.timestamp() * 1000)
        )
        short = name.removeprefix(f"/aws/lambda/{NAME}-").partition("-")[0]
        places[f"log {short}"] = [event["message"] for page in pages for event in page["events"]]
    places["letters"] = list(stack.messages())
    return places


def _items(stack: Stack, table: str) -> list[Any]:
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=table)
    items = [item for page in pages for item in page["Items"]]
    return [{name: next(iter(cell.values())) for name, cell in item.items()} for item in items]


def _objects(s3: Any, bucket: str) -> Iterator[dict[str, Any]]:
    for version in s3.list_object_versions(Bucket=bucket).get("Versions", []):
        found = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
        body = found["Body"].read()
        contents = [body]
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                contents = [archive.read(name) for name in archive.namelist()]
        lines = [line for content in contents for line in content.splitlines()]
        yield {"key": version["Key"], "metadata": found["Metadata"], "lines": lines}


def texts(value: Any) -> Iterator[str]:
    """Every text inside a value, however packed: JSON, compressed, in lists and maps; names of
    fields are left out.
    """
    if isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, bytes):
        try:
            yield from texts(zlib.decompress(value))
        except zlib.error:
            yield from texts(value.decode("utf-8", "replace"))
    elif isinstance(value, str):
        try:
            inner = json.loads(value)
        except ValueError:
            inner = value
        yield from texts(inner) if isinstance(inner, list | dict) else [value]
    elif isinstance(value, Sequence | set | frozenset):
        for each in value:
            yield from texts(each)
    elif value is not None:
        yield str(value)


def words(records: Sequence[Any]) -> set[str]:
    """Every run of six or more letters, digits, `-` and `_`: whatever could be a key."""
    return {word for text in texts(records) for word in re.findall(r"[\w-]{6,}", text)}


def check_fields(places: Places) -> None:
    """Every item and log line has the fields named above and no others; no time stands beside an
    answer.
    """
    for item in places["table responses"]:
        assert set(item) == RESPONSE
    for item in places["table invitations"]:
        assert INVITATION <= set(item) <= INVITATION | SIGNALS, set(item) ^ INVITATION
        assert not looks_like_a_time(str({**item, "round": ""}))
    for item in places["table results"]:
        assert item["item"] != "boxes" or set(item) == SEALING
    for sealed in places["bucket boxes"]:
        head, *boxes = map(json.loads, sealed["lines"])
        assert set(head) == {"round", "index", "width", "boxes"}
        assert all(set(box) == BOX for box in boxes)
        assert sealed["metadata"] == {}
    for place, lines in places.items():
        for line in lines if place.startswith("log ") else []:
            assert _is_known(line), "\n".join([place, line, "of:", *lines])


def _is_known(line: str) -> bool:
    if PLATFORM.match(line):
        return True
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and set(found) == LOG.get(found.get("job", "route"))


def check_joins(places: Places, shared: set[str]) -> None:
    """No answer has a word in common with anything else, but for `shared`: the names of its round,
    index and cell.
    """
    for place in ANONYMOUS:
        elsewhere = [records for other, records in places.items() if other not in ANONYMOUS]
        assert not (words(places[place]) & words(elsewhere)) - shared


def check_people(places: Places, people: Sequence[Person], key: bytes) -> None:
    """No mark of a person, and no digest of one, stands beside an answer; a receipt stands nowhere
    at all.
    """
    anonymous = "\n".join(texts([places[place] for place in ANONYMOUS]))
    for person in people:
        for name, mark in person.marks.items():
            assert mark not in anonymous, name
            for digest in digests(mark, key):
                assert digest[:10] not in anonymous, name
    everything = "\n".join(texts(list(places.values())))
    assert not [person for person in people if person.receipt in everything]
    responses = [item["response"] for item in places["table responses"]]
    others = "\n".join(
        texts([records for place, records in places.items() if place not in ANONYMOUS])
    )
    assert not [
        each for each in responses for digest in digests(each, key) if digest[:10] in others
    ]


def digests(text: str, key: bytes) -> Iterator[str]:
    """Usual digests of a text, also under the link's key, in the usual spellings."""
    raw = text.encode()
    for name in ("md5", "sha1", "sha256", "sha512"):
        for digest in (
            hashlib.new(name, raw, usedforsecurity=False).digest(),
            hmac.digest(key, raw, name),
        ):
            yield from (
                digest.hex(),
                base64.b64encode(digest).decode(),
                base64.urlsafe_b64encode(digest).decode(),
                str(int.from_bytes(digest, "big")),
            )


def check_places(places: Places, people: Sequence[Person], only: str) -> None:
    """The answers stand in one place only."""
    for place, records in places.items():
        text = "\n".join(texts(records))
        found = [person for person in people if person.answers in text]
        assert len(found) == (len(people) if place == only else 0), place
