"""Bodies take each member in its own type only, and instants within the years of rounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

import app
from chalicelib.api.rounds.bodies import OpenWindow
from chalicelib.api.serving.body_problems import IN_VIETNAMESE, problem_of
from chalicelib.api.serving.routing import ROUTES
from chalicelib.api.serving.serve import model
from chalicelib.domain.reading.json_texts import read_json
from tests.api.good_requests import BODIES, model_of
from tests.api.spoiling import places_of

# Members whose content the domain reads: there a number may be a text (contract §3).
FREE = {"value", "units", "document", "draft"}
# As JSON, for each type that a member may have, what is of another.
WRONG = {
    bool: ["0", "1", "1.0", '"true"', '"false"', '""', "[]", "{}"],
    int: ['"0"', '"5"', "true", "false", "1.5", "[1]", "{}", "1e999", '""'],
    str: ["0", "5", "1.5", "-0", "1e3", "true", "false", "[]", '["a"]', "{}", "12345678901234567"],
}
assert app.app.routes  # once it is imported they are declared
NAMES = {model_of(route): route.body for route in ROUTES if route.body}


def wrong_bodies(name: str) -> Iterator[tuple[str, str]]:
    """The good body of a model with one member of a wrong type, as JSON, and that member."""
    mark = "\N{SNOWMAN}"
    for number in range(len(list(places_of(BODIES[name])))):
        whole = json.loads(json.dumps(BODIES[name]))
        holder, key = list(places_of(whole))[number]
        if _below_free(whole, holder, key):
            continue
        others, holder[key] = WRONG.get(type(holder[key]), []), mark
        for wrong in others:
            yield json.dumps(whole, ensure_ascii=False).replace(f'"{mark}"', wrong), str(key)


def _below_free(whole: Any, holder: Any, key: Any) -> bool:
    free = [of[name] for of, name in places_of(whole) if name in FREE or name == "round"]
    inside = [of for content in free for of, _ in places_of(content)]
    return key in FREE or any(of is holder for of in inside)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_member_of_another_type_is_taken(name: str) -> None:
    taken = []
    for text, key in wrong_bodies(name):
        try:
            model(NAMES[name] or "").model_validate(read_json(text, whole=int))
        except ValidationError as error:
            codes = {problem_of(found).code for found in error.errors()}
            assert codes <= IN_VIETNAMESE.keys(), text
        else:
            taken.append(f"{key}: {text[:300]}")
    assert taken == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_good_bodies_are_taken(name: str) -> None:
    model(NAMES[name] or "").model_validate(read_json(json.dumps(BODIES[name]), whole=int))


@pytest.mark.parametrize("whole", ["3", "3.0"])
def test_a_whole_number_is_one_however_it_is_written(whole: str) -> None:
    text = f'{{"save_id": "approve-1", "version": {whole}}}'
    body = model("assessment.submission_bodies.Approve").model_validate(read_json(text, whole=int))
    assert (body.version, type(body.version)) == (3, int)


@pytest.mark.parametrize(
    "until",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59Z",
        "0169-01-01T00:00:00Z",
        "1899-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "2026-11-20T12:00:00",
        "2026-11-20",
        "2026-11-31T12:00:00Z",
        "2026-11-20T24:00:01Z",
        "2026-11-20T12:00:00+24:00",
        "2026-11-20T12:00:00+99:99",
        "1763640000",
        "1763640000.5",
        "1e9",
        "now",
        "",
        "-2026-11-20T12:00:00Z",
        "+2026-11-20T12:00:00Z",
        "٢٠٢٦-11-20T12:00:00Z",
        1763640000,
        1763640000.5,
        True,
        None,
        [],
        {},
    ],
)
def test_an_instant_is_a_text_with_an_offset_in_the_years_of_rounds(until: object) -> None:
    document = read_json(json.dumps({"until": until, "reason": "x"}), whole=int)
    with pytest.raises(ValidationError) as caught:
        OpenWindow.model_validate(document)
    assert [problem_of(found).at for found in caught.value.errors()] == ["until"]
    assert {problem_of(found).code for found in caught.value.errors()} <= IN_VIETNAMESE.keys()


@pytest.mark.parametrize(
    "until", ["2026-11-20T12:00:00Z", "2026-11-20T12:00:00.5+07:00", "1900-01-01T00:00:00Z"]
)
def test_other_instants_are_taken(until: str) -> None:
    assert OpenWindow.model_validate({"until": until, "reason": "x"}).until.tzinfo
