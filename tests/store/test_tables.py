from __future__ import annotations

from chalicelib.domain.rounds.windows import NOTICE
from chalicelib.store import tables
from tests.fake_aws import Aws


def test_a_read_before_a_write_never_waits_as_long_as_the_notice_of_a_closing(aws: Aws) -> None:
    patience = tables.client().meta.config
    a_try = patience.connect_timeout + patience.read_timeout
    assert a_try * patience.retries["total_max_attempts"] < NOTICE.total_seconds()
