from __future__ import annotations

from textual.app import App
from textual.events import MouseScrollDown, MouseScrollUp

from churntui.questions.cohorts.triangle import MARKS, Cell, TriangleData, TriangleRow
from churntui.questions.shown import Figures, Line, TrendRow
from churntui.ui.trends.triangle import Triangle
from churntui.ui.trends.triangle_layout import Layout


def figures(*names: str, ages: int = 4) -> Figures:
    """Cohorts of so many names, the first with all ages, each later one with one less."""
    rows = []
    for nth, name in enumerate(names):
        cells = [Cell(f"{100 - 9 * age - nth}", 1 - age / ages) for age in range(max(1, ages - nth))]
        cells[-1] = Cell(cells[-1].text, cells[-1].heat, running=True)
        cells += [None] * (ages - len(cells))
        rows.append(TriangleRow(name, name, str(10 + nth), tuple(cells), running=nth == len(names) - 1))

    def row_at(row, age, marked):
        return TrendRow((names[row], age, marked), Line((names[row],)), "")

    average = TriangleRow("average", "average %", "", (*(Cell("90") for _ in range(ages - 1)), None))
    data = TriangleData("% there · months →", "Joined", "Logos", tuple(rows), average, row_at)
    lines = tuple(TrendRow(name, Line((name,)), "") for name in names)
    return Figures((), lines, empty="Nobody joined", body=data)


class Host(App[None]):
    def __init__(self, shown: Figures) -> None:
        super().__init__()
        self.triangle = Triangle()
        self.first = shown
        self.opened: list[object] = []
        self.moved: list[object] = []

    def compose(self):
        yield self.triangle

    def on_mount(self):
        self.triangle.focus()
        self.triangle.show(self.first, "")

    def on_trend_body_opened(self, event):
        self.opened.append(event.row.key)

    def on_trend_body_moved(self, event):
        self.moved.append(event.row.key if event.row else None)

    @property
    def lines(self):
        return [self.triangle.render_line(y).text.rstrip() for y in range(self.size.height)]


def key(app):
    return app.triangle.row.key[:2]


async def test_figures_stand_under_their_ages_and_blank_is_no_zero():
    app = Host(figures("Jan", "Feb", "[/]x"))
    async with app.run_test(size=(60, 10)) as pilot:
        lines = app.lines
        assert lines[0].strip() == "% there · months →"
        assert lines[1].split() == ["Joined", "Logos", "0", "1", "2", "3"]
        assert lines[2].split() == ["▸", "Jan", "10", "100", "91", "82", "73*"]
        assert lines[3].split() == ["Feb", "11", "99", "90", "81*"]
        assert lines[4].split() == ["[/]x", "*", "12", "98", "89*"]
        assert lines[5].split() == ["average", "%", "90", "90", "90"]
        assert lines[6:] == [""] * 4
        assert lines[2].index("91") == lines[3].index("90")
        await pilot.pause()
        assert app.moved == [("Jan", 0, ())]


async def test_the_cursor_walks_both_ways_and_enter_tells_the_cell():
    app = Host(figures("Jan", "Feb", "Mar"))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("left", "up", "right", "l", "down", "enter")
        assert key(app) == ("Feb", 2)
        await pilot.press("h", "j", "k", "enter", "end", "home", "end")
        assert key(app) == ("Feb", 2)
        await pilot.press("G")
        assert key(app) == ("Mar", 2)
        await pilot.press("right", "right", "g", "pagedown")
        assert key(app) == ("Mar", 3)
        await pilot.press("pageup")
        assert key(app) == ("Jan", 3)
        await pilot.pause()
        assert app.opened == [("Feb", 2, ()), ("Feb", 1, ())]


