"""Segments over a small book, counted by hand: the tab and the report.

As of 21 Nov 2026. 20 logos of Food are there from the start of 2026 and 5 of them leave in Q2 (May); 20 of Retail are,
and 1 leaves in Q3; everyone pays 12,000 € a year. So of the quarters that are over (Q1 to Q3) Food has 20 + 20 + 15 =
55 logo-quarters with 5 lost, Retail 20 + 20 + 20 = 60 with 1.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ui_books import AS_OF, HOSTILE, add, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.asked import LATEST, Asked
from churntui.questions.explaining import escaped
from churntui.questions.registry import TABS, run

TAB = next(tab for tab in TABS if tab.tab == "Segments")


def fill(store):
    for place in range(40):
        industry = "Food" if place < 20 else "Retail"
        ends_on = "2026-05-10" if place < 5 else "2026-08-10" if place == 20 else None
        own = logo(
            store, f"{industry} {place}", industry=industry, owner="Eve", employees=100 if place % 2 else 20
        )
        contract(store, own, None, starts_on="2026-01-01", ends_on=ends_on)


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        fill(store)
        yield Book.load(store, AS_OF)


def shown(figures):
    titles = [heading.title for heading in figures.headings]
    return [dict(zip(titles, row.line.cells, strict=True)) for row in figures.rows]


def counted(book, **asked):
    return TAB.answered(book, TAB.meant(replace(LATEST, **asked)), None).figures()


def test_periods_that_are_over_are_taken_together(book):
    figures = counted(book, by=("industry",))
    food, retail, every = shown(figures)
    assert (food["Industry"], food["Logo-quarters"], food["Lost"], food["Rate"]) == (
        "Food",
        "55",
        "5",
        "9.1 %",
    )
    assert (retail["Logo-quarters"], retail["Lost"], retail["ARR lost"]) == ("60", "1", "€12.0k")
    assert (every["Industry"], every["Logo-quarters"], every["Lost"], every["vs others"]) == (
        "All logos",
        "115",
        "6",
        "",
    )
    # 55 logo-quarters of 12,000 € over three quarters, and 5 ÷ 55 of the MRR churned
    assert (food["ARR at start"], food["GRR"], food["NRR"]) == ("€220.0k", "90.9 %", "90.9 %")
    assert figures.told == "3 quarters together · by industry"


def test_a_difference_is_claimed_only_where_the_interval_says_so(book):
    food = counted(book, by=("industry",)).rows[0]
    assert food.line.cells[5] == "–"
    assert food.words == "Food: 5/55 · 9.1 % against 1/60 · 1.7 % of the others: no difference shown"
    second = counted(book, by=("industry",), first=date(2026, 4, 1), end=date(2026, 7, 1))
    food, retail, _ = second.rows
    assert food.line.cells[5] == "more !"
    assert food.words.startswith("Food loses more than the others: 5/20 · 25.0 % against 0/20 · 0.0 % (by ")
    assert retail.line.cells[5] == "less"
    assert second.headings[1].title == "At start"
    assert second.told == "2026 Q2 · by industry"


def test_the_logos_stand_behind_a_segment_and_behind_all(book):
    rows = counted(book, by=("industry",)).rows
    lost, there = rows[0].behind(book)
    assert [member.line.cells[0] for member in lost.members] == [f"Food {place}" for place in range(5)]
    assert (there.name, len(there.members)) == ("At start of 2026 Q3", 15)
    lost, there = rows[-1].behind(book)
    assert (len(lost.members), len(there.members)) == (6, 35)
    assert rows[0].heading == "2026 Q1 – 2026 Q3 · Food"


def test_bands_keep_their_order_and_two_fields_are_combined(book):
    assert [row.segment for row in counted(book).rows] == ["11–50", "51–200", None]
    both = counted(book, by=("industry", "size"))
    assert {row.segment for row in both.rows[:-1]} == {
        f"{industry} · {size}" for industry in ("Food", "Retail") for size in ("11–50", "51–200")
    }
    assert both.headings[0].title == "Industry · size"


def test_the_charts_say_the_same(book):
    bars, lines, money = counted(book, by=("industry",)).charts
    assert bars.labels == ("Food", "Retail")
    assert bars.series[0].values == (5 / 55, 1 / 60)
    assert (bars.target, bars.target_label) == (6 / 115, "all")
    assert {one.name: one.values for one in lines.series} == {"Food": (0, 0.25, 0), "Retail": (0, 0, 0.05)}
    assert money.series[0].values == (6_000_000.0, 1_200_000.0)


def test_only_some_losses_count_where_that_is_asked(book, tmp_path):
    with open_book(tmp_path / "book.db") as store:
        add(
            store,
            "interview",
            ref="I1",
            logo_id=1,
            status="held",
            effective_on="2026-05-10",
            regrettable=1,
            voluntary=0,
            updated_at="2026-05-11T10:00:00Z",
        )
        heard = Book.load(store, AS_OF)
    for asked in ({"regrettable": True}, {"voluntary": False}):
        food = counted(heard, by=("industry",), **asked).rows[0]
        assert (food.line.cells[1], food.line.cells[2]) == ("55", "1")
        assert len(food.behind(heard)[0].members) == 1
    assert "| Without grace | the same |" in counted(heard, by=("industry",)).rows[0].explained
    assert "Without grace" not in counted(heard, by=("industry",), regrettable=True).rows[0].explained
    assert "5 ÷ 55" in counted(heard, by=("industry",)).rows[0].explained
    assert "1 ÷ 55" in counted(heard, by=("industry",), voluntary=False).rows[0].explained
    assert (
        "involuntary attrition, Food" in counted(heard, by=("industry",), voluntary=False).rows[0].explained
    )


def test_a_period_alone_that_is_not_over_is_counted_so_far(book):
    figures = counted(book, by=("industry",), first=date(2026, 10, 1))
    assert figures.told == "2026 Q4 · by industry"
    assert [row.line.cells[1] for row in figures.rows] == ["19", "15", "34"]


def test_books_of_nobody_and_hostile_names(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        assert counted(Book.load(store, AS_OF)).rows == ()
        for name in HOSTILE:
            contract(
                store, logo(store, name, industry=name), None, starts_on="2026-01-01", ends_on="2026-05-01"
            )
        figures = counted(Book.load(store, AS_OF), by=("industry",))
    assert {row.segment for row in figures.rows} == {*HOSTILE, None}
    assert all(escaped(row.segment or "") in row.explained for row in figures.rows)


def test_the_report_has_what_the_tab_shows(book):
    made = run(book, "segments", Asked(span="quarter", by=("industry",)))
    food, retail, every = made.rows
    assert [row["segment"] for row in made.rows] == ["Food", "Retail", None]
    assert (food["initial"], food["lost"], food["rate"], food["periods"]) == (55, 5, 5 / 55, 3)
    assert (food["others_initial"], food["others_lost"]) == (retail["initial"], retail["lost"]) == (60, 1)
    assert (food["starts_on"], food["ends_on"], food["complete"]) == ("2026-01-01", "2026-10-01", True)
    assert (food["arr"], food["arr_lost"], food["currency"]) == (22_000_000, 6_000_000, "EUR")
    assert (every["initial"], every["verdict"], every["others_initial"]) == (115, None, 0)
    assert made.settings["by"] == "industry"
    tab = counted(book, by=("industry",))
    assert made.sheet.rows == tuple(row.line.cells for row in tab.rows)
    assert made.headline.startswith(
        "Logo attrition by industry · 2026 Q1 – 2026 Q3 · 3 quarters together · as of"
    )


def test_the_report_names_its_split_and_tells_who_differs(book):
    assert run(book, "segments").settings["by"] == "size"
    second = Asked(span="quarter", first=date(2026, 4, 1), end=date(2026, 7, 1), by=("industry",))
    made = run(book, "segments", second)
    assert [row["verdict"] for row in made.rows] == ["more", "less", None]
    assert 0 < made.rows[0]["difference_low"] < made.rows[0]["difference_high"]
    assert made.legend.count("than the others") == 2
    open_ = run(book, "segments", Asked(span="quarter", first=date(2026, 10, 1)))
    assert open_.legend == "2026 Q4 is not over yet: counted up to the as-of day"
    assert open_.rows[-1]["complete"] is False


def test_a_report_of_nobody_has_no_rows():
    made = run(Book(as_of=AS_OF), "segments")
    assert made.rows == ()
    assert "No contracts yet" in made.text()
