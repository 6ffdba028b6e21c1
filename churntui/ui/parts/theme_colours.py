"""What a theme's colour looks like: the book stores a name, this module the tone.

A colour only helps the eye to find again what the words beside it say, so a theme without one is as good as any.
"""

from __future__ import annotations

from textual.content import Content

from churntui.model.rows import Theme

STYLES: dict[str, str] = {
    "red": "indianred",
    "orange": "darkorange",
    "yellow": "goldenrod",
    "green": "seagreen",
    "cyan": "darkcyan",
    "blue": "royalblue",
    "violet": "mediumpurple",
    "pink": "hotpink",
}
"""Each of `THEME_COLOURS` as a style of Textual: middle tones, which can be seen on dark and on light."""


def style(theme: Theme) -> str:
    """The style of the theme's marks; empty where it has no colour, or one we do not know."""
    return STYLES.get(theme.colour, "")


def bar(theme: Theme) -> Content:
    """What stands at the left of words that carry the theme: one cell."""
    return Content.styled("▌", style(theme) or "dim")
