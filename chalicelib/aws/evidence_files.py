"""Evidence files in S3: the browser uploads and downloads them directly, not through the API; they
are read by version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence.files import MAX_BYTES
from chalicelib.domain.spelling.file_names import attachment, shown
from chalicelib.settings import settings

# Where images arrive: a copy of each is kept elsewhere, and what lies here is deleted within days.
_ARRIVING = "arriving/"


@dataclass(frozen=True, slots=True)
class Stored:
    """An object in S3: `size` in bytes, `sha256` (hex) of all bytes, the object's `version_id`, and
    `start`, its first KB.
    """

    size: int
    sha256: str
    version_id: str
    start: bytes


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3
    from botocore.config import Config

    # The bucket's own host, so that pages may name it and no other bucket; the emulator has none.
    # In us-east-1 too it is one of the region, which boto3 takes only where it is told to.
    style = "path" if settings().endpoint_url else "virtual"
    place = {"addressing_style": style, "us_east_1_regional_endpoint": "regional"}
    return boto3.client(
        "s3", region_name=settings().region, config=Config(signature_version="s3v4", s3=place)
    )


def arriving(key: str) -> str:
    """Where an image that is to be kept under this key arrives."""
    return f"{_ARRIVING}{key}"


def is_arriving(key: str) -> bool:
    """Whether an object is one that arrived and is not kept."""
    return key.startswith(_ARRIVING)


def form(key: str, content_type: str, seconds: int) -> dict[str, Any]:
    """A presigned POST {"url", "fields"} for this key only, this media type only, at most
    MAX_BYTES, valid for `seconds`.
    """
    fields = {"Content-Type": content_type}
    conditions = [{"Content-Type": content_type}, ["content-length-range", 1, MAX_BYTES]]
    post: dict[str, Any] = _client().generate_presigned_post(
        settings().evidence_bucket, key, Fields=fields, Conditions=conditions, ExpiresIn=seconds
    )
    return post


def read(key: str) -> Stored:
    """Read the object once, in pieces, and compute its digest; NotFound if nothing was uploaded
    there.
    """
    client = _client()
    try:
        reply = client.get_object(Bucket=settings().evidence_bucket, Key=key)
    except client.exceptions.NoSuchKey as error:
        raise NotFound(
            "Chưa nhận được tệp; hãy tải lên lại rồi xác nhận.",
            "The file has not arrived; upload it again, then confirm.",
        ) from error
    digest, start, size = hashlib.sha256(), b"", 0
    for piece in reply["Body"].iter_chunks(1 << 20):
        digest.update(piece)
        size += len(piece)
        if len(start) < 1024:
            start += piece[:1024]
    return Stored(size, digest.hexdigest(), reply.get("VersionId", ""), start)


def content(key: str, version_id: str) -> tuple[bytes, str]:
    """All bytes of one version (at most MAX_BYTES) and its id; `version_id` "": the latest one.
    NotFound if there is no such object.
    """
    client = _client()
    version = {"VersionId": version_id} if version_id else {}
    try:
        reply = client.get_object(Bucket=settings().evidence_bucket, Key=key, **version)
    except client.exceptions.NoSuchKey as error:
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        ) from error
    return reply["Body"].read(), reply.get("VersionId", version_id)


def put(key: str, content_type: str, content: bytes) -> Stored:
    """Store these bytes as a new version."""
    reply = _client().put_object(
        Bucket=settings().evidence_bucket, Key=key, Body=content, ContentType=content_type
    )
    digest = hashlib.sha256(content).hexdigest()
    return Stored(len(content), digest, reply.get("VersionId", ""), content[:1024])


def forget(key: str, version_id: str) -> None:
    """Delete one version for good; the application may do so only where images arrive."""
    _client().delete_object(Bucket=settings().evidence_bucket, Key=key, VersionId=version_id)


def pieces(key: str, version_id: str) -> Iterator[bytes]:
    """The bytes of one version, a megabyte at a time."""
    reply = _client().get_object(Bucket=settings().evidence_bucket, Key=key, VersionId=version_id)
    yield from reply["Body"].iter_chunks(1 << 20)


def upload(key: str, content_type: str, parts: Iterable[bytes]) -> str:
    """Write an object from its parts as they come (each but the last at least 5 MB); returns its
    version id.
    """
    client, place = _client(), {"Bucket": settings().evidence_bucket, "Key": key}
    place["UploadId"] = client.create_multipart_upload(**place, ContentType=content_type)[
        "UploadId"
    ]
    done = []
    try:
        for number, part in enumerate(parts, start=1):
            reply = client.upload_part(**place, PartNumber=number, Body=part)
            done.append({"PartNumber": number, "ETag": reply["ETag"]})
    except BaseException:
        client.abort_multipart_upload(**place)
        raise
    written = client.complete_multipart_upload(**place, MultipartUpload={"Parts": done})
    version: str = written.get("VersionId", "")
    return version


def link(key: str, version_id: str, name: str, seconds: int, *, beside: bool = False) -> str:
    """A download link for one version under its (Vietnamese) file name, valid for `seconds`; with
    `beside` a browser shows the file within a page instead.
    """
    parameters = {
        "Bucket": settings().evidence_bucket,
        "Key": key,
        "VersionId": version_id,
        "ResponseContentDisposition": shown(name) if beside else attachment(name),
    }
    url: str = _client().generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds)
    return url
