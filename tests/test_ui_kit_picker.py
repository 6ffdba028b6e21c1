import pytest
from textual.app import App
from textual.widgets import Input, Static

from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picked, Picker
from churntui.ui.kit.table import VirtualTable

THEMES = [Choice("1", "missing SSO", "7 logos"), Choice("2", "support silence"), Choice("3", "price")]
UNSET = object()


class Host(App[None]):
    def __init__(self, picker: Picker) -> None:
        super().__init__()
        self.picker = picker
        self.result: object = UNSET

    def on_mount(self) -> None:
        self.push_screen(self.picker, self.note)

    def note(self, result: object) -> None:
        self.result = result


async def answer(picker: Picker, *keys: str) -> object:
    app = Host(picker)
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return app.result


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (["enter"], Picked(("1",))),
        (["down", "down", "enter"], Picked(("3",))),
        (["p", "r", "i", "enter"], Picked(("3",))),
        (["s", "space", "s", "s", "o", "enter"], Picked(("1",))),
        (["escape"], None),
        (["q", "q", "q", "enter"], UNSET),
        (["q", "q", "q", "backspace", "backspace", "backspace", "tab", "enter"], Picked(("1",))),
    ],
)
async def test_one(keys: list[str], result: object) -> None:
    assert await answer(Picker("Theme", THEMES), *keys) == result


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (["space", "down", "space", "enter"], Picked(("1", "2"))),
        (["space", "space", "down", "enter"], Picked(("2",))),
        (["s", "s", "o", "tab", "p", "r", "i", "tab", "enter"], Picked(("1", "3"))),
        (["s", "s", "o", "tab", "p", "r", "i", "enter"], Picked(("1", "3"))),
        (["p", "r", "i", "tab", "escape"], None),
    ],
)
async def test_several(keys: list[str], result: object) -> None:
    assert await answer(Picker("Themes", THEMES, multi=True), *keys) == result


@pytest.mark.parametrize(
    ("keys", "ticked", "result"),
    [
        (["2"], [], Picked(("2",))),
        (["2"], ["3"], Picked(("2", "3"))),
        (["2"], ["2"], Picked(("2",))),
        (["tab", "3"], [], Picked(("1", "3"))),
        (["7"], [], UNSET),
        (["0"], [], UNSET),
        (["s", "2", "enter"], [], Picked((), ("s2",))),
        (["s", "backspace", "1"], [], Picked(("1",))),
        (["p", "r", "i", "tab", "1"], [], Picked(("1", "3"))),
    ],
)
async def test_a_digit_takes_its_row_until_something_is_typed(keys, ticked, result) -> None:
    picker = Picker("Themes", THEMES, multi=True, allow_new=True, digits=True, ticked=ticked)
    assert await answer(picker, *keys) == result


async def test_without_digits_a_digit_is_text() -> None:
    assert await answer(Picker("Themes", THEMES, multi=True, allow_new=True), "9", "enter") == Picked(
        (), ("9",)
    )


async def test_what_there_is_to_say_of_the_row_stands_below() -> None:
    choices = [Choice("1", "price", "dear", about="They find it dear"), Choice("2", "SSO")]
    app = Host(Picker("Theme", choices, digits=True, multi=True))
    async with app.run_test(size=(90, 24)) as pilot:
        about = app.screen.query_one("#picker-about", Static)
        await pilot.pause()
        assert str(about.content) == "They find it dear"
        await pilot.press("down")
        await pilot.pause()
        assert str(about.content) == ""


async def test_several_begin_with_what_is_ticked_already() -> None:
    assert await answer(Picker("Themes", THEMES, multi=True, ticked=["3", "gone"]), "tab", "enter") == Picked(
        ("1", "3")
    )


@pytest.mark.parametrize(
    ("typed", "multi", "result"),
    [
        ("roadmap slipped", False, Picked((), ("roadmap slipped",))),
        ("PRICE", False, Picked(("3",))),
        ("a[/]b", False, Picked((), ("a[/]b",))),
        ("roadmap slipped", True, Picked((), ("roadmap slipped",))),
    ],
)
async def test_a_new_name_is_offered_unless_it_exists(typed: str, multi: bool, result: Picked) -> None:
    keys = ["space" if letter == " " else letter for letter in typed]
    assert await answer(Picker("Theme", THEMES, allow_new=True, multi=multi), *keys, "end", "enter") == result


async def test_several_new_names_in_one_go() -> None:
    keys = ["q", "q", "tab", "w", "w", "w", "tab", "enter"]
    assert await answer(Picker("Themes", THEMES, allow_new=True, multi=True), *keys) == Picked(
        (), ("qq", "www")
    )


async def test_nothing_new_is_offered_where_it_is_not_allowed() -> None:
    app = Host(Picker("Theme", THEMES))
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.press("q", "q")
        await pilot.pause()
        assert app.screen.query_one(VirtualTable).row is None


async def test_each_key_narrows_ten_thousand_choices() -> None:
    choices = [Choice(str(nth), f"Logo {nth}") for nth in range(10_000)]
    app = Host(Picker("Logo", choices))
    async with app.run_test(size=(90, 24)) as pilot:
        table = app.screen.query_one(VirtualTable)
        assert len(table.rows) == 200
        await pilot.press(*"9999")
        await pilot.pause()
        assert table.rows[0] == table.row
        assert table.row.choice.label == "Logo 9999"


async def test_a_click_chooses_and_a_second_one_takes() -> None:
    app = Host(Picker("Theme", THEMES))
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        await pilot.click(VirtualTable, offset=(5, 2), times=2)
        await pilot.pause()
        assert app.result == Picked(("2",))


async def test_keys_stay_with_the_line_typed_in() -> None:
    app = Host(Picker("Theme", THEMES))
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.click(VirtualTable, offset=(5, 2))
        await pilot.press("j", "k")
        assert app.screen.query_one(Input).value == "jk"


def test_id_of_a_single_choice() -> None:
    assert Picked(("7",)).id == "7"
    assert Picked((), ("new",)).id is None
