from __future__ import annotations

from chalicelib.domain.rounds.windows import NOTICE
from chalicelib.store import signals, snapshots, tables
from tests.fake_aws import Aws


def test_a_read_before_a_write_never_waits_as_long_as_the_notice_of_a_closing(aws: Aws) -> None:
    patience = tables.client().meta.config
    a_try = patience.connect_timeout + patience.read_timeout
    assert a_try * patience.retries["total_max_attempts"] < NOTICE.total_seconds()


BROAD = "x" * 390_000  # three such items are more than one page, which ends at 1 MB
NUMBERS = ("1", "2", "3")


def test_a_query_reads_every_page(aws: Aws) -> None:
    for number in NUMBERS:
        item = {"sheet": "s", "item": f"e{number}", "content": BROAD}
        aws.client("dynamodb").put_item(
            TableName=tables.name("sheets"),
            Item={name: {"S": value} for name, value in item.items()},
        )
    rows = tables.query("sheets", "sheet", "s", ("item",))
    assert [row["item"] for row in rows] == ["e1", "e2", "e3"]


def test_so_do_the_scans_of_invitations(aws: Aws) -> None:
    place = {"round": "r", "index": "i", "group": "g", "unit": "u", "lister": "u"}
    for number in NUMBERS:
        item = {**place, "invitation": number, "status": "answered", "broad": BROAD}
        aws.client("dynamodb").put_item(
            TableName=tables.name("invitations"),
            Item={name: {"S": value} for name, value in item.items()},
        )
    assert sum(snapshots.count("r").values()) == len(NUMBERS)
    assert len(list(signals.list_changes("r", "i"))) == len(NUMBERS)
