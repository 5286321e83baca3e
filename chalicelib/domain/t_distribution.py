"""Student's t distribution: how far a mean may be from the truth when its spread is estimated.

Beyond MOST degrees of freedom those of MOST count, so that nothing is called more certain than it
is.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import atan2, cos, pi, sqrt

MOST = 100
# t(0.975) by degrees of freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.2). Between two rows the upper
# one counts, so that an interval is never too short.
_T = {
    1: "12.706",
    2: "4.303",
    3: "3.182",
    4: "2.776",
    5: "2.571",
    6: "2.447",
    7: "2.365",
    8: "2.306",
    9: "2.262",
    10: "2.228",
    11: "2.201",
    12: "2.179",
    13: "2.160",
    14: "2.145",
    15: "2.131",
    16: "2.120",
    17: "2.110",
    18: "2.101",
    19: "2.093",
    20: "2.086",
    21: "2.080",
    22: "2.074",
    23: "2.069",
    24: "2.064",
    25: "2.060",
    26: "2.056",
    27: "2.052",
    28: "2.048",
    29: "2.045",
    30: "2.042",
    40: "2.021",
    50: "2.009",
    60: "2.000",
    70: "1.994",
    80: "1.990",
    90: "1.987",
    100: "1.984",
}


def quantile(freedom: int) -> Decimal:
    """t(0.975) for these degrees of freedom (1 or more), or for the next fewer in the table."""
    return Decimal(_T[max(known for known in _T if known <= freedom)])


@lru_cache(maxsize=65536)
def two_sided(value: float, freedom: int) -> float:
    """P(|T| ≥ `value`) for these whole degrees of freedom (1 or more); `value` is not negative.

    The finite series of M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.7.3
    and 26.7.4; right to about 1e-14.
    """
    freedom = min(freedom, MOST)
    angle = atan2(value, sqrt(freedom))
    squared, odd = cos(angle) ** 2, freedom % 2
    term = total = cos(angle) if odd else 1.0
    for number in range(3 if odd else 2, freedom - 1, 2):
        term *= squared * ((number - 1) / number)
        total += term
    sine = value / sqrt(freedom + value * value)
    if not odd:
        return max(1 - sine * total, 0.0)
    inner = sine * total if freedom > 1 else 0.0
    return max(1 - 2 / pi * (angle + inner), 0.0)
