"""Stories are marked and read; one that has no words, or is still to come, is none to tell."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add, add_interview, add_logo

from churntui.data import history
from churntui.data.rows import stories
from churntui.model.notes import NoteRef
from churntui.plain.errors import NotFoundError


def told(store, *logo_ids):
    return [(one.kind, one.day, one.use) for one in stories.of_logos(store, logo_ids, date(2026, 11, 21))]


def test_marked_notes_are_read_and_the_mark_is_undone(store):
    acme, borealis = add_logo(store, "Acme"), add_logo(store, "Borealis")
    for logo_id in (acme, borealis):
        add(store, "talk", ref=f"T{logo_id}", logo_id=logo_id, day="2026-10-01", notes="A day saved")
    add(store, "talk", ref="T3", logo_id=acme, day="2026-10-02", notes=" ", story="ours")
    add(store, "talk", ref="T4", logo_id=acme, day="2026-12-02", notes="still to come", story="ours")
    add_interview(store, "I1", acme, notes="They came back", effective_on="2026-08-01")
    stories.mark(store, NoteRef("talk", 1), "shareable", "Story")
    stories.mark(store, NoteRef("talk", 2), "ours", "Story")
    stories.mark(store, NoteRef("interview", 1), "ours", "Story")
    assert told(store, acme) == [
        ("talk", date(2026, 10, 1), "shareable"),
        ("interview", date(2026, 8, 1), "ours"),
    ]
    history.undo(store)
    assert told(store, acme, borealis) == [
        ("talk", date(2026, 10, 1), "shareable"),
        ("talk", date(2026, 10, 1), "ours"),
    ]
    stories.mark(store, NoteRef("talk", 1), None, "No story")
    assert told(store, acme) == []


def test_what_is_gone_cannot_be_marked(store):
    with pytest.raises(NotFoundError, match="talk is no longer in the book"):
        stories.mark(store, NoteRef("talk", 9), "ours", "Story")
