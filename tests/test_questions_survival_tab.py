"""The Survival tab: its three parts counted off the screen, and walked through by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from ui_books import AS_OF, HOSTILE, app_over, contract, go_to, logo, until

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.metrics import survival
from churntui.metrics.survival import kaplan_meier
from churntui.model.rows import Contract, Logo, Settings
from churntui.plain.chart import ChartData
from churntui.questions.asked import LATEST
from churntui.questions.survival import tab as trend_survival
from churntui.questions.survival.chart import charts
from churntui.questions.survival.counted import Counted, Year
from churntui.ui.kit.charts import Palette, draw
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.trends.behind_page import BehindPage
from churntui.ui.trends.place import Trends

TODAY = date(2026, 3, 10)

LIVES = (
    [("Food", 365, True)] * 6
    + [("Food", 900, False)] * 6
    + [("Retail", 730, True)] * 6
    + [("Retail", 800, False)] * 5
    + [("", 40, False)]
)
"""(industry, days of tenure, lost) of each logo; every loss is 100 days old."""


def book(lives=LIVES):
    contracts, logos = [], {}
    for logo_id, (industry, days, lost) in enumerate(lives, 1):
        ended = TODAY - timedelta(days=100) if lost else None
        begun = (ended or TODAY) - timedelta(days=days)
        agreed = (120_000, "EUR", "year", 120_000, "Team")
        contracts.append(Contract(logo_id, f"K{logo_id}", logo_id, begun, ended, *agreed))
        logos[logo_id] = Logo(logo_id, f"L{logo_id}", f"Logo {logo_id}", industry=industry)
    return Book(as_of=TODAY, settings=Settings(grace_days=0), logos=logos, contracts=contracts)


def shown(part="tenure", by=(), lives=LIVES):
    return trend_survival.figures(book(lives), replace(LATEST, part=part, by=by), None)


def cells(figures, row, *titles):
    names = [heading.title for heading in figures.headings]
    return tuple(figures.rows[row].line.cells[names.index(title)] for title in titles)


def test_each_year_of_tenure_has_its_losses_and_those_active_in_it():
    found = shown()
    assert cells(found, 0, "Tenure", "At start", "Lost", "Active") == ("all", "24", "12", "12")
    assert cells(found, 1, "Tenure", "At start", "Lost", "Rate", "Active") == (
        "1st year",
        "24",
        "6",
        "26.1 %",
        "1",
    )
    assert cells(found, 2, "Tenure", "At start", "Lost", "Rate", "Active") == (
        "2nd year",
        "17",
        "6",
        "35.3 %",
        "0",
    )
    assert cells(found, 3, "Tenure", "At start", "Lost", "Still there") == ("3rd year *", "11", "0", "47.8 %")
    assert "Half are lost by 2 y" in found.rows[0].words


def test_the_lists_behind_add_up_to_the_row():
    found = shown()
    for row in found.rows:
        active, lost = row.behind(book())
        assert (str(len(lost.members)), str(len(active.members))) == (row.line.cells[2], row.line.cells[6])


def test_segments_are_compared_in_a_sentence():
    found = shown(by=("industry",))
    assert [row.segment for row in found.rows] == ["Food", "Retail", "(not set)"]
    assert cells(found, 0, "Logos", "Lost", "1 year", "2 years", "3 years") == (
        "12",
        "6",
        "50.0 %",
        "50.0 %",
        "–",
    )
    assert cells(found, 2, "Median", "1 year") == ("–", "–")
    assert found.words.startswith("Food and Retail")
    active, lost = found.rows[0].behind(book())
    assert (len(active.members), len(lost.members)) == (6, 6)
    assert "too few for its own" in found.rows[0].explained


def test_time_points_follow_the_life_table():
    found = shown("time points")
    assert cells(found, 0, "Day", "At risk", "Lost", "Seen no longer", "Still there") == (
        "365",
        "23",
        "6",
        "0",
        "73.9 %",
    )
    assert cells(found, 1, "Day", "At risk", "Lost", "Seen no longer") == ("730", "17", "6", "11")
    lost, seen = found.rows[1].behind(book())
    assert (len(lost.members), len(seen.members)) == (6, 11)
    assert "(17 − 6) ÷ 17" in found.rows[1].explained


def test_a_quarter_tells_what_its_losses_took_away():
    found = shown("quarters")
    assert cells(found, 0, "Quarter", "Losses", "ARR lost") == ("2025 Q4", "12", "€14.4k")
    assert cells(found, 1, "Quarter", "Losses", "ARR lost", "Expected, 5 y") == ("2026 Q1 *", "0", "–", "–")
    (lost,) = found.rows[0].behind(book())
    assert len(lost.members) == 12
    split = shown("quarters", ("industry",))
    assert [(row.period.name, row.segment) for row in split.rows] == [
        ("2025-Q4", "Food"),
        ("2025-Q4", "Retail"),
    ]
    assert [one.values[0] for one in split.charts[1].series] == [720_000, 720_000]


def test_a_loss_on_the_first_of_a_quarter_belongs_to_the_one_before():
    (row,) = [
        row
        for row in trend_survival.figures(
            replace(book([("", 365, True)]), as_of=TODAY + timedelta(days=900)),
            replace(LATEST, part="quarters"),
            None,
        ).rows
        if row.line.cells[1] != "0"
    ]
    assert row.period.name == "2025-Q4"  # it ended on 30 Nov
    first = book([("", 365, True)])
    moved = [contract._replace(ends_on=date(2025, 10, 1)) for contract in first.contracts]
    found = trend_survival.figures(replace(first, contracts=moved), replace(LATEST, part="quarters"), None)
    assert found.rows[0].period.name == "2025-Q3"


def test_what_lies_beyond_the_longest_tenure_is_marked():
    found = shown()
    expected, seen = cells(found, 0, "Expected, 5 y", "Seen")
    assert expected.startswith("~€")
    assert seen.endswith("%")
    assert "a guess" in found.rows[0].explained
    old = [("", 366, True)] * 5 + [("", 4_000, False)] * 5 + [("", 400, False)]
    one = shown(lives=old).rows[2]
    assert not one.line.cells[8].startswith("~")
    assert "All of it lies within" in one.explained


@pytest.mark.parametrize("part", ["tenure", "time points", "quarters"])
def test_few_logos_and_none(part):
    pair = [("", 365, True), ("", 20, False)]
    few = shown(part, lives=pair)
    lists = [members for row in few.rows for members in row.behind(book(pair))]
    cells_of_all = [row.line.cells for row in few.rows]
    cells_of_all += [member.line.cells for members in lists for member in members.members]
    assert cells_of_all
    assert not any("%" in cell or "~" in cell for line in cells_of_all for cell in line)
    assert trend_survival.figures(Book(as_of=TODAY), replace(LATEST, part=part), None).rows == ()
    loyal = shown(part, lives=[("", 400, False)] * 9)
    assert loyal.rows or loyal.empty == "No logo has been lost yet"


@pytest.mark.parametrize(
    ("longest", "labels"),
    [
        (5 * 365, ["0 y", "1 y", "2 y", "3 y", "4 y", "5 y"]),
        (40 * 365, [f"{year} y" for year in range(41)]),
        (200, ["0 m", "1 m", "2 m", "3 m", "4 m", "5 m", "6 m"]),
        (30, ["0 w", "1 w", "2 w", "3 w", "4 w"]),
        (0, ["0 w"]),
    ],
)
def test_the_axis_of_tenure_has_whole_steps(longest, labels):
    data, seen = charts({None: kaplan_meier([longest] * 6, [False] * 6)})
    assert [data.labels[place] for place in data.ticks] == labels
    assert len(data.labels) <= 400
    assert [label for label in data.labels if label] == labels
    assert seen.series[0].values == (6.0,) * len(data.labels)


def test_a_step_curve_stands_on_each_day_where_the_estimate_does():
    curve = kaplan_meier([100, 200, 300, 700, 900], [True, True, False, True, False])
    data, _ = charts({None: curve})
    *_, line = data.series
    for place, value in enumerate(line.values):
        day = min(place * survival.YEAR_DAYS / 48, 900)
        assert value == curve.at(day).survival
    low = data.series[1].values
    assert (data.series[0].name, data.series[1].name) == ("", "95 % band")
    assert low[0] is None
    assert 0 < low[-1] < line.values[-1]


def test_lines_of_segments_end_where_too_few_were_as_old():
    curve = kaplan_meier([10] * 3 + [400] * 5 + [800] * 2, [True] * 10)
    data, _ = charts({"Food": curve, "small": kaplan_meier([900] * 4, [True] * 4)})
    (line,) = data.series
    known = [place for place, value in enumerate(line.values) if value is not None]
    assert known == list(range(len(known)))
    assert line.values[known[-1]] == pytest.approx(
        0.2
    )  # day 400, when seven were that old; the last two are not told
    assert len(data.labels) == len(known)


@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_labels_of_tenure_stand_apart_from_the_first_on(width):
    data, _ = charts({None: kaplan_meier([365, 4_000] * 5, [True, False] * 5)})
    lines = draw(data, width, 10, Palette()).plain.split("\n")
    assert lines[-1].split()[:2] == ["0", "y"]
    assert all(len(line) == width for line in lines)
    assert "100 %" in lines[1]
    assert isinstance(data, ChartData)


def test_years_of_tenure_are_named_and_cover_every_day():
    assert [Year(n).label for n in (1, 2, 3, 4, 11, 12, 13, 21)] == [
        "1st year",
        "2nd year",
        "3rd year",
        "4th year",
        "11th year",
        "12th year",
        "13th year",
        "21st year",
    ]
    assert [(year.after, year.until) for year in Year.up_to(732)] == [(-1, 366), (366, 731), (731, 1_096)]
    assert [len(Year.up_to(day)) for day in (0, 366, 367, 1_096, 1_461, 1_462)] == [1, 1, 2, 3, 4, 5]
    counted = Counted.of(book(), LATEST)
    years = Year.up_to(counted.basis.whole.last_day)
    assert sum(year.lost(counted.basis.whole) for year in years) == 12
    assert np.isclose(years[-1].point(counted.basis.whole).survival, 11 / 23)


async def test_the_tab_is_walked_through_by_keys(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for nth in range(12):
            name = HOSTILE[nth] if nth < len(HOSTILE) else f"Logo {nth}"
            logo_id = logo(store, name, industry=HOSTILE[nth % 2])
            begun = AS_OF - timedelta(days=500 + nth)
            contract(store, logo_id, -135 - nth if nth % 3 == 0 else None, starts_on=begun.isoformat())
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "4")
        trends = app.screen.query_one(Trends)
        await pilot.press("shift+tab")
        await until(pilot, lambda: "1 of 3 (f)" in trends.query_one(TabStrip).note)
        assert trends.exported().rows[0][:3] == ("all", "12", "4")
        assert "Kaplan" in trends.helped()
        await pilot.press("f")
        await until(pilot, lambda: "2 of 3" in trends.query_one(TabStrip).note)
        await pilot.press("f")
        await until(pilot, lambda: "3 of 3" in trends.query_one(TabStrip).note)
        await pilot.press("f")
        trends.view = replace(trends.view, by=("industry",))
        await until(pilot, lambda: "split by industry" in trends._figures.told)
        assert HOSTILE[0] in {row.segment for row in trends._figures.rows}
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BehindPage) and app.screen.exported())
        assert {"Expected, 5 y", "From – to"} <= set(app.screen.exported().header)
