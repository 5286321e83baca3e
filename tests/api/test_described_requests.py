"""schemathesis over the whole description of the API: what the description allows, and what it does
not, meets no error of ours, no status that is not described, and no wrong type is taken.

Two requests of each operation and mode are drawn, seeded; `EXAMPLES=200` draws a hundred times as
many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks

from chalicelib.api import openapi
from chalicelib.api.serving.routing import AUDIENCES
from tests.api.conftest import tokens_of
from tests.api.wsgi import wsgi_of
from tests.fake_aws import Aws
from tests.site import Site

pytestmark = pytest.mark.long

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
HELD = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.negative_data_rejection,
    openapi_checks.unsupported_method,
]
DRAWN = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def operations(site: Site, audience: str) -> Iterator[Any]:
    schema: Any = schemathesis.openapi.from_dict(openapi.document())
    schema.app = wsgi_of(site)
    for found in schema.get_all_operations():
        operation = found.ok()
        if audience in operation.definition.raw["tags"]:
            yield operation


def complaints(operation: Any, mode: GenerationMode, token: str) -> str:
    """What is wrong with the answers to requests of one kind; nothing, if nothing is."""
    headers = {"Accept-Encoding": "identity"}  # nothing here would unpack gzip
    if token:
        headers["Authorization"] = f"Bearer {token}"

    @DRAWN
    @given(operation.as_strategy(generation_mode=mode))
    def hold(case: Any) -> None:
        case.validate_response(case.call(headers=headers), checks=HELD, headers=headers)

    try:
        hold()
    except Unsatisfiable:
        return ""  # a request without a part that could be wrong
    except Exception as error:  # noqa: BLE001  each offender is named, not the first alone
        said = [str(each) for each in getattr(error, "exceptions", [error])]
        return f"{operation.label} ({mode.value}): " + " ".join(said)[:1500]
    return ""


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_answer_is_one_that_the_description_tells_of(
    running: Site, aws: Aws, audience: str, mode: GenerationMode
) -> None:
    token = tokens_of(running).get(audience, "")
    wrong = [complaints(operation, mode, token) for operation in operations(running, audience)]
    assert [said for said in wrong if said] == []
