"""What was done is on record as often as it was done, whatever the clock says."""

from __future__ import annotations

from functools import partial

from chalicelib.store import audit, tables
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND

LINK = (ROUND, NOW, "ops@example.test", "hand_over_link", "so-a/departments/leaders/0")


def test_the_same_act_twice_in_one_millisecond_is_two_acts(aws: Aws) -> None:
    for reason in ("hộp thư hỏng", "hộp thư hỏng", "mất giấy"):
        audit.record(*LINK, reason)
    assert sorted(act.reason for act in audit.list_acts(ROUND)) == ["hộp thư hỏng", "hộp thư hỏng", "mất giấy"]
    assert audit.first_instant(ROUND) == NOW


def test_a_transaction_fails_rather_than_write_over_an_act(aws: Aws) -> None:
    act = partial(audit.act_of, *LINK)
    assert tables.write(lambda transaction: audit.fill(act("một"), transaction)) is None
    assert tables.write(lambda transaction: audit.fill(act("một"), transaction)) == ("ConditionalCheckFailed",)
    assert tables.write(lambda transaction: audit.fill(act("hai"), transaction)) is None
