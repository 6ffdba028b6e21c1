"""The page of a proof of value: its result, values by hand, and the list of customers, by keys alone."""

from __future__ import annotations

import pytest
from test_ui_logos_page import open_page, section, text
from test_ui_logos_proofs import noticed, tried
from typing_keys import type_in
from ui_books import app_over, until

from churntui.data.keeping import rows
from churntui.data.rows import proofs
from churntui.ui.logos.proof_page import ProofPage


def said(pilot):
    """What stands on the screen, as one line."""
    return " ".join(text(pilot).split())


async def open_proof(pilot):
    await open_page(pilot)
    await section(pilot, "Proofs")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ProofPage) and pilot.app.screen.table.rows)
    return pilot.app.screen


@pytest.fixture
async def page(tmp_path):
    app = app_over(tried(tmp_path / "book.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_proof(pilot)
        yield pilot


async def values(pilot):
    trial = await pilot.app.ask(lambda store: proofs.one(store, 1, pilot.app.book.as_of))
    return {member.customer.name: (member.row.before, member.row.after) for member in trial.members}


async def test_it_shows_the_sentence_the_table_and_each_person(page):
    shown = said(page)
    for part in (
        "Training", "began 5 Oct · measured by hand · h", "Improved: the target group went from 10.0 to 15.0 h",
        "Target 5 10.0 15.0 +5.0", "Control 5 10.0 10.4 +0.4", "Difference +4.6 (+4.2 to +5.0)",
        "P1 target 10.0 15.0 +5.0",
    ):  # fmt: skip
        assert part in shown, part
    assert page.app.front.copied().splitlines()[0] == "Training"
    assert page.app.front.exported().rows[1] == ("C1", "P1", "target", "10", "15")
    assert "chosen, not drawn" in page.app.front.explained()


async def test_values_are_typed_one_after_the_other_until_escape(page):
    await type_in(page, "\n<ctrl+u>7 8\n")
    await until(page, lambda: "P1 (target)" in text(page))
    await type_in(page, "<ctrl+u>x\n")
    await until(page, lambda: "is not two values" in text(page))
    await type_in(page, "<ctrl+u>9 -\n")
    await until(page, lambda: "P2 (control)" in text(page))
    assert page.app.screen.query_one("Input").value == "10 10.2"
    await type_in(page, "<escape>")
    found = await values(page)
    assert (found["P0"], found["P1"], found["P2"]) == ((7, 8), (9, None), (10, 10.2))
    await until(page, lambda: "1 left out: P1 has no value" in said(page))
    assert page.app.screen.table.row.customer.name == "P2"
    await type_in(page, "uu")
    await until(page, lambda: "left out" not in text(page))
    assert (await values(page))["P1"] == (10, 15)


async def test_customers_are_taken_out_of_the_groups_and_come_back(page):
    await type_in(page, "  <delete>")
    await until(page, lambda: "Target 4" in said(page))
    assert "Too few to tell: 4 in the target group and 4 in the control group" in said(page)
    await type_in(page, "<home>\n")
    await until(page, lambda: "They are in neither group" in noticed(page))
    await type_in(page, "<delete>")
    await until(page, lambda: "Nobody of them is in a group" in noticed(page))
    await type_in(page, "u")
    await until(page, lambda: "Improved" in text(page))


async def test_the_list_is_sorted_and_narrowed(page):
    await page.press("s")
    assert [one.side for one in page.app.screen.table.rows] == ["target"] * 5 + ["control"] * 5
    await page.press("s", "s", "s")
    assert [one.customer.name for one in page.app.screen.table.rows[:2]] == ["P0", "P1"]
    await type_in(page, "<delete>f")
    await until(page, lambda: "In the groups 9" in text(page))


async def test_the_proof_itself_is_changed_here(page):
    await page.press("c")
    await until(page, lambda: page.app.screen.query("#row-name"))
    await type_in(page, "<ctrl+u>Coaching<ctrl+s>")
    await until(page, lambda: isinstance(page.app.screen, ProofPage) and "Coaching" in text(page))


async def test_a_customer_is_added_here(page):
    await type_in(page, "aZoe<ctrl+s>")
    await until(page, lambda: len(page.app.screen.table.rows) == 11)


async def test_a_proof_that_goes_meanwhile_is_said_to_be_gone(page):
    screen = page.app.screen
    await page.app.change("gone", lambda store: rows.remove(store, "proofs", 1, "gone"))
    await until(page, lambda: "no longer in the book" in said(page))
    await type_in(page, "\nmc")
    assert page.app.screen is screen
    assert screen.copied() == screen.explained() == ""


async def test_what_is_counted_from_activity_is_not_typed(tmp_path):
    app = app_over(tried(tmp_path / "book.db", measure="activity"))
    async with app.run_test(size=(120, 36)) as pilot:
        await open_proof(pilot)
        assert "Not measured: nothing is known of what its customers do" in said(pilot)
        await type_in(pilot, "\n")
        await until(pilot, lambda: "It is counted from product activity" in noticed(pilot))


async def test_a_book_that_is_only_read_is_not_written(tmp_path):
    app = app_over(tried(tmp_path / "book.db"), read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_proof(pilot)
        for key in ("m", "enter", "delete", "c", "a"):
            app.clear_notifications()
            await type_in(pilot, "<delete>" if key == "delete" else "\n" if key == "enter" else key)
            await until(pilot, lambda: "read-only" in noticed(pilot))
            assert app.screen is screen
        assert (await values(pilot))["P1"] == (10, 15)


async def test_a_logo_without_customers_says_how_to_add_them(tmp_path):
    app = app_over(tried(tmp_path / "book.db", people=0))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot)
        await section(pilot, "Proofs")
        await pilot.press("enter")
        await until(pilot, lambda: "No customers are known: a adds one" in said(pilot))
        await pilot.press("m")
        await until(pilot, lambda: "There is nobody to put into a group" in noticed(pilot))
