"""Student's t: how far a mean of few values strays from the true one, by chance alone.

The normal distribution is too narrow for a dozen people, and approximations of the t quantile are worst exactly there;
so the distribution itself is worked out, from the regularised incomplete beta function and its continued fraction
(NIST Digital Library of Mathematical Functions, 8.17.5 and 8.17.22), and turned around by halving.
"""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_CLOSE = 1e-15
"""A factor of the continued fraction this near to 1 changes nothing any more."""

_TINY = 1e-300
"""What stands in place of 0 where it would be divided by."""

_MOST_TERMS = 100_000
"""Terms of the continued fraction; it takes about as many as the root of the degrees of freedom."""


def t_quantile(share: float, freedom: float) -> float:
    """The value below which a share of Student's distribution lies.

    Args:
        share: Above 0 and below 1.
        freedom: The degrees of freedom, above 0, whole or not.

    Raises:
        ValueError: The share or the degrees of freedom are not of that kind.
    """
    if not 0 < share < 1 or not freedom > 0:
        raise ValueError(f"there is no t quantile of {share} with {freedom} degrees of freedom")
    if share < 0.5:
        return -t_quantile(1 - share, freedom)
    outside = 2 * (1 - share)
    low, high = 0.0, 1.0
    while t_outside(high, freedom) > outside:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if t_outside(middle, freedom) > outside else (low, middle)
    return high if share > 0.5 else 0.0


def t_outside(distance: float, freedom: float) -> float:
    """The share of Student's distribution that lies further from 0 than this, on both sides together."""
    square = distance * distance
    x, y = freedom / (freedom + square), square / (freedom + square)
    return _beta_share(x, y, freedom / 2, 0.5)


def _beta_share(x: float, y: float, a: float, b: float) -> float:
    """The regularised incomplete beta function at x, where y = 1 − x is known more exactly than that says."""
    if not x or not y:
        return 1.0 if x else 0.0
    log_x = log1p(-y) if y < 0.5 else log(x)
    log_y = log1p(-x) if x < 0.5 else log(y)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log_x + b * log_y)
    if x < (a + 1) / (a + b + 2):
        return front * _continued(x, a, b) / a
    return 1 - front * _continued(y, b, a) / b


def _continued(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    above, below = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    value = below
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            below = _inverse(1 + term * below)
            above = 1 + term / above or _TINY
            value *= below * above
        if abs(below * above - 1) < _CLOSE:
            break
    return value


def _inverse(value: float) -> float:
    return 1 / (value or _TINY)
