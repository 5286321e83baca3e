"""A sample of the matrix, drawn with a seed: a quarter of the flows, four cells of each. All of it
is `make faults`.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.faults import report, trying
from tests.faults.flows import FLOWS
from tests.faults.trying import Flow

SEED, FLOWS_DRAWN, OF_EACH = 50, 15, 4
# What costs most if it ends wrong is tried each time.
ALWAYS = ("first change of a password", "submission", "questionnaire answered", "letters sent")


def told() -> dict[str, bool]:
    """The flows of the document, and whether it tells that they end right."""
    return report.flows_of(report.DOCUMENT.read_text(encoding="utf-8"))


def drawn() -> list[Flow]:
    tried = [flow for flow in FLOWS if told().get(flow.name)]
    others = [flow for flow in tried if flow.name not in ALWAYS]
    always = [flow for flow in tried if flow.name in ALWAYS]
    return always + Random(SEED).sample(others, min(FLOWS_DRAWN, len(others)))


@pytest.mark.parametrize("flow", drawn(), ids=lambda flow: flow.name)
def test_an_act_that_met_a_fault_ends_as_it_does_without_one_when_it_is_repeated(
    flow: Flow,
) -> None:
    run = trying.clean(flow)
    cells = Random(f"{SEED} {flow.name}").sample(list(trying.cells(flow, run)), OF_EACH)
    found = [trying.attempt(flow, run, *cell) for cell in cells]
    assert [cell for cell in found if cell.wrong] == []


def test_the_document_tells_of_these_flows() -> None:
    assert list(told()) == [flow.name for flow in FLOWS]
