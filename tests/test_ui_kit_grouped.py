"""Rows in groups: the cursor goes over rows alone, headings come into view with their first row, clicks hit rows."""

from __future__ import annotations

from textual.app import App, ComposeResult

from churntui.ui.kit.grouped import Group, GroupedTable
from churntui.ui.kit.table import Column

ROWS = [f"row {nth}" for nth in range(30)]
GROUPS = [Group("near", 0, "Near", "€1"), Group("now", 12, "Now", "€2"), Group("far", 15, "Far")]


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield GroupedTable([Column[str]("Row", 10, lambda row: row, flex=True)], id="rows")

    def on_mount(self) -> None:
        self.table.set_groups(ROWS, GROUPS)
        self.table.go_to_group("now")
        self.table.focus()

    @property
    def table(self) -> GroupedTable[str]:
        return self.query_one(GroupedTable)

    def lines(self) -> list[str]:
        return [strip.text.rstrip(" ▁▂▃▄▅▆▇█") for strip in self.screen._compositor.render_strips()]


async def test_it_opens_on_a_group_with_those_before_it_above_and_the_later_below():
    async with Host().run_test(size=(40, 13)) as pilot:
        await pilot.pause()
        lines = pilot.app.lines()
        assert lines[1:10] == [
            " row 8",
            " row 9",
            " row 10",
            " row 11",
            " Now  €2",
            "▸row 12",
            " row 13",
            " row 14",
            " Far",
        ]
        assert lines[10].startswith(" row 15")


async def test_the_cursor_goes_from_row_to_row_and_from_group_to_group():
    async with Host().run_test(size=(40, 13)) as pilot:
        table = pilot.app.table
        await pilot.press("up")
        assert (table.row, table.group.key) == ("row 11", "near")
        table.step_group(1)
        assert (table.row, table.group.key) == ("row 12", "now")
        table.step_group(5)
        assert table.row == "row 15"
        table.step_group(-9)
        await pilot.pause()
        assert table.row == "row 0"
        assert pilot.app.lines()[1:3] == [" Near  €1", "▸row 0"]
        await pilot.press("end")
        await pilot.pause()
        assert pilot.app.lines()[12] == "▸row 29"
        assert not table.go_to_group("none")


async def test_a_click_hits_the_row_under_it_and_no_heading():
    async with Host().run_test(size=(40, 13)) as pilot:
        await pilot.pause()
        await pilot.click("#rows", offset=(3, 5))  # its own heading
        assert pilot.app.table.row == "row 12"
        for line, row in ((4, "row 11"), (7, "row 13"), (10, "row 15")):
            await pilot.click("#rows", offset=(3, line))
            assert pilot.app.table.row == row


async def test_without_rows_it_says_so():
    async with Host().run_test(size=(40, 13)) as pilot:
        pilot.app.table.empty = "Nothing here"
        pilot.app.table.set_groups([], [])
        pilot.app.table.step_group(1)
        await pilot.pause()
        assert pilot.app.table.group is None
        assert any("Nothing here" in line for line in pilot.app.lines())
