"""Exact numbers: plain decimals in, fractions inside, two decimals out. No calculation uses
floats.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

# Nothing official comes near 60 digits on either side; the limit keeps hostile input from costing
# time.
_PLAIN = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?")


@lru_cache(maxsize=4096)
def parse(text: str) -> Fraction | None:
    """The exact value of a plain decimal (`-12.50`: no plus sign, no exponent, no spaces); None for
    anything else.
    """
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def less(one: Fraction | int, other: Fraction | int) -> bool:
    """Whether one < other: whole numbers multiplied crosswise, several times faster than comparing
    fractions.
    """
    return one.numerator * other.denominator < other.numerator * one.denominator


def hundredths(value: Fraction) -> int:
    """The value in hundredths, rounded half away from zero (so 0.005 is 1 and -0.005 is -1)."""
    size = (200 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -size if value < 0 else size


def rounded(value: Fraction) -> Fraction:
    """The value as it is published: two decimals, half away from zero."""
    return Fraction(hundredths(value), 100)


def two(value: Fraction) -> str:
    """The published text: two decimals, rounded once from the exact value, never `-0.00` (contract
    §4).
    """
    cents = hundredths(value)
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def fixed(value: Fraction, places: int) -> str:
    """The value with so many decimals, rounded half away from zero, never a zero with a sign."""
    parts = abs(value) * 10**places + Fraction(1, 2)
    digits = str(parts.numerator // parts.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 and int(digits) else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def plain(value: Fraction) -> str:
    """The shortest exact decimal (`12.4`, `3`); ValueError if the value has no finite one, such as
    1/3.
    """
    places, scale = 0, 1
    while scale % value.denominator:
        places, scale = places + 1, scale * 10
        if places > value.denominator.bit_length():
            raise ValueError(f"{value} is not a finite decimal")
    digits = str(abs(value.numerator) * (scale // value.denominator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def comma(decimal: str) -> str:
    """A decimal text as Vietnamese writes it: `12.4` is `12,4`."""
    return decimal.replace(".", ",")
