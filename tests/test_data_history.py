"""Undo and redo are exact: over random edits, over restarts, and never over what others changed since."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add, add_contract, add_interview, add_logo, add_usage, inserted, renew_as_it_was, whole

from churntui.data import activity, history
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import drafts, interviews, themes
from churntui.data.rows.interviews import Words
from churntui.model.notes import NoteRef
from churntui.plain.errors import BookError

REFS = st.sampled_from(("a", "b", "c", "d"))
TEXTS = st.text(max_size=8)
DAYS = st.sampled_from((None, "2024-02-29", "2026-01-01"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.db"


@pytest.fixture
def store(path):
    with open_book(path) as opened:
        yield opened


def put_logo(store, ref, text, day):
    store.rows(
        """INSERT INTO logo(ref, name, joined_on) VALUES (?, ?, ?)
        ON CONFLICT(ref) DO UPDATE SET name = excluded.name, joined_on = excluded.joined_on""",
        (ref, text, day),
    )


def put_contract(store, ref, text, day):
    logo_id = store.scalar("SELECT id FROM logo ORDER BY ref LIMIT 1")
    if logo_id is None or store.scalar("SELECT 1 FROM contract WHERE ref = ?", (ref,)):
        return
    inserted(
        store, "contract", ref=ref, logo_id=logo_id, starts_on="2020-01-01", ends_on=day, amount_minor=len(text),
        arr_minor=len(text), currency="EUR", per="year", renews_id=store.scalar("SELECT max(id) FROM contract"),
    )  # fmt: skip


def put_interview(store, ref, text, day):
    logo_id = store.scalar("SELECT id FROM logo ORDER BY ref DESC LIMIT 1")
    if logo_id is None or store.scalar("SELECT 1 FROM interview WHERE ref = ?", (ref,)):
        return
    interview_id = inserted(
        store, "interview", ref=ref, logo_id=logo_id, status="held", held_on=day, notes=text, updated_at="now"
    )
    inserted(store, "interview_theme", interview_id=interview_id, theme_id=themes.ensure(store, ref + "!"))


def set_key(store, ref, text, day):
    store.rows(
        "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (ref, text),
    )


def remove(table, column="ref"):
    def step(store, ref, text, day):
        store.rows(f"DELETE FROM {table} WHERE {column} = ?", (ref,))

    return step


STEPS = st.sampled_from(
    (
        put_logo,
        put_contract,
        put_interview,
        set_key,
        remove("logo"),
        remove("contract"),
        remove("interview"),
        remove("setting", "key"),
        remove("theme", "substr(name, 1, 1)"),
    )
)
EDITS = st.lists(st.lists(st.tuples(STEPS, REFS, TEXTS, DAYS), max_size=4), max_size=8)


def replayed(store, step):
    """The labels of every edit that `step` takes, until there is none."""
    labels = []
    while (label := step(store)) is not None:
        labels.append(label)
    return labels


@settings(max_examples=examples(30))
@given(EDITS)
def test_undoing_all_gives_the_first_rows_and_redoing_all_the_last(edits):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        states = []
        with open_book(path) as store:
            put_logo(store, "a", "there before", None)
            states.append(whole(store, history.RECORDED))
            for nth, edit in enumerate(edits):
                with store.edit(f"edit {nth}"):
                    for step, *values in edit:
                        step(store, *values)
                rows = whole(store, history.RECORDED)
                if rows != states[-1]:
                    states.append(rows)
            done = replayed(store, history.undo)
            assert whole(store, history.RECORDED) == states[0]
            assert replayed(store, history.redo) == done[::-1]
            assert whole(store, history.RECORDED) == states[-1]
        with open_book(path) as store:
            assert replayed(store, history.undo) == done
            assert whole(store, history.RECORDED) == states[0]
        with open_book(path) as store:
            for state in states[1:]:
                while whole(store, history.RECORDED) != state:
                    assert history.redo(store) is not None
            assert not store.rows("PRAGMA foreign_key_check")


def rename(store, name, logo_id=1):
    with store.edit(f"rename to {name}"):
        store.rows("UPDATE logo SET name = ? WHERE id = ?", (name, logo_id))


def name(store):
    return store.scalar("SELECT name FROM logo WHERE id = 1")


def test_nothing_to_undo_or_redo(store):
    assert history.undo(store) is None
    assert history.redo(store) is None


def test_an_edit_that_changes_nothing_leaves_no_trace(store):
    add_logo(store, "L1")
    rename(store, "L1")
    assert history.undo(store) is None
    assert store.rows("SELECT * FROM edit") == store.rows("SELECT * FROM change") == []


def test_an_edit_that_changes_nothing_does_not_forget_what_can_be_redone(store):
    add_logo(store, "L1")
    rename(store, "new")
    history.undo(store)
    rename(store, "L1")
    assert history.redo(store) == "rename to new"


def test_a_new_edit_drops_what_was_undone(store):
    add_logo(store, "L1")
    rename(store, "one")
    history.undo(store)
    rename(store, "two")
    assert history.redo(store) is None
    assert name(store) == "two"


def test_an_edit_that_fails_leaves_nothing(store):
    add_logo(store, "L1")
    with pytest.raises(RuntimeError), store.edit("half"):
        store.rows("UPDATE logo SET name = 'half'")
        raise RuntimeError
    assert name(store) == "L1"
    assert store.rows("SELECT * FROM edit") == store.rows("SELECT * FROM change") == []
    rename(store, "after")
    assert history.undo(store) == "rename to after"


def test_an_edit_inside_an_edit_is_a_part_of_it(store):
    add_logo(store, "L1")
    with store.edit("both"):
        rename(store, "inner")
        store.rows("UPDATE logo SET industry = 'outer'")
    assert history.undo(store) == "both"
    assert store.rows("SELECT name, industry FROM logo") == [("L1", "")]
    assert history.undo(store) is None


def test_what_machines_write_is_not_recorded(store):
    add_logo(store, "L1")
    with store.write():
        store.rows("UPDATE logo SET name = 'imported'")
    assert history.undo(store) is None


@pytest.mark.parametrize("since", ["UPDATE logo SET industry = 'food'", "DELETE FROM logo"])
@pytest.mark.parametrize("step", [history.undo, history.redo])
def test_what_was_changed_since_is_not_taken_back(store, since, step):
    add_logo(store, "L1")
    rename(store, "mine")
    if step is history.redo:
        history.undo(store)
    with store.write():
        store.rows(since)
    before = whole(store, ["logo", "edit"])
    with pytest.raises(history.CannotUndoError, match="rename to mine"):
        step(store)
    assert whole(store, ["logo", "edit"]) == before


def test_an_undo_is_whole_or_not_at_all(store):
    add_logo(store, "L1")
    add_logo(store, "L2")
    with store.edit("both"):
        store.rows("UPDATE logo SET name = 'new'")
    with store.write():
        store.rows("UPDATE logo SET name = 'imported' WHERE ref = 'L1'")
    with pytest.raises(history.CannotUndoError):
        history.undo(store)
    assert store.rows("SELECT name FROM logo ORDER BY ref") == [("imported",), ("new",)]


def test_a_crash_does_not_leave_recording_on(store, path):
    add_logo(store, "L1")
    edit = store.edit("cut off")
    edit.__enter__()
    store._connection.close()
    with open_book(path) as again:
        assert again.scalar("SELECT edit_id FROM recording") is None


def test_text_of_any_kind_comes_back_as_it_was(store):
    strange = '“[/]” \N{GRINNING FACE} \\ \' " \u2028 {"a": 1}\n'
    add_logo(store, "L1", name=strange, annual_revenue=2**62)
    before = whole(store, ["logo"])
    with store.edit("empty"):
        store.rows("UPDATE logo SET name = '', annual_revenue = NULL")
    history.undo(store)
    assert whole(store, ["logo"]) == before


def test_removing_an_interview_comes_back_with_its_tags_and_passages(store):
    logo_id = add_logo(store, "L1")
    interview_id = add_interview(store, "I1", logo_id)
    themes.put_on_note(store, NoteRef("interview", interview_id), ["price", "SSO"], "tag")
    highlight_id = add(store, "highlight", interview_id=interview_id, starts_at=0, ends_at=3, quote="abc")
    add(store, "highlight_theme", highlight_id=highlight_id, theme_id=themes.ensure(store, "price"))
    before = whole(store, history.RECORDED)
    interviews.remove(store, interview_id, "remove")
    assert store.scalar("SELECT count(*) FROM highlight_theme") == 0
    assert history.undo(store) == "remove"
    assert whole(store, history.RECORDED) == before


def test_undoing_the_choice_of_actions_brings_the_roll_up_along(store):
    logo_id = add_logo(store, "L1")
    add_usage(store, logo_id, ["2026-01-01"], action="send")
    add_usage(store, logo_id, ["2026-01-02"], action="log in")
    before = whole(store, ["action"]), store.rows("SELECT * FROM logo_day")
    activity.qualify(store, ["send"])
    assert len(store.rows("SELECT * FROM logo_day")) == 1
    history.undo(store)
    assert (whole(store, ["action"]), store.rows("SELECT * FROM logo_day")) == before
    assert activity.is_current(store)


def test_a_rolled_on_contract_is_taken_back(store):
    old = add_contract(store, "K1", add_logo(store, "L1"), "2025-01-01", "2026-01-01")
    renew_as_it_was(store, old, "roll on")
    assert history.undo(store) == "roll on"
    assert store.rows("SELECT ref FROM contract") == [("K1",)]


def test_undo_on_a_read_only_book(store, path):
    with open_book(path, read_only=True) as reader, pytest.raises(BookError, match="read-only"):
        history.undo(reader)


def test_what_is_made_and_undone_at_once_changes_nothing_and_can_be_redone(store):
    add_logo(store, "L1")
    before = interviews.save(store, Words(1, "held", notes="theirs"), label="Theirs")
    mine = Words(1, "held", notes="mine")

    def make():
        return interviews.save(store, mine, label="Mine", interview_id=before)

    assert history.made_and_undone(store, make) == before
    assert interviews.one(store, before).notes == "theirs"
    assert history.redo(store) == "Mine"
    assert interviews.one(store, before).notes == "mine"
    history.made_and_undone(store, lambda: None)
    assert history.undo(store) == "Mine"


def test_what_cannot_be_taken_back_can_be_passed_over(store):
    one, two = add_logo(store, "L1"), add_logo(store, "L2")
    for logo_id, label in ((one, "name one"), (two, "name two")):
        with store.edit(label):
            store.rows("UPDATE logo SET name = 'by hand' WHERE id = ?", (logo_id,))
    with store.write():
        store.rows("UPDATE logo SET name = 'imported' WHERE id = ?", (two,))
    with pytest.raises(history.CannotUndoError):
        history.undo(store)
    history.pass_over(store)
    assert history.undo(store) == "name one"
    assert store.rows("SELECT name FROM logo ORDER BY id") == [("L1",), ("imported",)]


def sign(store, author):
    store.user = author
    return store


def named_rows(store):
    return store.rows("SELECT ref, name, joined_on FROM logo ORDER BY ref") + store.rows(
        "SELECT key, value FROM setting ORDER BY key"
    )


PLACES = {"Ines x": 1, "Ines y": 2, "Ben x": 3, "Ben y": 4}
"""Each row has a number of its own: one that was taken away may else have its number taken by a colleague's."""


