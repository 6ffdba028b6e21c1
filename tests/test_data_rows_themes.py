from __future__ import annotations

import pytest
from stores import add, add_interview, add_logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import highlights, themes
from churntui.model.notes import NoteRef
from churntui.plain.errors import BadInputError


@pytest.fixture
def store(tmp_path):
    """One interview, three themes, and a passage tagged with the second and third."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add_interview(store, "I1", 1, notes="Nobody called us back")
        add(store, "theme", name="product gaps")
        add(store, "theme", name="Missing SSO", parent_id=1, description="Sign-on")
        add(store, "theme", name="support silence", archived=1)
        add(store, "highlight", interview_id=1, starts_at=0, ends_at=13, quote="Nobody called")
        add(store, "highlight_theme", highlight_id=1, theme_id=2)
        add(store, "highlight_theme", highlight_id=1, theme_id=3)
        yield store


def test_every_theme_by_name(store):
    found = themes.every(store)
    assert [(theme.name, theme.parent_id, theme.archived) for theme in found] == [
        ("Missing SSO", 1, False),
        ("product gaps", None, False),
        ("support silence", None, True),
    ]


@pytest.mark.parametrize("spelling", ["missing sso", "  MISSING   SSO ", "Missing SSO"])
def test_spellings_of_one_name_are_one_theme(store, spelling):
    themes.put_on_note(store, NoteRef("interview", 1), [spelling], "Tag")
    assert themes.on_note(store, NoteRef("interview", 1)) == ["Missing SSO"]
    assert len(themes.every(store)) == 3


def test_themes_of_the_whole_are_replaced_and_passages_keep_theirs(store):
    themes.put_on_note(store, NoteRef("interview", 1), ["Missing SSO", "price"], "Tag")
    themes.put_on_note(store, NoteRef("interview", 1), ["price"], "Tag again")
    assert themes.on_note(store, NoteRef("interview", 1)) == ["price"]
    assert themes.tags(store) == [(2, 1), (3, 1), (4, 1)]
    (passage,) = highlights.of_note(store, NoteRef("interview", 1))
    assert (passage.quote, passage.themes) == ("Nobody called", ("Missing SSO", "support silence"))
    assert themes.quotes(store, 2) == [(1, "Nobody called")]
    assert themes.quotes(store, 1) == []


def test_what_was_heard_in_notes_is_read_of_all_of_a_logo_or_of_one(store):
    other = add_interview(store, "E2", add_logo(store, "L2"))
    themes.put_on_note(store, NoteRef("interview", 1), ["Missing SSO", "price"], "Tag")
    themes.put_on_note(store, NoteRef("interview", other), ["speed"], "Tag")
    first = ("Missing SSO", "price", "support silence")
    assert themes.of_notes(store, "interview") == {1: first, other: ("speed",)}
    assert themes.of_notes(store, "interview", 1) == {1: first}
    assert themes.heard_in_note(store, NoteRef("interview", 1)) == first
    assert themes.heard_in_note(store, NoteRef("talk", 1)) == ()


def test_tagging_is_one_undo_with_the_themes_it_made(store):
    themes.put_on_note(store, NoteRef("interview", 1), ["price", "roadmap"], "Tag")
    assert history.undo(store) == "Tag"
    assert themes.on_note(store, NoteRef("interview", 1)) == []
    assert len(themes.every(store)) == 3


def test_a_theme_needs_a_name(store):
    with pytest.raises(BadInputError):
        themes.put_on_note(store, NoteRef("interview", 1), ["price", " \x00 "], "Tag")
    assert len(themes.every(store)) == 3


def test_a_theme_is_made_once(store):
    assert themes.create(store, " price ", "New") == 4
    for name in ("PRICE", "missing sso", ""):
        with pytest.raises(BadInputError):
            themes.create(store, name, "New")
    assert history.undo(store) == "New"
    assert len(themes.every(store)) == 3


def test_a_theme_has_a_colour_and_may_be_locked(store):
    add(store, "theme", name="price", colour="blue", locked=1)
    assert [(one.colour, one.locked) for one in themes.every(store)][1:3] == [("blue", True), ("", False)]


def test_those_used_last_come_last_first_once_each_without_what_was_taken_back(store):
    assert themes.last_used(store, "Ana") == []
    for name in ("product gaps", "Missing SSO", "product gaps", "price"):
        themes.put_on_note(store, NoteRef("interview", 1), [name], "Themes")
    assert themes.last_used(store, "Ana") == [4, 1, 2]
    assert themes.last_used(store, "Ana", most=1) == [4]
    history.undo(store)
    assert themes.last_used(store, "Ana") == [1, 2]


def test_those_of_a_colleague_are_not_among_them(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        store.user = "Ben"
        add_logo(store, "L1")
        add_interview(store, "I1", 1)
        themes.put_on_note(store, NoteRef("interview", 1), ["price"], "Themes")
        assert themes.last_used(store, "Ben") == [1]
        assert themes.last_used(store, "Ana") == []
