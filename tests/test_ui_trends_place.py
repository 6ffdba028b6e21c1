"""Trends, by keys only, over a small book.

Quarters around 2026-11-21 (2026 Q4 is open): Ada stays and grows; Bo (Food) left on 2 Sep, heard about
its value; Cy (Retail) left on 12 Oct, silent; Di came on 1 Aug; Ed came and left in February. Most pay 12,000 € a year.
"""

from __future__ import annotations

from itertools import product

import pytest
from ui_books import HOSTILE, add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.questions.explaining import escaped
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.shell.help import HelpDialog
from churntui.ui.trends.events_page import MarksPage
from churntui.ui.trends.place import Trends


def lasting(store, logo_id, starts, ends, **values):
    return contract(store, logo_id, None, starts_on=starts, ends_on=ends, **values)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "book.db"
    with open_book(file) as store:
        ada, bo, cy, di = (
            logo(store, name, industry=industry, fit="good", owner="Eve")
            for name, industry in (("Ada", "Food"), ("Bo", "Food"), ("Cy", "Retail"), ("Di", ""))
        )
        lasting(store, ada, "2026-01-10", "2026-10-20")
        lasting(store, ada, "2026-10-20", None, arr=24_000_00, plan="Business", renews_id=1)
        lasting(store, bo, "2026-01-10", "2026-09-02")
        lasting(store, cy, "2026-01-10", "2026-10-12")
        lasting(store, di, "2026-08-01", None)
        lasting(store, logo(store, "Ed", fit="good"), "2026-02-01", "2026-03-01", arr=6_000_00)
        add(
            store,
            "interview",
            ref="I1",
            logo_id=bo,
            status="held",
            held_on="2026-09-03",
            effective_on="2026-09-02",
            stated_reason="too dear",
            primary_reason="roi_value",
            regrettable=0,
            updated_at="2026-09-03T10:00:00Z",
        )
    return file


def trends(app):
    return app.place if isinstance(app.place, Trends) else None


def texts(app):
    """The rows in view as lists of texts, by their headers."""
    table = app.screen.query_one(VirtualTable)
    titles = [column.title for column in table._columns]
    return [dict(zip(titles, row.line.cells, strict=True)) for row in table.rows]


def note(app):
    return app.screen.query_one(TabStrip).note


async def counted(pilot):
    await pilot.pause()
    await until(pilot, lambda: note(pilot.app) and "counting" not in note(pilot.app))


async def open_trends(pilot):
    await go_to(pilot, "4")
    await counted(pilot)


async def open_row(pilot):
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, BehindPage) and pilot.app.screen._sets)


