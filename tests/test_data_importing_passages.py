"""Passages of every kind of note come in, are refused with a reason, and follow their words."""

import pytest
from imports import LOGOS, counts

from churntui.data import history
from churntui.data.rows import highlights, themes
from churntui.model.notes import LIVING, NOTES, NoteRef, owner
from churntui.plain.anchors import Span

HEADER = "interview_id,starts_at,ends_at,quote,themes,note_kind,note_id\n"
FILES = {
    "review": ("reviews", "review_id,logo_id,held_on,notes\n", "X1,L1,2025-01-01,too dear for us\n"),
    "talk": ("talks", "talk_id,logo_id,day,notes\n", "X1,L1,2025-01-01,too dear for us\n"),
    "survey": ("surveys", "survey_id,logo_id,day,comment\n", "X1,L1,2025-01-01,too dear for us\n"),
    "ticket": ("tickets", "ticket_id,logo_id,opened_on,subject\n", "X1,L1,2025-01-01,too dear for us\n"),
}


@pytest.mark.parametrize("kind", LIVING)
def test_a_passage_of_a_living_logos_note_comes_in_once_and_follows_its_words(store, take, kind):
    name, header, row = FILES[kind]
    passage = HEADER + f",4,8,dear,price,{kind},X1\n"
    found = take(logos=LOGOS, **{name: header + row}, highlights=passage)
    assert counts(found["highlights"]) == (1, 0, 0, 0)
    assert counts(take(highlights=passage)["highlights"]) == (0, 0, 1, 0)
    take(**{name: header + row.replace("too dear", "Far too dear")})
    (kept,) = highlights.of_note(store, NoteRef(kind, 1))
    assert (kept.start, kept.quote, kept.themes) == (8, "dear", ("price",))
    take(**{name: header + row.replace("too dear for us", "fine")})
    assert highlights.of_note(store, NoteRef(kind, 1)) == []
    assert themes.on_note(store, NoteRef(kind, 1)) == ["price"]


@pytest.mark.parametrize("kind", LIVING)
def test_a_passage_of_a_row_of_another_logo_is_not_laid_over_it(store, take, kind):
    name, header, row = FILES[kind]
    take(logos=LOGOS, **{name: header + row})
    found = take(
        **{name: header + row.replace("X1,L1", "X1,L2")}, highlights=HEADER + f",4,8,dear,price,{kind},X1\n"
    )
    assert counts(found["highlights"]) == (0, 0, 0, 1)
    assert "of another logo that was not taken" in found["highlights"].problems[0].reason


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (",0,3,too,price,,", "interview_id", "says which exit interview it is of"),
        (",0,3,too,price,review,", "note_id", "says which business review it is of"),
        ("I1,0,3,too,price,review,X1", "note_id", "names a second note"),
        ("I1,0,3,too,price,review,", "note_id", "says which business review it is of"),
        (",0,3,too,price,review,X2", "review_id", "no such review: import reviews first"),
        (",0,3,dear,price,review,X1", "quote", "does not stand at 0 to 3 of the notes"),
        (",0,3,too,price,call,X1", "note_kind", "is none of"),
    ],
)
def test_a_passage_that_cannot_be_placed_is_refused_in_one_line(take, row, column, why):
    name, header, review = FILES["review"]
    take(
        logos=LOGOS,
        interviews="interview_id,logo_id,status,notes\nI1,L1,held,too late\n",
        **{name: header + review},
    )
    found = take(highlights=HEADER + row + "\n")["highlights"]
    assert counts(found) == (0, 0, 0, 1)
    assert (found.problems[0].column, why in found.problems[0].reason) == (column, True)


def test_an_older_file_is_of_exit_interviews_and_a_note_may_name_one(store, take):
    found = take(
        logos=LOGOS,
        interviews="interview_id,logo_id,status,notes\nI1,L1,held,too late\n",
        highlights="interview_id,starts_at,ends_at,quote,themes\nI1,0,3,too,price\n",
    )
    assert counts(found["highlights"]) == (1, 0, 0, 0)
    again = take(highlights=HEADER + ",0,3,too,price,interview,I1\n")
    assert counts(again["highlights"]) == (0, 0, 1, 0)
    assert [one.quote for one in highlights.of_note(store, NoteRef("interview", 1))] == ["too"]


