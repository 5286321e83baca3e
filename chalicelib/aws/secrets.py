"""The deployment's secrets, each read once a process: the key that signs survey links, and one key
a round for the hashes of networks and devices.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import Any

from chalicelib.settings import settings


@lru_cache(maxsize=1)
def link_key() -> bytes:
    """The key that signs links. It must not change while a survey runs, since every link sent
    before would stop working.
    """
    return _read(settings().link_secret)


@lru_cache(maxsize=8)
def signal_key(round_id: str) -> bytes:
    """The key of the hashes of networks and devices that a round's invitations keep; made at the
    first call.

    It is in no table and no backup, and is destroyed once the round's boxes are sealed.
    """
    client, name = _client(), _signals(round_id)
    try:
        return _read(name)
    except client.exceptions.ResourceNotFoundException:
        reply = client.get_random_password(PasswordLength=64, ExcludePunctuation=True)
        key: str = reply["RandomPassword"]
    try:
        client.create_secret(Name=name, SecretString=key)
    except client.exceptions.ResourceExistsException:
        return _read(name)
    return key.encode()


def destroy_signal_key(round_id: str) -> None:
    """Destroy the key for good. May be repeated."""
    client = _client()
    with suppress(client.exceptions.ResourceNotFoundException):
        client.delete_secret(SecretId=_signals(round_id), ForceDeleteWithoutRecovery=True)
    signal_key.cache_clear()


def _signals(round_id: str) -> str:
    return f"{settings().table_prefix}-signals-{round_id}"


def _read(secret: str) -> bytes:
    text: str = _client().get_secret_value(SecretId=secret)["SecretString"]
    return text.encode()


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("secretsmanager", region_name=settings().region)
