"""The leading indicator as a report and as the Behaviour tab shows it, on a book that can be counted in the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from stores import add_contract, add_logo, inserted
from ui_books import app_over, go_to, until

from churntui.book import Book
from churntui.data import activity
from churntui.data.opening import open_book
from churntui.plain import dates
from churntui.questions import registry as reports
from churntui.questions.asked import LATEST, Asked
from churntui.questions.behaviour.room import ROOM
from churntui.questions.leading.room import chosen
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.logos.page import LogoPage

AS_OF = date(2026, 11, 21)
HISTORY, TODAY = replace(LATEST, part="leading indicator"), replace(LATEST, part="falling today")


def filled(path, *, logos=30, until=AS_OF):
    """Logos 1 to 8 fall from four active customers to one in spring; 1 to 7 and 9 are lost on 1 June.

    Logos 10 and 11 fall from four to two in autumn, 12 from four to three.
    """
    store = open_book(path)
    with store.write():
        inserted(store, "action", id=1, name="send", qualifies=1)
        for n in range(1, logos + 1):
            add_logo(store, f"L{n}", name=f"Logo {n}", owner="Ann")
            add_contract(store, f"K{n}", n, "2025-06-01", "2026-06-01", 1_000_00)
            if n not in {*range(1, 8), 9}:
                add_contract(store, f"R{n}", n, "2026-06-01", "2027-06-01", n * 1_000_00)
            for seat in range(4):
                customer_id = inserted(store, "customer", ref=f"C{n}.{seat}", logo_id=n, name="")
                for week in range(0, 78, 2):
                    day = date(2025, 6, 2) + timedelta(weeks=week)
                    if day < until and not is_away(n, seat, day):
                        inserted(
                            store, "usage_day", logo_id=n, day=dates.number(day), customer_id=customer_id,
                            action_id=1, n=1,
                        )  # fmt: skip
        activity.rebuild(store)
    return store


def is_away(n, seat, day):
    spring = n <= 8 and seat >= 1 and date(2026, 3, 15) <= day < date(2026, 6, 1)
    left = {10: 2, 11: 2, 12: 3}.get(n, 4)
    return spring or (seat >= left and day >= date(2026, 9, 15))


def figures(store, view, as_of=AS_OF):
    book = Book.load(store, as_of)
    return book, ROOM.answer(book, view, ROOM.read(store, book, view)).figures()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("book") / "book.db") as opened:
        yield opened


def test_the_lines_of_the_past(store):
    book, made = figures(store, HISTORY)
    assert [row.line.cells[:2] + row.line.cells[3:4] + row.line.cells[5:] for row in made.rows] == [
        ("10 % or more", "7/8 · 87.5 %", "1/22 · 4.5 %", "19.2×", "foretells loss", "3", "€33.0k"),
        ("25 % or more", "7/8 · 87.5 %", "1/22 · 4.5 %", "19.2×", "foretells loss", "3", "€33.0k"),
        ("40 % or more", "7/8 · 87.5 %", "1/22 · 4.5 %", "19.2×", "foretells loss", "2", "€21.0k"),
    ]
    assert made.told == "30 renewals, 8 lost"
    assert made.rows[1].words == (
        "Of logos whose active customers fell by 25 % or more, 7/8 · 87.5 % were lost at the renewal, against "
        "1/22 · 4.5 % of the others: 19.2 times as often."
    )
    assert "7/8 · 87.5 %" in made.rows[1].explained
    (chart,) = made.charts
    assert [one.values[1] for one in chart.series] == [7 / 8, 1 / 22]
    lists = made.rows[2].behind(book)
    assert [(one.name, len(one.members)) for one in lists] == [
        ("Today", 2),
        ("Fell: lost", 7),
        ("Fell: stayed", 1),
        ("Others: lost", 1),
        ("Others: stayed", 21),
    ]
    assert lists[2].members[0].line.cells[:6] == ("Logo 8", "1 Jun 2026", "4", "1", "−75 %", "€1.0k")
    assert lists[0].members[0].line.cells[:6] == ("Logo 11", "16 Nov 2026", "4", "2", "−50 %", "€11.0k")


def test_the_logos_that_fall_today(store):
    _, made = figures(store, replace(TODAY, fall=0.4))
    assert [row.line.cells[:6] for row in made.rows] == [
        ("Logo 11", "1 Jun", "4", "2", "−50 %", "€11.0k"),
        ("Logo 10", "1 Jun", "4", "2", "−50 %", "€10.0k"),
    ]
    assert [row.logo_id for row in made.rows] == [11, 10]
    assert made.rows[0].chart.series[0].values[-1] == 2
    assert "7/8" in made.words
    assert made.told == "fell by 40 % or more in 13 weeks to 16 Nov 2026"
    _, wider = figures(store, TODAY)
    assert [row.logo_id for row in wider.rows] == [12, 11, 10]


def test_only_losses_that_count_are_losses(store):
    _, made = figures(store, replace(HISTORY, voluntary=True))
    assert made.rows == ()
    assert made.empty.startswith(
        "Too little history: 30 renewals with active customers known 13 weeks before, 0 lost"
    )


def test_before_any_renewal_there_is_too_little_history(store):
    early = date(2026, 5, 1)
    for view in (HISTORY, TODAY):
        book, made = figures(store, view, early)
        assert (made.rows, made.charts) == ((), ())
        assert made.empty.startswith("Too little history: 0 renewals")
        assert made.words == ""
    assert book.as_of == early


def test_old_activity_is_no_news(tmp_path):
    with filled(tmp_path / "book.db", until=date(2026, 9, 1)) as store:
        _, made = figures(store, TODAY)
        assert made.rows == ()
        assert made.empty == "Activity is measured only up to 24 Aug 2026: who falls today cannot be said"
        book, past = figures(store, HISTORY)
        assert past.rows[0].line.cells[-2:] == ("–", "–")
        assert past.rows[0].behind(book)[0].name == "Fell: lost"


def test_a_side_of_few_logos_says_nothing(tmp_path):
    with filled(tmp_path / "book.db") as store:
        store.rows("DELETE FROM contract WHERE logo_id BETWEEN 2 AND 8")
        store.rows("DELETE FROM contract WHERE logo_id BETWEEN 13 AND 16 AND ref LIKE 'R%'")
        _, made = figures(store, HISTORY)
        assert made.told == "23 renewals, 6 lost"
        assert [row.line.cells[1:] for row in made.rows] == [
            ("–", "–", "–", "–", "–", "too few to say", "–", "–")
        ] * 3
        assert [(row.words, row.behind) for row in made.rows] == [("", None)] * 3
        _, made = figures(store, TODAY)
        assert made.rows == ()
        assert made.empty == (
            "Too few to say: 1 fell by 25 % or more, 22 did not. It takes 5 of each. Press A to choose another fall"
        )


def test_nothing_measured_says_what_to_do(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        add_contract(store, "K1", add_logo(store, "L1"), "2025-06-01", None)
        for view in (HISTORY, TODAY):
            _, made = figures(store, view)
            assert made.empty == "No activity yet. Import it: churntui import activity.csv"


KEYS = """fall, fell, fell_lost, fell_rate, fell_low, fell_high, others, others_lost, others_rate, others_low,
others_high, difference, difference_low, difference_high, ratio, verdict, since, falling_today,
arr_falling_today, currency"""
"""As the room's docstring promises them."""


