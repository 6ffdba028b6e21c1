"""The story of a row: everything that was changed about it and what belongs to it, and nothing of another's."""

from __future__ import annotations

from stores import add, add_contract, add_interview, add_logo

from churntui.data import history, stories
from churntui.data.opening import open_book
from churntui.data.rows import highlights, interviews, themes
from churntui.model.notes import NoteRef
from churntui.plain.anchors import Span


def told(store, subject, row_id):
    """(label, table, column, before, after) of every line, newest first; an undone one's label in brackets."""
    return [
        (f"({one.label})" if one.undone else one.label, one.table, one.column, one.before, one.after)
        for one in stories.of(store, subject, row_id)
    ]


def test_a_row_reads_newest_first_a_line_for_each_column(store):
    add_logo(store, "L1", label="add")
    with store.edit("mend"):
        store.rows("UPDATE logo SET name = 'two', industry = 'food', employees = 7")
    history.undo(store)
    assert told(store, "logo", 1) == [
        ("(mend)", "logo", "name", "L1", "two"),
        ("(mend)", "logo", "industry", "", "food"),
        ("(mend)", "logo", "employees", "", "7"),
        ("add", "logo", "", "", "L1"),
    ]


def test_an_interview_tells_its_tags_passages_reasons_and_attempts_also_when_they_are_gone(store):
    logo_id = add_logo(store, "L1")
    one = add_interview(store, "I1", logo_id, label="write")
    other = add_interview(store, "I2", logo_id)
    themes.put_on_note(store, NoteRef("interview", one), ["price"], "tag")
    themes.put_on_note(store, NoteRef("interview", other), ["SSO"], "tag other")
    passage = add(
        store, "highlight", label="mark", interview_id=one, starts_at=0, ends_at=3, quote="too much"
    )
    price = store.scalar("SELECT id FROM theme WHERE name = 'price'")
    add(store, "highlight_theme", label="mark theme", highlight_id=passage, theme_id=price)
    add(store, "interview_reason", label="also", interview_id=one, position=0, reason="budget")
    add(
        store,
        "save_attempt",
        label="try",
        interview_id=one,
        logo_id=logo_id,
        day="2026-01-02",
        offer="credit",
        outcome="lost",
    )
    with store.edit("drop it"):
        store.rows("DELETE FROM highlight WHERE id = ?", (passage,))
    assert told(store, "interview", one) == [
        ("drop it", "highlight", "", "too much", ""),
        ("drop it", "highlight_theme", "", "price · too much", ""),
        ("try", "save_attempt", "", "", "2026-01-02 · credit · lost"),
        ("also", "interview_reason", "", "", "budget"),
        ("mark theme", "highlight_theme", "", "", "price · too much"),
        ("mark", "highlight", "", "", "too much"),
        ("tag", "interview_theme", "", "", "price"),
        ("write", "interview", "", "", "held"),
    ]


def test_a_theme_tells_whose_interviews_carry_it_and_where_it_belongs(store):
    interview_id = add_interview(store, "I1", add_logo(store, "L1", name="Lumen"))
    parent = add(store, "theme", name="gaps")
    themes.put_on_note(store, NoteRef("interview", interview_id), ["SSO"], "tag")
    theme_id = store.scalar("SELECT id FROM theme WHERE name = 'SSO'")
    with store.edit("move"):
        store.rows("UPDATE theme SET parent_id = ? WHERE id = ?", (parent, theme_id))
    assert told(store, "theme", theme_id) == [
        ("move", "theme", "parent_id", "", "gaps"),
        ("tag", "interview_theme", "", "", "Lumen"),
        ("tag", "theme", "", "", "SSO"),
    ]


def test_a_name_that_is_gone_is_the_last_one_it_had(store):
    interview_id = add_interview(store, "I1", add_logo(store, "L1"))
    themes.put_on_note(store, NoteRef("interview", interview_id), ["SSO"], "tag")
    with store.edit("remove"):
        store.rows("DELETE FROM theme")
    assert told(store, "interview", interview_id) == [
        ("remove", "interview_theme", "", "SSO", ""),
        ("tag", "interview_theme", "", "", "SSO"),
    ]


