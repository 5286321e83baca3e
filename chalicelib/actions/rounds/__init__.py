"""Rounds: load one, read the current one, open and close its windows, record rulings.

`current` gives copies that are at most a few seconds old: windows close with 10 seconds' notice, so
that nothing is written after a close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from chalicelib.actions import stand_ins

    __getattr__ = stand_ins(__name__)
