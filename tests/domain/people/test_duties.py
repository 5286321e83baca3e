"""What a letter says of a post: the work, whose, in which round, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.people import duties
from chalicelib.domain.people.accounts import COUNCIL_ROLES, ROLES, Account
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import parse_units
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.domain.texts import Text
from tests.small_round import NOW, document, unit_rows

ROUND = parse_round(document())
UNIT = parse_units(unit_rows(), ROUND)[0]


def account(role: str) -> Account:
    return Account(
        "s",
        "an@example.test",
        "An",
        role,
        ROUND.id,
        UNIT.id if role in ("editor", "leader") else "",
    )


def until(role: str, closes: datetime) -> Text:
    table = Timetable(ROUND.timezone, ROUND.windows)
    name = "appraisal_first" if role in COUNCIL_ROLES else "self_assessment"
    return duties.deadline(
        account(role), table.opened(name, closes, "thử", "ops@example.test", NOW), NOW
    )


@pytest.mark.parametrize("role", ROLES)
def test_the_work_names_the_round_in_both_languages(role: str) -> None:
    said = duties.work(account(role), ROUND, UNIT)
    assert ROUND.title.vi in said.vi and ROUND.title.en in said.en
    assert (UNIT.name.vi in said.vi) == (role in ("editor", "leader"))


def test_the_first_account_of_a_deployment_belongs_to_no_round() -> None:
    first = Account("s", "dieu-hanh@example.test", "Điều hành", "ops")
    assert duties.work(first, None, None) == Text("điều hành các kỳ đánh giá", "run the rounds")
    assert duties.deadline(first, None, NOW) == Text("")


def test_a_deadline_at_midnight_is_the_end_of_the_day_before() -> None:
    midnight = (
        (NOW + timedelta(days=9))
        .astimezone(UTC)
        .replace(hour=17, minute=0, second=0, microsecond=0)
    )
    day = midnight.strftime("%d/%m/%Y")  # midnight in Việt Nam
    assert until("leader", midnight) == Text(
        f"Hạn gửi phiếu tự đánh giá: hết ngày {day}.",
        f"The self-assessment is due by the end of {day}.",
    )
    for role in COUNCIL_ROLES:
        assert until(role, midnight - timedelta(hours=8)) == Text(
            f"Hạn thẩm định lần 1: 16:00 ngày {day}.",
            f"The first appraisal is due by 16:00 on {day}.",
        )


def test_what_is_not_known_or_over_is_not_told_as_a_deadline() -> None:
    table = Timetable(ROUND.timezone, ROUND.windows)
    assert duties.deadline(account("editor"), table, NOW).vi == "Thời hạn sẽ được thông báo."
