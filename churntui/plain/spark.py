"""Charts of one line, as text: a spark of a few values and a bar of one share.

Both are plain strings of a fixed width, so that they can stand in a table's cell. A spark starts at zero: the
same height means the same share of the row's best value, and a flat line is flat.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

STEPS = "▁▂▃▄▅▆▇█"
"""Eighths of a cell, rising."""

PARTS = " ▏▎▍▌▋▊▉█"
"""Eighths of a cell, from the left; the first is none."""

MISSING = "·"
"""A period that was not measured, which is not one measured as zero."""


def spark(values: Sequence[float | None], width: int) -> str:
    """The values as `▁`–`█`, scaled from zero to the largest, newest at the right end of `width` cells.

    `None`, NaN and infinities are `·`; zero, and anything below it, is `▁`. More values than cells are averaged
    in equal runs; fewer are padded on the left.
    """
    if width <= 0:
        return ""
    shown = [value if value is not None and math.isfinite(value) else None for value in values]
    if len(shown) > width:
        edges = [index * len(shown) // width for index in range(width + 1)]
        shown = [_mean(shown[first:end]) for first, end in pairwise(edges)]
    top = max((value for value in shown if value is not None), default=0.0)
    return "".join(_step(value, top) for value in shown).rjust(width)


def _mean(run: Sequence[float | None]) -> float | None:
    known = [value for value in run if value is not None]
    return sum(value / len(known) for value in known) if known else None


def _step(value: float | None, top: float) -> str:
    if value is None:
        return MISSING
    if value <= 0:
        return STEPS[0]
    return STEPS[max(1, round(value / top * (len(STEPS) - 1)))]


def bar(fraction: float | None, width: int) -> str:
    """A share of `width` cells filled from the left in eighths; always `width` cells.

    Below 0 is empty, above 1 is full, None and NaN are `·`. Anything above zero shows at least a sliver.
    """
    if width <= 0:
        return ""
    if fraction is None or math.isnan(fraction):
        return MISSING.ljust(width)
    eighths = round(min(max(fraction, 0.0), 1.0) * width * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, 8)
    return ("█" * whole + (PARTS[part] if part else "")).ljust(width)
