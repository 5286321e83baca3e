from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.rounds.round import Window, parse_round
from tests.domain.bundles.samples import (
    DIRECT,
    SURVEY,
    area,
    document,
    index,
    leaf,
    option,
    plain_document,
    title,
)

LEAF = "indexes[0].areas[0].criteria[0].leaves[0]"
GROUPS = {group["id"]: group for group in index()["groups"]}
QUESTIONS = index()["questions"]


def problems(content: object) -> list[str]:
    """The paths of everything that is wrong with a document."""
    with pytest.raises(Invalid) as refusal:
        parse_round(content)
    assert all(problem.vi and problem.en for problem in refusal.value.errors)
    return [problem.at for problem in refusal.value.errors]


def test_a_round_is_read_with_its_defaults() -> None:
    round_ = parse_round(plain_document())
    assert (round_.id, round_.year, round_.min_answers, round_.bonus_max, round_.penalty_max) == (
        "thu",
        2024,
        1,
        None,
        None,
    )
    one = round_.index("so")
    assert list(one.leaves) == ["1.1", "2.1", "2.2"]
    assert one.max == 100
    assert one.areas[1].max == 40
    group = one.group("g")
    assert (group.rates, group.listed_by, group.limit) == ("own_unit", ("so",), None)
    assert [question.id for question in one.questions_of("h")] == ["q1"]
    assert one.question_ids["q2"].choices == "12345"
    for missing in (
        lambda: round_.index("x"),
        lambda: one.leaf("x"),
        lambda: one.group("x"),
        lambda: one.questions_of("x"),
    ):
        with pytest.raises(NotFound):
            missing()


def test_a_window_lasts_from_the_start_of_its_first_day_to_the_end_of_its_last() -> None:
    content = plain_document()
    content["windows"]["survey"] = {"opens": "2024-12-01", "closes": "2024-12-20"}
    window = parse_round(content).windows["survey"]
    assert window == Window(
        datetime(2024, 11, 30, 17, tzinfo=UTC), datetime(2024, 12, 20, 17, tzinfo=UTC)
    )
    assert window.opens and window.closes
    instant = timedelta(microseconds=1)
    assert [
        window.is_open(at)
        for at in (window.opens - instant, window.opens, window.closes - instant, window.closes)
    ] == [False, True, True, False]


def test_a_window_without_dates_waits_for_ops_or_stays_open() -> None:
    now = datetime(2024, 12, 1, tzinfo=UTC)
    assert not Window().is_open(now)
    assert not Window(None, now + timedelta(1)).is_open(now)
    assert Window(now, None).is_open(now)
    content = plain_document(windows={"survey": {}})
    assert parse_round(content).windows["appraisal_first"] == Window()


def test_a_criterion_without_leaves_is_itself_a_leaf() -> None:
    itself = {**leaf("1.2", "2", DIRECT), "leaves": []}
    content = document(
        index(
            {
                "code": "1",
                "title": title("1"),
                "max": "2.5",
                "criteria": [
                    {
                        "code": "1.1",
                        "title": title("1.1"),
                        "max": "0.5",
                        "leaves": [leaf("1.1.1", "0.5", DIRECT)],
                    },
                    itself,
                ],
            }
        )
    )
    assert list(parse_round(content).indexes[0].leaves) == ["1.1.1", "1.2"]


def test_leaf_codes_may_return_in_another_index() -> None:
    one, other = (
        index(area("1", leaf("1.1", "1", DIRECT))),
        index(area("1", leaf("1.1", "2", DIRECT)), name="huyen"),
    )
    assert [each.max for each in parse_round(document(one, other)).indexes] == [1, 2]


def test_unknown_keys_are_ignored_and_weights_need_not_sum_to_one() -> None:
    content = plain_document(extra={"any": "thing"})
    content["indexes"][0]["areas"][0]["note"] = 1
    rule = parse_round(content).indexes[0].leaf("2.1").rule
    assert getattr(rule, "weights", None) == {"g": Fraction(3), "h": Fraction(1)}


