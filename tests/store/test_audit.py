"""What was done is on record as often as it was done, whatever the clock says."""

from __future__ import annotations

from functools import partial
from typing import Any

from chalicelib.store import audit, tables
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND

LINK = (ROUND, NOW, "ops@example.test", "hand_over_link", "so-a/departments/leaders/0")


def test_the_same_act_twice_in_one_millisecond_is_two_acts(aws: Aws) -> None:
    for reason in ("hộp thư hỏng", "hộp thư hỏng", "mất giấy"):
        audit.record(*LINK, reason)
    assert sorted(act.reason for act in audit.list_acts(ROUND)) == [
        "hộp thư hỏng",
        "hộp thư hỏng",
        "mất giấy",
    ]
    assert audit.first_instant(ROUND) == NOW


def test_so_it_is_in_transactions_too(aws: Aws) -> None:
    for reason in ("một", "hai", "một", "một"):
        assert tables.write(partial(audit.fill, audit.act_of(*LINK, reason))) is None
    assert sorted(act.reason for act in audit.list_acts(ROUND)) == ["hai", "một", "một", "một"]


def test_of_two_transactions_at_once_the_second_fails_rather_than_write_over_the_act(
    aws: Aws,
) -> None:
    def overtaken(transaction: Any) -> None:
        audit.fill(audit.act_of(*LINK), transaction)
        audit.record(*LINK)

    assert tables.write(overtaken) == ("ConditionalCheckFailed",)
    assert len(audit.list_acts(ROUND)) == 1


def test_what_one_act_cannot_hold_comes_in_parts_in_order() -> None:
    names = [f"đơn-vị-{number}/1.1" for number in range(20_000)]
    parts = list(audit.in_parts(names))
    assert [name for part in parts for name in part] == names
    assert len(parts) > 1
    assert all(len(tables.dump(part).encode()) <= audit.A_PART + 1 for part in parts)
    assert list(audit.in_parts([])) == []
    assert list(audit.in_parts(["x" * audit.A_PART] * 2)) == [["x" * audit.A_PART]] * 2
