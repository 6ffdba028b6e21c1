"""The Behaviour tab: its figures on a book worked out by hand, and the way there by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from stores import add_contract, add_logo, inserted
from ui_books import HOSTILE, app_over, go_to, until

from churntui.book import Book
from churntui.data import activity
from churntui.data.opening import open_book
from churntui.plain import dates
from churntui.questions.asked import LATEST
from churntui.questions.behaviour.room import ROOM
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.behind_page import BehindPage

AS_OF = date(2026, 11, 21)
VIEW = replace(LATEST, part="actions")


def filled(path, actions=("send", "login")):
    """Twenty logos; in June they send 1 to 20 times, and 1 to 5 leave in the third quarter; all log in alike."""
    store = open_book(path)
    with store.write():
        for n in range(1, 21):
            industry = "Food" if n % 2 else "Health"
            logo_id = add_logo(store, f"L{n}", name=f"Logo {n}", industry=industry, fit="good")
            ends_on = "2026-08-15" if n <= 5 else None
            add_contract(store, f"K{n}", logo_id, "2025-01-01", ends_on, n * 1_000_00)
        for action_id, (name, times) in enumerate(
            zip(actions, (lambda n: n, lambda _: 3), strict=True), start=1
        ):
            inserted(store, "action", id=action_id, name=name, qualifies=1)
            for n in range(1, 21):
                use(store, n, "2026-03-02", action_id, 1)
                use(store, n, "2026-06-20", action_id, times(n))
        use(store, 20, "2026-11-20", 1, 1)
        activity.rebuild(store)
    return store


def use(store, logo_id, day, action_id, n):
    number = dates.number(date.fromisoformat(day))
    inserted(store, "usage_day", logo_id=logo_id, day=number, customer_id=0, action_id=action_id, n=n)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("book") / "book.db") as opened:
        yield opened


def figures(store, view=VIEW, as_of=AS_OF):
    book = Book.load(store, as_of)
    return book, ROOM.answer(book, view, ROOM.read(store, book, view)).figures()


def test_actions_are_ranked_with_their_quarters(store):
    _, made = figures(store, replace(VIEW, first=date(2026, 7, 1), end=date(2026, 10, 1)))
    assert [row.line.cells for row in made.rows] == [
        ("send", "10", "0/5 · 0.0 %", "0.0–43.4 %", "0/10 · 0.0 %", "5/5 · 100.0 %", "56.6–100.0 %", "keeps"),
        ("login", "3", "–", "–", "–", "5/20 · 25.0 %", "11.2–46.9 %", "no difference shown"),
    ]
    assert made.told == "2026 Q3 · every action"
    send, login = made.rows
    assert send.words == (
        "Logos that use “send” most stay: 0/5 · 0.0 % lost, against 5/5 · 100.0 % of those that use it least."
    )
    assert login.words.startswith("Nothing can be said about “login”")
    assert send.chart.series[0].values == (0.0, 0.0, 1.0)
    assert send.chart.series[0].ranges[0][0] == 0.0
    assert "| bottom | 1–5 | 5/5 · 100.0 % | 56.6–100.0 % |" in send.explained
    assert "100.0 points more" in send.explained
    assert "points more" not in login.explained


def test_the_logos_behind_a_quarter(store):
    book, made = figures(store)
    top, middle, bottom = made.rows[0].behind(book)
    assert [(one.name, len(one.members)) for one in (top, middle, bottom)] == [
        ("Top quarter", 5), ("Middle", 10), ("Bottom quarter", 25)
    ]  # fmt: skip
    assert [member.line.cells[:5] for member in bottom.members[:6:5]] == [
        ("Logo 5", "2026 Q3", "lost 15 Aug 2026", "5", "€5.0k"),
        ("Logo 1", "2026 Q2", "stayed", "0", "€1.0k"),
    ]
    assert top.members[0].line.cells[:5] == ("Logo 20", "2026 Q3", "stayed", "20", "€20.0k")


def test_one_action_period_by_period(store):
    book, made = figures(store, replace(VIEW, action="send"))
    assert [row.line.cells[0] for row in made.rows] == ["2026 Q2", "2026 Q3"]
    assert made.rows[1].line.cells[5] == "5/5 · 100.0 %"
    assert made.told == "2026 Q2 – 2026 Q3 · send"
    (chart,) = made.charts
    assert [one.values for one in chart.series] == [(None, 0.0), (0.0, 1.0)]
    assert made.words.startswith(
        "No difference shown between logos that use “send” most and least: 0/5 · 0.0 % lost"
    )
    assert [len(one.members) for one in made.rows[1].behind(book)] == [5, 10, 5]
    assert made.rows[1].explained.startswith("## Use of send: keeps, 2026 Q3")


def test_a_split_and_losses_that_count(store):
    book, made = figures(store, replace(VIEW, by=("industry",), regrettable=True, voluntary=False))
    assert made.headings[1].title == "Group"
    assert {(row.line.cells[0], row.segment) for row in made.rows} == {
        (action, group) for action in ("send", "login") for group in ("Food", "Health")
    }
    assert {row.line.cells[6].split(" ")[0] for row in made.rows} == {"0/13", "0/20"}
    assert made.told.endswith("split by industry · regrettable only · involuntary only")
    assert "only involuntary losses count" in made.rows[0].explained
    food = next(row for row in made.rows if row.segment == "Food")
    assert {member.line.cells[5] for one in food.behind(book) for member in one.members} == {"Food"}


def test_a_period_that_is_not_over_is_shown_when_asked_for(store):
    _, made = figures(store, replace(VIEW, action="send", first=date(2026, 10, 1), end=date(2027, 1, 1)))
    assert [row.line.cells[0] for row in made.rows] == ["2026 Q4 *"]


def test_what_is_missing_is_told(store, tmp_path):
    _, made = figures(store, replace(VIEW, first=date(2025, 1, 1), end=date(2025, 4, 1)))
    assert made.rows == ()
    assert made.empty.startswith("Activity is measured from 2 Mar 2026 to 21 Nov 2026: no period")
    with open_book(tmp_path / "other.db") as other:
        add_contract(other, "K1", add_logo(other, "L1"), "2025-06-01", None)
        assert figures(other)[1].empty == "No activity yet. Import it: churntui import activity.csv"


async def counted(pilot, note):
    await until(pilot, lambda: note in pilot.app.screen.query_one(TabStrip).note)


def first_row(app):
    return app.screen.query_one(VirtualTable).rows[0].line.cells


async def test_the_tab_by_keys_with_names_from_elsewhere(tmp_path):
    with filled(tmp_path / "book.db", HOSTILE[:2]) as store:
        store.rows("UPDATE logo SET name = ?, industry = ? WHERE id = 20", (HOSTILE[4], HOSTILE[1]))
        store.rows("UPDATE action SET name = ? WHERE id = 2", (HOSTILE[2],))
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "4")
        await pilot.press(*["shift+tab"] * 4)
        await counted(pilot, "every action")
        assert first_row(app)[0] == HOSTILE[0]
        assert app.query_one(Chart).data.kind == "bars"
        await pilot.press("enter")
        await until(
            pilot, lambda: isinstance(app.screen, BehindPage) and app.screen.query_one(VirtualTable).rows
        )
        await pilot.press("escape", "A")
        await until(pilot, lambda: "Picker" in type(app.screen).__name__)
        await pilot.press("down", "down", "enter")
        await counted(pilot, HOSTILE[0])
        await pilot.press("f")
        await until(pilot, lambda: "Too little history" in app.screen.query_one("#trends-table").empty)
        await pilot.press("f", "A")
        await until(pilot, lambda: "Picker" in type(app.screen).__name__)
        await pilot.press("4", "0", "enter")
        await counted(pilot, "40 %")
        await pilot.press("f", "question_mark")
        await until(pilot, lambda: "Help" in type(app.screen).__name__)
