"""Second scores: which share of what the council appraises is scored by a second member too."""

from __future__ import annotations

from fractions import Fraction

from chalicelib.domain.reading.fields import Field


def read_second_share(field: Field) -> Fraction:
    """The share (0 to 1) of a round's document, `{"share": "0.05"}`; 0 if it gives none."""
    if not field.given or field.object() is None:
        return Fraction(0)
    return field.key("share").number(0, 1, only_text=True) or Fraction(0)