def put_logo_in_place(store, ref, text, day):
    store.rows(
        """INSERT INTO logo(id, ref, name, joined_on) VALUES (?, ?, ?, ?)
        ON CONFLICT(ref) DO UPDATE SET name = excluded.name, joined_on = excluded.joined_on""",
        (PLACES[ref], ref, text, day),
    )


def set_key_in_place(store, ref, text, day):
    store.rows(
        """INSERT INTO setting(rowid, key, value) VALUES (?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET value = excluded.value""",
        (PLACES[ref], ref, text),
    )


OWN_STEPS = st.sampled_from((put_logo_in_place, set_key_in_place, remove("logo"), remove("setting", "key")))
OF_TWO = st.lists(
    st.tuples(st.sampled_from(("Ines", "Ben")), OWN_STEPS, st.sampled_from("xy"), TEXTS, DAYS), max_size=8
)


@settings(max_examples=examples(30))
@given(OF_TWO)
def test_undoing_all_of_mine_leaves_what_a_colleague_did_alone_and_redoing_it_brings_all_back(edits):
    with (
        tempfile.TemporaryDirectory() as folder,
        open_book(Path(folder) / "both.db") as both,
        open_book(Path(folder) / "ben.db") as bens,
    ):
        for author, step, ref, *values in edits:
            for store in (both, bens) if author == "Ben" else (both,):
                with sign(store, author).edit(step.__name__):
                    step(store, f"{author} {ref}", *values)
        last = whole(both, history.RECORDED)
        done = replayed(sign(both, "Ines"), history.undo)
        assert named_rows(both) == named_rows(bens)
        assert replayed(both, history.redo) == done[::-1]
        assert whole(both, history.RECORDED) == last
        assert both.rows("SELECT count(*) FROM edit WHERE state <> 'done'") == [(0,)]


