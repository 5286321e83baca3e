"""Stacks of CloudFormation, on AWS and on the local stack."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError


def status(cloudformation: Any, stack: str) -> str | None:
    """The stack's status, or None where there is no such stack."""
    try:
        found: str = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return found
