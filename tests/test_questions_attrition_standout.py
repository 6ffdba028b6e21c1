"""What stands out among the losses of a quarter, sentence by sentence.

As of 21 Nov 2026: 40 logos from the start of 2026, ten of them Food and on the plan Basic, the others Retail and on
Team. In May five of Food leave, four of them over price; in August one of Retail.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from ui_books import AS_OF, add, app_over, contract, go_to, logo, shown, until

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.asked import LATEST
from churntui.questions.attrition.room import ROOM as LOGOS


def heard(store, logo_id, reason):
    add(
        store,
        "interview",
        ref=f"I{logo_id}",
        logo_id=logo_id,
        status="held" if reason else "declined",
        effective_on="2026-05-10",
        primary_reason=reason,
        updated_at="2026-05-11T10:00:00Z",
    )


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "book.db"
    with open_book(file) as store:
        for place in range(40):
            is_food = place < 10
            own = logo(store, f"Logo {place}", industry="Food" if is_food else "Retail", owner="Eve")
            ends_on = "2026-05-10" if place < 5 else "2026-08-10" if place == 20 else None
            arr = 100_000_00 if place == 0 else 12_000_00
            plan = "Basic" if is_food else "Team"
            contract(store, own, None, arr, starts_on="2026-01-01", ends_on=ends_on, plan=plan)
            if place < 5:
                heard(store, own, "price" if place < 4 else None)
    return file


@pytest.fixture
def book(path):
    with open_book(path) as store:
        return Book.load(store, AS_OF)


def told(book, **asked):
    return {
        row.period.name: row.words
        for row in LOGOS.answer(book, replace(LATEST, **asked), None).figures().rows
    }


def test_causes_where_from_the_largest_and_the_quarter_before(book):
    assert told(book)["2026-Q2"] == (
        "The period before 0/40 · 0.0 %: more than chance explains. "
        "Named causes: price 4; 1 of 5 silent. "
        "5 of the 5 losses come from Food (industry), 10 of the 40 logos: more than chance explains. "
        "Logo 0 alone is €100.0k of the €148.0k lost"
    )


def test_one_loss_says_little(book):
    assert told(book)["2026-Q3"] == (
        "The period before 5/40 · 12.5 %: no difference shown. No cause is named; 1 of 1 silent"
    )


def test_nothing_is_said_where_nobody_left_or_of_a_segment_alone(book):
    assert told(book)["2026-Q1"] == ""
    assert told(book)["2026-Q4"] == ""
    assert set(LOGOS.answer(book, replace(LATEST, by=("industry",)), None).figures().rows[0].words) == set()


def test_only_the_losses_that_count_are_told(book):
    assert told(book, regrettable=True)["2026-Q2"] == ""


def test_it_stands_in_the_explanation_too(book):
    second = LOGOS.answer(book, LATEST, None).figures().rows[1]
    assert "### What stands out\n\n- The period before 0/40 · 0\\.0 %" in second.explained
    assert "\n- Named causes\\: price 4; 1 of 5 silent\n- 5 of the 5 losses" in second.explained


async def test_why_it_got_worse_is_found_by_keys_alone(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "4")
        await until(pilot, lambda: "2026 Q4" in shown(app))
        await pilot.press("up", "up")
        await until(pilot, lambda: "The period before 0/40 · 0.0 %: more than chance" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Lost 5" in shown(app))
        assert shown(app).count("price") >= 5
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.NAME == "Logo")
        assert "Logo 0" in shown(app)