@pytest.mark.parametrize("content", [None, [], "round", 1, {}])
def test_what_is_no_round_is_refused(content: object) -> None:
    assert problems(content)


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
        (["scales", "quality", 0, "weight"], "1.1", "scales.quality[0].weight"),
        (["scales", "quality", 0, "weight"], "-0.1", "scales.quality[0].weight"),
        (["scales", "quality", 0, "weight"], 1, "scales.quality[0].weight"),
        (["scales", "quality"], [option("1")] * 10, "scales.quality"),
        (["scales", "quality"], [], "scales.quality"),
        (["indexes"], [], "indexes"),
        (["indexes", 0, "id"], "s o", "indexes[0].id"),
        (["indexes", 0, "illustrative"], "yes", "indexes[0].illustrative"),
        (
            ["indexes", 0, "groups"],
            [GROUPS["g"], GROUPS["h"], GROUPS["g"]],
            "indexes[0].groups[2].id",
        ),
        (["indexes", 0, "groups", 1, "rates"], "all", "indexes[0].groups[1].rates"),
        (["indexes", 0, "groups", 1, "listed_by"], ["x"], "indexes[0].groups[1].listed_by[0]"),
        (["indexes", 0, "groups", 1, "listed_by"], "so", "indexes[0].groups[1].listed_by"),
        (["indexes", 0, "groups", 1, "plan"], -1, "indexes[0].groups[1].plan"),
        (["indexes", 0, "questions"], [*QUESTIONS, QUESTIONS[0]], "indexes[0].questions[2].id"),
        (["indexes", 0, "questions", 1, "scale"], "x", "indexes[0].questions[1].scale"),
        (["indexes", 0, "questions", 1, "groups"], ["g", "x"], "indexes[0].questions[1].groups[1]"),
        (["indexes", 0, "areas", 1, "code"], "1", "indexes[0].areas[1].code"),
        (["indexes", 0, "areas", 0, "max"], "61", "indexes[0].areas[0].max"),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "max"],
            "59.99",
            "indexes[0].areas[0].criteria[0].max",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "code"],
            "2.1",
            "indexes[0].areas[1].criteria[0].leaves[0].code",
        ),
        (["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "max"], 60, f"{LEAF}.max"),
        (["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "max"], "-60", f"{LEAF}.max"),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0],
            leaf(
                "1.1",
                "x",
                {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "1"}]},
            ),
            f"{LEAF}.max",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "method"],
            "manual",
            f"{LEAF}.method",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "method"],
            "survey",
            f"{LEAF}.rule.type",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "evidence"],
            "some",
            f"{LEAF}.evidence",
        ),
    ],
)
def test_each_problem_is_named_by_its_path(path: list[Any], value: object, at: str) -> None:
    content = deepcopy(plain_document())
    parent: Any = content
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    assert problems(content) == [at]


@pytest.mark.parametrize(
    ("rule", "method", "at"),
    [
        ({"type": "magic"}, "self_assessed", "type"),
        ({}, "self_assessed", "type"),
        ({"type": "percent"}, "self_assessed", "type"),
        ({"type": "percent"}, "council_only", "type"),
        (SURVEY, "self_assessed", "type"),
        (SURVEY, "external", "type"),
        (DIRECT, "survey", "type"),
        ({"type": "levels", "levels": []}, "self_assessed", "levels"),
        ({"type": "levels"}, "self_assessed", "levels"),
        (
            {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "2.01"}]},
            "self_assessed",
            "levels[0].points",
        ),
        (
            {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "-1"}]},
            "self_assessed",
            "levels[0].points",
        ),
        (
            {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "1"}] * 2},
            "self_assessed",
            "levels[1].id",
        ),
        ({"type": "ratio", "full_from": "1.1"}, "self_assessed", "full_from"),
        ({"type": "ratio", "full_from": "-0.1"}, "self_assessed", "full_from"),
        ({"type": "ratio", "zero_below": "80"}, "self_assessed", "zero_below"),
        ({"type": "count", "each": "2.5"}, "self_assessed", "each"),
        ({"type": "count", "each": "-1"}, "self_assessed", "each"),
        ({"type": "count"}, "self_assessed", "each"),
        ({"type": "deduction", "step": "-1"}, "self_assessed", "step"),
        ({"type": "direct", "step": "0"}, "self_assessed", "step"),
        ({"type": "direct", "step": "0,25"}, "self_assessed", "step"),
        ({**SURVEY, "questions": []}, "survey", "questions"),
        ({**SURVEY, "questions": ["q9"]}, "survey", "questions[0]"),
        ({**SURVEY, "questions": ["q1", "q1"]}, "survey", "questions[1]"),
        ({**SURVEY, "weights": {}}, "survey", "weights"),
        ({**SURVEY, "weights": {"x": "1"}}, "survey", "weights.x"),
        ({**SURVEY, "weights": {"g": "0"}}, "survey", "weights.g"),
        ({**SURVEY, "weights": {"g": "-1"}}, "survey", "weights.g"),
        (
            {"type": "formula", "variables": ["max"], "branches": [{"points": "1"}]},
            "self_assessed",
            "variables[0]",
        ),
        (
            {"type": "formula", "variables": ["a", "a"], "branches": [{"points": "1"}]},
            "self_assessed",
            "variables[1]",
        ),
        ({"type": "formula", "variables": [], "branches": []}, "self_assessed", "branches"),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"when": "a", "points": "1"}]},
            "self_assessed",
            "branches[0].when",
        ),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"points": "a > 1"}]},
            "self_assessed",
            "branches[0].points",
        ),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"when": "a > 1"}]},
            "self_assessed",
            "branches[0].points",
        ),
        (
            {
                "type": "formula",
                "variables": ["a"],
                "branches": [{"points": "a"}],
                "variable_titles": {"b": {"vi": "B"}},
            },
            "self_assessed",
            "variable_titles.b",
        ),
        (
            {
                "type": "formula",
                "variables": ["a"],
                "branches": [{"points": "a"}],
                "variable_titles": {"a": "A"},
            },
            "self_assessed",
            "variable_titles.a",
        ),
        (
            {
                "type": "formula",
                "variables": ["a"],
                "branches": [{"points": "a"}],
                "part_of": {"a": "b"},
            },
            "self_assessed",
            "part_of.a",
        ),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"points": "b"}]},
            "self_assessed",
            "branches[0].points",
        ),
    ],
)
def test_each_problem_of_a_rule_is_named(rule: dict[str, Any], method: str, at: str) -> None:
    assert problems(document(index(area("1", leaf("1.1", "2", rule, method))))) == [
        f"{LEAF}.rule.{at}"
    ]


