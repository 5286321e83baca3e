"""Whether an error is one that passes: AWS was too busy, failed, or did not answer in time."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.error import URLError

# What the services say when a call was not carried out and may be made again.
BUSY = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


def passes(error: BaseException) -> bool:
    """Whether the error, or one that it comes from, is AWS's for the moment. Whether the call was
    carried out is not known then.
    """
    return any(map(_passes, _chain(error)))


def _passes(error: BaseException) -> bool:
    from botocore.exceptions import ClientError, HTTPClientError
    from botocore.exceptions import ConnectionError as NoConnection

    if isinstance(error, ClientError):
        reply: Any = error.response
        status = reply.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return reply["Error"]["Code"] in BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(
        error, (HTTPClientError, NoConnection, ConnectionError, TimeoutError, URLError)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that it comes from; PynamoDB keeps them as `cause`."""
    while error is not None:
        yield error
        error = getattr(error, "cause", None) or error.__cause__