async def test_names_ages_and_the_average_stay_while_the_rest_scrolls():
    app = Host(figures(*(f"c{nth:02d}" for nth in range(20)), ages=30))
    async with app.run_test(size=(50, 8)) as pilot:
        assert app.lines[0].endswith("(0–4 of 0–29)")
        assert [line.split()[0] for line in app.lines[2:7]] == ["▸", "c01", "c02", "c03", "c04"]
        await pilot.press(*["down"] * 6, *["right"] * 8)
        lines = app.lines
        assert lines[1].split() == ["Joined", "Logos", "4", "5", "6", "7", "8"]
        assert lines[2].split()[0] == "c02"
        assert lines[6].split()[:2] == ["▸", "c06"]
        assert lines[7].split()[0] == "average"
        app.triangle.post_message(MouseScrollDown(app.triangle, 1, 1, 0, 1, 0, False, False, False))
        app.triangle.post_message(MouseScrollUp(app.triangle, 1, 1, 0, -1, 0, True, False, False))
        await pilot.pause()
        assert key(app) == ("c07", 7)


async def test_space_marks_up_to_six_cohorts_that_stay_marked_in_other_figures():
    names = [f"c{nth}" for nth in range(8)]
    app = Host(figures(*names))
    async with app.run_test(size=(60, 14)) as pilot:
        for _ in range(7):
            await pilot.press("space", "down")
        assert app.triangle.row.key[2] == tuple(range(len(MARKS)))
        await pilot.press("g", "space")
        assert app.triangle.row.key[2] == (1, 2, 3, 4, 5)
        assert [line[1] for line in app.lines[2:10]] == [" ", *"●●●●●", " ", " "]
        app.triangle.show(figures("new", "c3", "c1"), "")
        assert app.triangle.row.key == ("new", 0, (2, 1))


async def test_a_filter_and_new_figures_keep_the_cursor_on_its_cohort():
    app = Host(figures("Jan", "Feb", "Mar"))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("down", "down", "right")
        app.triangle.show(figures("Dec", "Jan", "Feb", "Mar"), "")
        assert key(app) == ("Mar", 1)
        app.triangle.show(figures("Dec", "Jan", "Feb", "Mar"), "feb")
        assert key(app) == ("Feb", 1)
        assert app.lines[3].split()[0] == "average"
        app.triangle.show(figures("Jan", "Feb"), "nothing such")
        assert app.triangle.row is None
        assert any("No cohort holds these words" in line for line in app.lines)
        await pilot.press("enter", "space", "down", "end", "G", "pagedown")
        await pilot.click(Triangle, offset=(20, 3))
        app.triangle.show(figures(ages=0), "")
        assert any("Nobody joined" in line for line in app.lines)
        assert app.opened == []


async def test_a_click_chooses_and_a_second_one_opens():
    app = Host(figures("Jan", "Feb"))
    async with app.run_test(size=(60, 10)) as pilot:
        at = app.lines[3].index("90")
        await pilot.click(Triangle, offset=(at, 3))
        assert key(app) == ("Feb", 1)
        await pilot.click(Triangle, offset=(at, 3))
        await pilot.click(Triangle, offset=(4, 2))
        assert key(app) == ("Jan", 1)
        await pilot.click(Triangle, offset=(at, 1))
        await pilot.click(Triangle, offset=(59, 2))
        await pilot.click(Triangle, offset=(at, 4))
        assert key(app) == ("Jan", 1)
        assert app.opened == [("Feb", 1, ())]


async def test_shades_say_nothing_in_a_theme_of_the_terminals_colours_where_weight_does():
    app = Host(figures("Jan", "Feb"))
    async with app.run_test(size=(60, 10)) as pilot:

        def styles():
            strip = app.triangle.render_line(3)
            return {segment.text.strip(): segment.style for segment in strip if segment.text.strip()}

        shaded = styles()
        assert shaded["99"].bgcolor != shaded["90"].bgcolor
        assert shaded["81*"].dim
        app.theme = "ansi-dark"
        await pilot.pause()
        plain = styles()
        assert plain["99"].bgcolor == plain["81*"].bgcolor
        assert plain["99"].bold
        assert not plain["81*"].bold


def test_the_layout_gives_room_within_reason():
    data = figures("a name that is longer than there is room for", "b", ages=3).body
    assert isinstance(data, TriangleData)
    assert Layout.of(data, 200) == Layout(36, 5, 9)
    assert Layout.of(data, 60) == Layout(27, 5, 8)
    assert Layout.of(data, 40) == Layout(18, 5, 5)
    assert Layout.of(data, 10).cell == 5
