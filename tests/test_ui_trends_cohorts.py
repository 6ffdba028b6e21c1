from __future__ import annotations

from dataclasses import replace
from datetime import date

import ui_books
from crowds import Did, People, crowd
from report_books import contract

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.model.presence import Crowd
from churntui.model.rows import Logo
from churntui.questions.asked import LATEST, Asked
from churntui.questions.cohorts.counted import whole_percent
from churntui.questions.cohorts.room import ROOM
from churntui.questions.cohorts.triangle import TriangleData
from churntui.ui.trends.triangle import Triangle

AS_OF = date(2026, 5, 20)

QUARTERS = LATEST


def book() -> Book:
    """Six join in the first quarter of 2025: one leaves in June, one grows, the last is back after half a year."""
    rows = [contract(at, at, f"2025-0{1 + at % 3}-0{at}", None, 120_000) for at in range(1, 5)]
    rows += [
        contract(5, 5, "2025-01-05", "2025-06-05", 60_000),
        contract(6, 6, "2025-03-06", "2025-05-06", 12_000),
        contract(7, 6, "2025-12-06", None, 12_000),
        contract(8, 7, "2025-04-01", "2025-12-31", 24_000),
        contract(9, 8, "2026-05-20", None, 24_000),
        contract(10, 1, "2025-08-01", None, 12_000),
    ]
    named = {at: Logo(at, f"L{at}", f"Logo {at}", industry="Food" if at < 3 else "") for at in range(1, 9)}
    return Book(as_of=AS_OF, logos={**named, 5: Logo(5, "L5", "a[/]b")}, contracts=rows)


def shown(view: Asked = QUARTERS, found: Crowd | None = None):
    figures = ROOM.answer(book(), view, found).figures()
    assert isinstance(figures.body, TriangleData)
    return figures


def texts(figures):
    return [[cell and cell.text + "*" * cell.running for cell in row.cells] for row in figures.body.rows]


def average(figures):
    return [cell and cell.text for cell in figures.body.average.cells]


def test_the_share_of_the_start_of_the_age_before_and_counts():
    figures = shown()
    assert [(row.label, row.size, row.running) for row in figures.body.rows] == [
        ("2025 Q1", "6", False),
        ("2025 Q2", "1", False),
        ("2026 Q2", "1", True),
    ]
    assert texts(figures) == [
        ["100", "100", "67", "67", "83", "83"],
        ["1/1", "1/1", "1/1", "0/1", "0/1", None],
        ["1/1*", None, None, None, None, None],
    ]
    assert average(figures) == ["100", "100", "71", "57", "71", "83"]
    assert texts(shown(replace(LATEST, share="previous")))[:2] == [
        ["–", "100", "67", "4/4", "5/4", "100"],
        ["–", "1/1", "1/1", "0/1", "–", None],
    ]
    assert texts(shown(replace(LATEST, share="count")))[0] == ["6", "6", "4", "4", "5", "5"]


def test_logos_weighed_by_their_mrr():
    assert texts(shown(replace(LATEST, unit="mrr")))[:2] == [
        ["100", "100", "87", "89", "91", "91"],
        ["100", "100", "100", "0", "0", None],
    ]
    assert texts(shown(replace(LATEST, unit="mrr", share="count")))[0][:3] == ["€460", "€460", "€400"]
    assert average(shown(replace(LATEST, unit="mrr", share="count")))[:2] == ["100", "100"]


def test_a_percentage_never_says_all_or_nothing_where_it_is_not():
    assert [whole_percent(share) for share in (0, 0.001, 0.5, 0.996, 1, 1.34)] == [
        "0", "<1", "50", ">99", "100", "134",
    ]  # fmt: skip


def test_the_colour_is_the_share_whatever_the_text():
    heats = [[cell and cell.heat for cell in row.cells] for row in shown().body.rows]
    assert heats[0][0] == heats[0][1] == 1
    assert heats[1][3] == 0
    assert 0 < heats[0][2] < heats[0][4] < 1
    assert [
        [cell and cell.heat for cell in row.cells] for row in shown(replace(LATEST, share="count")).body.rows
    ] == heats
    assert shown(replace(LATEST, share="previous")).body.rows[0].cells[0].heat is None


