from collections.abc import Callable
from dataclasses import dataclass

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult

from churntui.ui.kit.table import NAME_MOST, Column, Marked, VirtualTable, fit, needed


@dataclass(frozen=True)
class Firm:
    id: int
    name: str


COLUMNS = [
    Column[Firm]("Logo", 10, lambda firm: firm.name, flex=True),
    Column[Firm]("ARR", 8, lambda firm: (f"€{firm.id}k", "good"), "right"),
    Column[Firm]("Owner", 12, lambda firm: "Ann", priority=2),
    Column[Firm]("Stage", 9, lambda firm: ("at risk", "bad"), priority=1),
]


def firms(count: int) -> list[Firm]:
    return [Firm(nth, f"Firm {nth}") for nth in range(count)]


class Host(App[None]):
    def __init__(self, rows: list[Firm]) -> None:
        super().__init__()
        self.table = VirtualTable(COLUMNS, rows, empty="No logos yet: import a file with i", id="logos")
        self.opened: list[Firm] = []
        self.moved: list[Firm | None] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()

    @on(VirtualTable.Opened, "#logos")
    def note_opened(self, event: VirtualTable.Opened[Firm]) -> None:
        assert event.table is self.table
        self.opened.append(event.row)

    @on(VirtualTable.Moved, "#logos")
    def note_moved(self, event: VirtualTable.Moved[Firm]) -> None:
        self.moved.append(event.row)

    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


def titles(width: int) -> list[str]:
    return [column.title for column, _ in fit(COLUMNS, width)]


def test_columns_go_by_priority_and_the_first_one_never() -> None:
    assert titles(80) == ["Logo", "ARR", "Owner", "Stage"]
    assert titles(46) == ["Logo", "ARR", "Stage"]
    assert titles(30) == ["Logo", "ARR"]
    assert titles(12) == ["Logo"]
    assert titles(0) == ["Logo"]


@pytest.mark.parametrize("width", range(3, 85))
def test_a_row_fills_its_width_and_never_more(width: int) -> None:
    fitted = fit(COLUMNS, width)
    taken = sum(cells for _, cells in fitted) + 2 * (len(fitted) - 1) + 2
    assert taken == width


def test_a_name_is_never_far_from_its_figures() -> None:
    name, words = Column[str]("a", 5, str, flex=True), Column[str]("b", 5, str, flex=True)
    assert fit(COLUMNS, 300)[0][1] == NAME_MOST
    assert [cells for _, cells in fit([name, words], 300)] == [NAME_MOST, 300 - 4 - NAME_MOST]
    assert [cells for _, cells in fit([name], 300)] == [298]


@pytest.mark.parametrize(
    ("name_needs", "words_need", "widths"),
    [
        ((5,), (50,), [5, 31]),  # all that is over goes to the words, also of what the name takes at least
        ((50,), (12,), [24, 12]),  # or to the name
        ((50,), (50,), [18, 18]),  # where both would need more, each gets as much
        ((12,), (9,), [12, 24]),  # what nobody needs goes to the last, so that the amounts stay at the edge
        ((50,), (), [18, 18]),
        ((12, 40), (23, 40), [13, 23]),  # a few long names have what is over once nearly all is read whole
        ((5, 40), (50, 90), [10, 26]),  # and what the column takes at least
        ((12, 14), (9, 12), [14, 22]),
    ],
)
def test_a_flexible_column_gives_what_its_rows_do_not_need_to_the_other(name_needs, words_need, widths):
    columns = [
        Column[str]("a", 10, str, flex=True, needs=name_needs),
        Column[str]("b", 10, str, flex=True, needs=words_need),
        Column[str]("c", 4, str),
    ]
    assert [cells for _, cells in fit(columns, 46)] == [*widths, 4]


def test_a_few_long_texts_are_needed_last():
    assert needed(["abc"] * 95 + ["青空フーズ"] * 5) == (3, 10)
    assert needed(["a"]) == (1, 1)
    assert needed([]) == ()


def test_what_a_column_does_not_need_brings_none_back_that_had_no_room():
    columns = [
        Column[str]("a", 20, str, flex=True, needs=(5,)),
        Column[str]("b", 10, str, flex=True),
        Column[str]("c", 10, str, priority=1),
    ]
    assert [(column.title, cells) for column, cells in fit(columns, 40)] == [("a", 5), ("b", 31)]
    assert [(column.title, cells) for column, cells in fit(columns, 9)] == [("a", 5)]
    assert [(column.title, cells) for column, cells in fit(columns, 5)] == [("a", 3)]


def test_spare_width_is_shared_by_flexible_columns() -> None:
    columns = [Column[str]("a", 5, str, flex=True), Column[str]("b", 5, str, flex=True)]
    assert [cells for _, cells in fit(columns, 21)] == [9, 8]


