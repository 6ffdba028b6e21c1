from __future__ import annotations

import signal

import pytest
from killing import Terminal, notes_on_file, one_round, open_editor
from stores import names_in
from ui_books import heard_book


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_kill_at_any_moment_of_typing_and_tagging_loses_nothing(tmp_path, seed):
    assert one_round(tmp_path / "book.db", seed) == ""


def test_what_the_screen_says_is_saved_is_saved(tmp_path):
    path = heard_book(tmp_path / "book.db")
    with Terminal(path) as terminal:
        open_editor(terminal)
        terminal.type("Nobody called, 没有下文")
        assert terminal.wait_for("draft saved")
        # the first write may have come between two keys of the terminal; the last one has all of them
        terminal.read(1.5)
    assert notes_on_file(path) == "Nobody called, 没有下文"


ENDINGS = {
    "hang-up": ({129}, lambda terminal: terminal.ended_by(signal.SIGHUP)),
    "three signals": (
        {129, 143},  # sent in one moment, they may be taken by two threads: which is first is not sure
        lambda terminal: terminal.ended_by(signal.SIGHUP, signal.SIGHUP, signal.SIGTERM),
    ),
    "terminal closed": ({129, 1}, lambda terminal: terminal.closed()),
    "asked to end": ({143}, lambda terminal: terminal.ended_by(signal.SIGTERM)),
}
"""What ends it, and the exit codes it may have: that a terminal is gone is sometimes found out by reading from it."""


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_signal_to_end_keeps_what_is_typed_and_closes_the_book(tmp_path, ending):
    path = heard_book(tmp_path / "book.db")
    codes, end = ENDINGS[ending]
    with Terminal(path) as terminal:
        open_editor(terminal)
        terminal.type("Nobody called")
        assert terminal.wait_for("draft saved")
        assert end(terminal) in codes
    assert names_in(tmp_path) == ["book.db"]
    assert notes_on_file(path).startswith("N")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_signal_to_end_takes_the_sample_book_away(tmp_path, ending):
    codes, end = ENDINGS[ending]
    with Terminal("demo", TMPDIR=str(tmp_path)) as terminal:
        assert terminal.wait_for("Needs you")
        assert len(names_in(tmp_path)) == 1
        assert end(terminal) in codes
    assert names_in(tmp_path) == []
