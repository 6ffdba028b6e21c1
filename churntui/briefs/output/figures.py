"""Small charts as SVG within a page: no script, no font of their own, and the same words for who cannot see them.

Lengths and heights start at zero, so that twice as much looks like twice as much. What was not measured has no mark.
How they look (colours, the size of the text) is said by the page's style.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from churntui.briefs.facts import Figure
from churntui.plain.text import cells, clean_line, shortened

WIDTH = 240
"""Units that all of them are wide."""

_CELL = 5.8
"""Units that one column of a terminal takes, in the size of text the style gives."""

_LABELS, _BARS, _ROW = 92, 84, 19
"""Of bars: units for the labels, for the longest bar, and from one bar to the next."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """One value with its words, safe and short."""

    label: str
    value: float | None
    shown: str


def drawn(figure: Figure) -> str:
    """The figure as an `svg` element."""
    marks = [
        _Mark(
            clean_line(label),
            value if value is not None and math.isfinite(value) else None,
            clean_line(shown),
        )
        for label, value, shown in zip(figure.labels, figure.values, figure.shown, strict=True)
    ]
    if figure.kind == "progress" and _is_a_way(marks):
        height, shapes = 58, [*_progress(*marks)]
    elif figure.kind == "line":
        height, shapes = 88, [*_line(marks)]
    else:
        height, shapes = _ROW * len(marks) + 2, [*_bars(marks)]
    told = escape("; ".join(f"{mark.label}: {mark.shown}" for mark in marks))
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="{told}">'
        f"{''.join(shapes)}</svg>"
    )


def _bars(marks: Sequence[_Mark]) -> Iterator[str]:
    known = [mark.value for mark in marks if mark.value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    unit = _BARS / (high - low or 1)
    zero = _LABELS - low * unit
    for row, mark in enumerate(marks):
        middle = row * _ROW + _ROW / 2
        end = zero
        yield _text(0, middle, shortened(mark.label, int(_LABELS / _CELL)))
        if mark.value is not None:
            end = zero + mark.value * unit
            left, length = min(zero, end), max(abs(end - zero), 0.8)
            yield f'<rect class="bar" x="{left:.1f}" y="{middle - 5:.1f}" width="{length:.1f}" height="10"/>'
        yield _text(max(zero, end) + 5, middle, _cut(mark.shown, WIDTH - max(zero, end) - 5), "value")


def _line(marks: Sequence[_Mark]) -> Iterator[str]:
    told = _told(marks)
    top, bottom = 22.0, 66.0
    left = WIDTH / (2 * len(marks)) if marks and len(told) == len(marks) else 16.0
    known = [mark.value for mark in marks if mark.value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    unit = (bottom - top) / (high - low or 1)
    step = (WIDTH - 2 * left) / max(1, len(marks) - 1)
    places = [
        (left + step * at, None if mark.value is None else bottom - (mark.value - low) * unit)
        for at, mark in enumerate(marks)
    ]
    yield f'<path class="axis" d="M0 {bottom + low * unit:.1f}H{WIDTH}"/>'
    for is_known, run in groupby(places, key=lambda place: place[1] is not None):
        corners = [f"{x:.1f} {y:.1f}" for x, y in run if y is not None]
        if is_known and len(corners) > 1:
            yield f'<path class="line" d="M{"L".join(corners)}"/>'
    last = max((at for at, (_, y) in enumerate(places) if y is not None), default=-1)
    for at, (x, y) in enumerate(places):
        if y is not None:
            yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{3.2 if at == last else 2}"/>'
    for at in told:
        x, y = places[at]
        anchor = "middle" if len(told) == len(marks) else _anchor(x)
        yield _text(x, 80, _cut(marks[at].label, WIDTH / 2), anchor=anchor)
        yield _text(x, (bottom if y is None else y) - 10, _cut(marks[at].shown, WIDTH / 2), "value", anchor)


def _told(marks: Sequence[_Mark]) -> list[int]:
    """Which values have their words beside them: all where there is room, else the first and the last known one."""
    longest = max((max(cells(mark.label), cells(mark.shown)) for mark in marks), default=0)
    if (longest + 1) * len(marks) * _CELL <= WIDTH:
        return [*range(len(marks))]
    known = [at for at, mark in enumerate(marks) if mark.value is not None]
    return sorted({known[0], known[-1]}) if known else []


def _is_a_way(marks: Sequence[_Mark]) -> bool:
    """Whether there is a start and another target to be on the way between."""
    if len(marks) != 3:
        return False
    start, _, target = (mark.value for mark in marks)
    return start is not None and target is not None and start != target


def _progress(start: _Mark, now: _Mark, target: _Mark) -> Iterator[str]:
    """A way from the left to the right, whichever of the two is larger; what went past an end is drawn past it."""
    begun, aimed = start.value or 0.0, target.value or 0.0
    share = None if now.value is None else (now.value - begun) / (aimed - begun)
    low, high = min(0.0, share or 0.0), max(1.0, share or 0.0)
    at, first, end = (6 + (WIDTH - 12) * (part - low) / (high - low) for part in (share or 0.0, 0.0, 1.0))
    yield f'<path class="track" d="M{first:.1f} 27H{end:.1f}"/>'
    if share is not None:
        yield f'<path class="way" d="M{first:.1f} 27H{at:.1f}"/>'
        yield f'<circle class="dot" cx="{at:.1f}" cy="27" r="5"/>'
    for x in (first, end):
        yield f'<path class="tick" d="M{x:.1f} 21V33"/>'
    yield _text(at, 9, _cut(f"{now.label} {now.shown}", WIDTH / 2), "value", _anchor(at))
    room = WIDTH / 2 - _CELL
    yield _text(0, 46, _cut(f"{start.label} {start.shown}", room))
    yield _text(WIDTH, 46, _cut(f"{target.label} {target.shown}", room), anchor="end")


def _anchor(x: float) -> str:
    return "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"


def _cut(text: str, room: float) -> str:
    return shortened(text, max(1, int(room / _CELL)))


def _text(x: float, y: float, text: str, kind: str = "label", anchor: str = "start") -> str:
    """Words that stand around the height `y`; some readers know no other way to centre them than a shift."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" dy=".35em" text-anchor="{anchor}">{escape(text)}</text>'
