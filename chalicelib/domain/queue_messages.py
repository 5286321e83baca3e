"""Messages in our own queues: JSON objects with the version of their form.

While a release is rolled out, functions of the one before take messages of the new one. The version
rises when a reader of the version before would misread them; what it would merely not know needs no
new version. Messages without one were written before there was any.
"""

from __future__ import annotations

import json
from typing import Any

VERSION = 1


class NewerMessage(Exception):
    """A message of a later release, which comes again until a function of that one takes it."""


def write(**parts: Any) -> str:
    """The body of a message with these parts."""
    return json.dumps({**parts, "version": VERSION})


def read(body: str) -> dict[str, Any]:
    """The parts of a message, of whichever release; NewerMessage if its version is not known."""
    message: dict[str, Any] = json.loads(body)
    if message.get("version", VERSION) > VERSION:
        raise NewerMessage(f"version {message['version']}, and {VERSION} is known")
    return message
