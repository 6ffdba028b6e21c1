from datetime import date

import pytest
from brief_samples import AS_OF, BARS, HOSTILE, PROGRESS, SHAREABLE, biting, executive
from hypothesis import given
from hypothesis import strategies as st

from churntui.briefs.facts import Point, Section
from churntui.briefs.language import wording
from churntui.briefs.output import slide_plan
from churntui.briefs.output.slide_plan import ListSlide, Room, TableSlide, one_page, plan
from churntui.plain.text import clean_line

ROOM = Room(870, 400)
EN = wording("en")

TEXTS = st.text(st.sampled_from("ab cde  fghi 青空.Ж"), min_size=1, max_size=2500)
POINTS = st.lists(
    st.builds(Point, TEXTS, so_what=TEXTS, figure=st.sampled_from([None, BARS])), min_size=1, max_size=5
)


def planned(*sections, room=ROOM):
    return [*plan(sections, room, AS_OF, EN)]


def said(slides):
    """All that the points of the slides say, without white space."""
    return told(point for slide in slides for point in slide.points)


def told(points):
    return "".join(clean_line(point.text) + clean_line(point.so_what) for point in points).replace(" ", "")


def test_goals_are_a_table_with_start_now_and_target():
    (table,) = planned(SHAREABLE[1])
    assert isinstance(table, TableSlide)
    assert table.header == ("Point", "Start", "Now", "Target", "What follows", "Source")
    first, second = SHAREABLE[1].points
    assert table.rows[0] == (first.text, "12 h", "7.5 h", "6 h", first.so_what, "agreed goals, 2 Nov 2026")
    assert table.rows[1] == (second.text, "", "", "", "", "agreed goals, 4 May 2026")
    assert sum(table.widths) == pytest.approx(ROOM.width)
    assert table.size >= 12


def test_a_column_with_nothing_in_it_is_left_out_and_one_column_is_a_list():
    (promises,) = planned(SHAREABLE[2])
    assert isinstance(promises, ListSlide)
    (table,) = planned(Section("s", (Point("a", "x", AS_OF), Point("b", "y", AS_OF)), "promises"))
    assert table.header == ("Point", "Source")


def test_a_long_table_goes_on_under_its_header_on_the_next_slide():
    points = tuple(Point(f"{n} " + "word " * 60, f"source {n}") for n in range(12))
    tables = planned(Section("Goals", points, "goals"))
    assert [table.heading for table in tables] == ["Goals", "Goals (2)", "Goals (3)"][: len(tables)]
    assert len(tables) > 1
    assert all(sum(table.heights) <= ROOM.height for table in tables)
    assert [point for table in tables for point in table.points] == [*points]
    assert {table.header for table in tables} == {("Point", "Source")}


def test_a_row_longer_than_a_slide_makes_a_list_of_the_table():
    points = (Point("青" * 2_000, "a"), Point("b", "b"))
    assert {type(slide) for slide in planned(Section("s", points, "goals"))} == {ListSlide}


def test_few_words_are_large_and_more_of_them_smaller():
    def size(count):
        return planned(Section("s", (Point("word " * 30),) * count, "told"))[0].size

    assert size(1) == 24
    assert size(1) > size(5) >= size(7) >= 16


def test_no_slide_has_more_charts_than_can_be_read():
    points = tuple(Point(str(n), figure=BARS) for n in range(5))
    slides = planned(Section("s", points, "use"))
    assert [len(slide.charted) for slide in slides] == [2, 2, 1]


@given(POINTS, st.floats(300, 900), st.floats(200, 500), st.floats(0.8, 1))
def test_every_list_has_room_and_nothing_goes_unsaid(points, width, height, letter):
    room = Room(width, height, letter)
    slides = planned(Section("s", tuple(points), "told"), room=room)
    assert said(slides) == told(points)
    for slide in slides:
        left = slide_plan.beside_charts(slide.points, room)
        assert sum(slide_plan.point_height(point, left, slide.size) for point in slide.points) <= height
        assert slide.size >= 16


@given(POINTS, st.floats(700, 900), st.floats(300, 500))
def test_every_column_of_a_page_has_room_and_nothing_goes_unsaid(points, width, height):
    sections = (Section("first", tuple(points)), Section("second", tuple(points)))
    slides = [*one_page(sections, "heading", Room(width, height))]
    assert said(slides) == told(points) * 2
    for slide in slides:
        assert slide.size >= 12
        for blocks in slide.columns:
            column = Room((width - slide_plan.GAP) / 2, height)
            used = (
                slide_plan.block_height(block, column, slide.size, follows=slide.follows) for block in blocks
            )
            assert sum(used) <= height
            assert blocks[-1].point is not None


def test_a_page_of_a_usual_length_is_one_slide_and_keeps_what_follows():
    (slide,) = one_page(executive("en", 1).shareable, "Nordwind", ROOM)
    assert slide.follows
    assert len(slide.columns) == 2


def test_a_page_too_full_says_what_follows_in_the_notes_alone():
    sections = executive("en", 1).shareable
    (slide,) = one_page((*sections, *sections[:4]), "Nordwind", ROOM)
    assert not slide.follows
    assert slide.size == 12


def test_hostile_words_are_planned_as_words():
    slides = planned(*biting().shareable)
    assert all(clean_line(text).replace(" ", "") in said(slides) for text in HOSTILE)


def test_a_figure_of_another_kind_is_no_column():
    points = (Point("a", "x", date(2026, 1, 1), figure=BARS), Point("b", "y", figure=PROGRESS))
    (table,) = planned(Section("s", points, "goals"))
    assert table.rows[0] == ("a", "", "", "", "x, 1 Jan 2026")
