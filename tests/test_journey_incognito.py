"""A shared screen: over a book in which every word that is nobody's to see carries a mark, no screen shows one.

The key is pressed in every place, page and dialog, and each is walked through while it is on.
"""

import pytest
from looks import text_lines, walk
from secret_books import AMOUNT, MARK, secret_book

WHILE_ON = (
    ("turned on", "f9"),
    ("today", "1"),
    ("help", "question_mark"),
    ("at rest", "escape f"),
    ("logos", "f 2"),
    ("what a figure means", "question_mark"),
    ("a logo", "escape enter"),
    *((f"section {nth}", "tab") for nth in range(1, 11)),
    ("its history", "H"),
    ("further down", "down down down"),
    ("its handover sheet", "escape v"),
    ("its talk sheet", "escape i"),
    ("palette", "escape ctrl+p"),
    ("renewals", "escape 3"),
    ("another bucket", "right down"),
    ("the forecast", "question_mark"),
    ("rates of renewals", "escape v"),
    ("behind one", "enter"),
    ("deciding", "escape escape d"),
    ("a talk", "t"),
    ("a form", "f2"),
    ("an export", "e"),
    ("a copy", "y"),
    ("trends", "4"),
    ("behind a figure", "enter"),
    *(
        stop
        for nth in range(1, 8)
        for stop in ((f"tab {nth}", "escape tab"), (f"help {nth}", "question_mark"), (f"behind {nth}", "escape enter"))
    ),
    ("notes", "escape 5"),
    ("reviews", "f"),
    ("talks", "f"),
    ("every note", "f"),
    ("a note", "enter"),
    ("themes", "escape 6"),
    ("a theme", "enter"),
    ("whom to win back", "w"),
    ("initiatives", "escape i"),
    ("heard together", "escape M"),
    ("briefs", "escape 7"),
    ("another brief", "down down"),
    ("the meeting", "m"),
    ("its mail", "W"),
    ("what was learnt", "escape escape L"),
    ("who said it", "enter"),
    ("fixes", "escape escape F"),
    ("settings", "escape comma"),
    ("search", "escape ctrl+k"),
    ("hits", "p r i c e"),
    ("a picker", "escape o"),
    ("found by the real name", "N o r d p r i e l"),
    ("owners", "escape O"),
    ("one owner", "down down enter 2"),
    ("a filter", "slash L o g o"),
)  # fmt: skip

TURNED_IN = (
    ("today", "1"),
    ("help", "question_mark"),
    ("logos", "escape 2"),
    ("a logo", "enter"),
    ("its history", "H"),
    ("its handover sheet", "escape v"),
    ("its talk sheet", "escape i"),
    ("renewals", "escape 3"),
    ("revenue", "4 tab"),
    ("behind a figure", "4 enter"),
    ("notes", "escape 5"),
    ("a note", "enter"),
    ("the editor of a note", "escape f2"),
    ("a theme", "6 enter"),
    ("initiatives", "escape i"),
    ("briefs", "escape 7"),
    ("the meeting", "m"),
    ("its mail", "W"),
    ("fixes", "escape escape F"),
    ("settings", "escape comma"),
    ("the search", "escape ctrl+k N o r d"),
    ("a picker", "escape o N o r d"),
    ("owners", "escape O"),
    ("a form", "escape 2 f2"),
    ("a step that is typed", "escape x c a l l"),
    ("a renewal that is decided", "escape 3 d"),
    ("a filter", "escape 2 slash N o r d"),
    ("the palette", "escape ctrl+p"),
)


@pytest.fixture
def path(tmp_path):
    return secret_book(tmp_path / "Nordwind GmbH.db")


def shown(app):
    return "\n".join(text_lines(app))


def told(screen):
    """The lines that show what is nobody's to see."""
    return [line for line in screen.split("\n") if MARK in line or AMOUNT.search(line) or "Nordwind" in line]


def test_while_it_is_on_no_screen_shows_what_is_nobodys_to_see(path):
    before = path.read_bytes()
    screens = walk(path, (120, 50), WHILE_ON, shown)
    assert {stop: lines for stop, screen in screens.items() if (lines := told(screen))} == {}
    assert "INCOGNITO (f9)" in screens["turned on"]
    assert "Logo 07" in screens["logos"]
    assert "Logo 01" in screens["found by the real name"]
    assert path.read_bytes() == before


def test_wherever_it_is_turned_on_all_is_masked_and_shown_again_when_it_is_off(path):
    way = [
        stop
        for name, keys in TURNED_IN
        for stop in ((name, keys), (f"on: {name}", "f9"), (f"off: {name}", "f9"))
    ]
    screens = walk(path, (80, 24), way, shown)
    assert {
        stop: lines for stop, screen in screens.items() if stop[:3] == "on:" and (lines := told(screen))
    } == {}
    assert [name for name, _ in TURNED_IN if "INCOGNITO" not in screens[f"on: {name}"]] == []
    assert [name for name, _ in TURNED_IN if "INCOGNITO" in screens[f"off: {name}"]] == []
    plain = [stop for stop in screens if stop[:3] != "on:"]
    assert sum(bool(told(screens[stop])) for stop in plain) > 0.6 * len(plain)
