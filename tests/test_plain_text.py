"""What people and files write, made safe and comparable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.text import MAX_LINE, UNSAFE, cells, clean_line, clean_note, fold

ANYTHING = st.text(st.characters(codec=None))


@given(ANYTHING)
def test_a_clean_line_is_one_safe_line(value):
    line = clean_line(value)
    assert not UNSAFE.search(line)
    assert not set(line) & set("\r\n\t")
    assert line == line.strip()
    assert len(line) <= MAX_LINE
    assert clean_line(line) == line


@given(ANYTHING)
def test_a_clean_note_keeps_lines_and_nothing_that_steers_a_terminal(value):
    note = clean_note(value)
    controls = {c for c in note if unicodedata.category(c) in {"Cc", "Cs"}}
    assert controls <= {"\n", "\t"}
    assert clean_note(note) == note


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("\x1b]0;PWNED\x07name", "]0;PWNEDname"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufeffNordwind", "Nordwind"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("a[/]b", "a[/]b"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("x\ud800y", "xy"),
    ],
)
def test_lines(value, expected):
    assert clean_line(value) == expected


def test_line_ends_of_every_system_become_newlines():
    assert clean_note("a\r\nb\rc\n\td") == "a\nb\nc\n\td"


def test_what_is_too_long_is_cut():
    assert clean_line("x" * 10_000, 10) == "x" * 10
    assert clean_note("x" * 100, 10) == "x" * 10


@given(st.text())
def test_folding_twice_is_folding_once(value):
    assert fold(fold(value)) == fold(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "lodz"),
        ("STRASSE", "straße"),
        ("ушёл", "УШЕЛ"),
        ("Ｎｏｒｄ  wind ", "nord wind"),
        ("Zażółć", "zazolc"),
        ("𝐍ord", "nord"),
        ("Æther", "aether"),
    ],
)
def test_two_spellings_of_one_word_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("value", "columns"), [("abc", 3), ("青空フーズ", 10), ("e\u0301", 1), ("Łódź", 4)])
def test_columns_of_a_terminal(value, columns):
    assert cells(value) == columns