def test_where_nobody_is_left_nothing_is_coloured():
    idle = crowd(People(DONE, AS_OF), "month")
    idle.acted.words[:] = 0
    rows = shown(replace(LATEST, span="month", of="customers"), idle).body.rows
    assert {cell.heat for row in rows for cell in row.cells if cell} == {0.0}


def test_a_row_is_what_is_exported_and_what_a_filter_looks_at():
    figures = shown(replace(LATEST, by=("industry",)))
    assert [heading.title for heading in figures.headings][:5] == ["Joined", "Segment", "Logos", "0", "1"]
    assert all(len(row.line.cells) == len(figures.headings) for row in figures.rows)
    assert [row.line.cells[:4] for row in figures.having("food")] == [("2025 Q1", "Food", "2", "2/2")]
    assert figures.body.rows[0].label == "2025 Q1 · Food"
    assert figures.told == "logos by quarter · joined 2025 Q1 – 2026 Q2 · split by industry"


def test_a_cell_is_told_and_worked_out():
    figures = shown()
    row = figures.body.row_at(0, 2, ())
    assert row.words == "2025 Q1 after 2 quarters: 4/6 · 66.7 % · MRR €400/€460 · 87.0 %"
    assert "6 logos paid for the first time from 1 Jan 2025 to 31 Mar 2025; 4 of them paid on 1 Jul 2025" in (
        row.explained
    )
    assert "| Of those a quarter before | 4 ÷ 6 | 66.7 % |" in row.explained
    assert "| All 2 cohorts that old | 5 ÷ 7 | 71.4 % |" in row.explained
    assert "95 % interval (Wilson)" in row.explained
    assert "came back |" not in row.explained
    assert "without those who came back | 4 ÷ 6 | 66.7 % |" in figures.body.row_at(0, 4, ()).explained
    assert "that is the cohort" in figures.body.row_at(0, 0, ()).explained
    blank = figures.body.row_at(1, 5, ())
    assert blank.words == "2025 Q2 after 5 quarters: not before 1 Jul 2026"
    assert blank.behind is None


def test_the_chart_draws_the_cohort_or_those_marked_and_the_average():
    figures = shown()
    alone, both = figures.body.row_at(0, 2, ()).chart, figures.body.row_at(0, 2, (1, 0)).chart
    assert [(line.name, line.role) for line in alone.series] == [
        ("average", "dim"),
        ("2025 Q1 · n 6", "primary"),
    ]
    assert [line.name for line in both.series][1:] == ["2025 Q2 · n 1", "2025 Q1 · n 6"]
    assert both.series[1].values == (1.0, 1.0, 1.0, 0.0, 0.0, None)
    money = shown(replace(LATEST, unit="mrr", share="count")).body.row_at(0, 0, ()).chart
    assert (money.unit, [line.name for line in money.series]) == ("money", ["2025 Q1 · n 6"])
    assert money.series[0].values[0] == 46_000
    running = figures.body.row_at(2, 0, ()).chart
    assert set(running.series[1].values) == {None}


def test_who_stands_behind_a_cell():
    figures = shown()

    def behind(age):
        return {
            members.name: [(member.logo_id, *member.line.cells[1:5]) for member in members.members]
            for members in figures.body.row_at(0, age, ()).behind(book())
        }

    assert behind(0).keys() == {"Still there"}
    assert [logo_id for logo_id, *_ in behind(0)["Still there"]] == [1, 2, 3, 4, 5, 6]
    after = behind(2)
    assert [logo_id for logo_id, *_ in after["Still there"]] == [1, 2, 3, 4]
    assert (
        after["Gone since the quarter before"]
        == after["Gone since the start"]
        == [
            (5, "5 Jan 2025", "5 Jun 2025", "€50", "€50"),
            (6, "6 Mar 2025", "6 May 2025", "€10", "€10"),
        ]
    )
    later = behind(4)
    assert later["Gone since the quarter before"] == []
    assert later["Still there"][0] == (1, "1 Feb 2025", "€100", "€110", "+€10")
    assert later["Still there"][-1][0] == 6


