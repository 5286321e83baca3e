"""Everything that AWS keeps, in a form in which two runs that did the same are equal.

Instants, random names and what is computed of them are left out, and so are the counters of failed
sign-ins, which end by themselves within a quarter of an hour.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from typing import Any

from moto.backends import get_backend

from tests.fake_aws import PSEUDO, REGION, STACK
from tests.faults.world import World

_WITHOUT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+00:00)?"  # instants
    r"|\b1[5-9]\d{8}(\.\d+)?\b"  # the same in seconds
    r'|(?<="bucket": )"[\w-]{8}"|(?<="network": )"[\w-]{8}"'  # keyed by chance
    r'|(?<="version": )"\d+"|(?<="locks_version": )"\d+"'  # how often a thing was written
    r"|\bid\d{14}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # random names
    r"|\b[0-9a-f]{12,64}\b|(?<![\w-])[\w-]{43}(?![\w-])"  # digests, signatures
)
_ANY: Any = get_backend


def taken(world: World) -> Counter[str]:
    """Each thing with how often it is there: items, latest objects, users, secrets, messages,
    letters.
    """
    found = Counter[str]()
    for line in (*_items(), *_objects(), *_users(), *_messages(), *_letters(world)):
        found[_WITHOUT.sub("·", line)] += 1
    return found


def _backend(service: str) -> Any:
    return _ANY(service)[PSEUDO["AWS::AccountId"]][REGION]


def _items() -> list[str]:
    return [
        f"{name.removeprefix(STACK)} {_shown(item.attrs)}"
        for name, table in _backend("dynamodb").tables.items()
        if not name.endswith("-attempts")
        for item in table.all_items()
    ]


def _shown(attributes: dict[str, Any]) -> str:
    return json.dumps(
        {name: _value(value) for name, value in attributes.items()}, sort_keys=True, default=str
    )


def _value(attribute: Any) -> Any:
    value = attribute.value
    if attribute.type != "B":
        return value
    try:
        return zlib.decompress(value).decode()
    except zlib.error:
        return value.hex()


def _objects() -> list[str]:
    buckets = _ANY("s3")[PSEUDO["AWS::AccountId"]]["aws"].buckets
    return [
        f"{name.removeprefix(STACK)}/{key} {_content(kept.value)}"
        for name, bucket in buckets.items()
        for key, kept in bucket.keys.items()
        if hasattr(kept, "value")
    ]


def _content(value: bytes) -> str:
    text = value.decode("utf-8", "replace")
    return text if text.isprintable() or value[:1] in b"{[" else f"{len(value)} bytes"


def _users() -> list[str]:
    pools = _backend("cognito-idp").user_pools.values()
    return [
        f"user {name} {user.status} {user.password} {user.enabled} "
        f"{user.software_token_mfa_enabled}"
        for pool in pools
        for name, user in pool.users.items()
    ]


def _messages() -> list[str]:
    """Messages in queues, each once: a queue may hand out any of them twice."""
    return sorted(
        {
            f"message {queue.name} {message.body}"
            for queue in _backend("sqs").queues.values()
            for message in queue._messages
        }
    )


def _letters(world: World) -> list[str]:
    sent = _ANY("ses")[PSEUDO["AWS::AccountId"]][REGION].sent_messages
    alone = [
        f"letter {sorted(letter.destinations['ToAddresses'])} {letter.subject}" for letter in sent
    ]
    return alone + [f"letter {address} {values}" for address, values in world.line.letters]
