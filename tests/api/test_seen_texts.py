"""Every text of every body is composed, and refused where people could not read it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from chalicelib.api.bodies import Because, Body, Short
from chalicelib.api.people.bodies import ChangePassword
from chalicelib.api.rounds.bodies import LoadRound
from chalicelib.api.seen_texts import AS_IS, MOST_LEVELS
from chalicelib.api.serving.body_problems import problem_of
from infra.folders import PROJECT

# Texts that are no words for people, by body and field, and who looks at them instead.
TAKEN_AS_THEY_ARE = {
    "passwords, challenges": {"password", "new_password", "challenge"},
    "addresses: domain.email_addresses": {"email", "old", "new", "member", "deputy", "person"},
    "links: domain.letters": {"token", "ballot"},
    "numbers of options": {"answers"},
    "rows of a list: domain.lists.checks": {
        *("name", "position", "organisation", "rates", "replaces", "reason")
    },
    "compared with what was issued": {
        *("round", "unit", "digest", "report_sha256", "report_version", "receipt"),
        *("signature", "check", "qr"),
    },
}
# Where a name is one of those above, in any body but these it is a text for people.
ONLY_IN = {
    "answers": {"AnswerSheet"},
    "name": {"RespondentRow", "WantedFile"},
    **dict.fromkeys(("position", "organisation", "rates", "replaces", "reason"), {"RespondentRow"}),
    **dict.fromkeys(("round", "unit", "digest"), {"CheckReceipt", "CheckApproval"}),
}


def bodies() -> list[type[Body]]:
    for path in sorted((PROJECT / "chalicelib/api").glob("*/*bodies.py")):
        importlib.import_module(_module(path))
    found, waiting = [], [Body]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model.__module__.startswith("chalicelib."):
            found.append(model)
    return found


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


def test_only_what_is_no_text_for_people_is_taken_as_it_is() -> None:
    known = set().union(*TAKEN_AS_THEY_ARE.values())
    taken = {
        (model.__name__, name)
        for model in bodies()
        for name, field in model.model_fields.items()
        if AS_IS in field.metadata
    }
    assert len(taken) > 20
    assert [pair for pair in taken if pair[1] not in known] == []
    assert [
        (model, name) for model, name in taken if name in ONLY_IN and model not in ONLY_IN[name]
    ] == []


def text_fields() -> list[Any]:
    return [
        pytest.param(model, name, id=f"{model.__name__}.{name}")
        for model in bodies()
        for name, field in model.model_fields.items()
        if field.annotation in (str, str | None) and AS_IS not in field.metadata
    ]


@pytest.mark.parametrize(("model", "name"), text_fields())
@pytest.mark.parametrize(
    ("text", "code"), [("a\u202eb", "unseen"), ("NguyÔn V¨n", "garbled"), ("a\ufffdb", "garbled")]
)
def test_every_other_text_is_looked_at(model: type[Body], name: str, text: str, code: str) -> None:
    field = model.model_fields[name]
    with pytest.raises(ValidationError) as refused:
        model.model_validate({field.alias or name: text})
    told = {problem.at: problem for problem in map(problem_of, refused.value.errors())}[
        field.alias or name
    ]
    assert told.code in (code, "string_pattern_mismatch", "string_too_short")


class Listed(Body):
    names: list[Short] = []
    document: dict[str, Any] = {}


def problems(model: type[Body], document: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(document)
    found = [problem_of(error) for error in refused.value.errors()]
    return [(problem.at, problem.code, problem.vi) for problem in found]


def test_a_text_is_composed_wherever_it_is() -> None:
    body = Listed.model_validate(
        {"names": ["Hoa\u0300"], "document": {"title": [{"vi": "Hoa\u0300\u2028"}], "year": 2026}}
    )
    assert body.names == ["Hoà"]
    assert body.document == {"title": [{"vi": "Hoà\n"}], "year": 2026}


def test_a_composed_text_is_measured_not_the_one_that_was_sent() -> None:
    assert Because(reason="e\u0302\u0301" * 1000).reason == "ế" * 1000


def test_a_text_within_a_document_is_told_with_its_place() -> None:
    ((at, code, vi),) = problems(
        LoadRound, {"round": {"indexes": [{"title": {"vi": "Khối\u200b sở"}}]}, "units": []}
    )
    assert (at, code) == ("round", "unseen")
    assert "indexes[0].title.vi chứa ký tự ẩn (U+200B)" in vi


def test_a_document_of_too_many_levels_is_refused_in_words() -> None:
    deep: Any = "a"
    for _ in range(MOST_LEVELS + 1):
        deep = [deep]
    assert [code for _, code, _ in problems(Listed, {"document": {"a": deep}})] == ["too_deep"]


def test_a_password_is_taken_as_it_was_typed() -> None:
    typed = "Hoa\u0300\u200b NguyÔn"
    assert ChangePassword(password=typed, new_password=typed).new_password == typed
