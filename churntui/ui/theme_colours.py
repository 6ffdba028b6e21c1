"""What a theme's colour looks like: the book stores a name, the terminal's own palette says the rest.

A colour only helps the eye to find again what the words beside it say, so a theme without one is as good as any.
"""

from __future__ import annotations

from textual.content import Content

from churntui.model import Theme

STYLES: dict[str, str] = {
    "red": "ansi_red",
    "orange": "ansi_bright_red",
    "yellow": "ansi_yellow",
    "green": "ansi_green",
    "cyan": "ansi_cyan",
    "blue": "ansi_blue",
    "violet": "ansi_magenta",
    "pink": "ansi_bright_magenta",
}
"""Each of `THEME_COLOURS` as a style that Textual and every terminal know, light and dark."""


def style(theme: Theme) -> str:
    """The style of the theme's marks; empty where it has no colour, or one we do not know."""
    return STYLES.get(theme.colour, "")


def bar(theme: Theme) -> Content:
    """What stands at the left of words that carry the theme: one cell."""
    return Content.styled("▌", style(theme) or "dim")
