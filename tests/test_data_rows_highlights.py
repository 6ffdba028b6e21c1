from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add, add_interview, add_logo

from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import highlights, interviews, theme_edits, themes
from churntui.data.rows.interviews import Words
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight
from churntui.plain.anchors import Span
from churntui.plain.errors import BadInputError, NotFoundError

NOTES = "Nobody called us back. 反馈之后就没有下文了。 Cafe\u0301 \U0001f469\u200d\U0001f4bb price."


@pytest.fixture
def store(tmp_path):
    """One interview with notes."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add(store, "theme", name="support silence")
        add_interview(store, "I1", 1, notes=NOTES)
        yield store


def span(words: str) -> Span:
    at = NOTES.index(words)
    return Span(at, at + len(words))


def on_file(store: Store) -> list[tuple[str, str]]:
    """The quote of each passage and the words SQLite finds at its place."""
    return store.rows(
        """SELECT h.quote, substr(i.notes, h.starts_at + 1, h.ends_at - h.starts_at)
        FROM highlight h JOIN interview i ON i.id = h.interview_id ORDER BY h.starts_at"""
    )


def test_a_passage_is_kept_by_its_place_and_words_in_any_writing(store):
    for words in ("没有下文了", "\U0001f469\u200d\U0001f4bb price", "Cafe\u0301"):
        highlights.tag(store, NoteRef("interview", 1), span(words), ["support silence"], "tag")
    found = on_file(store)
    assert [quote for quote, _ in found] == ["没有下文了", "Cafe\u0301", "\U0001f469\u200d\U0001f4bb price"]
    assert all(quote == there for quote, there in found)


def test_tagging_again_changes_the_themes_and_none_takes_the_passage_away(store):
    words = span("Nobody called us back")
    highlights.tag(store, NoteRef("interview", 1), words, ["Support Silence", "new one"], "tag")
    (one,) = highlights.of_note(store, NoteRef("interview", 1))
    assert one.themes == ("new one", "support silence")
    highlights.tag(store, NoteRef("interview", 1), words, ["price"], "recode")
    (same,) = highlights.of_note(store, NoteRef("interview", 1))
    assert (same.id, same.themes) == (one.id, ("price",))
    highlights.tag(store, NoteRef("interview", 1), words, [], "drop")
    assert highlights.of_note(store, NoteRef("interview", 1)) == []
    for _ in range(3):
        history.undo(store)
    assert highlights.of_note(store, NoteRef("interview", 1)) == []
    assert [theme.name for theme in themes.every(store)] == ["support silence"]
    history.redo(store)
    assert highlights.of_note(store, NoteRef("interview", 1)) == [one]


def test_overlapping_passages_and_one_of_two_on_the_same_words(store):
    first, second = span("Nobody called us"), span("called us back")
    highlights.tag(store, NoteRef("interview", 1), first, ["a"], "tag")
    highlights.tag(store, NoteRef("interview", 1), second, ["b"], "tag")
    assert [one.themes for one in highlights.of_note(store, NoteRef("interview", 1))] == [("a",), ("b",)]
    with store.write():
        store.rows(
            "INSERT INTO highlight(interview_id, starts_at, ends_at, quote) VALUES (1, 0, 16, 'Nobody called us')"
        )
    twin = highlights.of_note(store, NoteRef("interview", 1))[1]
    highlights.tag(store, NoteRef("interview", 1), first, ["c"], "tag", highlight_id=twin.id)
    assert [one.themes for one in highlights.of_note(store, NoteRef("interview", 1))] == [
        ("a",),
        ("c",),
        ("b",),
    ]


def test_words_that_are_gone_cannot_be_tagged(store):
    with pytest.raises(NotFoundError):
        highlights.tag(store, NoteRef("interview", 1), Span(0, len(NOTES) + 1), ["a"], "tag")
    with pytest.raises(NotFoundError):
        highlights.tag(store, NoteRef("interview", 9), Span(0, 1), ["a"], "tag")
    with pytest.raises(NotFoundError):
        highlights.tag(store, NoteRef("interview", 1), Span(0, 2), ["a"], "tag", words="as they were seen")
    assert on_file(store) == []


def test_notes_saved_without_passages_take_theirs_along_or_keep_the_theme(store):
    highlights.tag(store, NoteRef("interview", 1), span("没有下文了"), ["support silence"], "tag")
    highlights.tag(store, NoteRef("interview", 1), span("price"), ["dear"], "tag")
    interviews.save(
        store, Words(1, "held", notes="In short: 反馈之后就没有下文了。"), label="Save", interview_id=1
    )
    assert on_file(store) == [("没有下文了", "没有下文了")]
    assert themes.on_note(store, NoteRef("interview", 1)) == ["dear"]
    history.undo(store)
    assert len(on_file(store)) == 2
    assert themes.on_note(store, NoteRef("interview", 1)) == []


def test_passages_given_with_the_notes_are_taken_as_they_are(store):
    highlights.tag(store, NoteRef("interview", 1), span("price"), ["dear"], "tag")
    (one,) = highlights.of_note(store, NoteRef("interview", 1))
    moved = Highlight(4, 9, "price", ("dear",), one.id)
    new = Highlight(0, 3, "The", ("x",))
    words = Words(1, "held", notes="The price", passages=(moved, new))
    interviews.save(store, words, label="Save", interview_id=1)
    assert [(h.start, h.quote, h.themes) for h in highlights.of_note(store, NoteRef("interview", 1))] == [
        (0, "The", ("x",)),
        (4, "price", ("dear",)),
    ]
    assert one.id in [h.id for h in highlights.of_note(store, NoteRef("interview", 1))]


@settings(
    max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.data())
def test_whatever_the_notes_become_no_passage_is_on_other_words(store, data):
    with store.write():
        store.rows("UPDATE interview SET notes = ?", (NOTES,))
        for table in ("highlight_theme", "highlight", "interview_theme"):
            store.rows(f"DELETE FROM {table}")
    quotes = {"Nobody called us back", "没有下文了", "us back. 反馈", "price"}
    for words in sorted(quotes):
        highlights.tag(store, NoteRef("interview", 1), span(words), [f"theme of {words}"], "tag")
    text = NOTES
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        stop = data.draw(st.integers(start, min(len(text), start + 9)))
        text = text[:start] + data.draw(st.text("ab 价格\ne\u0301", max_size=5)) + text[stop:]
        interviews.save(store, Words(1, "held", notes=text, themes=()), label="Save", interview_id=1)
        found = on_file(store)
        assert all(quote == there for quote, there in found)
        assert {quote for quote, _ in found} <= quotes


CALL = "Ines (us): Why so slow?\nDana Weber: Nobody calls us back.\nOur own thoughts."


@pytest.fixture
def call(store):
    """A review in which a call is written down."""
    add(store, "review", ref="R1", logo_id=1, notes=CALL)
    return NoteRef("review", 1)


def in_call(words: str) -> Span:
    return Span(CALL.index(words), CALL.index(words) + len(words))


def theirs(store: Store, note: NoteRef) -> dict[str, bool]:
    return {passage.quote: passage.theirs for passage in highlights.of_note(store, note)}


def test_a_passage_in_a_line_of_theirs_is_in_their_words_and_ours_never(store, call):
    for words in ("Why so slow?", "Nobody calls", "Our own"):
        highlights.tag(store, call, in_call(words), ["price"], "tag")
    assert theirs(store, call) == {"Why so slow?": False, "Nobody calls": True, "Our own": False}
    with pytest.raises(BadInputError, match="One of us said that"):
        highlights.mark_theirs(store, call, in_call("Why so slow?"), "mark", theirs=True)
    highlights.mark_theirs(store, call, in_call("Our own"), "mark", theirs=True)
    assert theirs(store, call)["Our own"]
    history.undo(store)
    assert not theirs(store, call)["Our own"]
    history.redo(store)
    assert theirs(store, call)["Our own"]


def test_the_mark_outlives_other_themes_and_other_text_and_needs_no_theme(store, call):
    highlights.mark_theirs(store, call, in_call("Our own"), "mark", theirs=True)
    (marked,) = highlights.of_note(store, call)
    assert (marked.themes, marked.theirs) == ((), True)
    for names in (["dear"], ["price", "dear"], []):
        highlights.tag(store, call, in_call("Our own"), names, "tag")
        (same,) = highlights.of_note(store, call)
        assert (same.id, same.themes, same.theirs) == (marked.id, tuple(sorted(names)), True)
    highlights.tag(store, call, in_call("Our own"), ["price"], "tag")
    theme_edits.merge(store, themes.named(store, "price"), themes.named(store, "dear"), "merge")
    rows.change(store, "reviews", 1, {"notes": f"Before it.\n{CALL}"}, "edit")
    (moved,) = highlights.of_note(store, call)
    assert (moved.quote, moved.themes, moved.theirs) == ("Our own", ("dear",), True)
    highlights.mark_theirs(store, call, Span(moved.start, moved.end), "unmark", theirs=False)
    assert theirs(store, call) == {"Our own": False}
    highlights.tag(store, call, Span(moved.start, moved.end), [], "untag")
    assert highlights.of_note(store, call) == []
    with pytest.raises(NotFoundError):
        highlights.mark_theirs(store, call, Span(0, 3), "mark", theirs=True, words="other")


def test_what_turns_out_to_be_ours_is_theirs_no_more(store, call):
    highlights.tag(store, call, in_call("Nobody calls"), ["price"], "tag")
    rows.change(store, "reviews", 1, {"notes": CALL.replace("Dana Weber:", "Dana Weber (us):")}, "edit")
    assert theirs(store, call) == {"Nobody calls": False}
