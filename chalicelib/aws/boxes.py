"""Sealed ballot boxes: one versioned object an index. What was sealed stays as that version,
whatever comes after.
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
    answer = _client().put_object(
        Bucket=settings().boxes_bucket,
        Key=_key(round_id, index),
        Body=content,
        ContentType="application/jsonl",
    )
    version_id: str = answer["VersionId"]
    return version_id


def get(round_id: str, index: str, version_id: str) -> bytes:
    """The boxes of an index as of that version."""
    return b"".join(lines(round_id, index, version_id))


def lines(round_id: str, index: str, version_id: str) -> Iterator[bytes]:
    """The same line by line, each with its end, as they arrive."""
    answer = _client().get_object(
        Bucket=settings().boxes_bucket, Key=_key(round_id, index), VersionId=version_id
    )
    yield from answer["Body"].iter_lines(_CHUNK, keepends=True)