async def test_keys_move_the_cursor_and_bring_it_into_view() -> None:
    app = Host(firms(10_000))
    async with app.run_test(size=(80, 11)) as pilot:
        presses = [
            (["down", "j"], 2),
            (["up", "k", "k"], 0),
            (["pagedown"], 10),
            (["end"], 9_999),
            (["down"], 9_999),
            (["pageup"], 9_989),
            (["g"], 0),
            (["G"], 9_999),
            (["home"], 0),
        ]
        for keys, place in presses:
            await pilot.press(*keys)
            assert app.table.cursor == place
            await pilot.pause()
            assert sum(f"▸Firm {place} " in line for line in app.lines()) == 1


async def test_only_visible_rows_are_read() -> None:
    read: set[int] = set()

    def name(firm: Firm) -> str:
        read.add(firm.id)
        return firm.name

    app = Host([])
    async with app.run_test(size=(80, 11)) as pilot:
        app.table.set_columns([Column[Firm]("Logo", 10, name)])
        app.table.set_rows(firms(10_000))
        await pilot.pause()
        assert read == set(range(10))


async def test_enter_and_clicks_open() -> None:
    app = Host(firms(30))
    async with app.run_test(size=(80, 11)) as pilot:
        await pilot.press("down", "enter")
        assert app.opened == [Firm(1, "Firm 1")]
        await pilot.click(VirtualTable, offset=(5, 4))
        assert app.table.row == Firm(3, "Firm 3")
        assert len(app.opened) == 1
        await pilot.click(VirtualTable, offset=(5, 4))
        assert app.opened[1:] == [Firm(3, "Firm 3")]
        await pilot.click(VirtualTable, offset=(5, 6), times=2)
        assert app.opened[2:] == [Firm(5, "Firm 5")]
        await pilot.click(VirtualTable, offset=(5, 0))
        assert app.table.cursor == 5


