from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from churntui.briefs.deciding import PlacedPoint
from churntui.briefs.discretion import Hit
from churntui.briefs.facts import Point
from churntui.ui.briefs.points import PointList
from churntui.ui.kit.safe import visible

DAY = date(2026, 11, 20)


class Desk(App[None]):
    def __init__(self, places=()) -> None:
        super().__init__()
        self.places = places

    def compose(self) -> ComposeResult:
        yield PointList(id="points", classes="")

    def on_mount(self) -> None:
        self.points.write(self.places, DAY, "en", anew=True)
        self.points.focus()

    @property
    def points(self) -> PointList:
        return self.query_one(PointList)

    def lines(self) -> list[str]:
        """What is drawn, line by line."""
        return [self.points.render_line(y).text.rstrip() for y in range(self.points.size.height)]


def place(key: str, text: str = "", *, is_in: bool = True, **point) -> PlacedPoint:
    made = Point(text or f"says {key}", "surveys", DAY, key=key, **point)
    return PlacedPoint(made, "use", "How you use it", is_in)


MANY = tuple(place(f"use.{nth}", f"point {nth} " + "word " * 30) for nth in range(12))


async def test_signs_and_words_tell_what_was_done_about_a_point():
    places = (
        place("a"),
        place("b", state="accepted"),
        place("c", state="edited"),
        place("d", state="edited", proposed="9 of 9\nso"),
        place("e", state="added"),
        place("f", is_in=False),
        place("g", is_in=False, state="dropped"),
    )
    withheld = PlacedPoint(
        places[4].point, "use", "How you use it", is_in=False, withheld=(Hit("logo", "Kestrel"),)
    )
    async with Desk((*places, withheld)).run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert pilot.app.lines()[:16] == [
            " How you use it  surveys",
            "▸· says a",
            " ✓ says b",
            " ✎ says c · edited",
            " ! says d · edited · stale: R takes the new figures",
            "   now: 9 of 9 → so",
            " + says e · added",
            "",
            " Not in the brief  A takes one in",
            " · says f · How you use it",
            " − says g · How you use it · dropped",
            " ! says e · How you use it · added · “Kestrel” is another logo: f2 takes it out",
            *[""] * 4,
        ]


async def test_the_chosen_point_is_in_view_with_its_heading_and_all_its_lines():
    async with Desk(MANY).run_test(size=(40, 12)) as pilot:
        points = pilot.app.points
        for key in ("end", "home", "pagedown", "pagedown", "pageup", *["down"] * 5, *["k"] * 3):
            await pilot.press(key)
            await pilot.pause()
            shown = [line for line in pilot.app.lines() if line.startswith("▸")]
            assert shown == [f"▸· point {points.cursor} word word word word word"], key
        await pilot.press("home")
        await pilot.pause()
        assert pilot.app.lines()[0].startswith(" How you use it")


async def test_pages_go_on_by_what_is_in_view_to_the_ends():
    async with Desk(MANY).run_test(size=(40, 12)) as pilot:
        points = pilot.app.points
        await pilot.press("pagedown")
        assert 0 < points.cursor < 4
        for _ in range(12):
            await pilot.press("pagedown")
        assert points.cursor == 11
        for _ in range(12):
            await pilot.press("pageup")
        assert points.cursor == 0


async def test_a_click_chooses_the_point_whose_line_it_is_on():
    async with Desk(MANY).run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        second = next(y for y, line in enumerate(pilot.app.lines()) if "point 1" in line)
        await pilot.click(PointList, offset=(5, second + 1))
        assert pilot.app.points.cursor == 1
        await pilot.click(PointList, offset=(5, 0))
        assert pilot.app.points.cursor == 1, "a heading is no point"


async def test_another_width_breaks_the_lines_anew():
    async with Desk(MANY[:2]).run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        before = len(pilot.app.points._lines)
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert len(pilot.app.points._lines) > 2 * before
        assert pilot.app.points.virtual_size.height == len(pilot.app.points._lines)


async def test_without_points_it_says_what_to_do():
    async with Desk().run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert any("a adds a point" in line for line in pilot.app.lines())
        await pilot.press("down", "end", "pagedown", "space")
        assert pilot.app.points.row is None


async def test_the_same_points_again_keep_the_cursor_and_another_brief_begins_at_the_top():
    async with Desk(MANY).run_test(size=(40, 12)) as pilot:
        points = pilot.app.points
        await pilot.press("end")
        points.write(MANY[4:], DAY, "en", anew=False)
        assert points.row is MANY[11]
        points.write(MANY[:9], DAY, "en", anew=False)
        assert points.row is MANY[7], "what is gone gives its place to the next"
        points.write(MANY, DAY, "en", anew=True)
        await pilot.pause()
        assert points.cursor == 0
        assert points.scroll_offset.y == 0


@pytest.mark.parametrize(
    ("at", "leaving", "goes_to"),
    [(0, {0}, 1), (0, {0, 1}, 2), (11, {11}, 10), (0, {3, 4}, 0), (0, set(range(12)), 0), (5, {5, 6, 7}, 8)],
)
async def test_the_cursor_goes_on_from_points_that_leave(at, leaving, goes_to):
    async with Desk(MANY).run_test(size=(40, 12)) as pilot:
        points = pilot.app.points
        points.cursor = at
        points.step_off([MANY[nth] for nth in leaving])
        assert points.cursor == goes_to


@given(st.text("ab 青空💡́\n\t[]", max_size=80), st.integers(8, 60))
def test_every_letter_of_a_point_is_on_a_line_that_fits(text, width):
    class Wide(PointList):
        app = App()  # no app runs: only its console is asked

    points = Wide(id="points", classes="")
    points._rows = (place("a", text or "x"),)
    lines = [line.text.plain for line in points._laid_out(width)]
    assert all(cell_len(line) <= max(width, 8) for line in lines)
    said = "".join("".join(lines).split())
    assert "".join(visible(text or "x").split()) in said
