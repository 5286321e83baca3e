"""A round is read from its document as a whole: its dates, its zone, its bands, every problem."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import LEAF, changed, plain_document, round_problems


def test_a_round_is_read_with_its_defaults() -> None:
    round_ = parse_round(plain_document())
    assert (round_.id, round_.year, round_.min_answers, round_.bonus_max, round_.penalty_max) == (
        "thu",
        2024,
        1,
        None,
        None,
    )
    with pytest.raises(NotFound):
        round_.index("x")


def test_the_days_for_objections_are_none_if_they_are_not_given() -> None:
    assert parse_round(plain_document()).objection_days is None
    assert parse_round({**plain_document(), "objection_days": 60}).objection_days == 60


@pytest.mark.parametrize("days", [0, 61, "x", 1.5])
def test_the_days_for_objections_are_a_whole_number_from_1_to_60(days: Any) -> None:
    assert round_problems({**plain_document(), "objection_days": days}) == ["objection_days"]


def test_unknown_keys_are_ignored_and_weights_need_not_sum_to_one() -> None:
    content = plain_document(extra={"any": "thing"})
    content["indexes"][0]["areas"][0]["note"] = 1
    rule = parse_round(content).indexes[0].leaf("2.1").rule
    assert getattr(rule, "weights", None) == {"g": Fraction(3), "h": Fraction(1)}


@pytest.mark.parametrize("content", [None, [], "round", 1, {}])
def test_what_is_no_round_is_refused(content: object) -> None:
    assert round_problems(content)


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (["id"], "a/b", "id"),
        (["id"], "../x", "id"),
        (["id"], "-a", "id"),
        (["id"], "đợt", "id"),
        (["id"], 5, "id"),
        (["id"], "a\n", "id"),
        (["title"], "Thử", "title"),
        (["title"], {"en": "x"}, "title.vi"),
        (["title"], {"vi": "\ud800"}, "title.vi"),
        (["year"], "2024", "year"),
        (["year"], 2024.5, "year"),
        (["year"], None, "year"),
        (["timezone"], "Mars/Base", "timezone"),
        (["timezone"], "../etc/passwd", "timezone"),
        (["timezone"], "Asia", "timezone"),
        (["timezone"], "", "timezone"),
        (["min_answers"], 0, "min_answers"),
        (["min_answers"], "năm", "min_answers"),
        (["windows"], None, "windows"),
        (["windows", "survey"], "2024", "windows.survey"),
        (["windows", "survey"], {"opens": "20241201"}, "windows.survey.opens"),
        (["windows", "survey"], {"closes": "2024-02-30"}, "windows.survey.closes"),
        (
            ["windows", "survey"],
            {"opens": "2024-12-02", "closes": "2024-12-01"},
            "windows.survey.closes",
        ),
        (["bands"], None, "bands"),
        (["bands", 1, "name"], "A", "bands[1].name"),
        (["bands", 1, "from"], "90", "bands[1].from"),
        (["bands", 0, "from"], 90, "bands[0].from"),
        (["adjustments"], {"bonus_max": "-1"}, "adjustments.bonus_max"),
        (["adjustments"], {"penalty_max": "năm"}, "adjustments.penalty_max"),
        (["indexes"], [], "indexes"),
    ],
)
def test_each_problem_is_named_by_its_path(path: list[Any], value: object, at: str) -> None:
    assert round_problems(changed(path, value)) == [at]


def test_every_problem_is_named_not_only_the_first() -> None:
    content = plain_document(year="x", timezone="x", bands="x")
    content["indexes"][0]["groups"][0]["id"] = "g g"
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0].update(
        max="x", method="x", rule={"type": "x"}
    )
    found = round_problems(content)
    assert {
        "year",
        "timezone",
        "bands",
        "indexes[0].groups[0].id",
        f"{LEAF}.max",
        f"{LEAF}.method",
        f"{LEAF}.rule.type",
    } <= set(found)


def test_a_bare_machine_without_time_zones_still_knows_the_home_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import zoneinfo

    def none(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", none)
    content = plain_document()
    content["windows"]["survey"] = {"opens": "2024-12-01", "closes": "2024-12-01"}
    assert parse_round(content).windows["survey"].closes == datetime(2024, 12, 1, 17, tzinfo=UTC)
    assert round_problems({**content, "timezone": "Europe/Paris"}) == ["timezone"]
