"""The section of proofs of value on a logo's page, by keys alone."""

from __future__ import annotations

import pytest
from test_ui_logos_page import open_page, section, text
from typing_keys import type_in
from ui_books import add, app_over, logo, until

from churntui.data.opening import open_book
from churntui.data.rows import proofs
from churntui.ui.logos.proof_page import ProofPage


def tried(path, *, people=10, measure="by_hand"):
    """A book of one logo with so many people, and a proof in which the target group of half of them rose by 5."""
    with open_book(path) as store:
        acme = logo(store, "Acme Health")
        proof_id = add(
            store,
            "proof",
            ref="F1",
            logo_id=acme,
            name="Training",
            starts_on="2026-10-05",
            measure=measure,
            unit="h",
        )
        for nth in range(people):
            role, joined = ("admin", "2026-01-01") if nth % 2 else ("", "2025-01-01")
            who = add(
                store, "customer", ref=f"C{nth}", logo_id=acme, name=f"P{nth}", role=role, joined_on=joined
            )
            proofs.place(store, proof_id, [who], "target" if nth % 2 else "control", "placed")
            proofs.put_values(store, proof_id, who, 10, 15 if nth % 2 else 10 + nth / 10, "measured")
    return path


def noticed(pilot):
    """What was said last in passing."""
    return " ".join(f"{notice.title} {notice.message}" for notice in pilot.app._notifications)


@pytest.fixture
async def page(tmp_path):
    app = app_over(tried(tmp_path / "book.db"))
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        yield pilot


async def test_a_proof_says_what_came_of_it_in_one_sentence(page):
    shown = await section(page, "Proofs")
    told = " ".join(text(page).replace("┃", " ").replace("│", " ").split())
    for part in ("Proofs 1", "Training", "improved", "Improved: the target group went from 10.0 to 15.0 h"):
        assert part in told, part
    assert shown.exported().rows[0][:3] == ("Training", "improved", "5 Oct")
    assert "Welch" in page.app.front.explained()


async def test_a_begins_one_and_goes_to_its_groups(page):
    await section(page, "Proofs")
    await type_in(page, "aNew setup\t1 nov<ctrl+s>")
    await until(page, lambda: isinstance(page.app.screen, ProofPage) and page.app.screen.table.rows)
    assert "nothing is known of what its customers do" in " ".join(text(page).split())
    await page.press("escape")
    await until(page, lambda: "Proofs 2" in text(page))
    assert page.app.screen.section.table.row.name == "New setup"


async def test_an_action_alone_is_chosen_by_its_name(page):
    await page.app.ask(lambda store: add(store, "action", name="share report", qualifies=0))
    shown = await section(page, "Proofs")
    await type_in(page, "aTimed\t\t\t\tfly<ctrl+s>")
    await until(page, lambda: "is no action that is known here" in text(page))
    await type_in(page, "<ctrl+u>share<ctrl+s>")
    await until(page, lambda: isinstance(page.app.screen, ProofPage))
    await page.press("escape")
    await until(page, lambda: len(shown.table.rows) == 2)
    assert shown.table.row.action == "share report"


async def test_by_hand_there_is_no_action(page):
    await page.app.ask(lambda store: add(store, "action", name="share", qualifies=1))
    shown = await section(page, "Proofs")
    await type_in(page, "aTimed\t\t\t<ctrl+u>by hand\tshare\thours<ctrl+s>")
    await until(page, lambda: "is for product activity" in text(page))
    await type_in(page, "<ctrl+u><ctrl+s>")
    await until(page, lambda: isinstance(page.app.screen, ProofPage))
    await page.press("escape")
    await until(page, lambda: len(shown.table.rows) == 2)
    assert (shown.table.row.proof.is_by_hand, shown.table.row.proof.unit) == (True, "hours")


async def test_it_is_changed_deleted_and_brought_back_in_place(page):
    shown = await section(page, "Proofs")
    await page.press("f2")
    await until(page, lambda: page.app.screen.query("#row-less_is_better"))
    page.app.screen.query_one("#row-less_is_better").focus()
    await type_in(page, "yes<ctrl+s>")
    await until(page, lambda: shown.table.rows[0].verdict == "worse")
    await page.press("delete")
    await until(page, lambda: "10 proof members" in text(page))
    await page.press("y")
    await until(page, lambda: not shown.table.rows)
    assert "a begins a proof of value" in " ".join(text(page).replace("┃", " ").split())
    await page.press("u")
    await until(page, lambda: shown.table.rows and shown.table.rows[0].target.n == 5)


async def test_what_cannot_be_measured_is_said_at_its_field(page):
    await section(page, "Proofs")
    await type_in(page, "aShort\t\t3<ctrl+s>")
    await until(page, lambda: "is less than 7" in text(page))
    assert page.app.screen.focused.id == "row-days"


async def test_in_a_book_that_is_only_read_it_is_shown_and_not_begun(tmp_path):
    app = app_over(tried(tmp_path / "book.db"), read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot)
        shown = await section(pilot, "Proofs")
        assert shown.table.row.verdict == "improved"
        await pilot.press("a")
        await until(pilot, lambda: "read-only" in noticed(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProofPage))