def test_a_logo_tells_its_contracts_renewals_and_interviews(store):
    logo_id = add_logo(store, "L1")
    contract_id = add_contract(store, "K1", logo_id, "2026-01-01", "2027-01-01")
    interview_id = add_interview(store, "I1", logo_id)
    add(store, "renewal", label="call", contract_id=contract_id, stage="at_risk")
    with store.edit("raise"):
        store.rows("UPDATE contract SET amount_minor = 150000")
    themes.put_on_note(store, NoteRef("interview", interview_id), ["price"], "tag")
    interviews.remove(store, interview_id, "remove")
    assert told(store, "logo", logo_id) == [
        ("remove", "interview", "", "held", ""),
        ("remove", "interview_theme", "", "price", ""),
        ("tag", "interview_theme", "", "", "price"),
        ("raise", "contract", "amount_minor", "€1,200", "€1,500"),
        ("call", "renewal", "", "", "at_risk"),
    ]


def test_a_number_given_again_does_not_tell_the_old_rows_story(store):
    logo_id = add_logo(store, "L1")
    first = add_interview(store, "I1", logo_id, label="first")
    themes.put_on_note(store, NoteRef("interview", first), ["price"], "tag first")
    interviews.remove(store, first, "remove")
    second = add_interview(store, "I2", logo_id, label="second")
    assert first == second
    assert told(store, "interview", second) == [("second", "interview", "", "", "held")]
    history.undo(store)
    assert told(store, "interview", second)[0] == ("(second)", "interview", "", "", "held")


def test_what_was_added_and_taken_back_is_told_as_undone(store):
    logo_id = add_logo(store, "L1")
    add_interview(store, "I1", logo_id, label="write")
    history.undo(store)
    assert told(store, "logo", logo_id) == [("(write)", "interview", "", "", "held")]


def test_a_tag_that_moved_tells_from_which_theme_to_which(store):
    interview_id = add_interview(store, "I1", add_logo(store, "L1", name="Lumen"))
    themes.put_on_note(store, NoteRef("interview", interview_id), ["cost"], "tag")
    target = add(store, "theme", name="price")
    with store.edit("merge"):
        store.rows("UPDATE interview_theme SET theme_id = ?", (target,))
        store.rows("DELETE FROM theme WHERE name = 'cost'")
    moved = ("merge", "interview_theme", "theme_id", "cost · Lumen", "price · Lumen")
    assert told(store, "theme", target) == [moved]
    assert told(store, "interview", interview_id)[0] == (*moved[:3], "cost", "price")


def test_what_was_imported_has_no_story(store):
    assert told(store, "logo", add_logo(store, "L1")) == []
    assert told(store, "theme", 99) == []


def test_lines_of_one_action_stand_together(store):
    add_logo(store, "L1")
    for name in ("one", "two"):
        with store.edit(name):
            store.rows("UPDATE logo SET name = ?, domain = ?", (name, name))
    edits = [line.edit_id for line in stories.of(store, "logo", 1)]
    assert edits == sorted(edits, reverse=True)
    assert len(set(edits)) == 2


def test_a_read_only_book_tells_too(store, tmp_path):
    add_logo(store, "L1", label="add")
    with open_book(tmp_path / "book.db", read_only=True) as reader:
        assert [line.label for line in stories.of(reader, "logo", 1)] == ["add"]


def test_a_review_and_its_logo_tell_what_was_tagged_in_it(store):
    logo_id = add_logo(store, "L1")
    review = add(
        store, "review", label="write", ref="R1", logo_id=logo_id, held_on="2026-01-02", notes="too dear"
    )
    note = NoteRef("review", review)
    themes.put_on_note(store, note, ["price"], "tag")
    highlights.tag(store, note, Span(4, 8), ["price"], "mark")
    mine = [
        ("mark", "highlight_theme", "", "", "price · dear"),
        ("mark", "highlight", "", "", "dear"),
        ("tag", "review_theme", "", "", "price"),
        ("write", "review", "", "", "2026-01-02"),
    ]
    assert told(store, "review", review) == mine
    assert told(store, "logo", logo_id)[: len(mine)] == mine
    (theme_id,) = {theme_id for (theme_id,) in store.rows("SELECT id FROM theme")}
    assert told(store, "theme", theme_id)[0] == ("mark", "highlight_theme", "", "", "dear")
    assert told(store, "theme", theme_id)[1] == ("tag", "review_theme", "", "", "business review L1")
