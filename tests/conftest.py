"""Two worlds for tests: `aws`, in process, made from the template each time; `stack`, the whole
deployed system.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import hypothesis
import pytest

from infra.folders import PROJECT
from tests import fake_aws
from tests.room import with_room

if TYPE_CHECKING:
    from infra.local.stack import Stack

# The folders of the longest files, which start first, so that no worker is left alone with them at
# the end.
LONGEST = ("stories", "browser", "infra", "api", "store", "actions")

# Modules read their table's name when they are imported, so the environment stands before any of
# them is.
os.environ.update(fake_aws.ENVIRONMENT)

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
# For `make check`: a fifth of the examples, where a test does not say how many.
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test room, and put those of the longest files first."""
    for item in items:
        for step in ("setup", "runtest"):
            setattr(item, step, partial(with_room, getattr(item, step)))
    places = {name: at for at, name in enumerate(LONGEST)}
    tests = PROJECT / "tests"
    items.sort(key=lambda item: places.get(item.path.relative_to(tests).parts[0], len(places)))


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later search for garbage, a tenth of all the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[fake_aws.Aws]:
    """Fresh tables, buckets, queues, user pool, secret and sender as infra/resources.yaml declares
    them, in process.
    """
    with fake_aws.world(monkeypatch) as made:
        yield made


@pytest.fixture(scope="session")
def deployed() -> Iterator[Stack]:
    """The packaged project on the local stack, deployed once for all tests."""
    from infra.local.stack import Stack

    with Stack.start() as stack:
        yield stack


@pytest.fixture
def stack(deployed: Stack) -> Stack:
    """The deployed system, emptied."""
    deployed.clean()
    return deployed
