"""A unit has sent its sheet and the council is at work."""

from __future__ import annotations

import pytest

from tests.api.conftest import Prepare
from tests.fake_aws import Aws
from tests.site import Site
from tests.unit_story import send

HOUR = "2026-11-20T06:00:00Z"


@pytest.fixture
def sent(site: Site, aws: Aws, pdf: bytes, prepare: Prepare) -> Site:
    """so-a has sent its sheet; the first pass is open."""

    def steps() -> None:
        site.load()
        site.open("self_assessment", HOUR)
        send(site, aws, pdf)
        site.open("appraisal_first", HOUR)

    prepare(steps)
    return site
