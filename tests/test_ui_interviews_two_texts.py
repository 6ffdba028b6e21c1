"""One interview written by two: what differs, and one form that holds both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.model.rows import Highlight
from churntui.model.saving import SaveAttempt
from churntui.ui.interviews import form
from churntui.ui.interviews.form import Typed
from churntui.ui.interviews.two_texts import both, differences

NOTES = "Nobody called back. Then the price rose."
HEADING = "--- Also written by Bo ---"


def typed(logo_id=1, passages=(), **fields):
    known = {"notes": NOTES, "passages": form.join_passages(passages)}
    return Typed(logo_id, form.empty() | known | fields)


def name_of(logo_id):
    return f"Logo {logo_id}"


def joined(opened, mine, theirs):
    return both(opened, mine, theirs, heading=HEADING, name_of=name_of)


def mark(text, words, *themes, known=None):
    start = text.index(words)
    return Highlight(start, start + len(words), words, themes, known)


def passages(form_of):
    return form.split_passages(form_of.fields["passages"])


def sound(form_of):
    """Every passage is on its own words."""
    notes = form_of.fields["notes"]
    return all(notes[one.start : one.end] == one.quote for one in passages(form_of))


def test_differences_are_told_as_people_read_them_the_notes_first():
    mine = typed(2, [mark(NOTES, "price", "dear")], primary_reason="price", notes=NOTES + " Mine.")
    theirs = typed(1, status="declined", themes="a\nb", secondary_reasons="adoption")
    assert differences(mine, theirs, name_of) == [
        ("Notes", NOTES + " Mine.", NOTES),
        ("Tagged", "«price» dear", ""),
        ("Logo", "Logo 2", "Logo 1"),
        ("Status", "held", "declined"),
        ("Assessed", "price", ""),
        ("Also", "", "adoption"),
        ("Themes", "", "a, b"),
    ]
    assert differences(mine, mine, name_of) == []


def test_what_one_of_them_changed_is_as_they_changed_it():
    opened = typed(primary_reason="price", competitor="Vantage", channel="call")
    mine = typed(primary_reason="adoption", competitor="Vantage", channel="call")
    theirs = typed(primary_reason="price", competitor="", channel="mail")
    found = joined(opened, mine, theirs).fields
    assert (found["primary_reason"], found["competitor"], found["channel"]) == ("adoption", "", "mail")
    assert found["notes"] == NOTES


def test_what_both_changed_stays_as_theirs_and_mine_stands_in_words():
    opened = typed(stated_reason="")
    mine = typed(stated_reason="too dear", primary_reason="price")
    theirs = typed(stated_reason="no SSO", primary_reason="product_fit")
    found = joined(opened, mine, theirs).fields
    assert (found["stated_reason"], found["primary_reason"]) == ("no SSO", "product_fit")
    assert found["notes"] == f"{NOTES}\n\n{HEADING}\n\nStated: too dear\nAssessed: price"


def test_two_notes_follow_one_another_each_with_its_passages():
    mine_text, their_text = "Mine: the price rose.", NOTES + " Theirs: the price fell. \n"
    opened = typed(passages=[mark(NOTES, "Nobody called", "silence", known=7)])
    mine = typed(notes=mine_text, passages=[mark(mine_text, "price", "dear", known=7)])
    theirs = typed(notes=their_text, passages=[mark(their_text, "Nobody called", "silence", known=7)])
    found = joined(opened, mine, theirs)
    assert found.fields["notes"] == f"{their_text.rstrip()}\n\n{HEADING}\n\n{mine_text}"
    assert sound(found)
    assert [(one.quote, one.themes, one.id) for one in passages(found)] == [
        ("Nobody called", ("silence",), 7),
        ("price", ("dear",), None),
    ]


def test_tags_put_on_the_same_notes_are_all_there_once():
    opened = typed()
    mine = typed(passages=[mark(NOTES, "price", "dear"), mark(NOTES, "Nobody", "silence")])
    theirs = typed(passages=[mark(NOTES, "price", "hidden fees", known=4)])
    found = joined(opened, mine, theirs)
    assert found.fields["notes"] == NOTES
    assert [(one.quote, one.themes, one.id) for one in passages(found)] == [
        ("Nobody", ("silence",), None),
        ("price", ("dear", "hidden fees"), 4),
    ]


@pytest.mark.parametrize("mine_wrote", [True, False])
def test_a_tag_of_the_other_goes_with_its_words_and_stays_on_the_whole_where_they_are_gone(mine_wrote):
    longer = "A call first. Nobody called back."
    wrote = typed(notes=longer)
    tagged = typed(passages=[mark(NOTES, "Nobody called back", "silence"), mark(NOTES, "price rose", "dear")])
    mine, theirs = (wrote, tagged) if mine_wrote else (tagged, wrote)
    found = joined(typed(), mine, theirs)
    assert found.fields["notes"] == longer
    assert [(one.quote, one.themes) for one in passages(found)] == [("Nobody called back", ("silence",))]
    assert form.split(found.fields["themes"]) == ["dear"]
    assert sound(found)


def test_a_tag_i_took_off_is_not_put_back():
    old = mark(NOTES, "price", "dear", known=4)
    found = joined(typed(passages=[old]), typed(notes=NOTES + " More."), typed(passages=[old]))
    assert passages(found) == []


def test_lists_are_joined():
    offer, other = SaveAttempt(None, "Ana", "20 %"), SaveAttempt(None, "Bo", "a call")
    mine = typed(themes="price\nSSO", secondary_reasons="adoption", save_attempts=form.join_attempts([offer]))
    theirs = typed(
        themes="Price\nsupport", secondary_reasons="price", save_attempts=form.join_attempts([other, offer])
    )
    found = joined(typed(), mine, theirs).fields
    assert form.split(found["themes"]) == ["Price", "support", "SSO"]
    assert form.split(found["secondary_reasons"]) == ["price", "adoption"]
    assert form.split_attempts(found["save_attempts"]) == [other, offer]


def test_where_one_of_them_heard_somebody_somebody_was_heard():
    blank = Typed(1, dict.fromkeys(form.empty(), ""))
    found = joined(blank, typed(), typed(status="declined"))
    assert found.fields["status"] == "held"
    assert joined(blank, typed(status="no_answer"), typed(status="held")).fields["status"] == "held"


def test_the_logo_is_the_one_it_was_moved_to():
    assert joined(typed(1), typed(2), typed(1)).logo_id == 2
    assert joined(typed(1), typed(1), typed(2)).logo_id == 2
    moved = joined(typed(1), typed(3), typed(2))
    assert moved.logo_id == 2
    assert "Logo: Logo 3" in moved.fields["notes"]


WORDS = st.sampled_from(["", "a call", "no SSO, 没有", "x\ny"])


@given(*([st.tuples(WORDS, WORDS, WORDS)] * 3))
def test_no_word_of_either_is_lost(was, my, their):
    def of(words):
        notes, stated, competitor = words
        return typed(notes=notes, stated_reason=stated, competitor=competitor)

    found = joined(of(was), of(my), of(their)).fields
    whole = "\n".join([found["notes"], found["stated_reason"], found["competitor"]])
    for old, mine, theirs in zip(was, my, their, strict=True):
        changed = {text for text in (mine, theirs) if text != old}
        assert all(text.rstrip() in whole for text in changed)


def test_words_that_one_says_are_theirs_are_so_in_the_form_that_holds_both():
    words = mark(NOTES, "price", "dear")
    mine, other = typed(passages=[replace(words, theirs=True)]), typed(passages=[words])
    assert differences(mine, other, name_of) == [("Tagged", "«price» dear · their words", "«price» dear")]
    assert [one.theirs for one in passages(joined(other, mine, other))] == [True]


def test_a_draft_of_before_does_not_say_whose_words_they_are():
    (old,) = form.split_passages('[[0, 6, "Nobody", ["x"], null]]')
    assert not old.theirs
