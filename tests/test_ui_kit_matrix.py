from __future__ import annotations

import pytest
from textual.app import App

from churntui.plain.matrix import Axis, Pairs
from churntui.ui.kit.matrix import Matrix

CODES = ("a", "b", "c")
PAIRS = Pairs(
    Axis("Down", CODES, ("alpha", "beta", "[/]x"), ("3", "1", "0")),
    Axis("Across", CODES, CODES, ("1", "3", "0")),
    {("a", "a"): "1", ("a", "b"): "2", ("b", "b"): "1"},
    "4",
)


class Host(App[None]):
    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        self.matrix = Matrix(empty="Nothing yet")
        self.matrix.pairs = pairs
        self.opened: list[tuple[str, str] | None] = []

    def compose(self):
        yield self.matrix

    def on_mount(self):
        self.matrix.focus()

    def on_matrix_opened(self):
        self.opened.append(self.matrix.pair)


def lines(app):
    return [strip.text.rstrip() for strip in (app.matrix.render_line(y) for y in range(app.size.height))]


async def test_pairs_margins_and_the_sign_of_agreement():
    app = Host(PAIRS)
    async with app.run_test(size=(60, 10)):
        shown = lines(app)
        assert "Across →" in shown[0]
        assert shown[1].split() == ["Down", "↓", "a", "b", "c", "all"]
        assert shown[2].split() == ["alpha", "=1", "2", "·", "3"]
        assert shown[3].split() == ["beta", "·", "=1", "·", "1"]
        assert shown[4].split() == ["[/]x", "·", "·", "·", "0"]
        assert shown[5].split() == ["all", "1", "3", "0", "4"]


async def test_the_cursor_walks_and_only_a_pair_that_occurs_opens():
    app = Host(PAIRS)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("right", "enter")
        await pilot.press("right", "right", "enter")
        assert app.matrix.pair == ("a", "c")
        await pilot.press("j", "h", "enter", "up", "up")
        assert app.matrix.pair == ("a", "b")
        await pilot.pause()
        assert app.opened == [("a", "b"), ("b", "b")]


async def test_columns_and_rows_without_room_are_scrolled_to():
    app = Host(PAIRS)
    async with app.run_test(size=(38, 5)) as pilot:
        assert "1–2 of 3" in lines(app)[0]
        await pilot.press("right", "right", "down")
        shown = lines(app)
        assert "2–3 of 3" in shown[0]
        assert shown[1].split() == ["Down", "↓", "b", "c", "all"]
        assert shown[2].split()[0] == "alpha"
        await pilot.press("down")
        assert lines(app)[2].split()[0] == "beta"


async def test_a_click_chooses_and_a_second_one_opens():
    app = Host(PAIRS)
    async with app.run_test(size=(60, 10)) as pilot:
        cell = (60 - 16) // 4
        await pilot.click(Matrix, offset=(16 + cell + 2, 3))
        assert app.matrix.pair == ("b", "b")
        await pilot.click(Matrix, offset=(16 + cell + 2, 3))
        await pilot.click(Matrix, offset=(2, 3))
        await pilot.click(Matrix, offset=(50, 9))
        assert app.opened == [("b", "b")]


@pytest.mark.parametrize("size", [(60, 10), (3, 1)])
async def test_nothing_says_so(size):
    app = Host(Pairs())
    async with app.run_test(size=size) as pilot:
        assert app.matrix.pair is None
        await pilot.press("down", "right", "enter")
        assert app.opened == []
        if size == (60, 10):
            assert any("Nothing yet" in line for line in lines(app))


async def test_fewer_pairs_keep_the_cursor_inside():
    app = Host(PAIRS)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("down", "down", "right", "right")
        app.matrix.pairs = Pairs(
            Axis("Down", ("a",), ("a",), ("1",)),
            Axis("Across", ("a",), ("a",), ("1",)),
            {("a", "a"): "1"},
            "1",
        )
        assert app.matrix.pair == ("a", "a")


async def test_new_pairs_put_the_cursor_on_one_that_occurs():
    app = Host(Pairs())
    async with app.run_test(size=(60, 10)):
        app.matrix.pairs = Pairs(PAIRS.down, PAIRS.across, {("c", "a"): "1", ("b", "c"): "2"}, "3")
        assert app.matrix.pair == ("b", "c")
