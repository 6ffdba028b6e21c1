from __future__ import annotations

import pytest
from killing import Terminal, notes_on_file, one_round, open_editor
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
