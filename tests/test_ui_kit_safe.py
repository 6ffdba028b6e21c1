import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static

from churntui.plain.text import UNSAFE
from churntui.ui.kit.charts import Chart, ChartData, Series
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.kit.safe import ControlFilter, Curtain, cut, in_lines, pad, t, visible, wrapped
from churntui.ui.kit.table import Column, VirtualTable

ESCAPES = "\x1b]0;PWNED\x07\x1b[2J\x9b31m\x00\u202egnp.exe"
HOSTILE = [
    "a[/]b",
    "[@click=app.bell]x[/]",
    ESCAPES,
    "青空フーズ株式会社",
    "e" + "\u0301" * 60,
    "👩‍👩‍👧‍👦 family",
    "two\nlines\tand tab",
    "\ud800 lone surrogate",
    "x" * 10_000,
    "",
]


@pytest.mark.parametrize("cells", [0, 1, 2, 5, 20])
@pytest.mark.parametrize("text", HOSTILE)
def test_padded_text_takes_exactly_its_cells_and_holds_no_control_character(text: str, cells: int) -> None:
    for align in ("left", "right", "center"):
        shown = pad(text, cells, align)
        assert cell_len(shown) == cells
        assert not UNSAFE.search(shown)
        assert "\n" not in shown


def test_cut_keeps_wide_characters_and_graphemes_whole() -> None:
    assert cut("青空フーズ", 5) == "青空…"
    assert cut("青空フーズ", 4) == "青…"
    assert cut("Žižek & Söhne", 6) == "Žižek…"
    assert cut("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"


def test_visible_marks_what_it_takes_out() -> None:
    assert visible("a\x1bb\tc\nd") == "a\N{REPLACEMENT CHARACTER}b c d"
    assert visible("a\nb\x9b", keep_lines=True) == "a\nb\N{REPLACEMENT CHARACTER}"


def test_content_is_literal() -> None:
    assert t("[bold]a[/]b").plain == "[bold]a[/]b"
    assert not t("[@click=app.bell]x[/]").spans


def test_wrapped_breaks_at_spaces_and_cuts_what_is_longer() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("incomprehensibilities ok", 6) == ["incom…", "ok"]
    assert wrapped("", 6) == []


def test_filter_replaces_controls_and_leaves_clean_lines_alone() -> None:
    clean = [Segment("plain"), Segment("ünï 青")]
    assert ControlFilter().apply(clean, Color(0, 0, 0)) is clean
    dirty = ControlFilter().apply([Segment("a"), Segment("\x1b[31mred")], Color(0, 0, 0))
    assert "".join(segment.text for segment in dirty) == "a\N{REPLACEMENT CHARACTER}[31mred"


@pytest.mark.parametrize("text", [*HOSTILE, "│ €96.0k  Nordwind_2 ┤"])
def test_a_curtain_is_as_wide_as_what_it_hides_and_no_letter_shows_through(text: str) -> None:
    (drawn,) = Curtain().apply([Segment(text)], Color(0, 0, 0))
    assert cell_len(drawn.text) == cell_len(text)
    assert not [char for char in drawn.text if char.isalnum()]


class Gallery(App[None]):
    """Every widget of ours, filled with text that means harm."""

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), ControlFilter()]

    def compose(self) -> ComposeResult:
        yield VirtualTable([Column[str](HOSTILE[1], 30, str, flex=True)], HOSTILE, id="table")
        yield VirtualTable([Column[str]("", 30, str)], empty=ESCAPES + " [/] nothing", id="empty")
        for kind in ("line", "stacked"):
            series = tuple(Series(text, (1, 2, None, 3)) for text in HOSTILE[:4])
            marks = ((1, ESCAPES), (2, "[/]"))
            labels = tuple(HOSTILE[:4])
            yield Chart(
                ChartData(
                    kind, labels, series, marks=marks, title="[/]" + ESCAPES, target=2, target_label=ESCAPES
                )
            )
        yield Static(t(ESCAPES + "[/]"))


def lines(screen: Screen[object]) -> list[str]:
    return [strip.text for strip in screen._compositor.render_strips()]


def assert_harmless(screen: Screen[object], width: int) -> None:
    for line in lines(screen):
        assert not UNSAFE.search(line), line
        assert cell_len(line) == width, line


async def test_hostile_text_is_shown_literally_by_every_widget() -> None:
    app = Gallery()
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        assert_harmless(app.screen, 100)
        shown = "\n".join(lines(app.screen))
        for literal in ("a[/]b", "[@click=app.bell]x[/]", "]0;PWNED", "青空フーズ株式会社", "…"):
            assert literal in shown


async def test_hostile_text_is_shown_literally_by_every_dialog() -> None:
    app = Gallery()
    choices = [Choice(str(nth), text, text) for nth, text in enumerate(HOSTILE)]
    dialogs = [
        Picker("[/]" + ESCAPES, choices, allow_new=True, multi=True, ticked=["0", "1", "2", "8"]),
        Prompt("[/]" + ESCAPES, ESCAPES, lambda value: f"not “{value}” [/]"),
        Confirm("[/]" + ESCAPES, "[@click=app.bell]x[/]", "[/]yes", "[/]no"),
    ]
    async with app.run_test(size=(100, 40)) as pilot:
        for dialog in dialogs:
            app.push_screen(dialog)
            await pilot.pause()
            if isinstance(dialog, Prompt):
                await pilot.press("enter")
            assert_harmless(app.screen, 100)
            assert "[/]" in "\n".join(lines(app.screen))
            await pilot.press("escape")


def test_parts_are_put_on_lines_and_none_is_split():
    assert in_lines(["2 promises overdue", "2 fixes overdue", "1 step due"], 30) == [
        "2 promises overdue",
        "2 fixes overdue · 1 step due",
    ]
    assert in_lines(["abcdef"], 4) == ["abc…"]
    assert in_lines([], 4) == []
