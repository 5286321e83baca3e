"""Put what an earlier release wrote where this release finds it: as it is, with less, or with
more.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moto.backends import get_backend
from pynamodb.models import Model

from chalicelib.store import tables
from tests.earlier import rounds
from tests.fake_aws import Aws

(RELEASE,) = (each for each in Path(__file__).parent.iterdir() if (each / "models.json").exists())
AS_WRITTEN, BARE, BEYOND = "as written", "without what has a default", "with more than is known"
_BEYOND = "of_a_later_release"
# Texts of JSON with objects that have members; the others are maps by leaf or window.
_OBJECTS = ("content", "changes", "approval", "submission", "sent", "posts", "verdicts")
_MAPS = ("entries", "save#", "closings")


def models() -> dict[str, list[str]]:
    """The attributes of every model of that release."""
    return dict(json.loads((RELEASE / "models.json").read_text(encoding="utf-8")))


def put(aws: Aws, name: str, form: str = AS_WRITTEN) -> dict[str, Any]:
    """Put a round of `rounds` into the tables and buckets; what was told of it, and `messages`."""
    kept = json.loads(
        (RELEASE / f"{name}.json").read_text(encoding="utf-8"), object_hook=_with_bytes
    )
    defaults = _defaults() if form == BARE else {}
    for table, items in kept["tables"].items():
        for item in items:
            written = _beyond(item) if form == BEYOND else _bare(item, defaults.get(table, []))
            aws.client("dynamodb").put_item(TableName=tables.name(table), Item=written)
    for each in kept["objects"]:
        _put_object(aws, each)
    return {**kept["told"], "messages": kept["messages"]}


def _put_object(aws: Aws, kept: dict[str, Any]) -> None:
    bucket = aws.environment[kept["bucket"]]
    aws.client("s3").put_object(Bucket=bucket, Key=kept["key"], Body=kept["content"])
    (backend,) = (regions["aws"] for regions in get_backend("s3").values())
    stored: Any = backend.get_object(bucket, kept["key"])
    stored._version_id = kept["version"]


def _defaults() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """By table the attributes that a model reads as their default where they are missing."""
    rounds.load_every_model()
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for model in Model.__subclasses__():
        table = model.Meta.table_name.removeprefix(tables.name(""))
        for attribute in model.get_attributes().values():
            default = attribute.default
            if default is not None and not callable(default) and not attribute.is_range_key:
                written = {attribute.attr_type: attribute.serialize(default)}
                found.setdefault(table, []).append((attribute.attr_name, written))
    return found


def _bare(item: dict[str, Any], defaults: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if (name, value) not in defaults}


def _beyond(item: dict[str, Any]) -> dict[str, Any]:
    own = item.get("item", {}).get("S", "")
    texts = () if own.startswith(_MAPS) else _OBJECTS
    more = {name: {"S": _with_more(item[name]["S"])} for name in texts if "S" in item.get(name, {})}
    return {**item, **more, _BEYOND: {"S": "?"}}


def _with_more(text: str) -> str:
    value = json.loads(text)
    for each in _members(value):
        each[_BEYOND] = "?"
    return tables.dump(value)


def _members(value: Any) -> Iterator[dict[str, Any]]:
    """An object, or those of an array."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _with_bytes(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if set(value) == {"base64"} else value
