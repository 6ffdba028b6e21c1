import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult

from churntui.ui.kit.charts import Chart, ChartData, Palette, Series, draw

PLAIN = Palette()
MONTHS = tuple(f"{month} 2026" for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun"))
RATE = ChartData(
    "line",
    MONTHS,
    (Series("rate", (0.02, 0.04, 0.08, 0.06, 0.05, 0.03), "bad"),),
    unit="percent",
    target=0.05,
    target_label="target 5 %",
    marks=((2, "price change"),),
    dim_last=True,
    title="Logo attrition",
)
MOVES = ChartData(
    "stacked",
    MONTHS,
    (
        Series("new", (5_000_00, 0, 2_000_00, 9_000_00, 1_000_00, 0), "good"),
        Series("churned", (-1_000_00, -4_000_00, 0, -9_000_00, 0, -1_000_00), "bad"),
    ),
    unit="money",
    dim_last=True,
)


def lines(data: ChartData, width: int = 80, height: int = 14, palette: Palette = PLAIN) -> list[str]:
    return draw(data, width, height, palette).plain.split("\n")


def test_a_line_chart_has_its_parts_in_place() -> None:
    shown = lines(RATE)
    assert shown[0].startswith("Logo attrition")
    assert "╷price change" in shown[1]
    assert any("┄┄┄" in line and line.rstrip().endswith("target 5 %") for line in shown)
    assert [line[:5] for line in shown if "┤" in line] == ["8 % ┤", "6 % ┤", "4 % ┤", "2 % ┤", "0 % ┤"]
    assert "Jun 2026*" in shown[-1]
    braille = [character for line in shown for character in line if "\u2801" <= character <= "\u28ff"]
    assert len(braille) > 30


def test_a_line_peaks_where_its_highest_value_is() -> None:
    shown = lines(replace(RATE, target=None, marks=()))
    top = next(line for line in shown if any("\u2801" <= character <= "\u28ff" for character in line))
    peak = next(place for place, character in enumerate(top) if "\u2801" <= character <= "\u28ff")
    tick = [place for place, character in enumerate(shown[-2]) if character == "┬"][MONTHS.index("Mar 2026")]
    assert abs(peak - tick) <= 3


def test_gaps_stay_open_and_a_lone_figure_is_a_dot() -> None:
    values = (1.0, None, 4.0, math.nan, 2.0, 3.0)
    shown = lines(ChartData("line", MONTHS, (Series("s", values),)))
    assert sum(line.count("•") for line in shown) == 2


def test_stacked_bars_have_gains_above_the_zero_line_and_losses_below() -> None:
    palette = Palette(good=Style(color="green"), bad=Style(color="red"))
    drawn = draw(MOVES, 80, 14, palette).split("\n")
    zero = next(nth for nth, line in enumerate(drawn) if "▔" in line.plain)
    for nth, line in enumerate(drawn[1:-2], 1):
        colours = {span.style.color.name for span in line.spans if getattr(span.style, "color", None)}
        assert colours <= ({"green"} if nth < zero else {"red"})
    assert "■ new  ■ churned" in drawn[0].plain


def test_the_open_period_is_faint_and_marked() -> None:
    data = ChartData("bars", MONTHS, (Series("lost", (1, 2, 3, 2, 1, 3)),), dim_last=True)
    drawn = draw(data, 80, 10, Palette(primary=Style(color="blue"))).split("\n")
    bars = [span.style for line in drawn for span in line.spans if "█" in line.plain[span.start : span.end]]
    assert {style.dim for style in bars if isinstance(style, Style) and style.color} == {True, None}
    assert lines(data)[-1].rstrip().endswith("Jun 2026*")


@pytest.mark.parametrize("kind", ["line", "bars", "stacked"])
def test_without_figures_a_sentence_stands_there(kind: str) -> None:
    empty = ChartData(kind, (), (), empty="No contracts yet")
    unknown = replace(empty, labels=MONTHS, series=(Series("s", (None, math.nan, math.inf)),))
    for data in (empty, unknown):
        shown = lines(data)
        assert [line.strip() for line in shown if line.strip()] == ["No contracts yet"]


def test_too_small_for_axes_it_is_a_spark() -> None:
    assert lines(RATE, 20, 2)[0] == "rate ▃▅█▆▅▄".ljust(20)


odd = st.one_of(st.none(), st.floats(), st.integers(-(10**20), 10**20))


@settings(deadline=None, max_examples=examples(150))
@given(
    kind=st.sampled_from(["line", "bars", "stacked"]),
    unit=st.sampled_from(["percent", "money", "count"]),
    rows=st.lists(st.lists(odd, max_size=50), max_size=4),
    size=st.tuples(st.integers(0, 130), st.integers(0, 40)),
    target=odd,
    dim=st.booleans(),
)
def test_any_data_fills_any_size_exactly(
    kind: str, unit: str, rows: list[list[float]], size: tuple[int, int], target: float | None, dim: bool
) -> None:
    count = max((len(row) for row in rows), default=0)
    series = tuple(Series(f"青 {nth}", tuple(row)) for nth, row in enumerate(rows))
    labels = tuple(f"月 {nth}" for nth in range(count))
    marks = ((0, "first"), (count // 2, "[/]"), (count + 3, "beyond"))
    data = ChartData(kind, labels, series, unit=unit, target=target, dim_last=dim, marks=marks, title="t")
    shown = lines(data, *size)
    if size[1]:
        assert len(shown) == size[1]
    assert all(cell_len(line) == size[0] for line in shown if size[1])


def test_threads_do_not_disturb_each_other() -> None:
    variants = [
        replace(
            RATE, title=str(nth), series=(Series("s", tuple((nth + k) % 7 for k in range(6))),), unit="count"
        )
        for nth in range(24)
    ]
    alone = [draw(data, 90, 12, PLAIN).plain for data in variants]
    draw.cache_clear()
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda data: draw(data, 90, 12, PLAIN).plain, variants))
    assert together == alone


def test_equal_charts_are_drawn_once() -> None:
    assert draw(RATE, 80, 14, PLAIN) is draw(replace(RATE), 80, 14, Palette())


def test_plotext_is_not_imported_with_the_module() -> None:
    code = "import sys, churntui.ui.kit.charts; sys.exit('plotext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield Chart(RATE)

    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_the_widget_draws_in_the_colours_of_the_theme(theme: str) -> None:
    app = Host()
    async with app.run_test(size=(90, 16)) as pilot:
        await pilot.pause()
        before = app.query_one(Chart).palette
        app.theme = theme
        await pilot.pause()
        palette = app.query_one(Chart).palette
        assert palette.bad.color != palette.good.color
        assert (palette == before) is (theme == "textual-dark")
        colours = {
            segment.style.color
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and any("\u2801" <= character <= "\u28ff" for character in segment.text)
        }
        assert palette.bad.color in colours


async def test_the_widget_follows_its_data_and_its_size() -> None:
    app = Host()
    async with app.run_test(size=(90, 16)) as pilot:
        await pilot.pause()
        assert app.lines()[0].startswith("Logo attrition")
        app.query_one(Chart).data = replace(RATE, title="Regrettable only")
        await pilot.pause()
        assert app.lines()[0].startswith("Regrettable only")
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert "Jun 2026*" in app.lines()[9]
        app.query_one(Chart).data = None
        await pilot.pause()
        assert not "".join(app.lines()).strip()


def test_bars_have_whiskers_where_there_is_room() -> None:
    ranges = ((0.1, 0.9), None, (0.4, 0.5))
    data = ChartData("bars", ("a", "b", "c"), (Series("s", (0.5, 0.5, 0.45), ranges=ranges),), unit="percent")
    lines = draw(data, 60, 14, Palette()).plain.splitlines()
    assert [sum(line.count(end) for line in lines[:-3]) for end in "┬┴┼"] == [2, 2, 0]
    assert any("90" in line or "80" in line for line in lines)
    narrow = replace(
        data, labels=data.labels * 12, series=(Series("s", (0.5,) * 36, ranges=((0.1, 0.9),) * 36),)
    )
    assert not any("┴" in line for line in draw(narrow, 60, 14, Palette()).plain.splitlines())
