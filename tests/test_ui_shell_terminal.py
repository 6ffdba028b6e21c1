"""What a terminal sends, read as keys: above all the escape key with others close behind it."""

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from churntui.ui.shell.terminal import tell_escape_from_alt


def read(monkeypatch, *writes):
    """The keys and pasted texts in these writes of a terminal, which come before anything is timed out."""
    monkeypatch.setattr(XTermParser, "feed", XTermParser.feed)  # brought back after the test
    tell_escape_from_alt()
    parser = XTermParser()
    events = [event for write in writes for event in parser.feed(write)]
    return [event.text if isinstance(event, Paste) else event.key for event in events]


@pytest.mark.parametrize(
    ("writes", "keys"),
    [
        (["\x1bo"], ["escape", "o"]),
        (["\x1b", "o"], ["escape", "o"]),
        (["\x1b\r"], ["escape", "enter"]),
        (["\x1blum\x1b", "\x1bq"], ["escape", "l", "u", "m", "escape", "escape", "q"]),
        (["\x1b" + 40 * "a"], ["escape", *40 * "a"]),
        (["\x1b\x1b[A"], ["escape", "up"]),
        (["a\x1b[Bb"], ["a", "down", "b"]),
        (["\x1b", "[B"], ["down"]),
        (["\x1bOP"], ["f1"]),
        (["\x1b[111;3u"], ["alt+o"]),
        (["\x1bé"], ["escape", "é"]),
        (["\x1b[200~two\rlines\x1b[201~\x1bo"], ["two\rlines", "escape", "o"]),
    ],
)
def test_escape_is_a_key_wherever_no_sequence_begins(monkeypatch, writes, keys):
    assert read(monkeypatch, *writes) == keys


def test_an_escape_that_was_waited_for_already_is_none_of_the_next_letter(monkeypatch):
    monkeypatch.setattr(XTermParser, "feed", XTermParser.feed)
    tell_escape_from_alt()
    parser = XTermParser()
    assert list(parser.feed("\x1b")) == []
    parser._timeout_time = 0.0
    assert [event.key for event in parser.tick() if isinstance(event, Key)] == ["escape"]
    assert [event.key for event in parser.feed("o") if isinstance(event, Key)] == ["o"]
