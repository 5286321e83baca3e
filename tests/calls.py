"""How often a piece of work calls AWS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """The calls of every client by operation (`Query`), as they come."""
    calls: Counter[str] = Counter()
    plain = BaseClient._make_api_call

    def count(client: Any, operation: str, request: Any) -> Any:
        calls[operation] += 1
        return plain(client, operation, request)

    with patch.object(BaseClient, "_make_api_call", count):
        yield calls