async def test_a_click_counts_from_the_scrolled_view_and_ignores_the_space_below() -> None:
    app = Host(firms(30))
    async with app.run_test(size=(80, 11)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        await pilot.click(VirtualTable, offset=(5, 1))
        assert app.table.row == Firm(20, "Firm 20")
        app.table.set_rows(firms(2))
        await pilot.click(VirtualTable, offset=(5, 9))
        assert app.table.cursor == 0


async def test_the_wheel_scrolls_without_moving_the_cursor() -> None:
    app = Host(firms(300))
    async with app.run_test(size=(80, 11)) as pilot:
        app.table.scroll_to(y=40, animate=False)
        await pilot.pause()
        assert app.table.cursor == 0
        assert "Firm 40" in app.lines()[1]
        assert app.lines()[0].startswith(" Logo")


def by_id(firm: Firm) -> object:
    return firm.id


@pytest.mark.parametrize(
    ("rows", "keep", "row"),
    [
        (firms(20)[::-1], by_id, Firm(7, "Firm 7")),
        (firms(20)[5:], by_id, Firm(7, "Firm 7")),
        ([Firm(7, "renamed")], by_id, Firm(7, "renamed")),
        (firms(3), by_id, Firm(2, "Firm 2")),
        (firms(20), None, Firm(0, "Firm 0")),
        ([], by_id, None),
    ],
    ids=["sorted", "filtered", "changed", "gone", "no identity", "none left"],
)
async def test_new_rows_keep_the_cursor_on_its_row(
    rows: list[Firm], keep: Callable[[Firm], object] | None, row: Firm | None
) -> None:
    app = Host(firms(20))
    async with app.run_test(size=(80, 11)) as pilot:
        app.table.cursor = 7
        await pilot.pause()
        app.moved.clear()
        app.table.set_rows(rows, keep)
        await pilot.pause()
        assert app.table.row == row
        assert app.moved == [row]


@pytest.mark.parametrize(
    ("edits", "chosen"),
    [((1, 2), 7), ((1, 1), 3), ((None, 2), 3), ((1, None), 3)],
    ids=["ours", "no change of ours", "shown first", "not told"],
)
async def test_the_cursor_goes_to_the_row_that_a_change_of_ours_has_brought(
    edits: tuple[int | None, int | None], chosen: int
) -> None:
    app = Host([])
    rows = firms(9)
    async with app.run_test(size=(60, 20)):
        app.table.set_rows(rows[:7], by_id, edits=edits[0])
        app.table.cursor = 3
        app.table.set_rows([rows[7], *rows[:7]], by_id, edits=edits[1])
        assert app.table.row is not None
        assert app.table.row.id == chosen


async def test_of_many_new_rows_none_is_gone_to() -> None:
    app = Host([])
    async with app.run_test(size=(60, 20)):
        app.table.set_rows(firms(3), by_id, edits=1)
        app.table.set_rows(firms(9), by_id, edits=2)
        assert app.table.cursor == 0


async def test_an_empty_table_says_what_to_do_and_survives_every_key() -> None:
    app = Host([])
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press("down", "up", "end", "home", "pagedown", "enter")
        assert app.opened == []
        assert app.table.row is None
        assert any("No logos yet: import a file with i" in line for line in app.lines())


async def test_the_header_shows_what_the_caller_sorted_by() -> None:
    app = Host(firms(3))
    async with app.run_test(size=(80, 11)) as pilot:
        app.table.sorted_by = ("ARR", True)
        await pilot.pause()
        assert "ARR ▼" in app.lines()[0]
        app.table.sorted_by = ("Logo", False)
        await pilot.pause()
        assert "Logo ▲" in app.lines()[0]
        assert "▼" not in app.lines()[0]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_a_look_is_a_colour_of_the_theme_and_the_cursor_line_is_marked_without_one(theme: str) -> None:
    app = Host(firms(3))
    async with app.run_test(size=(80, 11)) as pilot:
        app.theme = theme
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        styles = {segment.text.strip(): segment.style for segment in strips[2]}
        assert styles["€1k"].color != styles["Firm 1"].color
        assert strips[1].text.startswith("▸")
        assert not strips[2].text.startswith("▸")


async def test_the_chosen_row_stays_in_view_where_the_table_gets_lower() -> None:
    app = Host(firms(30))
    async with app.run_test(size=(60, 21)) as pilot:
        app.table.cursor = 19
        await pilot.pause()
        await pilot.resize_terminal(60, 11)
        await pilot.pause()
        assert any("▸Firm 19" in line for line in app.lines())


async def test_resizing_hides_columns_and_wide_names_stay_in_line() -> None:
    app = Host([Firm(1, "青空フーズ株式会社"), Firm(2, "plain")])
    async with app.run_test(size=(90, 11)) as pilot:
        await pilot.pause()
        assert "Owner" in app.lines()[0]
        first, second = app.lines()[1:3]
        assert cell_len(first[: first.index("€")]) == cell_len(second[: second.index("€")])
        await pilot.resize_terminal(30, 11)
        await pilot.pause()
        assert "Owner" not in app.lines()[0]
        assert "ARR" in app.lines()[0]


@pytest.mark.parametrize("width", [30, 14, 6])
async def test_words_are_marked_where_they_stand_and_nothing_is_lost(width):
    text = "one 青空 two three"
    app = Host([])
    app.table.set_columns([Column[Firm]("Text", 4, lambda firm: Marked(text, ((4, 6), (11, 16))), flex=True)])
    async with app.run_test(size=(width, 5)):
        app.table.set_rows(firms(2))
        strip = app.table.render_line(2)
        assert strip.cell_length == width
        marked = [
            segment.text for segment in strip if segment.style and segment.style.underline and segment.text
        ]
        assert marked == {30: ["青空", "three"], 14: ["青空"], 6: []}[width]
        plain = Column[Firm]("Text", 4, lambda firm: text, flex=True)
        app.table.set_columns([plain])
        assert app.table.render_line(2).text == strip.text


def by_id(firm: Firm) -> int:
    return firm.id


async def test_rows_are_marked_by_their_identity_and_taken_together() -> None:
    app = Host(firms(5))
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.table
        table.set_rows(firms(5), keep=by_id)
        assert table.chosen_rows == (Firm(0, "Firm 0"),)
        assert table.mark()
        await pilot.press("down")
        assert table.mark()
        await pilot.pause()
        assert [row.id for row in table.marked_rows] == [0, 2] == [row.id for row in table.chosen_rows]
        signs = [line[0] for line in app.lines()[1:6]]
        assert signs == ["•", " ", "•", "▸", " "]
        await pilot.press("up")
        await pilot.pause()
        assert app.lines()[3][0] == "◆"


async def test_a_mark_stays_with_its_row_over_redraws_orders_and_filters() -> None:
    app = Host(firms(5))
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.table
        table.set_rows(firms(5), keep=by_id)
        table.mark()
        table.set_rows([*reversed(firms(5))])
        assert [row.id for row in table.marked_rows] == [0]
        table.set_rows(firms(5)[1:], keep=by_id)
        assert table.marked_rows == ()
        assert table.chosen_rows == (table.row,)
        table.set_rows(firms(5), keep=by_id)
        await pilot.pause()
        assert [row.id for row in table.marked_rows] == [0]
        assert app.lines()[1][0] in "•◆"
        assert table.forget_marks()
        assert not table.forget_marks()
        assert table.marked_rows == ()


async def test_marking_twice_takes_the_mark_off_and_rows_without_identity_have_none() -> None:
    app = Host(firms(2))
    async with app.run_test(size=(60, 12)):
        assert not app.table.mark()
        app.table.set_rows(firms(2), keep=by_id)
        app.table.mark()
        app.table.cursor = 0
        app.table.mark()
        assert app.table.marked_rows == ()
        app.table.set_rows([], keep=by_id)
        assert not app.table.mark()
        assert app.table.chosen_rows == ()
