"""What a load rests on: where it may go, how much it may ask, how its requests are reckoned."""

from __future__ import annotations

from typing import Any

import pytest

from tests.load.__main__ import main
from tests.load.limits import MOST, Limits, require_loopback
from tests.load.reckoning import Request, percentile, reckoned


@pytest.mark.parametrize("url", ["http://127.0.0.1:4599", "http://127.9.9.9/a", "http://[::1]:80"])
def test_a_load_goes_to_loopback(url: str) -> None:
    require_loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:4599",
        "https://parindex.example.test",
        "http://127.0.0.1.example.test",
        "http://127.0.0.1@192.0.2.7/",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "/api",
    ],
)
def test_a_load_goes_nowhere_else(url: str) -> None:
    with pytest.raises(ValueError, match="this machine alone"):
        require_loopback(url)


@pytest.mark.parametrize("name", MOST)
def test_a_load_has_its_limits(name: str) -> None:
    fine: dict[str, Any] = {"people": 1, "seconds": 1, "rate": 1}
    Limits(**{**fine, name: MOST[name]})
    for wrong in (0, MOST[name] + 1):
        with pytest.raises(ValueError, match=name):
            Limits(**{**fine, name: wrong})


def test_the_command_refuses_too_much_before_it_starts_anything() -> None:
    with pytest.raises(SystemExit, match="people"):
        main(["--units", "900"])


def test_a_percentile_is_the_nearest_rank() -> None:
    times = [float(each) for each in range(1, 21)]
    assert [percentile(times, point) for point in (50, 95, 99)] == [10, 19, 20]
    assert percentile([7.0], 50) == 7


def test_requests_are_reckoned_as_a_whole_and_by_what_they_ask() -> None:
    found = reckoned(
        [
            Request("save", 10.0, 100, 200, True),
            Request("save", 11.0, 300, 412, True, "changed_meanwhile"),
            Request("read", 11.5, 500, 503, False),
        ]
    )
    assert (found["requests"], found["seconds"], found["requests_per_second"]) == (3, 2.0, 1.5)
    assert found["errors"] == {"read: 503": 1}
    assert found["refused"] == {"save: 412 changed_meanwhile": 1}
    assert found["all"] == {"requests": 3, "p50_ms": 300, "p95_ms": 500, "p99_ms": 500}
    assert found["by_request"]["save"]["p95_ms"] == 300


def test_a_load_without_requests_is_no_load() -> None:
    with pytest.raises(ValueError, match="no requests"):
        reckoned([])
