import pytest
from textual.color import Color

from churntui.model.choices import THEME_COLOURS
from churntui.model.rows import Theme
from churntui.ui.parts.theme_colours import STYLES, bar, style


def test_every_colour_of_the_book_has_a_tone_of_its_own():
    assert tuple(STYLES) == THEME_COLOURS
    assert len({Color.parse(tone) for tone in STYLES.values()}) == len(THEME_COLOURS)


@pytest.mark.parametrize("colour", ["", "#ff0000", "[red]", "mauve"])
def test_a_colour_we_do_not_know_is_none(colour):
    theme = Theme(1, "a", colour=colour)
    assert (style(theme), bar(theme).plain) == ("", "▌")
