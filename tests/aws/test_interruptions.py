"""An error that passes is told from one that stays, however it is wrapped."""

from __future__ import annotations

from urllib.error import URLError

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ParamValidationError,
    ReadTimeoutError,
)
from pynamodb.exceptions import PutError

from chalicelib.aws.interruptions import passes
from chalicelib.aws.mail import NotTaken


def said(code: str, status: int = 400) -> ClientError:
    reply = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(reply, "Operation")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        said("ThrottlingException"),
        said("AnythingElse", 500),
        ReadTimeoutError(endpoint_url="x"),
        TimeoutError("too busy"),
        EndpointConnectionError(endpoint_url="x"),
        PutError("not put", ConnectTimeoutError(endpoint_url="x")),
        PutError("not put", said("ProvisionedThroughputExceededException")),
        caused(NotTaken(), said("TooManyRequestsException")),
        caused(ValueError("no keys"), URLError("no answer")),
    ],
    ids=repr,
)
def test_a_busy_or_silent_service_passes(error: Exception) -> None:
    assert passes(error)


@pytest.mark.parametrize(
    "error",
    [
        said("AccessDeniedException"),
        ParamValidationError(report="x"),
        PutError("not put", said("ValidationException")),
        caused(NotTaken(), said("MessageRejected")),
        KeyError("x"),
        FileNotFoundError("x"),
    ],
    ids=repr,
)
def test_what_is_wrong_with_the_call_stays(error: Exception) -> None:
    assert not passes(error)
