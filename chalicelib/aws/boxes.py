"""Sealed boxes: one versioned object an index. A sealing is one version of it, which never
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from chalicelib.settings import settings

_CHUNK = 1 << 18  # bytes read at a time; a box of some thousand answers fits


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("s3", region_name=settings().region)


def _key(round_id: str, index: str) -> str:
    return f"{round_id}/{index}.jsonl"


def put(round_id: str, index: str, content: bytes) -> str:
    """Keep a new version of the boxes of an index; returns its version id."""
    reply = _client().put_object(
        Bucket=settings().boxes_bucket,
        Key=_key(round_id, index),
        Body=content,
        ContentType="application/jsonl",
    )
    version_id: str = reply["VersionId"]
    return version_id


def get(round_id: str, index: str, version_id: str) -> bytes:
    """The boxes of an index in that version, as JSON lines."""
    return b"".join(lines(round_id, index, version_id))


def lines(round_id: str, index: str, version_id: str) -> Iterator[bytes]:
    """As `get`, line by line as they arrive, each with its line end."""
    reply = _client().get_object(
        Bucket=settings().boxes_bucket, Key=_key(round_id, index), VersionId=version_id
    )
    yield from reply["Body"].iter_lines(_CHUNK, keepends=True)
