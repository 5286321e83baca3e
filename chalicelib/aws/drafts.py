"""Files of drafts in a bucket of their own: nothing that serves the public reads it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from chalicelib.settings import settings


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("s3", region_name=settings().region)


def put(key: str, content: bytes) -> None:
    """Write a file of a draft under its key."""
    _client().put_object(Bucket=settings().drafts_bucket, Key=key, Body=content)


def get(key: str) -> bytes:
    """The bytes of a file of a draft."""
    content: bytes = _client().get_object(Bucket=settings().drafts_bucket, Key=key)["Body"].read()
    return content
