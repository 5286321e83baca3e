from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chalicelib.aws import evidence_files
from chalicelib.settings import settings

if TYPE_CHECKING:
    from tests.fake_aws import Aws


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def test_files_come_and_go_by_the_one_host_that_pages_may_speak_to(aws: Aws) -> None:
    used = {
        origin(evidence_files.form("a/b.pdf", "application/pdf", 60)["url"]),
        origin(evidence_files.link("a/b.pdf", "1", "tệp.pdf", 60)),
    }
    assert used == {settings().evidence_origin}
    assert settings().evidence_bucket in settings().evidence_origin
