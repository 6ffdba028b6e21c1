from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from churntui.briefs.deciding import PlacedPoint, Written
from churntui.briefs.facts import Point
from churntui.briefs.rewriting import Rewriting, as_text, read
from churntui.model.choices import BRIEF_SECTION_LABELS, BRIEF_SECTIONS
from churntui.plain.text import clean_line


def place(key: str, section, text: str, so_what: str = "", *, is_in: bool = True) -> PlacedPoint:
    return PlacedPoint(Point(text, so_what=so_what, key=key), section, BRIEF_SECTION_LABELS[section], is_in)


PLACES = (
    place("decide.term", "decide", "Shall we settle the term?", "We need the seats"),
    place("use.people", "use", "2 of 4 people used it"),
    place("use.volume", "use", "28 actions", "Less runs through it"),
    place("told.nps", "told", "8.0 from 3 answers", is_in=False),
)

TEXT = as_text("Harbour · 2026 Q4", PLACES)


def changed(before: str, after: str) -> Rewriting:
    assert before in TEXT
    return read(TEXT.replace(before, after), PLACES)


def test_the_text_has_each_point_under_its_heading_with_its_number():
    assert TEXT.split("-->\n")[1] == (
        "\n# Harbour · 2026 Q4\n\n## What we ask you to decide\n\n- [1] Shall we settle the term?\n"
        "  → We need the seats\n\n## How you use it\n\n- [2] 2 of 4 people used it\n- [3] 28 actions\n"
        "  → Less runs through it\n"
    )


def test_a_text_that_comes_back_as_it_was_changes_nothing():
    assert not read(TEXT, PLACES)
    assert not read(f"\n{TEXT}\n\n", PLACES)


def test_other_words_are_an_edit_of_their_point():
    assert changed("28 actions", "28 reports").edited == (
        (PLACES[2], Written("use", "28 reports", "Less runs through it")),
    )
    assert changed("  → Less runs through it\n", "").edited == (
        (PLACES[2], Written("use", "28 actions", "")),
    )
    assert changed("people used it", "people used it\n  -> More").edited == (
        (PLACES[1], Written("use", "2 of 4 people used it", "More")),
    )


def test_a_line_that_an_editor_broke_is_still_one():
    broken = changed(
        "Shall we settle the term?\n  → We need the seats",
        "Shall we\nsettle the term?\n  → We\n  need the seats",
    )
    assert not broken


def test_a_line_that_is_gone_or_empty_is_dropped():
    assert changed("- [2] 2 of 4 people used it\n", "").dropped == (PLACES[1],)
    assert changed("- [2] 2 of 4 people used it\n", "- [2]\n").dropped == (PLACES[1],)


def test_a_line_without_a_number_is_added_where_it_stands():
    came = changed("- [3]", "- Twice as fast\n- [3]")
    assert came.added == (Written("use", "Twice as fast", ""),)
    assert came.order == {"use": (PLACES[1], came.added[0], PLACES[2])}
    assert not came.edited


def test_what_stands_by_itself_or_has_a_number_nobody_gave_is_added():
    assert changed("- [3]", "\nA sentence\nof two lines\n\n- [3]").added == (
        Written("use", "A sentence of two lines", ""),
    )
    assert changed("- [3]", "- [99] Odd\n- [3]").added == (Written("use", "Odd", ""),)
    assert changed("- [3]", "- [2] Twice\n- [3]").added == (Written("use", "Twice", ""),)


def test_a_point_under_another_heading_goes_there_and_one_under_none_that_is_known_stays():
    moved = changed("- [3] 28", "## Roadmap\n- [3] 28")
    assert moved.edited == ((PLACES[2], Written("roadmap", "28 actions", "Less runs through it")),)
    assert not changed("- [3]", "## Whatever\n- [3]")


def test_another_order_is_kept_as_one():
    turned = changed("- [2] 2 of 4 people used it\n- [3] 28 actions\n  → Less runs through it\n",
                     "- [3] 28 actions\n  → Less runs through it\n- [2] 2 of 4 people used it\n")  # fmt: skip
    assert turned.order == {"use": (PLACES[2], PLACES[1])}
    assert not turned.edited


def test_a_line_that_nobody_can_change_is_not_asked_for_and_moves_nothing():
    places = (*PLACES, place("", "use", "2 more in the full review"))
    text = as_text("Harbour", places)
    assert "2 more" not in text
    assert not read(text, places)


def test_a_file_that_was_emptied_changes_nothing():
    assert not read("", PLACES)
    assert not read("# Harbour\n\n## How you use it\n", PLACES)


WORDS = st.text("ab -*#→[1]<!>\n青", max_size=20)

BRIEFS = st.lists(st.tuples(st.sampled_from(BRIEF_SECTIONS), WORDS, WORDS), max_size=10).map(
    lambda points: tuple(
        place(f"p{nth}", section, text, so_what)
        for section in BRIEF_SECTIONS
        for nth, (of, text, so_what) in enumerate(points)
        if of == section and clean_line(text)
    )
)


@given(BRIEFS)
def test_whatever_points_say_they_come_back_as_they_were(places):
    assert not read(as_text("Harbour", places), places)


@given(BRIEFS, st.data())
def test_no_word_that_comes_back_is_lost(places, data):
    lines = as_text("Harbour", places).splitlines()
    typed = clean_line(data.draw(st.text("xyz", min_size=1, max_size=8)))
    at = data.draw(st.integers(4, len(lines)))
    got = read("\n".join([*lines[:at], "", f"- {typed}", "", *lines[at:]]), places)
    assert [one.text for one in got.added if one.text == typed]
    assert not got.dropped


@given(BRIEFS, st.data())
def test_what_is_taken_out_is_dropped_and_nothing_else(places, data):
    if not places:
        return
    gone = data.draw(st.integers(1, len(places)))
    left = [line for line in as_text("Harbour", places).splitlines() if not line.startswith(f"- [{gone}] ")]
    got = read("\n".join(left), places)
    assert places[gone - 1] in got.dropped or len(places) == 1
    assert len(got.dropped) <= 1
