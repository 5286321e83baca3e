"""Appraisal: what units submitted is shown to the council, and its values are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from chalicelib.actions import stand_ins

    __getattr__ = stand_ins(__name__)
