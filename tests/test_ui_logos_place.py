"""The table of the book by keys alone: what it shows, in which order, and what survives in it."""

from __future__ import annotations

import pytest
from typing_keys import type_in
from ui_books import HOSTILE, add, app_over, contract, go_to, logo, until, use

from churntui.data.opening import open_book
from churntui.ui.logos.page import LogoPage


@pytest.fixture
def path(tmp_path):
    """Five logos: two active ones, a pending, a lost and one without a contract."""
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme Health", owner="Ann Berg", industry="Health", country="Germany")
        contract(store, acme, 83, 48_000_00, notice_days=60)
        use(store, acme, [10, 10, 10, 10, 10, 10, 5, 5, 5, 5])
        borealis = logo(store, "Borealis", owner="Bo Lind", domain="borealis.example")
        contract(store, borealis, 20, 96_000_00, notice_days=0)
        contract(store, logo(store, "Cobalt", owner="Ann Berg"), -9, 22_000_00)
        contract(store, logo(store, "Délta Śląsk"), -200, 18_000_00)
        logo(store, "Echo")
    return tmp_path / "book.db"


@pytest.fixture
async def shown(path):
    """The place, complete."""
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        yield pilot


def names(pilot):
    return [row.name for row in pilot.app.place.table.rows]


def screen(pilot):
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_each_logo_stands_as_its_contracts_say(shown):
    lines = screen(shown).splitlines()
    acme = next(line for line in lines if "Acme" in line)
    assert all(
        part in acme
        for part in ("active", "€48.0k", "0 ▼6", "12 Feb", "83 d", "23 d !", "−50 % !", "Ann Berg")
    )
    assert "expired !" in next(line for line in lines if "Cobalt" in line)
    assert "lost 5 May" in next(line for line in lines if "Délta" in line)
    assert "never" in next(line for line in lines if "Echo" in line)
    assert "5 logos · 2 active €144.0k · 1 expired, no outcome €22.0k · 1 lost · 1 never" in screen(shown)


async def test_s_goes_through_the_columns_and_r_turns_the_order_round(shown):
    orders = []
    for key in ("s", "s", "s", "s", "s", "s", "r"):
        await shown.press(key)
        await until(
            shown,
            lambda: (
                shown.app.place.table.sorted_by
                == (shown.app.place._order.column, shown.app.place._order.descending)
            ),
        )
        orders.append(names(shown))
    by_arr, by_health, by_renewal, by_notice, by_change, by_name, by_name_reversed = orders
    assert by_arr[:3] == ["Borealis", "Acme Health", "Cobalt"]
    assert by_health[0] == "Acme Health"  # the only one of which anything is known
    assert by_renewal[:3] == ["Cobalt", "Borealis", "Acme Health"]
    assert by_notice[0] == "Acme Health"
    assert by_change[0] == "Acme Health"
    assert by_name == sorted(by_name)
    assert by_name_reversed == by_name[::-1]
    assert "Logo ▼" in screen(shown)


async def test_reversed_the_logos_without_a_figure_stay_last(shown):
    await shown.press("s")
    await until(shown, lambda: names(shown)[0] == "Borealis")
    await shown.press("r")
    await until(shown, lambda: names(shown)[0] == "Cobalt")
    assert names(shown)[:3] == ["Cobalt", "Acme Health", "Borealis"]


async def test_the_filter_needs_every_word_somewhere(shown):
    for typed, found in (
        ("ann", ["Acme Health", "Cobalt"]),
        ("ann germ", ["Acme Health"]),
        ("delta slask", ["Délta Śląsk"]),
        ("borealis.ex", ["Borealis"]),
        ("l5", ["Echo"]),
        ("nobody", []),
    ):
        letters = ("space" if letter == " " else "full_stop" if letter == "." else letter for letter in typed)
        await shown.press("slash", *letters)
        await shown.pause()
        assert names(shown) == found
        assert f"{len(found)} of 5 logos" in screen(shown)
        await shown.press("escape")
        await shown.pause()
        assert len(names(shown)) == 5


async def test_the_cursor_stays_on_its_logo_when_somebody_else_changes_the_book(shown, path):
    await shown.press("down", "down")
    assert shown.app.place.table.row.name == "Cobalt"
    before = shown.app.book
    with open_book(path) as store:
        logo(store, "Aaa first")
    await shown.app.reload()
    await until(shown, lambda: len(names(shown)) == 6 and shown.app.book is not before)
    assert shown.app.place.table.row.name == "Cobalt"


async def test_the_cursor_goes_to_a_logo_that_is_added_and_to_one_that_is_taken_back(shown):
    await shown.press("down")
    await type_in(shown, "aCedar<ctrl+s>")
    await until(shown, lambda: shown.app.place.table.row.name == "Cedar")
    await type_in(shown, "<delete>y")
    await until(shown, lambda: "Cedar" not in names(shown))
    await type_in(shown, "<home>u")
    await until(shown, lambda: shown.app.place.table.row.name == "Cedar")


async def test_enter_opens_the_page_and_escape_returns(shown):
    await shown.press("down", "enter")
    await until(shown, lambda: isinstance(shown.app.screen, LogoPage))
    assert shown.app.front.logo_id == shown.app.place.logo_id
    await shown.press("escape")
    await until(shown, lambda: len(shown.app.screen_stack) == 1)


async def test_what_is_exported_copied_and_explained_agrees_with_the_row(shown):
    sheet = shown.app.place.exported()
    row = dict(zip(sheet.header, sheet.rows[0], strict=True))
    assert (row["name"], row["status"], row["amount"], row["currency"]) == (
        "Acme Health",
        "active",
        "48000.00",
        "EUR",
    )
    assert (row["renews"], row["days"], row["notice_deadline"]) == ("2027-02-12", "83", "2026-12-14")
    assert (row["usage_28_days"], row["usage_change"]) == ("20", "-0.5000")
    assert shown.app.place.copied() == "Acme Health (L1) · active · €48,000 ARR · ends 2027-02-12"
    assert "€48,000" in shown.app.place.explained()


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "empty.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "2")
        await pilot.press("s", "r", "enter", "y")
        assert "churntui import logos.csv" in screen(pilot)
        assert app.place.logo_id is None
        assert app.place.copied() == app.place.explained() == ""


async def test_hostile_names_are_shown_as_they_are(tmp_path):
    with open_book(tmp_path / "hostile.db") as store:
        for name in HOSTILE:
            contract(store, logo(store, name, owner=name, industry=name), 83)
    app = app_over(tmp_path / "hostile.db")
    async with app.run_test(size=(200, 55)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        text = screen(pilot)
        assert "a[/]b" in text
        assert "[@click=app.bell]x" in text
        assert "青空フーズ" in text
        assert "\x1b" not in text
        for key in ("s", "S", "down", "y", "slash", "left_square_bracket", "slash"):
            await pilot.press(key)
        assert names(pilot) == ["a[/]b"]


async def test_amounts_without_a_rate_are_marked(tmp_path):
    with open_book(tmp_path / "rates.db") as store:
        add(store, "setting", key="reporting_currency", value="EUR")
        contract(store, logo(store, "Kroner"), 83, currency="NOK")
        both = logo(store, "Both")
        contract(store, both, 83)
        contract(store, both, 90, currency="NOK", plan="Pack")
    app = app_over(tmp_path / "rates.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        assert "no rate !" in screen(pilot)
        assert "€12.0k !" in screen(pilot)
        assert "no rate into EUR" in app.place.explained()
