"""What the terminal says of a long piece of work."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.console import Console

from infra.steps import Steps


def work(steps: Steps) -> None:
    with steps:
        with steps.begin("Đóng gói / Packaging"):
            steps.note("· [một] ghi chú / a note")
        with steps.begin("Trả lời / Answers", 2) as step:
            step.advance()
            step.reach(2)


def test_without_a_terminal_each_step_is_a_line_when_it_begins_and_one_when_it_ends() -> None:
    told = StringIO()
    work(Steps(Console(file=told)))
    lines = [re.sub(r"\d+\.\d s", "0.0 s", line) for line in told.getvalue().splitlines()]
    assert lines == [
        "Đóng gói / Packaging …",
        "· [một] ghi chú / a note",
        "Đóng gói / Packaging: 0.0 s",
        "Trả lời / Answers …",
        "Trả lời / Answers: 2/2 0.0 s",
    ]


def test_a_step_that_fails_is_never_said_to_be_done() -> None:
    told = StringIO()
    with (
        pytest.raises(ValueError, match="no"),
        Steps(Console(file=told)) as steps,
        steps.begin("Triển khai / Deploying"),
    ):
        raise ValueError("no")
    assert told.getvalue() == "Triển khai / Deploying …\n"


def test_on_a_terminal_each_step_is_a_bar_and_only_what_is_counted_has_a_count() -> None:
    told = StringIO()
    console = Console(file=told, force_terminal=True, width=120, _environ={"TERM": "xterm"})
    work(Steps(console))
    (*_, packaging) = (line for line in told.getvalue().splitlines() if "Packaging" in line)
    (*_, answers) = (line for line in told.getvalue().splitlines() if "Answers" in line)
    assert "━" in packaging and "1/1" not in packaging
    assert "━" in answers and "2/2" in answers
