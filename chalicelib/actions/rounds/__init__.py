"""Rounds: load one, read it as it is now, open and close its windows, record rulings.

`current` hands out copies that are at most a few seconds old, so that no write straddles a close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from chalicelib.actions import stand_ins

    __getattr__ = stand_ins(__name__)
