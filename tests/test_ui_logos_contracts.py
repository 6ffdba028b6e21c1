"""The contracts of a logo: each until the day it really ends, and why it ends then."""

from __future__ import annotations

from test_ui_logos_page import open_page, section
from textual.widgets import Static
from ui_books import add, app_over, contract, logo, until

from churntui.data.opening import open_book
from churntui.ui.logos.contracts import Timeline


def about(contracts):
    """What is said of the chosen one."""
    return str(contracts.query_one("#logo-next", Static).content)


async def test_what_a_loss_ended_is_shown_until_the_loss_and_why(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        gone = logo(store, "Gone GmbH")
        contract(store, gone, None, starts_on="2024-02-01")
        contract(store, gone, 300, plan="Seats", starts_on="2025-02-01")
        add(
            store, "interview", ref="I1", logo_id=gone, status="not_asked", effective_on="2026-10-30",
            updated_at="2026-11-03T00:00:00Z",
        )  # fmt: skip
    async with app_over(tmp_path / "book.db").run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        shown = await section(pilot, "Contracts")
        cells = [[column.cell(row) for column in shown.columns()] for row in shown.table.rows]
        assert [line[2] for line in cells] == [("30 Oct 2026", "warn")] * 2
        assert {line[-1] for line in cells} == {"lost"}
        assert "ended 30 Oct 2026 by a loss, signed to 17 Sep 2027" in about(shown)
        await pilot.press("down")
        await until(pilot, lambda: "ended 30 Oct 2026 by a loss, signed without end" in about(shown))
        bars = str(shown.query_one(Timeline).content)
        assert "▒" in bars
        assert "█" not in bars


async def test_what_is_renewed_early_is_shown_until_its_renewal_begins(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme")
        first = contract(store, acme, 60)
        contract(store, acme, 400, renews_id=first, starts_on="2026-12-01")
    async with app_over(tmp_path / "book.db").run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        shown = await section(pilot, "Contracts")
        await pilot.press("end")
        await until(pilot, lambda: "ends 1 Dec 2026 when K2 begins, signed to 20 Jan 2027" in about(shown))
        bars = str(shown.query_one(Timeline).content).splitlines()
        assert len(bars) == 2  # the years, and both terms one after the other
