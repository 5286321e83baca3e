"""Where the files of a deployment lie, so that CloudFormation finds them: a private bucket for each
account and region, made on first use.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.package import Package


def bucket_of(account: str, region: str) -> str:
    """The name of the bucket; nobody else's account has it."""
    return f"par-index-artefacts-{account}-{region}"


def upload(s3: Any, bucket: str, package: Package) -> str:
    """Bring the zips there, and a template that names them; returns the template's address.

    A file is called after its content, so what is there already is not sent again.
    """
    _make(s3, bucket)
    keys = {each.name: _put(s3, bucket, each.read_bytes(), "zip") for each in package.archives}
    template = json.loads(package.template.read_text(encoding="utf-8"))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            archive = Path(resource["Properties"]["CodeUri"]).name
            resource["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": keys[archive]}
    return upload_template(s3, bucket, json.dumps(template, ensure_ascii=False))


def upload_template(s3: Any, bucket: str, template: str) -> str:
    """Bring a template there; returns its address."""
    _make(s3, bucket)
    key = _put(s3, bucket, template.encode(), "json")
    return f"{s3.meta.endpoint_url}/{bucket}/{key}"


def _put(s3: Any, bucket: str, content: bytes, suffix: str) -> str:
    key = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    if not _is_there(s3.head_object, Bucket=bucket, Key=key):
        s3.put_object(Bucket=bucket, Key=key, Body=content)
    return key


def _make(s3: Any, bucket: str) -> None:
    if _is_there(s3.head_bucket, Bucket=bucket):
        return
    region = s3.meta.region_name
    place = {} if region == "us-east-1" else {"LocationConstraint": region}
    s3.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": place} if place else {}))
    blocked = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    s3.put_public_access_block(
        Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(blocked, True)
    )


def _is_there(look: Any, **named: str) -> bool:
    try:
        look(**named)
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchBucket", "NoSuchKey"):
            return False
        raise
    return True