ALL_STEPS = st.lists(
    st.tuples(st.sampled_from(("Ines", "Ben")), st.lists(st.tuples(STEPS, REFS, TEXTS, DAYS), max_size=3)),
    max_size=8,
)


@settings(max_examples=examples(30))
@given(ALL_STEPS)
def test_what_a_colleague_built_upon_is_refused_as_a_whole_and_nothing_of_theirs_is_lost(edits):
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.db") as store:
        for author, steps in edits:
            with sign(store, author).edit("edit"):
                for step, *values in steps:
                    step(store, *values)
        for author in ("Ines", "Ben", "Ines"):
            sign(store, author)
            while True:
                before = whole(store, history.RECORDED)
                try:
                    if history.undo(store) is None:
                        break
                except history.CannotUndoError:
                    assert whole(store, history.RECORDED) == before
                    history.pass_over(store)
                assert not store.rows("PRAGMA foreign_key_check")


def test_each_takes_back_and_does_again_their_own(store):
    add_logo(store, "L1")
    add_logo(store, "L2")
    rename(sign(store, "Ines"), "by Ines")
    rename(sign(store, "Ben"), "by Ben", 2)
    assert store.rows("SELECT author, label FROM edit") == [
        ("Ines", "rename to by Ines"),
        ("Ben", "rename to by Ben"),
    ]
    assert history.undo(sign(store, "Ines")) == "rename to by Ines"
    assert history.undo(store) is None
    assert history.last_author(store) == "Ben"
    rename(sign(store, "Ben"), "again", 2)
    assert history.redo(store) is None
    assert history.redo(sign(store, "Ines")) == "rename to by Ines"
    assert store.rows("SELECT name FROM logo ORDER BY ref") == [("by Ines",), ("again",)]


