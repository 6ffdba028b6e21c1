from __future__ import annotations

import pytest
from stores import add, add_logo

from churntui.data.opening import open_book
from churntui.data.rows import speakers
from churntui.model.notes import NoteRef
from churntui.plain.anchors import Span

NOTES = "Dana: It is slow.\nPat: It is dear."


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for ref, name in (("L1", "Dana Weber"), ("L2", "Pat Moss")):
            add(store, "person", ref=ref, logo_id=add_logo(store, ref), name=name)
        add(store, "review", ref="R1", logo_id=1, likelihood_by="Dana", notes=NOTES)
        yield store


def test_the_people_of_the_logo_are_known_and_no_others(store):
    for words, side in (("slow", "theirs"), ("dear", "")):
        at = NOTES.index(words)
        assert speakers.side(store, NoteRef("review", 1), NOTES, Span(at, at + 4)) == side


def test_a_theme_is_heard_of_who_spoke(store):
    add(store, "theme", name="slow")
    add(store, "review_theme", review_id=1, theme_id=1)
    assert speakers.of_theme(store, 1) == {NoteRef("review", 1): speakers.Speaker(1, None, "Dana")}
