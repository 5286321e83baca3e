"""Self-assessment: save, import, approve, submit, check a receipt, supplement the first result.

`saving` is the pattern of every write: read, let the domain decide, write on a condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from chalicelib.actions import stand_ins

    __getattr__ = stand_ins(__name__)