def reported(store, as_of=AS_OF, **options):
    return reports.run(Book.load(store, as_of), "leading", Asked(**options), store)


def test_a_script_gets_both_sides_of_each_line_and_the_logos_past_it(store):
    made = reported(store)
    assert ", ".join(made.columns) == " ".join(KEYS.split())
    assert all(tuple(row) == made.columns for row in made.rows)
    _, _, row = made.rows
    assert (row["fall"], row["fell"], row["fell_lost"], row["others"], row["others_lost"]) == (
        0.4,
        8,
        7,
        22,
        1,
    )
    assert (row["fell_rate"], row["others_rate"]) == (7 / 8, 1 / 22)
    assert row["fell_low"] == pytest.approx(0.5291, abs=1e-4)
    assert row["others_high"] == pytest.approx(0.2180, abs=1e-4)
    assert row["difference"] == pytest.approx(7 / 8 - 1 / 22)
    # Newcombe, method 10, by hand from the four Wilson limits
    assert row["difference_low"] == pytest.approx(
        7 / 8 - 1 / 22 - ((7 / 8 - row["fell_low"]) ** 2 + (row["others_high"] - 1 / 22) ** 2) ** 0.5
    )
    assert row["ratio"] == pytest.approx(19.25)
    assert (row["verdict"], row["since"]) == ("foretells loss", "2026-06-01")
    assert [(one["falling_today"], one["arr_falling_today"]) for one in made.rows] == [
        (3, 33_000_00),
        (3, 33_000_00),
        (2, 21_000_00),
    ]
    assert (made.settings["renewals"], made.settings["renewals_lost"], made.settings["weeks"]) == (30, 8, 13)