def test_who_changed_it_since_is_named(store):
    add_logo(store, "L1")
    rename(sign(store, "Ines"), "by Ines")
    rename(sign(store, "Ben"), "by Ben")
    with pytest.raises(history.CannotUndoError, match="Ben changed it since"):
        history.undo(sign(store, "Ines"))
    assert name(store) == "by Ben"
    history.undo(sign(store, "Ben"))
    assert history.undo(sign(store, "Ines")) == "rename to by Ines"


def test_what_a_colleague_hung_on_it_keeps_it(store):
    logo_id = add_logo(store, "L1")
    interview_id = add_interview(store, "I1", logo_id)
    with sign(store, "Ines").edit("new theme"):
        theme_id = themes.ensure(store, "price")
    with sign(store, "Ben").edit("tag"):
        inserted(store, "interview_theme", interview_id=interview_id, theme_id=theme_id)
    before = whole(store, history.RECORDED)
    with pytest.raises(history.CannotUndoError, match="Ben changed it since"):
        history.undo(sign(store, "Ines"))
    assert whole(store, history.RECORDED) == before


def test_what_was_imported_for_a_logo_since_keeps_it(store):
    with store.edit("new logo"):
        put_logo(store, "a", "Acme", None)
    add_usage(store, 1, ["2026-11-01"])
    with pytest.raises(history.CannotUndoError, match="has been changed again since"):
        history.undo(store)
    assert store.scalar("SELECT count(*) FROM usage_day") == 1


