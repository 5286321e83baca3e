"""The secret that signs survey links, read once a process."""

from __future__ import annotations

from functools import lru_cache

from chalicelib.settings import settings


@lru_cache(maxsize=1)
def link_key() -> bytes:
    """The signing key. It may not change while a survey runs: every link sent before would die."""
    import boto3

    client = boto3.client("secretsmanager", region_name=settings().region)
    text: str = client.get_secret_value(SecretId=settings().link_secret)["SecretString"]
    return text.encode()
