"""Bring a packaged artefact onto the emulated AWS as onto the real one: the zip to S3, then
CloudFormation.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.local.patience import PATIENCE
from infra.package import Package
from infra.stacks import status

BUCKET = "par-index-artefacts"
NOTHING_TO_DO = "No updates are to be performed"
Clients = Callable[[str], Any]  # a boto3 client by service name


class DeploymentFailed(RuntimeError):
    """The stack could not be created or updated; the text names the resources and why."""


def deploy(
    client: Clients, stack: str, package: Package, parameters: dict[str, str], endpoint: str
) -> None:
    """Create the stack, or update it in place (data stay); returns when it is complete.

    Raises DeploymentFailed.
    """
    s3, cloudformation = client("s3"), client("cloudformation")
    with contextlib.suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name}
        )
    keys = {archive.name: _upload(s3, archive.read_bytes(), "zip") for archive in package.archives}
    template = _filled(json.loads(package.template.read_text(encoding="utf-8")), keys, parameters)
    url = f"{endpoint}/{BUCKET}/{_upload(s3, json.dumps(template).encode(), 'json')}"
    request = {
        "StackName": stack,
        "TemplateURL": url,
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    try:
        if status(cloudformation, stack) is None:
            cloudformation.create_stack(**request)
        else:
            cloudformation.update_stack(**request)
    except ClientError as error:
        if NOTHING_TO_DO in str(error):
            return
        raise DeploymentFailed(str(error)) from error
    _wait(cloudformation, stack)


def _upload(s3: Any, content: bytes, suffix: str) -> str:
    key = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    s3.put_object(Bucket=BUCKET, Key=key, Body=content)
    return key


def _filled(
    template: dict[str, Any], keys: dict[str, str], parameters: dict[str, str]
) -> dict[str, Any]:
    """The template with the places of its zips; parameters become defaults, the only ones the
    emulator's SAM step reads.
    """
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            archive = Path(resource["Properties"]["CodeUri"]).name
            resource["Properties"]["CodeUri"] = {"Bucket": BUCKET, "Key": keys[archive]}
    for name, value in parameters.items():
        template["Parameters"][name]["Default"] = value
    return template


def _wait(cloudformation: Any, stack: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        now = status(cloudformation, stack) or "gone"
        if not now.endswith("IN_PROGRESS"):
            break
        time.sleep(0.1)
    if now not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise DeploymentFailed(f"Stack {stack}: {now}\n{_reasons(cloudformation, stack)}")


def _reasons(cloudformation: Any, stack: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "\n".join(
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}" for event in failed
    )
