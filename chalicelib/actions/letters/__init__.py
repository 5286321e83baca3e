"""Letters: invite, mail, remind, correct an address, hand over a link, erase after the deadline.

A letter is claimed before it is sent and noted after, so that two workers do not send it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from chalicelib.actions import stand_ins

    __getattr__ = stand_ins(__name__)
