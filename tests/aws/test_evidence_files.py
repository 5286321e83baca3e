from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

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


@pytest.mark.parametrize("region", ["us-east-1", "ap-southeast-1"])
def test_the_host_of_files_is_one_of_the_region_everywhere(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, region: str
) -> None:
    there = replace(settings(), region=region)
    monkeypatch.setattr(evidence_files, "settings", lambda: there)
    monkeypatch.setattr(evidence_files, "_client", evidence_files._client.__wrapped__)
    assert origin(evidence_files.form("a", "application/pdf", 60)["url"]) == there.evidence_origin
    assert origin(evidence_files.link("a", "1", "t.pdf", 60)) == there.evidence_origin