async def test_the_newest_quarter_with_its_chart_its_sheet_and_its_explanation(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        rows = texts(app)
        assert [row["Quarter"] for row in rows] == ["2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4 *"]
        assert app.screen.query_one(VirtualTable).cursor == 3
        third, fourth = rows[2:]
        assert (third["At start"], third["Lost"], third["Rate"].strip()) == ("3", "1", "1/3")
        assert (third["Gained"], third["ARR lost"], third["Regrettable"]) == ("1", "€12.0k", "0")
        assert third["Most named cause"] == "value (ROI) 1/1"
        assert (fourth["Regrettable"], fourth["Most named cause"]) == ("1", "1 silent")
        assert str(app.screen.query_one("#trends-words").render()).startswith(
            "The period before 1/3: too few logos to compare so far. No cause is named; 1 of 1 silent"
        )

        sheet = trends(app).exported()
        assert (sheet.name, len(sheet.rows), sheet.header[0]) == ("logos-by-quarter", 4, "Quarter")
        assert 0 not in sheet.right
        assert 1 in sheet.right
        assert trends(app).copied().startswith("2026 Q4 * · At start 3 · Lost 1 · ")

        chart = app.screen.query_one(Chart)
        assert (chart.data.kind, chart.data.unit, chart.data.dim_last) == ("line", "percent", True)
        await pilot.press("c")
        assert {one.name: one.values for one in chart.data.series} == {
            "gained": (3, 0, 1, 0),
            "lost": (0, 0, -1, -1),
        }
        await pilot.press("c")
        assert chart.data.kind == "line"

        await pilot.press("up", "question_mark")
        assert isinstance(app.screen, HelpDialog)
        text = app.screen.text()
        assert "3 logos were active on 1 Jul 2026, **2 of them** still on 1 Oct 2026: 1 ÷ 3." in text
        assert "| With new logos in the denominator | 1/4 |" in text
        assert "| Without grace | the same |" in text
        assert "grace 30 days" in text
        assert "**Logo attrition** is the share" in text


async def test_months_and_back_keep_what_was_counted_until_the_book_changes(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        before = trends(app)._figures
        await pilot.press("p")
        await counted(pilot)
        assert texts(app)[-1]["Month"] == "Nov 2026 *"
        assert app.screen.query_one(VirtualTable).cursor == 10
        await pilot.press("p")
        await counted(pilot)
        assert [row["Year"] for row in texts(app)] == ["2026 *"]
        await pilot.press("p")
        await pilot.pause()
        assert trends(app)._figures is before
        assert "quarters" in note(app)

        await pilot.press("up")
        await app.ask(lambda store: lasting(store, logo(store, "New"), "2026-02-01", None))
        await app.reload()
        await until(pilot, lambda: texts(app)[2]["At start"] == "4")
        assert app.screen.query_one(VirtualTable).cursor == 2


async def test_only_some_losses_count_and_not_in_revenue(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("r")
        await counted(pilot)
        assert [row["Lost"] for row in texts(app)] == ["0", "0", "0", "1"]
        assert "regrettable only" in note(app)
        assert "**1 of them** lost by 21 Nov 2026 (the quarter is not over)" in trends(app).explained()
        for kind, lost in (("voluntary", "0"), ("involuntary", "0")):
            await pilot.press("v")
            await counted(pilot)
            assert f"regrettable only · {kind} only" in note(app)
            assert texts(app)[-1]["Lost"] == lost
        await pilot.press("v")
        await counted(pilot)
        assert "voluntary" not in note(app)
        await pilot.press("right")
        await counted(pilot)
        assert "regrettable" not in note(app)
        assert trends(app).check_action("regrettable", ()) is False


async def test_revenue_adds_up_and_its_logos_stand_behind(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("tab")
        await counted(pilot)
        row = texts(app)[-1]
        assert (row["MRR start"], row["Expansion"], row["Churned"], row["MRR end"]) == (
            "€3.0k",
            "€1.0k",
            "−€1.0k",
            "€3.0k",
        )
        assert (row["New"], row["GRR"], row["NRR"], row["Quick ratio"]) == ("–", "66.7 %", "100.0 %", "1.0")
        await open_row(pilot)
        assert app.screen.query_one(TabStrip).names == ("Moved 2", "Expansion 1", "Churned 1")
        assert [(line["Logo"], line["Change"]) for line in texts(app)] == [
            ("Ada", "+€1.0k"),
            ("Cy", "−€1.0k"),
        ]
        await pilot.press("left")
        assert [line["Movement"] for line in texts(app)] == ["churned"]


async def test_a_split_has_a_row_and_a_line_for_each_segment(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("s", *"industry", "enter", "enter")
        await until(pilot, lambda: "split by industry" in note(app))
        last = [row for row in texts(app) if row["Quarter"] == "2026 Q4 *"]
        assert [(row["Segment"], row["At start"], row["Lost"]) for row in last] == [
            ("Food", "1", "0"),
            ("Retail", "1", "1"),
            ("(not set)", "1", "0"),
        ]
        assert {one.name for one in app.screen.query_one(Chart).data.series} == {
            "Food",
            "Retail",
            "(not set)",
        }
        await pilot.press("slash", *"retail", "enter")
        assert {row["Segment"] for row in texts(app)} == {"Retail"}
        await open_row(pilot)
        assert [line["Logo"] for line in texts(app)] == ["Cy"]
        await pilot.press("escape", "escape")
        await pilot.press("s", *"industry", "enter")
        await until(pilot, lambda: "industry alone" in shown(app))
        await pilot.press(*"plan", "enter")
        await until(pilot, lambda: "split by industry and plan" in note(app))
        last = [row["Segment"] for row in texts(app) if row["Quarter"] == "2026 Q4 *"]
        assert last == ["Food · Team", "Retail · Team", "(not set) · Team"]
        await pilot.press("s", "enter")
        await until(pilot, lambda: "split" not in note(app))


async def test_the_logos_behind_a_figure_early_churn_apart_lead_to_the_logo(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("up")
        await open_row(pilot)
        (lost,) = texts(app)
        assert (lost["Logo"], lost["Left on"], lost["ARR"], lost["Tenure"]) == (
            "Bo",
            "2 Sep 2026",
            "€12.0k",
            "8 m",
        )
        assert (lost["Stated"], lost["Assessed"], lost["Interview"]) == ("too dear", "value (ROI)", "held")
        assert str(app.screen.query_one("#behind-words").render()) == "“too dear”"
        about = str(app.screen.query_one("#behind-about").render())
        assert about == "The period before 0/3: too few logos to compare. Named causes: value (ROI) 1"
        await pilot.press("right")
        assert [line["Logo"] for line in texts(app)] == ["Ada", "Bo", "Cy"]
        assert not app.screen.query_one("#behind-words").display
        await pilot.press("right")
        assert [line["Logo"] for line in texts(app)] == ["Di"]
        assert app.screen.logo_id == 4
        assert app.screen.exported().name == "logos--2026-q3-gained"
        await pilot.press("right")
        assert app.screen.query_one(VirtualTable).empty == "No logo came and left in between"
        await pilot.press("left", "enter")
        await pilot.pause()
        assert app.screen.NAME == "Logo"
        await pilot.press("escape", "escape")
        assert trends(app)

        assert [row["Early"] for row in texts(app)] == ["1", "0", "0", "0"]
        await pilot.press("home")
        await open_row(pilot)
        assert "Lost 0" in shown(app), "it opens on the first figure that has anybody"
        await pilot.press("right")
        (early,) = texts(app)
        assert (early["Logo"], early["Left on"], early["ARR"], early["Tenure"]) == (
            "Ed",
            "1 Mar 2026",
            "€6.0k",
            "1 m",
        )
        await pilot.press("question_mark")
        assert "1 logo (€6.0k) came and left in between" in app.screen.text()
        assert "there is no rate" in app.screen.text()


async def test_help_shows_where_grace_makes_the_difference(path):
    with open_book(path) as store:
        late = logo(store, "Late")
        lasting(store, late, "2026-01-10", "2026-08-25")
        lasting(store, late, "2026-09-05", None)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("p")
        await counted(pilot)
        await pilot.press("up", "up", "up")
        august = trends(app).explained()
        assert august.startswith("## 0.0 % logo attrition, Aug 2026")
        assert "| Without grace | 1/5 · 20.0 % |" in august
        await pilot.press("right")
        await counted(pilot)
        august = trends(app).explained()
        assert august.startswith("## Revenue, Aug 2026")
        assert "| GRR and NRR without grace | | 80.0 % and 80.0 % |" in august


async def test_the_target_marks_quarters_over_it(path):
    with open_book(path) as store:
        add(store, "setting", key="target_rate", value="0.05")
        for number in range(4):
            lasting(store, logo(store, f"More {number}"), "2026-01-10", None)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        rates = [row["Rate"].strip() for row in texts(app)]
        assert rates == ["–", "0.0 %", "14.3 % !", "14.3 % !"]
        assert app.screen.query_one(Chart).data.target == 0.05
        await pilot.press("p")
        await counted(pilot)
        assert app.screen.query_one(Chart).data.target is None


async def test_an_empty_book_says_what_to_do_next(tmp_path):
    open_book(tmp_path / "new.db").close()
    app = app_over(tmp_path / "new.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "4")
        table = app.screen.query_one(VirtualTable)
        assert "churntui import contracts.csv" in table.empty
        assert not app.screen.query_one(Chart).display
        await pilot.press("p", "right", "c", "v", "r", "enter", "e", "y", "question_mark", "escape")
        assert trends(app).explained() == ""


async def test_a_book_whose_contracts_have_not_begun(tmp_path):
    with open_book(tmp_path / "new.db") as store:
        lasting(store, logo(store, "Soon"), "2027-01-01", None)
    app = app_over(tmp_path / "new.db")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("c", "tab", "c", "shift+tab"):
            await open_trends(pilot)
            assert app.screen.query_one(VirtualTable).empty == "No contract has begun yet"
            await pilot.press(key)


async def test_the_periods_covered_are_chosen_or_typed(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("D", *"last 4", "enter")
        await counted(pilot)
        assert [row["Quarter"] for row in texts(app)] == ["2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4 *"]
        await pilot.press("D", *"from one", "enter", *"2026", "enter")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("D", *"from one", "enter", *"2026-13", "enter")
        await until(pilot, lambda: "not in the calendar" in shown(app))
        await pilot.press(*["backspace"] * 2, *"05 - 2026-08", "enter")
        await until(pilot, lambda: len(texts(app)) == 2)
        assert "2026 Q2 – 2026 Q3" in note(app)
        await pilot.press("p")
        await until(pilot, lambda: len(texts(app)) == 4)
        assert "May 2026 – Aug 2026" in note(app)
        await pilot.press("D", *"everything", "enter")
        await until(pilot, lambda: len(texts(app)) == 11)
        await pilot.press("D", *"from one", "enter", *"2001", "enter")
        await until(pilot, lambda: not texts(app))
        assert "Press D to choose others" in app.screen.query_one(VirtualTable).empty


async def test_events_are_marked_changed_and_taken_off_by_keys(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        chart = app.screen.query_one(Chart)
        await pilot.press("up", "m")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: "in a few words" in shown(app))
        await pilot.press(*"Prices [b]up", "tab", "tab", *"nonsense", "enter")
        await until(pilot, lambda: "is not a day" in shown(app))
        await pilot.press("end", *["backspace"] * 8, *"2026-07-07", "enter")
        await until(pilot, lambda: app.book.marks)
        assert [(one.name, one.kind, one.day.isoformat()) for one in app.book.marks] == [
            ("Prices [b]up", "price_change", "2026-07-07")
        ]
        await until(pilot, lambda: chart.data.marks == ((2, "Prices [b]up"),))
        assert "What happened" in trends(app).explained()

        await pilot.press("M")
        await until(pilot, lambda: isinstance(app.screen, MarksPage) and app.screen._table.rows)
        assert app.screen.copied().startswith(
            "7 Jul 2026 · Kind price change · What Prices [b]up · Before 0/"
        )
        assert "Before and after" in app.screen.explained()
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 3)
        await pilot.press("end", *" again", "enter")
        await until(pilot, lambda: app.book.marks[0].name == "Prices [b]up again")
        await pilot.press("delete")
        await until(pilot, lambda: "Take it off?" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: not app.book.marks)
        assert app.screen.exported().rows == ()
        await pilot.press("u")
        await until(pilot, lambda: app.book.marks)
        await pilot.press("u", "u")
        await until(pilot, lambda: not app.book.marks)
        await pilot.press("escape")
        await until(pilot, lambda: chart.data.marks == ())


async def test_what_was_typed_of_an_event_and_left_is_gone_on_with(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("m")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press(*"Prices up", "tab", "tab", "ctrl+u", *"yesterday", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        assert not app.book.marks
        assert app.book.drafts[0].fields == {
            "name": "Prices up",
            "kind": "price_change",
            "day": "2026-11-20",
            "note": "",
        }
        await pilot.press("m")
        await until(pilot, lambda: "Prices up" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.book.marks and not app.book.drafts)
        await pilot.press("M")
        await until(pilot, lambda: isinstance(app.screen, MarksPage) and app.screen._table.rows)
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 3)
        await pilot.press("tab", "tab", "tab", *"By 9 %", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await pilot.press("escape", *"1/draft", "enter")
        await until(pilot, lambda: "draft of a changed event" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "By 9 %" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.book.marks[0].note == "By 9 %" and not app.book.drafts)


async def test_an_event_that_was_left_as_what_there_is_no_kind_of_is_of_the_usual_one(path):
    with open_book(path) as store:
        left = {"name": "Prices up", "kind": "eclipse", "day": "2026-07-01"}
        drafts.keep_form(store, left, form="events", row_id=None, logo_id=None, author="", draft_id=None)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("m")
        await until(pilot, lambda: "Prices up" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.book.marks)
        assert (app.book.marks[0].kind, app.book.marks[0].name) == ("price_change", "Prices up")


async def test_an_event_that_was_left_stays_in_the_period_that_it_was_marked_in(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("up", "m")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press(*"Prices up", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await pilot.press("1", *"/draft", "enter")
        await until(pilot, lambda: "draft of a new event" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: app.book.marks)
        assert app.book.marks[0].day.isoformat() == "2026-07-01"


async def test_nothing_is_marked_in_a_book_opened_to_be_read(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_trends(pilot)
        await pilot.press("m")
        assert len(app.screen_stack) == 1
        await pilot.press("M", "a", "delete", "enter")
        await pilot.pause()
        assert isinstance(app.screen, MarksPage)


async def test_hostile_names_are_only_shown(path):
    with open_book(path) as store:
        for name in HOSTILE:
            lasting(store, logo(store, name, industry=name, owner=name), "2026-01-10", "2026-09-01")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_trends(pilot)
        await pilot.press("up")
        await open_row(pilot)
        assert set(HOSTILE) < {line["Logo"] for line in texts(app)}
        await pilot.press("right", "escape", "s", *"industry", "enter", "enter")
        await until(pilot, lambda: "split by industry" in note(app))
        assert set(HOSTILE) < {row["Segment"] for row in texts(app)}
        while trends(app)._table.row.segment not in HOSTILE[:3]:
            await pilot.press("up")
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape", "enter")
        await pilot.pause()
        lines = [segment.text for strip in app.screen._compositor.render_strips() for segment in strip]
        assert "\x1b" not in "".join(lines)


async def test_every_size_has_its_chart_and_its_main_columns(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for size, key in product(((80, 24), (120, 36), (200, 55)), ("p", "tab", "shift+tab")):
            await pilot.resize_terminal(*size)
            await go_to(pilot, "4")
            await pilot.press(key)
            await counted(pilot)
            assert app.screen.query_one(Chart).size.height >= 6
            header = app.screen.query_one(VirtualTable).render_line(0).text
            wanted = (
                ("MRR start", "Churned", "GRR", "NRR")
                if trends(app).tab
                else ("At start", "Lost", "Rate", "Most named")
            )
            assert all(title in header for title in wanted)
            if size[0] >= 120:
                assert all(column.title in header for column in app.screen.query_one(VirtualTable)._columns)


def test_escaped_text_reads_as_it_stands():
    assert escaped("a[/]b *c*\n# d") == r"a\[/\]b \*c\* \# d"
