"""Text on a terminal: shown as it is, measured in cells, never obeyed.

Textual parses plain strings as markup in most of its widgets, and hands control characters through to the
terminal in all of them. So a value goes to a widget as `t(value)`, a value in a line of our own drawing goes
through `cut` or `pad`, and `ControlFilter` catches on any widget's line whatever took neither way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from churntui.plain.masks import BAR
from churntui.plain.text import UNSAFE

if TYPE_CHECKING:
    from textual.color import Color

Align = Literal["left", "right", "center"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands where a character may not be shown."""

ELLIPSIS = "…"
"""What stands where text was cut off: one cell."""

_BREAK = re.compile(r"[\t\n]")
_LETTERS = re.compile(r"[^\W_]+")
_GENEROUS = 16
"""Code points looked at per cell when cutting: a long name is not measured to its end."""


def t(value: str) -> Content:
    """The value as literal text for a Textual widget: no tag in it is parsed."""
    return Content(visible(value, keep_lines=True))


def visible(value: str, *, keep_lines: bool = False) -> str:
    """The value with each unsafe character as U+FFFD and each tab or newline as a space.

    With `keep_lines`, newlines and tabs stay, for widgets that lay out paragraphs.
    """
    if value.isascii() and value.isprintable():
        return value
    shown = UNSAFE.sub(REPLACEMENT, value)
    return shown if keep_lines else _BREAK.sub(" ", shown)


def cut(text: str, cells: int) -> str:
    """The text in at most `cells` terminal cells, `…` at its end where something was cut off.

    A grapheme (a letter with its marks, an emoji sequence) and a wide character stay whole.
    """
    if cells <= 0:
        return ""
    long = len(text) > cells * _GENEROUS
    shown = visible(text[: cells * _GENEROUS] if long else text)
    if not long and cell_len(shown) <= cells:
        return shown
    end, used = 0, 0
    for _, stop, width in split_graphemes(shown)[0]:
        if used + width > cells - 1:
            break
        end, used = stop, used + width
    return shown[:end].rstrip() + ELLIPSIS


def pad(text: str, cells: int, align: Align = "left") -> str:
    """The text cut, or filled with spaces, to exactly `cells` terminal cells."""
    shown = cut(text, cells)
    spare = max(0, cells - cell_len(shown))
    left = {"left": 0, "right": spare, "center": spare // 2}[align]
    return " " * left + shown + " " * (spare - left)


def wrapped(text: str, cells: int) -> list[str]:
    """The text broken at spaces into lines of at most `cells` cells; a longer word is cut."""
    return in_lines(visible(text).split(), cells, between=" ")


def in_lines(parts: Iterable[str], cells: int, *, between: str = " · ") -> list[str]:
    """Parts on lines of at most `cells` cells, none of them split; a longer one is cut."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{between}{part}" if lines else part
        if lines and cell_len(longer) <= cells:
            lines[-1] = longer
        else:
            lines.append(cut(part, cells))
    return lines


class Curtain(LineFilter):
    """Draws a bar over every letter and digit on any widget's line, until what is below is fit to be seen."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments, as wide as they were."""
        return [
            Segment(
                _LETTERS.sub(lambda run: BAR * cell_len(run[0]), segment.text), segment.style, segment.control
            )
            for segment in segments
        ]


class ControlFilter(LineFilter):
    """Replaces control characters on any widget's line, whoever drew it; for `App.get_line_filters`."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments, each unsafe character replaced by U+FFFD and each tab or newline by a space."""
        texts = [visible(segment.text) for segment in segments]
        if all(new is segment.text for new, segment in zip(texts, segments, strict=True)):
            return segments
        return [
            Segment(new, segment.style, segment.control) for new, segment in zip(texts, segments, strict=True)
        ]