def test_a_place_that_was_taken_since_is_not_given_back(store):
    with sign(store, "Ines").edit("new"):
        set_key(store, "grace_days", "30", None)
    with store.edit("gone"):
        store.rows("DELETE FROM setting")
    with sign(store, "Ben").edit("another"):
        set_key(store, "owner", "Ben", None)
        set_key(store, "grace_days", "10", None)
    with pytest.raises(history.CannotUndoError):
        history.undo(sign(store, "Ines"))
    assert store.rows("SELECT value FROM setting WHERE key = 'grace_days'") == [("10",)]


def test_what_names_a_row_that_is_gone_is_not_brought_back(store):
    logo_id = add_logo(store, "L1")
    interview_id = add_interview(store, "I1", logo_id)
    theme_id = add(store, "theme", name="price")
    add(store, "interview_theme", interview_id=interview_id, theme_id=theme_id)
    with sign(store, "Ines").edit("untag"):
        store.rows("DELETE FROM interview_theme")
    with sign(store, "Ben").edit("no theme"):
        store.rows("DELETE FROM theme")
    with pytest.raises(history.CannotUndoError):
        history.undo(sign(store, "Ines"))
    assert not store.rows("PRAGMA foreign_key_check")


def test_a_number_a_colleague_has_now_is_not_given_back(store):
    with sign(store, "Ines").edit("new"):
        set_key(store, "grace_days", "30", None)
    with store.edit("gone"):
        store.rows("DELETE FROM setting")
    with sign(store, "Ben").edit("another"):
        set_key(store, "owner", "Ben", None)
    before = whole(store, history.RECORDED)
    with pytest.raises(history.CannotUndoError, match="“gone” cannot be taken back"):
        history.undo(sign(store, "Ines"))
    assert whole(store, history.RECORDED) == before


def test_changes_without_a_name_are_everybodys(store):
    add_logo(store, "L1")
    rename(store, "nobody's")
    assert history.undo(sign(store, "Ines")) == "rename to nobody's"
    assert history.redo(sign(store, "Ben")) == "rename to nobody's"


def test_what_is_being_written_about_a_logo_outlives_the_undoing_of_it(store):
    with store.edit("new logo"):
        put_logo(store, "a", "Acme", None)
    drafts.keep(store, {"notes": "Zebra"}, logo_id=1, note_id=None, author="", draft_id=None)
    assert history.undo(store) == "new logo"
    assert [(draft.logo_id, draft.fields["notes"]) for draft in drafts.every(store)] == [(None, "Zebra")]
    assert history.redo(store) == "new logo"
    assert [draft.logo_id for draft in drafts.every(store)] == [1]


def test_what_is_being_written_about_a_logo_comes_back_with_it(store):
    add_logo(store, "L1")
    first = drafts.keep(store, {"notes": "Zebra"}, logo_id=1, note_id=None, author="", draft_id=None)
    thrown_away = drafts.keep_form(store, {}, form="steps", row_id=None, logo_id=1, author="", draft_id=None)
    rows.remove(store, "logos", 1, "gone")
    drafts.remove(store, thrown_away)
    of_another_logo = drafts.keep_form(
        store, {}, form="logos", row_id=None, logo_id=None, author="", draft_id=None
    )
    assert of_another_logo == thrown_away
    assert history.undo(store) == "gone"
    later = drafts.keep_form(store, {}, form="people", row_id=None, logo_id=1, author="", draft_id=None)
    of = "SELECT id, logo_id FROM draft ORDER BY id"
    assert store.rows(of) == [(first, 1), (of_another_logo, None), (later, 1)]
    assert history.redo(store) == "gone"
    assert store.rows(of) == [(first, None), (of_another_logo, None), (later, None)]
    assert history.undo(store) == "gone"
    assert store.rows(of) == [(first, 1), (of_another_logo, None), (later, 1)]
