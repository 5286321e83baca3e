"""Running what parses other people's files apart: in a process of its own, with a budget.

Parsers are other people's code too. A file may let one run for ever, fill the memory, or end its
process; here that ends a child that knows no secret, and the caller learns that there is no result.
The child is this module: `python -m chalicelib.documents.apart`.
"""

from __future__ import annotations

import importlib
import json
import logging
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run may take: seconds of processor time, seconds in all, and bytes of memory."""

    processor: int = 5
    seconds: int = 25
    memory: int = 512 * 1024 * 1024


class NoResultError(Exception):
    """The function failed, or took more than its budget."""


def run(function: Callable[..., Any], content: bytes, budget: Budget, **arguments: Any) -> Any:
    """The result of `function(content, **arguments)`, made in a child process; NoResultError.

    The function is one of a module, and its arguments and result are JSON.
    """
    order = {
        "module": function.__module__,
        "function": function.__name__,
        "arguments": arguments,
        "limits": [
            [resource.RLIMIT_CPU, budget.processor],
            [resource.RLIMIT_AS, budget.memory],
            [resource.RLIMIT_FSIZE, 0],
            [resource.RLIMIT_CORE, 0],
        ],
    }
    # Nothing of the environment goes along: in Lambda it holds the keys of the function's role.
    environment = {
        "PYTHONPATH": ":".join(path for path in sys.path if path),
        "LD_LIBRARY_PATH": f"{sys.base_prefix}/lib",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603  this very Python, this very module
            [sys.executable, "-m", __name__],
            input=json.dumps(order).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=budget.seconds,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NoResultError from error


def main() -> None:
    """The child: take an order from standard input, write the result to standard output."""
    order = json.loads(sys.stdin.buffer.readline())
    for name, most in order["limits"]:
        resource.setrlimit(name, (most, most))
    logging.disable(logging.CRITICAL)
    function = getattr(importlib.import_module(order["module"]), order["function"])
    result = function(sys.stdin.buffer.read(), **order["arguments"])
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
