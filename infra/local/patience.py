"""How long to wait for what must happen: a limit for what never comes, not a measure of speed.

A busy machine may take its time, so whatever waits here waits for the event itself, this long.
"""

from __future__ import annotations

PATIENCE = 300.0  # seconds
