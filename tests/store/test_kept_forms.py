"""The rule for what an earlier or a later release wrote: what is missing is at its default, what is
unknown is left out (docs/decisions/046).
"""

from __future__ import annotations

import ast
import re

from pynamodb.models import Model

from infra.folders import PROJECT
from tests.earlier import reading, rounds

# Models that have another name now, by the name that they had in the earlier release.
RENAMED = {"store.objections.ObjectionItem": "store.asked_records.AskedItem"}
STORE = sorted((PROJECT / "chalicelib/store").glob("*.py"))


def test_what_a_model_got_since_may_be_missing_and_what_it_had_is_still_read() -> None:
    rounds.load_every_model()
    earlier = reading.models()
    present = {
        f"{model.__module__.removeprefix('chalicelib.')}.{model.__name__}": model
        for model in Model.__subclasses__()
    }
    assert len(earlier) > 40
    for name, had in earlier.items():
        model = present[RENAMED.get(name, name)]
        attributes = {each.attr_name: each for each in model.get_attributes().values()}
        assert set(had) <= set(attributes), name
        for added in set(attributes) - set(had):
            attribute = attributes[added]
            assert attribute.null or attribute.default is not None, f"{name}.{added}"


def test_no_value_is_made_of_kept_members_that_it_may_not_know() -> None:
    found = [
        f"{path.name}: {ast.unparse(call)}"
        for path in STORE
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id[0].isupper()
        and not call.func.id.endswith("Item")  # what is written, not read
        and (
            any(isinstance(each, ast.Starred) for each in call.args)
            or any(each.arg is None for each in call.keywords)
        )
    ]
    assert found == []


def test_no_condition_asks_for_a_default_that_may_not_be_written() -> None:
    rounds.load_every_model()
    optional = {
        f"{model.__name__}.{name}"
        for model in Model.__subclasses__()
        for name, each in model.get_attributes().items()
        if each.default is not None and not each.is_range_key
    }
    compared = {
        f"{path.name}: {left}"
        for path in STORE
        for left in re.findall(r"(\w+\.\w+) == ", path.read_text(encoding="utf-8"))
        if left in optional
    }
    assert "InvitationItem.link" in optional
    assert compared == set()
