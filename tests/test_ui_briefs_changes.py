from __future__ import annotations

import pytest
from brief_books import (
    HARBOUR,
    at_brief,
    at_once,
    at_rest,
    brief_book,
    counts,
    kept,
    keys_beside,
    keys_in,
    place_of,
    told,
    write,
)
from ui_books import app_over, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.data.rows.briefs import Decided
from churntui.ui.briefs.point_form import PointForm
from churntui.ui.kit.dialogs import Confirm

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return brief_book(tmp_path / "book.db")


async def test_looking_at_a_brief_changes_nothing(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        await pilot.press("down", "down", "tab", "tab", "space", "space", "escape")
        assert briefs.in_preparation(pilot.app._store, HARBOUR) is None


async def test_a_point_is_dropped_and_the_cursor_goes_on_and_u_brings_it_back(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        first, second, third, *_ = before = keys_in(points)
        await pilot.press("delete")
        await until(pilot, lambda: first not in keys_in(points))
        assert points.row.point.key == second
        assert place_of(points, first).point.state == "dropped"
        assert keys_in(points) == before[1:], "none comes in for it"
        await pilot.press("delete")
        await until(pilot, lambda: second not in keys_in(points))
        assert points.row.point.key == third
        await pilot.press("u", "u")
        await until(pilot, lambda: keys_in(points) == before)
        assert kept(pilot.app) == {}


async def test_keys_typed_at_once_hit_the_points_they_are_meant_for(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        before = keys_in(points)
        await at_once(pilot, "delete", "delete", "down", "delete")
        assert set(kept(pilot.app)) == {before[0], before[1], before[3]}


async def test_marked_points_go_together_and_come_back_together(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        before = keys_in(points)
        await pilot.press("space", "down", "space", "delete")
        await until(pilot, lambda: len(kept(pilot.app)) == 2)
        await at_rest(pilot)
        assert set(kept(pilot.app)) == {before[0], before[2]}
        assert points.row.point.key == before[3]
        assert not points.marked_rows
        assert "Dropped 2 points" in told(pilot.app)
        await pilot.press("u")
        await until(pilot, lambda: keys_in(points) == before)


async def test_an_offered_point_is_taken_in_and_the_next_offered_one_is_next(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        first, second, *_ = keys_beside(points)
        before = len(keys_in(points))
        points.cursor = before
        await pilot.press("A", "A")
        await until(pilot, lambda: len(keys_in(points)) == before + 2)
        assert kept(pilot.app) == {first: ("accepted", ""), second: ("accepted", "")}
        assert f"{before + 2} points" in counts(pilot.app)
        points.stand_on(first)
        await pilot.press("A")
        assert "in the brief already" in told(pilot.app)


async def test_a_dropped_point_comes_back_by_the_key_that_takes_one_in(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        first = keys_in(points)[0]
        await pilot.press("delete")
        await until(pilot, lambda: first in keys_beside(points))
        points.stand_on(first)
        await pilot.press("delete")
        assert "Dropped already" in told(pilot.app)
        await pilot.press("A")
        await until(pilot, lambda: first in keys_in(points))


async def test_a_point_is_moved_within_its_section_and_stays_under_the_cursor(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        one, two, three, *rest = keys_in(points)
        await pilot.press("J", "J")
        await until(pilot, lambda: keys_in(points) == [two, three, one, *rest])
        assert points.row.point.key == one
        await pilot.press("J")
        assert "last of its section" in told(pilot.app)
        await pilot.press("K")
        await until(pilot, lambda: keys_in(points) == [two, one, three, *rest])
        await pilot.press("u")
        await until(pilot, lambda: keys_in(points) == [two, three, one, *rest])


async def test_three_edited_points_stay_as_written_when_the_figures_are_read_anew(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        chosen = [keys_in(points)[0], "goal:G1", "use.people"]
        for nth, key in enumerate(chosen):
            points.stand_on(key)
            await pilot.press("f2")
            await write(pilot, f"Mine {nth}", f"So {nth}")
            await until(pilot, lambda key=key: place_of(points, key).point.state == "edited")
        assert "3 edited" in counts(pilot.app)
        assert place_of(points, "goal:G1").point.text == "Mine 1"

        def measure(store):
            with store.edit("measured"):
                store.rows("INSERT INTO goal_value(goal_id, day, value) VALUES (1, '2026-11-20', 5)")

        pilot.app.do(pilot.app.change("measured", measure))
        await until(pilot, lambda: place_of(points, "goal:G1").is_stale)
        assert [place_of(points, key).point.text for key in chosen] == ["Mine 0", "Mine 1", "Mine 2"]
        assert "3 edited · 1 stale" in counts(pilot.app)
        assert "now: Onboard a branch: 5 days" in "\n".join(line.text.plain for line in points._lines)


async def stale_goal(pilot):
    points = await at_brief(pilot)
    points.stand_on("goal:G1")
    await pilot.press("f2")
    await write(pilot, "Mine")
    await until(pilot, lambda: place_of(points, "goal:G1").point.state == "edited")

    def measure(store):
        with store.edit("measured"):
            store.rows("INSERT INTO goal_value(goal_id, day, value) VALUES (1, '2026-11-20', 5)")

    pilot.app.do(pilot.app.change("measured", measure))
    await until(pilot, lambda: place_of(points, "goal:G1").is_stale)
    await pilot.press("R")
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
    return points


async def test_of_a_stale_point_the_new_figures_are_taken(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await stale_goal(pilot)
        assert "Yours: Mine" in shown(pilot.app)
        await pilot.press("y")
        await until(pilot, lambda: place_of(points, "goal:G1").point.state == "accepted")
        assert "5 days" in place_of(points, "goal:G1").point.text


async def test_of_a_stale_point_what_was_written_is_kept(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await stale_goal(pilot)
        await pilot.press("n")
        await until(pilot, lambda: not place_of(points, "goal:G1").is_stale)
        assert place_of(points, "goal:G1").point.text == "Mine"
        await pilot.press("R")
        assert "Every point has the figures of today" in told(pilot.app)


async def test_a_question_about_a_stale_point_that_is_left_changes_nothing(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await stale_goal(pilot)
        await pilot.press("escape")
        await at_rest(pilot)
        assert place_of(points, "goal:G1").is_stale


async def test_a_point_is_added_where_the_cursor_stands_and_taken_away_again(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        points.stand_on("use.people")
        await pilot.press("a")
        await write(pilot, "We saved you\n four hours a week", "Show it")
        await until(pilot, lambda: points.row.point.state == "added")
        own = points.row.point
        assert (own.text, own.so_what, points.row.section) == (
            "We saved you four hours a week",
            "Show it",
            "use",
        )
        await pilot.press("f2")
        await write(pilot, "Five hours")
        await until(pilot, lambda: points.row.point.text == "Five hours")
        await pilot.press("delete")
        await until(pilot, lambda: own.key not in keys_in(points) + keys_beside(points))
        assert kept(pilot.app) == {}


async def test_a_point_goes_under_another_heading_by_its_form(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        points.stand_on("use.people")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        pilot.app.screen.query_one("#point-section").value = "trouble"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: place_of(points, "use.people").section == "trouble")
        assert place_of(points, "use.people").point.state == "accepted", "its words follow the figures still"


async def test_the_name_of_another_logo_is_refused_and_named(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        points.stand_on("use.people")
        await pilot.press("f2")
        await write(pilot, "As at kestrel, more people")
        await pilot.press("ctrl+s", "ctrl+s")
        assert isinstance(pilot.app.screen, PointForm)
        assert "“Kestrel Ltd” is another logo" in shown(pilot.app)
        await write(pilot, "More people")
        await until(pilot, lambda: place_of(points, "use.people").point.text == "More people")


async def test_a_word_of_ours_is_named_and_kept_once_it_is_said_again(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        points.stand_on("use.people")
        await pilot.press("f2")
        await write(pilot, "The risk is ours")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PointForm)
        assert "“risk” is a word of ours about customers" in shown(pilot.app)
        assert kept(pilot.app) == {}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: place_of(points, "use.people").point.text == "The risk is ours")


async def test_a_logo_that_comes_later_has_the_point_withheld_and_said(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        await pilot.press("a")
        await write(pilot, "As Bluebell does")
        await until(pilot, lambda: points.row.point.state == "added")
        own = points.row.point.key

        def come(store):
            with store.edit("came"):
                logo(store, "Bluebell GmbH")

        pilot.app.do(pilot.app.change("came", come))
        await until(pilot, lambda: own in keys_beside(points))
        assert "1 withheld" in counts(pilot.app)
        assert "“Bluebell GmbH” is another logo" in "\n".join(line.text.plain for line in points._lines)
        points.stand_on(own)
        await pilot.press("A")
        assert "is another logo" in told(pilot.app)
        await pilot.press("y")
        assert "Bluebell" not in pilot.app.clipboard
        await until(pilot, lambda: "1 point left out" in told(pilot.app))
        points.stand_on(own)
        await pilot.press("f2")
        await write(pilot, "As others do")
        await until(pilot, lambda: own in keys_in(points))


async def test_what_is_typed_and_left_is_gone_on_with(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        points.stand_on("use.people")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        await pilot.press(*"Half ", "escape")
        await until(pilot, lambda: pilot.app.book.drafts)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        assert "Half" in pilot.app.screen.query_one("#point-text").text
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, PointForm))
        draft = pilot.app.book.drafts[0]
        await pilot.press("1")
        pilot.app.do(pilot.app.go_on_writing(draft.id))
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Half" in place_of(points, "use.people").point.text)
        await until(pilot, lambda: not pilot.app.book.drafts)


async def test_a_new_point_that_was_left_is_gone_on_with_from_today(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        await pilot.press(*"New", "escape")
        await until(pilot, lambda: pilot.app.book.drafts)
        draft = pilot.app.book.drafts[0]
        pilot.app.do(pilot.app.go_on_writing(draft.id))
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        assert pilot.app.screen.query_one("#point-text").text == "New"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "New" in [place.point.text for place in points.rows])
        await until(pilot, lambda: not pilot.app.book.drafts)


async def test_an_empty_point_is_refused_at_its_field(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        await pilot.press("a")
        await write(pilot, "  ")
        await pilot.pause()
        assert "A point needs words" in shown(pilot.app)
        await pilot.press("escape")
        await at_rest(pilot)
        assert not pilot.app.book.drafts


async def test_the_internal_part_has_no_points_to_work_on(path):
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        await at_brief(pilot)
        await pilot.press("tab")
        for key in ("delete", "A", "J", "R", "f2"):
            await pilot.press(key)
            assert "tab goes there" in told(pilot.app)
        assert kept(pilot.app) == {}


async def test_a_book_to_be_read_is_not_changed(path):
    async with app_over(path, read_only=True).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        before = keys_in(points)
        for key in ("delete", "A", "J", "K", "R", "a", "f2"):
            await pilot.press(key)
            assert "read-only" in told(pilot.app)
            assert len(pilot.app.screen_stack) == 1
        assert keys_in(points) == before


async def test_a_hostile_point_is_shown_and_copied_as_text(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        await pilot.press("a")
        await write(pilot, "a[/]b [@click=app.bell]x \x1b]0;x\x07 # - *青空*" + "w" * 300)
        await until(pilot, lambda: points.row.point.state == "added")
        assert "a[/]b [@click=app.bell]x" in points.row.point.text
        assert "\x1b" not in shown(pilot.app)


async def test_keys_behind_another_logo_are_meant_for_its_points(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        await at_once(pilot, "right_square_bracket", "A")
        assert pilot.app.place.logo_id == 2
        assert kept(pilot.app) == {}
        prepared = briefs.in_preparation(pilot.app._store, 2)
        assert [point.state for point in briefs.points(pilot.app._store, prepared.id)] == ["accepted"]
        assert points.rows[0].point.state == "accepted"


async def test_what_somebody_else_wrote_meanwhile_is_said_and_not_written_over(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        points.stand_on("use.people")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        with open_book(path) as elsewhere:
            theirs = Decided("use.people", "use", "edited", "Theirs", proposed="x")
            briefs.decide(elsewhere, HARBOUR, theirs, "Theirs")
        await write(pilot, "Mine")
        await until(pilot, lambda: "Somebody has it say “Theirs” meanwhile" in told(pilot.app))
        await until(pilot, lambda: pilot.app.book.drafts)
        await until(pilot, lambda: place_of(points, "use.people").point.text == "Theirs")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        assert pilot.app.screen.query_one("#point-text").text == "Mine"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: place_of(points, "use.people").point.text == "Mine")
        await until(pilot, lambda: not pilot.app.book.drafts)


async def test_a_point_of_a_logo_that_is_gone_by_then_is_kept_as_a_draft(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
        with open_book(path) as elsewhere, elsewhere.edit("gone"):
            elsewhere.rows("DELETE FROM logo WHERE id = ?", (HARBOUR,))
        await write(pilot, "Mine")
        await until(pilot, lambda: "no longer in the book" in told(pilot.app))
        await until(pilot, lambda: [draft.fields["text"] for draft in pilot.app.book.drafts] == ["Mine"])