def test_external_leaves_may_use_other_rules_too() -> None:
    parse_round(document(index(area("1", leaf("1.1", "2", DIRECT, "external")))))


def test_limits_themselves_are_allowed() -> None:
    rules: list[dict[str, Any]] = [
        {
            "type": "levels",
            "levels": [
                {"id": "a", "title": title("a"), "points": "2"},
                {"id": "b", "title": title("b"), "points": "0"},
            ],
        },
        {"type": "ratio", "full_from": "0", "zero_below": "1"},
        {"type": "count", "each": "2"},
        {"type": "count", "each": "0"},
        {"type": "deduction", "step": "3"},
    ]
    leaves = [leaf(f"1.{number}", "2", rule) for number, rule in enumerate(rules)]
    content = document(index(area("1", *leaves, leaf("1.9", "0", DIRECT))))
    content["scales"]["quality"] = [option("1")] * 9
    assert parse_round(content).indexes[0].max == 10


def test_every_problem_is_named_not_only_the_first() -> None:
    content = plain_document(year="x", timezone="x", bands="x")
    content["indexes"][0]["groups"][0]["id"] = "g g"
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0].update(
        max="x", method="x", rule={"type": "x"}
    )
    found = problems(content)
    assert {
        "year",
        "timezone",
        "bands",
        "indexes[0].groups[0].id",
        f"{LEAF}.max",
        f"{LEAF}.method",
        f"{LEAF}.rule.type",
    } <= set(found)


def test_sums_are_checked_wherever_all_parts_can_be_read() -> None:
    content = plain_document()
    first, second = content["indexes"][0]["areas"]
    first["max"] = first["criteria"][0]["max"] = second["max"] = second["criteria"][0]["max"] = "99"
    del first["criteria"][0]["leaves"][0]["title"]
    second["criteria"][0]["leaves"][0]["max"] = "x"
    assert problems(content) == [
        f"{LEAF}.title",
        "indexes[0].areas[0].criteria[0].max",
        "indexes[0].areas[0].max",
        "indexes[0].areas[1].criteria[0].leaves[0].max",
    ]
    second["criteria"][0]["leaves"] = first["criteria"] = "x"
    assert problems(content) == [
        "indexes[0].areas[0].criteria",
        "indexes[0].areas[1].criteria[0].leaves",
    ]


def test_a_rule_that_has_problems_is_still_held_against_its_method() -> None:
    rule = {"type": "survey", "questions": ["q9"], "weights": {"g": "1"}}
    assert problems(document(index(area("1", leaf("1.1", "2", rule))))) == [
        f"{LEAF}.rule.questions[0]",
        f"{LEAF}.rule.type",
    ]


def test_the_authority_may_list_alone_or_beside_indexes() -> None:
    content = plain_document()
    first, second = content["indexes"][0]["groups"]
    first["listed_by"], second["listed_by"] = "authority", ["authority", "so"]
    groups = parse_round(content).indexes[0].groups
    assert [group.listed_by for group in groups] == [("authority",), ("authority", "so")]


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
    assert problems({**content, "timezone": "Europe/Paris"}) == ["timezone"]