@pytest.mark.parametrize("kind", NOTES)
def test_what_is_tagged_in_the_app_is_taken_back_and_done_again(store, take, kind):
    name, header, row = FILES.get(
        kind, ("interviews", "interview_id,logo_id,status,notes\n", "X1,L1,held,too dear for us\n")
    )
    take(logos=LOGOS, **{name: header + row})
    note = NoteRef(kind, 1)
    highlights.tag(store, note, Span(4, 8), ["price"], "tag the words")
    themes.put_on_note(store, note, ["value"], "tag the whole")
    assert store.rows("SELECT note_kind, note_id FROM v_heard ORDER BY theme_id") == [(kind, 1)] * 2
    assert [history.undo(store), history.undo(store)] == ["tag the whole", "tag the words"]
    assert store.rows(f"SELECT * FROM highlight WHERE {owner(kind)} = 1") == []
    assert [history.redo(store), history.redo(store)] == ["tag the words", "tag the whole"]
    assert [one.quote for one in highlights.of_note(store, note)] == ["dear"]


CALL = 'review_id,logo_id,held_on,notes\nX1,L1,2025-01-01,"Ines (us): So?\nDana Weber: Too dear.\nDear!"\n'


@pytest.mark.parametrize(
    ("said", "row", "theirs"),
    [
        ("", ",27,31,Too ,,review,X1", True),
        ("yes", ",27,31,Too ,,review,X1", True),
        ("no", ",27,31,Too ,,review,X1", False),
        ("", ",37,42,Dear!,,review,X1", False),
        ("yes", ",37,42,Dear!,,review,X1", True),
        ("", ",11,14,So?,,review,X1", False),
    ],
)
def test_whose_words_they_are_the_file_says_or_their_line(store, take, said, row, theirs):
    found = take(logos=LOGOS, reviews=CALL, highlights=f"{HEADER.strip()},their_words\n{row},{said}\n")
    assert counts(found["highlights"]) == (1, 0, 0, 0)
    (passage,) = highlights.of_note(store, NoteRef("review", 1))
    assert passage.theirs is theirs
    take(highlights=f"{HEADER}{row}\n")
    assert highlights.of_note(store, NoteRef("review", 1)) == [passage]


def test_a_file_cannot_say_that_our_words_are_theirs(take):
    passage = f"{HEADER.strip()},their_words\n,11,14,So?,,review,X1,yes\n"
    found = take(logos=LOGOS, reviews=CALL, highlights=passage)["highlights"]
    assert counts(found) == (0, 0, 0, 1)
    assert (found.problems[0].column, "our own side" in found.problems[0].reason) == ("their_words", True)


def test_tagged_passages_follow_the_notes_that_are_imported_and_lost_ones_are_told(take, store):
    header = "interview_id,logo_id,status,notes\n"
    passages = (
        "interview_id,starts_at,ends_at,quote,themes\nI1,6,11,price,dear\nI1,21,37,nobody called us,silence\n"
    )
    take(
        logos=LOGOS,
        interviews=f"{header}I1,L1,held,Their price rose and nobody called us.\n",
        highlights=passages,
    )
    found = take(interviews=f"{header}I1,L1,held,At first nobody called us.\n")["interviews"]
    assert found.changed == 1
    assert any("1 tagged passage is no longer in the notes" in note for note in found.notes)
    assert store.rows(
        "SELECT quote, substr(notes, starts_at + 1, ends_at - starts_at) FROM highlight JOIN interview i"
        " ON i.id = interview_id"
    ) == [("nobody called us", "nobody called us")]
    assert store.rows("SELECT name FROM interview_theme JOIN theme t ON t.id = theme_id") == [("dear",)]


def test_a_passage_that_is_not_in_the_notes_is_rejected(take, store):
    found = take(
        logos=LOGOS,
        interviews="interview_id,logo_id,status,notes\nI1,L1,held,Their price rose.\n",
        highlights="interview_id,starts_at,ends_at,quote,themes\nI1,6,11,price,dear\nI1,0,5,price,dear\n",
    )["highlights"]
    assert (found.added, found.rejected) == (1, 1)
    assert (found.problems[0].line, found.problems[0].column) == (3, "quote")
    assert store.rows("SELECT starts_at, quote FROM highlight") == [(6, "price")]
