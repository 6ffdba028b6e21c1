from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest
from rich.style import Style
from textual.app import App
from textual.document._document import Selection

from churntui.model.rows import Highlight
from churntui.plain.anchors import STILL_ITS_OWN, Span
from churntui.ui.interviews.notes import Notes

TEXT = (
    "# Call\nNobody called back. 反馈之后就没有下文了。\n\n"
    "Cafe\u0301 \U0001f469\u200d\U0001f4bb is too dear, they said."
)
QUOTES = (
    "Nobody called",
    "called back. 反馈",
    "没有下文了。\n\nCafe\u0301",
    "\U0001f469\u200d\U0001f4bb is",
    "too dear",
)


class Host(App[None]):
    def __init__(self, *, read_only: bool = False) -> None:
        super().__init__()
        found = [
            Highlight(TEXT.index(q), TEXT.index(q) + len(q), q, (q[:3],), n) for n, q in enumerate(QUOTES)
        ]
        self.notes = Notes(TEXT, found, lambda names: Style(underline=True), read_only=read_only)
        self.asked = 0

    def compose(self):
        yield self.notes

    def on_notes_tagging(self):
        self.asked += 1


def marked(notes: Notes) -> list[str]:
    """The underlined words of each line, as they are drawn."""
    lines = []
    for row in range(notes.document.line_count):
        line = notes.get_line(row)
        under = {at for s in line.spans if s.style.underline for at in range(s.start, s.end)}
        lines.append("".join(c if at in under else "·" for at, c in enumerate(line.plain)).strip("·"))
    return lines


def places(notes: Notes) -> dict[int | None, str]:
    return {one.id: one.anchor.words(notes.text) for one in notes.passages.kept}


async def test_passages_are_drawn_across_lines_and_over_each_other():
    app = Host()
    async with app.run_test():
        assert marked(app.notes) == [
            "",
            "Nobody called back. 反馈···没有下文了。",
            "",
            "Cafe\u0301·\U0001f469\u200d\U0001f4bb is·too dear",
        ]


async def test_offsets_and_places_are_each_others_inverse():
    app = Host()
    async with app.run_test():
        notes = app.notes
        for offset in range(len(TEXT) + 1):
            assert notes.offset_of(notes.location_of(offset)) == offset
        assert notes.offset_of((99, 0)) == len(TEXT)


@pytest.mark.parametrize("seed", range(8))
async def test_through_random_editing_no_passage_is_on_other_words(seed):
    rng = random.Random(seed)
    app = Host()
    async with app.run_test() as pilot:
        notes = app.notes
        for _ in range(60):
            await pilot.pause()
            _edit_somehow(notes, rng)
            assert notes.passages.text == notes.text
            for one in notes.passages.kept:
                words = one.anchor.words(notes.text).strip()
                assert words
                assert words == one.anchor.quote or _is_edited_from(one.anchor.quote, words)
        while notes.history.undo_stack:
            notes.undo()
        if notes.text == TEXT:
            assert set(places(notes).values()) <= set(QUOTES)


def _is_edited_from(quote: str, words: str) -> bool:
    return SequenceMatcher(None, quote, words, autojunk=False).ratio() >= STILL_ITS_OWN


def _edit_somehow(notes: Notes, rng: random.Random) -> None:
    """One key, or one of the ways in which text comes and goes."""
    start, end = sorted(rng.randrange(len(notes.text) + 1) for _ in range(2))
    end = min(end, start + 12)
    notes.selection = Selection(notes.location_of(start), notes.location_of(end))
    way = rng.randrange(9)
    if way == 0:
        notes.undo()
    elif way == 1:
        notes.redo()
    elif way == 2:
        notes.action_delete_word_left()
    elif way == 3:
        notes.action_delete_line()
    elif way == 4:
        notes.action_cut()
    elif way == 5:
        notes.action_paste()
    elif way == 6:
        notes.replace_all(notes.text[end:] + "\n" + notes.text[:end])
    else:
        notes.replace(
            rng.choice(["x", " ", "价", "e\u0301", "\n", "too dear", "a\u2028b\x1b"]), *notes.selection
        )


async def test_undo_brings_lost_passages_back():
    app = Host()
    async with app.run_test() as pilot:
        notes = app.notes
        notes.clear()
        await pilot.pause()
        assert len(notes.passages.lost) == len(QUOTES)
        notes.undo()
        assert places(notes) == dict(enumerate(QUOTES))


async def test_what_is_pasted_is_clean_so_that_offsets_hold():
    app = Host()
    async with app.run_test():
        notes = app.notes
        notes.insert("a\u2028b\x1b[31m\r\nc\u202e", (1, 0))
        assert notes.text.split("\n")[1:3] == ["ab[31m", "cNobody called back. 反馈之后就没有下文了。"]
        assert places(notes) == dict(enumerate(QUOTES))


async def test_a_text_from_elsewhere_is_one_undo_and_passages_follow_their_words():
    app = Host()
    async with app.run_test():
        notes = app.notes
        notes.replace_all("They said: too dear.\nNobody called.")
        assert places(notes) == {0: "Nobody called"}
        notes.undo()
        assert notes.text == TEXT
        assert places(notes) == dict(enumerate(QUOTES))


async def test_to_read_the_cursor_walks_and_ctrl_t_asks_for_themes():
    app = Host(read_only=True)
    async with app.run_test() as pilot:
        app.notes.focus()
        await pilot.press("x", "down", *["shift+right"] * 6, "t", "ctrl+t")
        await pilot.pause()
        assert (app.notes.text, app.asked) == (TEXT, 1)
        assert app.notes.meant[0] == Span(7, 13)


async def test_to_write_t_is_a_letter():
    app = Host()
    async with app.run_test() as pilot:
        app.notes.focus()
        await pilot.press("t")
        await pilot.pause()
        assert app.notes.text.startswith("t# Call")
        assert app.asked == 0


async def test_a_passage_is_shown_and_other_notes_are_too():
    app = Host(read_only=True)
    async with app.run_test():
        notes = app.notes
        notes.show_passage(4)
        assert notes.selected_text == "too dear"
        notes.show(TEXT, [], lambda names: Style(), stay=True)
        assert (notes.selected_text, notes.passages.all) == ("too dear", ())
        notes.show("Other", [], lambda names: Style(), stay=False)
        assert (notes.text, notes.selected_text) == ("Other", "")
