"""The points that a page shows while somebody types are those that the server will give."""

from __future__ import annotations

import base64
import json
from fractions import Fraction
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from chalicelib.domain import decimals
from chalicelib.domain.criteria.rule_files import read_rule
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reading.fields import Field
from chalicelib.pages import assets
from tests.domain.criteria.formula_texts import NUMBERS, TRUTHS, VARIABLES

CASES = 600  # of every kind of rule
# Every case in one call: a page computes thousands of them in the time that one call takes.
RUN = """async (cases) => {
  const { doubts, points } = await import("rules"), { two } = await import("fractions");
  return JSON.parse(cases).map(({ leaf, value }) => {
    try {
      const found = points(leaf, value);
      const asked = leaf.rule.type === "levels" ? [] : doubts(leaf, value);
      return [found.join("/"), two(found), ...asked.flatMap(({ key, vi, en }) => [key, vi, en])];
    }
    catch (fault) { return fault.vi && fault.en ? "refused" : `${fault}`; }
  });
}"""

PLAIN = st.decimals(0, 12, places=2).map(str)
AMOUNT = st.one_of(
    PLAIN,
    st.integers(0, 40).map(str),
    st.integers(0, 40),
    st.decimals(-3, 200, places=3).map(str),
    st.from_regex(r"-?[0-9]{1,60}(\\.[0-9]{1,60})?", fullmatch=True),
    st.sampled_from(
        [
            "0",
            "-0",
            "0.0",
            "007",
            "100",
            "1" * 61,
            "",
            " 5",
            "5 ",
            "+5",
            "1e3",
            "5.",
            ".5",
            "1,5",
            "٣",
            "x",
            None,
            True,
            [],
            {},
        ]
    ),
)
SHARE = st.decimals(0, 1, places=2).map(str)


def title(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def rules() -> dict[str, st.SearchStrategy[tuple[dict[str, Any], Any]]]:
    """A rule (some of them faulty, and then left out) and a value for it, by type."""
    level = st.sampled_from(["du", "cham", "khong", "__proto__"])
    levels = st.lists(st.tuples(level, PLAIN), min_size=1, unique_by=lambda each: each[0]).map(
        lambda each: [{"id": name, "title": title(name), "points": points} for name, points in each]
    )
    branch = st.fixed_dictionaries({"points": NUMBERS}, optional={"when": st.none() | TRUTHS})
    bounds = {"full_from": st.none() | SHARE, "zero_below": st.none() | SHARE}
    return {
        "levels": st.tuples(
            st.fixed_dictionaries({"levels": levels}), st.fixed_dictionaries({"level": level})
        ),
        "ratio": st.tuples(
            st.fixed_dictionaries({}, optional=bounds), given_(("numerator", "denominator"))
        ),
        "count": st.tuples(st.fixed_dictionaries({"each": PLAIN}), given_(("count",))),
        "deduction": st.tuples(st.fixed_dictionaries({"step": PLAIN}), given_(("breaches",))),
        "direct": st.tuples(
            st.fixed_dictionaries({"step": st.sampled_from(["0.25", "0.1", "0.03", "1"]) | PLAIN}),
            given_(("points",)),
        ),
        "percent": st.tuples(st.just({}), given_(("percent",))),
        "formula": st.tuples(
            st.fixed_dictionaries(
                {
                    "variables": st.just(list(VARIABLES)),
                    "branches": st.lists(branch, min_size=1, max_size=3),
                },
                optional={
                    "part_of": st.dictionaries(
                        st.sampled_from(VARIABLES), st.sampled_from(VARIABLES)
                    ),
                    "variable_titles": st.just(
                        {name: title(f"Số {name}") for name in VARIABLES[1:]}
                    ),
                },
            ),
            given_(VARIABLES),
        ),
    }


def given_(keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A value with these keys: as a rule all of them, plain figures mostly."""
    plain = st.fixed_dictionaries({key: PLAIN | st.integers(0, 12).map(str) for key in keys})
    return (
        plain
        | st.fixed_dictionaries(dict.fromkeys(keys, AMOUNT))
        | st.fixed_dictionaries({}, optional=dict.fromkeys(keys, AMOUNT))
    )


def servers(case: dict[str, Any]) -> list[str] | str:
    """The exact points, how they are written, and what is asked about; or that the value is
    refused.
    """
    field, most = (
        Field(case["leaf"]["rule"], "", []),
        decimals.parse(case["leaf"]["max"]) or Fraction(0),
    )
    rule = read_rule(field, most, (), ())
    assert not field.problems
    leaf = type("Leaf", (), {"code": "1.1", "max": most})()
    try:
        points = rule.points(case["value"], leaf)
    except Invalid:
        return "refused"
    asked = [
        part
        for doubt in rule.doubts(case["value"], leaf)
        for part in (doubt.at, doubt.vi, doubt.en)
    ]
    return [f"{points.numerator}/{points.denominator}", decimals.two(points), *asked]


def cases(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    @settings(max_examples=CASES, phases=[Phase.generate])
    @given(st.sampled_from(["1", "1.5", "2.25", "10", "0.333"]), rules()[kind])
    def collect(most: str, pair: tuple[dict[str, Any], Any]) -> None:
        rule = {"type": kind, **pair[0]}
        field = Field(rule, "", [])
        read_rule(field, decimals.parse(most), (), ())
        if not field.problems:
            found.append({"leaf": {"max": most, "rule": rule}, "value": pair[1]})

    collect()
    return found


def import_map(*names: str) -> str:
    """A page on which modules find each other by their names, without a server."""
    kind = "data:text/javascript;base64,"
    sources = {name: assets.content(f"{name}.js") for name in names}
    imports = {name: kind + base64.b64encode(source).decode() for name, source in sources.items()}
    return f'<script type="importmap">{json.dumps({"imports": imports})}</script>'


def test_the_page_computes_the_points_that_the_server_will_give_and_asks_what_it_asks(
    chromium: Browser,
) -> None:
    all_ = [case for kind in rules() for case in cases(kind)]
    expected = [servers(case) for case in all_]
    for kind in rules():  # neither side may have been asked about nothing
        refused = [
            made == "refused"
            for case, made in zip(all_, expected, strict=True)
            if case["leaf"]["rule"]["type"] == kind
        ]
        assert refused.count(True) > 20 and refused.count(False) > 50, kind
    assert sum(len(made) > 2 for made in expected if made != "refused") > 50
    page = chromium.new_page()
    page.set_content(import_map("rules", "fractions", "expressions"))
    shown = page.evaluate(RUN, json.dumps(all_))
    page.close()
    different = [
        (case, ours, theirs)
        for case, ours, theirs in zip(all_, expected, shown, strict=True)
        if ours != theirs
    ]
    assert different[:5] == []
