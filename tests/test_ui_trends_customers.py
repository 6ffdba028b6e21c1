"""Trends, Customers, by keys only, over a small book.

Dated 2026-11-21, measured through the day before. Acme pays throughout: Ann acts every week, Bo stopped on 19 September
and Cy is new. Left stopped paying on 2 October and its one customer, Di, on 26 September. Everybody logs in weekly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from ui_books import AS_OF, HOSTILE, add, app_over, contract, go_to, logo, shown, until

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.plain import dates
from churntui.questions.asked import LATEST
from churntui.questions.customers.behind import behind
from churntui.questions.customers.room import ROOM
from churntui.questions.customers.trial import trial
from churntui.questions.registry import TABS
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.trends.action_set import ActionSet
from churntui.ui.trends.place import Trends

MONTHS = replace(LATEST, span="month", first=date(2026, 9, 1))

CUSTOMERS = next(place for place, tab in enumerate(TABS) if tab.tab == "Customers")


def did(store: Store, logo_id: int, customer: int, action: int, back: Sequence[int]) -> None:
    """An action done on each of the days so many before the last measured one."""
    with store.write():
        for days in back:
            day = dates.number(AS_OF) - 1 - days
            row = (logo_id, day, customer, action)
            store.rows(
                "INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, 1)", row
            )


def build(store: Store) -> None:
    acme = logo(store, "Acme", industry="Food", owner="Eve")
    left = logo(store, "Left", industry="Health")
    contract(store, acme, 300)
    contract(store, left, -50)
    add(store, "action", name="report", qualifies=1)
    add(store, "action", name="login", qualifies=0)
    weekly = range(0, 112, 7)
    for name, logo_id, weeks in (
        ("Ann", acme, weekly),
        ("Bo", acme, weekly[9:]),
        ("Cy", acme, weekly[:2]),
        ("Di", left, weekly[8:]),
    ):
        given = {"name": name, "role": "admin", "joined_on": "2026-08-01"}
        customer = add(store, "customer", ref=name, logo_id=logo_id, **given)
        did(store, logo_id, customer, 1, weeks)
        did(store, logo_id, customer, 2, weekly)
    activity.rebuild(store)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "book.db"
    with open_book(file) as store:
        build(store)
    return file


@pytest.fixture
def store(path):
    with open_book(path) as opened:
        yield opened


def figures(store, view=MONTHS):
    book = Book.load(store, AS_OF)
    return ROOM.answer(book, view, ROOM.read(store, book, view)).figures()


def cells(rows):
    return [row.line.cells for row in rows]


def test_a_row_is_a_period_with_its_counts(store):
    found = figures(store)
    titles = [heading.title for heading in found.headings]
    assert titles == [
        "Month", "Active", "Lost", "With logo", "Rate", "Retention", "95 %", "Early", "Gained", "At end",
        "Most lost at",
    ]  # fmt: skip
    assert cells(found.rows) == [
        ("Sep 2026", "3", "0", "–", "0/3", "3/3", "–", "0", "0", "3", ""),
        ("Oct 2026", "3", "2", "1", "2/3", "1/3", "–", "0", "0", "1", ""),
        ("Nov 2026 *", "1", "0", "–", "0/1", "1/1", "–", "0", "1", "2", ""),
    ]
    assert [row.line.look for row in found.rows] == ["", "", "dim"]
    assert found.told == "months · Sep 2026 – Nov 2026 · 1 action, 28 days"
    assert found.rows[1].words == "1 of the 2 lost left together with their logo; 1 left while it stayed."


def test_the_charts_are_the_rate_and_the_active_customers(store):
    rate, active = figures(store).charts
    assert rate.series[0].values == (None, None, None), "of three customers no percentage is drawn"
    assert (rate.unit, rate.dim_last) == ("percent", True)
    assert active.series[0].values == (3, 1, 2)


def test_a_split_leaves_out_segments_without_anyone(store):
    view = replace(LATEST, span="month", first=date(2026, 10, 1), by=("industry",))
    found = figures(store, view)
    assert [line[:4] for line in cells(found.rows)] == [
        ("Oct 2026", "Food", "2", "1"),
        ("Oct 2026", "Health", "1", "1"),
        ("Nov 2026 *", "Food", "1", "0"),
    ]
    assert found.charts[1].kind == "stacked"
    assert found.told.endswith("split by industry")


def test_without_a_range_it_reaches_back_to_the_first_measured_period(store):
    weeks = figures(store, replace(LATEST, span="week"))
    assert weeks.rows[0].period.starts_on == date(2026, 8, 3)
    assert weeks.rows[-1].period.starts_on == date(2026, 11, 16)


def test_a_set_being_tried_out_is_counted_and_said(store):
    found = figures(
        store, replace(LATEST, span="month", first=date(2026, 10, 1), actions=frozenset({"login"}))
    )
    assert cells(found.rows)[0][1:3] == ("4", "0")
    assert "trying 1 action" in found.told


def test_behind_a_row_stand_the_logos_and_the_customers(store):
    book = Book.load(store, AS_OF)
    october = figures(store).rows[1]
    logos, lost, gained, early = october.behind_in_file(store, book)
    assert cells(logos.members) == [
        ("Acme", "2", "1", "1/2", "0", "€12.0k", "", "Eve"),
        ("Left", "1", "1", "1/1", "0", "€12.0k", "yes", ""),
    ]
    assert cells(lost.members) == [
        ("Bo", "Acme", "admin", "18 Sep 2026", "1 Aug 2026", ""),
        ("Di", "Left", "admin", "25 Sep 2026", "1 Aug 2026", "yes"),
    ]
    assert [one.name for one in (logos, lost, gained, early)] == ["Logos", "Lost", "Gained", "Early churn"]
    assert not gained.members
    assert not early.members
    assert len({member.key for member in (*logos.members, *lost.members)}) == 4


def test_behind_a_segment_stand_only_its_own(store):
    view = replace(LATEST, span="month", first=date(2026, 10, 1), by=("industry",))
    book = Book.load(store, AS_OF)
    health = figures(store, view).rows[1]
    logos, lost, *_ = health.behind_in_file(store, book)
    assert [line[0] for line in cells(logos.members)] == ["Left"]
    assert [line[0] for line in cells(lost.members)] == ["Di"]


def test_a_trial_is_of_the_last_period_that_is_over_and_of_now(store):
    book = Book.load(store, AS_OF)
    kept = trial(book, "month", store, frozenset({"report"}))
    assert (kept.period.name, kept.lost, kept.initial, kept.now) == ("2026-10", 2, 3, 2)
    tried = trial(book, "month", store, frozenset({"report", "login"}))
    assert (tried.lost, tried.initial, tried.now) == (0, 4, 4)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("DELETE FROM usage_day", "No activity yet"),
        ("UPDATE action SET qualifies = 0", "No action qualifies"),
        ("DELETE FROM customer", "names no customers"),
    ],
)
def test_an_empty_tab_says_what_to_do(store, spoil, words):
    with store.write():
        if spoil == "DELETE FROM customer":
            store.rows("UPDATE OR IGNORE usage_day SET customer_id = 0")
            store.rows("DELETE FROM usage_day WHERE customer_id <> 0")
        store.rows(spoil)
        activity.rebuild(store)
    found = figures(store)
    assert words in found.empty
    assert not found.rows
    assert not found.charts


def table(app) -> VirtualTable:
    return app.screen.query(VirtualTable).first()


async def go_to_customers(pilot) -> Trends:
    app = pilot.app
    await go_to(pilot, "4")
    trends = app.query_one(Trends)
    while trends.tab != CUSTOMERS:
        await pilot.press("right")
    await until(pilot, lambda: "action" in shown(app) and trends._row is not None)
    return trends


async def test_keys_choose_the_actions_and_open_who_left(path) -> None:
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        trends = await go_to_customers(pilot)
        while trends._key[1].span != "month":
            await pilot.press("p")
        await until(pilot, lambda: "Nov 2026 *" in shown(app))
        assert "qualifying" in trends.helped()

        await pilot.press("up", "enter")
        await until(pilot, lambda: isinstance(app.screen, BehindPage) and "Lost 2" in shown(app))
        await pilot.press("right")
        await until(pilot, lambda: "18 Sep 2026" in shown(app))
        await pilot.press("escape")

        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, ActionSet) and "2/3" in shown(app))
        await pilot.press("space")
        await until(pilot, lambda: "+2" in shown(app))
        await pilot.press("escape")
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, ActionSet))
        await pilot.press("space", "enter")
        await until(
            pilot, lambda: not isinstance(app.screen, ActionSet) and "2 actions, 28 days" in shown(app)
        )
        assert {one.name for one in activity.actions(app._store) if one.qualifies} == {"login", "report"}

        await pilot.press("u")
        await until(pilot, lambda: "1 action, 28 days" in shown(app))


async def test_a_read_only_book_can_be_tried_on(path) -> None:
    app = app_over(path, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_customers(pilot)
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, ActionSet))
        assert "read-only" in shown(app)
        await pilot.press("space", "enter")
        await until(pilot, lambda: "trying 2 actions" in shown(app))
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, ActionSet))
        await pilot.press("space", "enter")
        await until(pilot, lambda: "1 action, 28 days" in shown(app) and "trying" not in shown(app))


async def test_names_are_shown_as_they_are(path) -> None:
    with open_book(path) as store:
        for place, name in enumerate(HOSTILE):
            acme = logo(store, name)
            customer = add(store, "customer", ref=f"H{place}", logo_id=acme, name=name, role=name)
            action = add(store, "action", name=name, qualifies=1)
            did(store, acme, customer, action, [40])
        activity.rebuild(store)
        book = Book.load(store, AS_OF)
        found = figures(store, replace(LATEST, span="month", first=date(2026, 10, 1), by=("owner",)))
        assert any("a\\[/\\]b" in row.explained for row in found.rows)
        assert len(max((row.explained for row in found.rows), key=len)) < 3_000
        lists = behind(MONTHS, found.rows[0].period, None, store, book)
        assert {line[0] for line in cells(lists[2].members)} == set(HOSTILE)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to_customers(pilot)
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, ActionSet))
        assert all(name in shown(app) for name in ("a[/]b", "[@click=app.bell]x", "青空フーズ"))
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        assert "\x1b" not in shown(app)