def test_a_person_reads_the_columns_of_the_tab_and_how_far_apart_the_rates_are(store):
    made = reported(store)
    assert made.headline.startswith(
        "Falls of active customers, and the renewal after · 30 renewals, 8 lost · as of"
    )
    low, high = (f"{100 * made.rows[2][f'difference_{end}']:.1f}" for end in ("low", "high"))
    assert made.sheet.rows[2] == (
        *("40 % or more", "7/8 · 87.5 %", "52.9–97.8 %", "1/22 · 4.5 %", "0.8–21.8 %"),
        *(f"83.0 ({low} to {high})", "19.2×", "foretells loss", "2", "€21.0k"),
    )
    assert made.legend == "Today: the active logos that fell so far in the 13 weeks to 16 Nov 2026"


def test_losses_that_do_not_count_leave_too_little_history_for_people(store):
    made = reported(store, voluntary=True)
    assert "voluntary losses only · 30 renewals, 0 lost" in made.headline
    assert [(row["fell_lost"], row["verdict"]) for row in made.rows] == [(0, "too few to say")] * 3
    assert made.sheet.rows == ()
    assert made.notes == (
        "Too little history: 30 renewals with active customers known 13 weeks before, 0 lost. It takes 20, and 5 lost",
    )


def test_before_any_renewal_a_script_gets_nulls(store):
    row, *_ = reported(store, date(2026, 5, 1)).rows
    unknown = ("fell_rate", "fell_low", "others_high", "difference", "ratio", "since")
    assert (row["fell"], row["others"], {row[key] for key in unknown}) == (0, 0, {None})


def test_without_recent_activity_nobody_is_said_to_fall_today(tmp_path):
    with filled(tmp_path / "book.db", until=date(2026, 9, 1)) as store:
        made = reported(store)
        assert {(row["falling_today"], row["arr_falling_today"]) for row in made.rows} == {(None, None)}
        assert made.legend == "Activity is measured only up to 24 Aug 2026: who falls today cannot be said"
        assert {line[-2:] for line in made.sheet.rows} == {("–", "–")}


def test_a_book_without_activity_has_no_rows_and_says_what_to_do(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        add_contract(store, "K1", add_logo(store, "L1"), "2025-06-01", None)
        made = reported(store, span="quarter")
    assert made.rows == ()
    assert made.notes == (
        "No activity yet. Import it: churntui import activity.csv",
        "--period means nothing for leading and was not used",
    )


async def test_enter_opens_a_falling_logo(tmp_path):
    filled(tmp_path / "book.db").close()
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "4")
        await pilot.press(*["shift+tab"] * 4, "f", "f")
        await until(pilot, lambda: "in 13 weeks" in app.screen.query_one(TabStrip).note)
        assert (app.place.logo_id, app.query_one(Chart).data.title) == (
            12,
            "Active customers of Logo 12, by week",
        )
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage))
        assert app.screen.logo_id == 12


@pytest.mark.parametrize(("fall", "percent"), [(0.1, 10), (0.25, 25), (0.4, 40), (0.0, 10)])
def test_the_line_of_a_view(fall, percent):
    assert chosen(replace(LATEST, fall=fall)) == percent
