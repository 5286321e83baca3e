"""Which account and region commands work in: those of the AWS environment."""

from __future__ import annotations

import os
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def session() -> Any:
    """A boto3 session of AWS_PROFILE and AWS_REGION, which boto3 alone does not read; SystemExit
    where no region is set.
    """
    found = boto3.Session(region_name=os.environ.get("AWS_REGION"))
    if not found.region_name:
        raise SystemExit("Say where: AWS_REGION=ap-southeast-1, or a region in the AWS profile.")
    return found


def account_of(found: Any) -> str:
    """The number of a session's account; SystemExit where AWS does not know who asks."""
    try:
        number: str = found.client("sts").get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(f"AWS does not know who asks: {error}") from error
    return number
