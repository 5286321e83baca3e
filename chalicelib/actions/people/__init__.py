"""People: sign in, enrol and administer accounts, tell people what concerns them.

Incidents that units report are answered here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from chalicelib.actions import stand_ins

    __getattr__ = stand_ins(__name__)
