import pytest
from brief_samples import HOSTILE, SENTENCES
from hypothesis import given
from hypothesis import strategies as st

from churntui.briefs.output.fitting import width, wrapped
from churntui.plain.text import clean_line

TEXTS = st.text(
    st.sampled_from("ab cde  fgHIm青空のフ.,—éЖщ%0123") | st.characters(exclude_categories=["Cs"]),
    max_size=80,
).map(clean_line)


@given(TEXTS, st.floats(2, 40), st.floats(0.5, 1))
def test_lines_hold_all_of_the_text_and_none_is_longer_than_its_room(text, room, letter):
    lines = wrapped(text, room, letter)
    assert "".join(lines) == text
    assert all(width(line.rstrip(), letter) <= room for line in lines)
    assert all(lines) or lines == [""]


@given(TEXTS, st.floats(2, 40))
def test_more_room_never_takes_more_lines_of_words(text, room):
    assert len(wrapped(text, room * 3)) <= len(wrapped(text, room))


def test_a_line_ends_between_words_and_anywhere_between_wide_characters():
    assert wrapped("one two three", 5) == ["one two ", "three"]
    assert wrapped("青空フーズ", 2) == ["青空", "フー", "ズ"]
    assert len(wrapped("w" * 100, 10)) == 10


@pytest.mark.parametrize("text", [*SENTENCES.values(), *map(clean_line, HOSTILE)])
def test_no_common_font_is_broader(text):
    """Measured by the font that Pillow brings; of writing it has not, an em is the most."""
    fonts = pytest.importorskip("PIL.ImageFont")
    font = fonts.load_default(100)
    known = "".join(character for character in text if character.isascii())
    assert width(known) >= font.getlength(known) / 100


def test_writing_as_wide_as_it_is_high_takes_an_em():
    assert width("青空") == width("青空", 0.5) == 2
    assert width("ab", 0.5) == width("ab") / 2