def test_a_cohort_that_is_no_more_has_nobody():
    gone = replace(book(), contracts=[])
    (members,) = shown().body.row_at(0, 1, ()).behind(gone)
    assert members.members == ()


def test_nobody_joined_in_the_range():
    figures = shown(replace(LATEST, first=date(2025, 7, 1), end=date(2026, 1, 1)))
    assert figures.rows == ()
    assert figures.empty.startswith("Nobody joined")


DONE = [
    Did(customer, customer, day)
    for customer in range(1, 6)
    for day in (date(2026, 2, 3), date(2026, 4, customer))
] + [Did(6, 1, date(2026, 3, 1))]


def test_customers_by_month_the_running_one_so_far():
    people: Crowd = crowd(People(DONE, AS_OF), "month")
    view = replace(LATEST, span="month", of="customers", unit="mrr")
    figures = shown(view, people)
    assert texts(figures) == [["100", "0", "100*"], ["1/1", "0/1*", None]]
    assert average(figures) == ["100", "0", None]
    row = figures.body.row_at(0, 2, ())
    assert row.words == "Feb 2026 after 2 months: 5/5 · 100.0 %"
    assert "so far (the month is not measured to its end)" in row.explained
    assert "send at least 1 time within the month" in row.explained.replace("\\", "")
    assert row.behind is None
    assert row.behind_in_file is not None
    assert figures.body.row_at(1, 2, ()).words.endswith("nothing is measured from 1 May 2026 on")
    assert row.chart.series[1].values == (1.0, 0.0, None)


def test_no_activity_says_what_to_do():
    nothing = replace(crowd(People(DONE, AS_OF), "month"), measured=None)
    figures = shown(replace(LATEST, span="month", of="customers"), nothing)
    assert "churntui import activity.csv" in figures.empty
    assert figures.rows == figures.body.rows == ()


def cohorts_book(path):
    """A hostile logo that left, three that stay, and two customers of the first."""
    with open_book(path) as store:
        for nth, name in enumerate(ui_books.HOSTILE[:4]):
            logo_id = ui_books.logo(store, name)
            ui_books.contract(store, logo_id, -200 if nth == 0 else 200)
        for name in ("[b]Ann", ""):
            ui_books.add(store, "customer", ref=f"C{len(name)}", logo_id=1, name=name, email="x@[/]")
        ui_books.use(store, 1, [3] * 30, customers=(1, 2))
    return path


async def test_by_keys_alone_from_a_cell_to_its_logos_and_its_customers(tmp_path):
    app = ui_books.app_over(cohorts_book(tmp_path / "book.db"), read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await ui_books.go_to(pilot, "4")
        app.query_one("Trends").tab = 4
        await ui_books.until(pilot, lambda: app.query("#trends-triangle") and "Joined" in ui_books.shown(app))
        triangle = app.query_one(Triangle)
        await ui_books.until(pilot, lambda: triangle.has_focus and triangle.row)
        assert "after joining" in ui_books.shown(app)
        await pilot.press("end", "left", "enter")
        await ui_books.until(pilot, lambda: "Still there 0" in ui_books.shown(app))
        await ui_books.until(pilot, lambda: "a[/]b" in ui_books.shown(app))
        await pilot.press("escape", "f")
        await ui_books.until(pilot, lambda: "customers by month" in ui_books.shown(app))
        assert "Logos/MRR" not in ui_books.shown(app)
        await pilot.press("home", "g", "enter")
        await ui_books.until(pilot, lambda: "[b]Ann" in ui_books.shown(app))
        assert "x@[/]" in ui_books.shown(app)
        await pilot.press("escape", "?")
        await ui_books.until(pilot, lambda: "joined from" in ui_books.shown(app))
        await pilot.press("escape", "%", "%", "space", "tab")
        await ui_books.until(pilot, lambda: not triangle.display)
