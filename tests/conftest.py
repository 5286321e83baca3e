"""Two worlds for tests: `aws`, in process, made from the template each time; `stack`, the whole deployed system."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import fake_aws

if TYPE_CHECKING:
    from infra.local.stack import Stack

# Modules read their table's name when they are imported, so the environment stands before any of them is.
os.environ.update(fake_aws.ENVIRONMENT)

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[fake_aws.Aws]:
    """Fresh tables, buckets, queues, user pool, secret and sender as infra/resources.yaml declares them, in process."""
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
