"""Notes about living logos as the editor keeps them, and the law that they are no losses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from ui_books import AS_OF, heard_book

from churntui.book import Book
from churntui.data import checks, history
from churntui.data.keeping import notes, rows
from churntui.data.opening import open_book
from churntui.data.rows import drafts, highlights
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.questions import registry

NORDWIND = 4
REVIEW = {
    "logo_id": NORDWIND,
    "kind": "qbr",
    "held_on": AS_OF,
    "attendees": "Max Stein",
    "likelihood": 7,
    "themes": ("missing SSO",),
    "notes": "They wait for sign-on",
}
PASSAGE = Highlight(10, 21, "for sign-on", ("support silence",))
ABOUT_LIVING = {
    "themes",
    "renewals",
    "reasons",
    "signals",
    "health",
    "backtest",
    "forecast",
    "forecast-accuracy",
}
"""What tells of logos that are here, and of what was said with them."""
ATTRITION = [name for name in registry.REPORTS if name not in ABOUT_LIVING]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return heard_book(tmp_path_factory.mktemp("notes") / "book.db")


@pytest.fixture
def store(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        yield store


def in_short(store, note_id=1):
    row = rows.stored(store, "reviews", note_id)
    return (
        row["likelihood"],
        row["themes"],
        row["notes"],
        highlights.of_note(store, NoteRef("review", note_id)),
    )


def test_a_review_is_kept_with_its_themes_and_passages_as_one_change(store):
    draft_id = drafts.keep(store, {}, logo_id=NORDWIND, note_id=None, author="", draft_id=None, kind="review")
    review_id = notes.save(store, "review", REVIEW, [PASSAGE], label="Review", draft_id=draft_id)
    likelihood, themes, text, (passage,) = in_short(store, review_id)
    assert (likelihood, themes, text) == (7, ("missing SSO",), "They wait for sign-on")
    assert (passage.quote, passage.themes) == ("for sign-on", ("support silence",))
    assert drafts.every(store) == []
    assert checks.run(store) == []
    history.undo(store)
    with pytest.raises(NotFoundError):
        rows.stored(store, "reviews", review_id)
    history.redo(store)
    assert in_short(store, review_id)[:3] == (7, ("missing SSO",), "They wait for sign-on")


def test_it_is_changed_and_fields_are_emptied(store):
    review_id = notes.save(store, "review", REVIEW, [PASSAGE], label="Review")
    changed = REVIEW | {"likelihood": None, "attendees": "", "themes": ()}
    assert notes.save(store, "review", changed, [], label="Change", note_id=review_id) == review_id
    assert in_short(store, review_id) == (None, (), "They wait for sign-on", [])


def test_a_passage_follows_its_words_where_the_row_is_changed_without_it(store):
    review_id = notes.save(store, "review", REVIEW, [PASSAGE], label="Review")
    rows.change(store, "reviews", review_id, {"notes": "Still they wait for sign-on"}, "Change")
    (passage,) = in_short(store, review_id)[3]
    assert (passage.start, passage.quote) == (16, "for sign-on")
    rows.change(store, "reviews", review_id, {"notes": "All is well"}, "Change")
    assert in_short(store, review_id) == (7, ("missing SSO", "support silence"), "All is well", [])
    assert checks.run(store) == []


@pytest.mark.parametrize(
    ("values", "note_id", "error"),
    [
        (REVIEW, 99, NotFoundError),
        (REVIEW | {"logo_id": 99}, None, BadInputError),
        ({"logo_id": NORDWIND, "notes": "without a day"}, None, BadInputError),
    ],
)
def test_what_cannot_be_kept_leaves_the_draft(store, values, note_id, error):
    kind = "talk" if "kind" not in values else "review"
    draft_id = drafts.keep(store, {}, logo_id=NORDWIND, note_id=None, author="", draft_id=None, kind=kind)
    with pytest.raises(error):
        notes.save(store, kind, values, [], label="x", note_id=note_id, draft_id=draft_id)
    assert [draft.id for draft in drafts.every(store)] == [draft_id]


def figures(store, as_of):
    book = Book.load(store, as_of).with_usage(store)
    return {name: registry.run(book, name, None, store).rows for name in ATTRITION}


REVIEWS = st.lists(
    st.builds(
        lambda kind, logo_id, back, likelihood, themes: (
            kind,
            {"logo_id": logo_id, "themes": themes, "notes": "They wait for sign-on"}
            | (
                {"held_on": date.fromordinal(AS_OF.toordinal() - back), "likelihood": likelihood}
                if kind == "review"
                else {"day": date.fromordinal(AS_OF.toordinal() - back)}
            ),
        ),
        st.sampled_from(["review", "talk"]),
        st.integers(1, 5),
        st.integers(0, 500),
        st.integers(0, 10),
        st.sampled_from([(), ("missing SSO",), ("price", "support silence")]),
    ),
    min_size=1,
    max_size=3,
)


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(written=REVIEWS, back=st.integers(0, 400))
def test_a_note_about_a_logo_changes_no_attrition_figure_on_any_day(path, written, back):
    as_of = date.fromordinal(AS_OF.toordinal() - back)
    with open_book(path) as store:
        before = figures(store, as_of)
        for kind, values in written:
            notes.save(store, kind, values, [PASSAGE], label="Note")
        assert figures(store, as_of) == before
        for _ in written:
            history.undo(store)
        assert figures(store, as_of) == before
