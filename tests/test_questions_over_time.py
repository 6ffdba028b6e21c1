"""A question over time: one declaration of columns, read by programs, at a terminal and in a tab."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date

import pytest
from report_books import AS_OF, book

from churntui.plain import wording
from churntui.plain.dates import Period
from churntui.questions import registry as reports
from churntui.questions.asked import LATEST, Asked
from churntui.questions.columns import Column
from churntui.questions.over_time import OverTime
from churntui.questions.report import keys_of


@dataclass(frozen=True, slots=True)
class Sold:
    period: str
    starts_on: date
    segment: str | None
    complete: bool
    count: int
    aside: int


COLUMNS = (
    Column[Sold]("Sold", lambda row: f"{row.count} sold", where="report"),
    Column[Sold]("How many", lambda row: str(row.count), 5, short="Many", look=lambda _: "bad"),
    Column[Sold](
        "Aside", lambda row: str(row.aside), 5, "tab", in_tab=lambda row: f"({row.aside})", priority=2
    ),
)
QUARTERS = [Period.of(date(2026, 1, 1), "quarter"), Period.of(date(2026, 4, 1), "quarter")]


def answer(asked, *segments):
    return OverTime(
        book=book(),
        asked=replace(asked, span="quarter"),
        name="sold",
        title="Sold",
        covered=QUARTERS,
        rows=[
            Sold(period.name, period.starts_on, segment, period == QUARTERS[0], count, 7)
            for period in QUARTERS
            for count, segment in enumerate(segments)
        ],
        keys=keys_of(Sold, but={"aside"}),
        columns=COLUMNS,
        shows=lambda row: row.count > 0,
        explaining=lambda: lambda period, row: f"{period.label}: {row.count}",
        words=lambda row: f"about {row.period}",
        settings={"of": "sales"},
    )


def test_programs_are_given_the_fields_of_the_rows():
    made = answer(Asked(), None).report()
    assert made.columns == ("period", "starts_on", "segment", "complete", "count")
    assert made.rows[0] == {
        "period": "2026-Q1",
        "starts_on": "2026-01-01",
        "segment": None,
        "complete": True,
        "count": 0,
    }
    assert list(made.settings)[-2:] == ["period", "of"]
    assert made.settings["period"] == "quarter"


def test_people_read_the_columns_meant_for_where_they_read():
    terminal = answer(Asked(), None).report().sheet
    assert (terminal.header, terminal.rows[1]) == (
        ("Quarter", "Sold", "How many"),
        ("2026 Q2 *", "0 sold", "0"),
    )
    figures = answer(LATEST, None).figures()
    assert [heading.title for heading in figures.headings] == ["Quarter", "Many", "Aside"]
    assert [heading.priority for heading in figures.headings] == [0, 0, 2]
    first, last = figures.rows
    assert (first.line.cells, first.line.looks) == (("2026 Q1", "0", "(7)"), {1: "bad"})
    assert (first.line.look, last.line.look) == ("", "dim")
    assert (last.explained, last.words, last.heading) == ("2026 Q2: 0", "about 2026-Q2", "2026 Q2")


@pytest.mark.parametrize("asked", [Asked(by=("plan",)), replace(LATEST, by=("plan",))])
def test_a_segment_without_anyone_is_shown_to_programs_only(asked):
    made = answer(asked, "Basic", "Team")
    assert len(made.report().rows) == 4
    assert [row[1] for row in made.report().sheet.rows] == ["Team", "Team"]
    assert [row.heading for row in made.figures().rows] == ["2026 Q1 · Team", "2026 Q2 · Team"]


AHEAD = Asked(span="quarter", first=date(2026, 4, 1), end=date(2026, 10, 1))
"""The running quarter, and the one after it."""

KNOWN = {"period", "starts_on", "ends_on", "segment", "currency", "complete"}


@pytest.mark.parametrize("name", ["attrition", "revenue", "renewal-rate"])
def test_a_period_that_has_not_begun_is_null_in_every_figure(name):
    made = reports.run(book(), name, AHEAD)
    running, ahead = made.rows
    assert running["starts_on"] <= AS_OF.isoformat() < ahead["starts_on"]
    assert {key for key, value in ahead.items() if value is not None} == KNOWN - {"segment"} & set(
        made.columns
    )
    assert (ahead["period"], ahead["complete"]) == ("2026-Q3", False)
    *_, line = csv.DictReader(io.StringIO(made.csv()))
    assert {line[key] for key in set(made.columns) - KNOWN} == {""}
    assert set(made.sheet.rows[-1][1:]) == {wording.NOTHING}


@pytest.mark.parametrize("name", ["attrition", "revenue", "renewal-rate"])
def test_its_tab_shows_nothing_and_says_why(name):
    asked = Asked(latest=True, span="quarter", first=AHEAD.first, end=AHEAD.end)
    figures = reports.REPORTS[name].answered(book(), asked, None).figures()
    assert len(figures.rows) == 1, "a screen takes of a range what there is"
    exact = Asked(span="quarter", first=AHEAD.first, end=AHEAD.end)
    *_, ahead = reports.REPORTS[name].answered(book(), exact, None).figures().rows
    assert set(ahead.line.cells[1:]) == {wording.NOTHING}
    assert "has not begun by 20 May 2026" in ahead.explained
    assert ahead.behind is None


def test_a_day_that_begins_a_period_has_begun_it():
    asked = Asked(span="month", first=date(2026, 5, 1), end=date(2026, 6, 1))
    (row,) = reports.run(replace(book(), as_of=date(2026, 5, 1)), "attrition", asked).rows
    assert row["initial"] == 2


def test_segments_take_only_periods_that_have_begun():
    ahead = Asked(span="quarter", first=date(2026, 7, 1), end=date(2026, 10, 1), by=("industry",))
    made = reports.run(book(), "segments", ahead)
    assert made.rows == ()
    assert "Nothing lies in the periods asked for" in made.notes[-1]
