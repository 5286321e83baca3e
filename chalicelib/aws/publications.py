"""Published files in S3: written once for each version, read by everybody through the API (or a CDN
in front of it).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from chalicelib.settings import settings


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("s3", region_name=settings().region)


def put(key: str, content: bytes, content_type: str) -> None:
    """Write a published file under its key."""
    _client().put_object(
        Bucket=settings().publications_bucket, Key=key, Body=content, ContentType=content_type
    )


def get(key: str) -> bytes:
    """The bytes of a published file."""
    content: bytes = (
        _client().get_object(Bucket=settings().publications_bucket, Key=key)["Body"].read()
    )
    return content
