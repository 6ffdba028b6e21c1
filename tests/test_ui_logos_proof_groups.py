"""The groups of a proof of value by keys: those marked, everybody by role, everybody by joining day."""

from __future__ import annotations

import pytest
from test_ui_logos_page import text
from test_ui_logos_proof_page import open_proof, said
from test_ui_logos_proofs import noticed, tried
from typing_keys import type_in
from ui_books import app_over, until

from churntui.data.rows import proofs
from churntui.ui.kit.choosing import Choose
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.proof_page import ProofPage


@pytest.fixture
async def page(tmp_path):
    app = app_over(tried(tmp_path / "book.db", people=6))
    async with app.run_test(size=(120, 36)) as pilot:
        await open_proof(pilot)
        yield pilot


async def sides(pilot):
    trial = await pilot.app.ask(lambda store: proofs.one(store, 1, pilot.app.book.as_of))
    return {member.customer.name: member.row.side for member in trial.members}


async def test_the_marked_go_into_one_group_as_one_change(page):
    await type_in(page, "   mt")
    await until(page, lambda: "Target 5" in said(page))
    assert (await sides(page)) == {
        "P0": "target", "P1": "target", "P2": "target", "P3": "target", "P4": "control", "P5": "target"
    }  # fmt: skip
    assert not page.app.screen.table.marked_rows
    await type_in(page, "u")
    await until(page, lambda: "Target 3" in said(page))


async def test_the_chosen_one_goes_over_and_out(page):
    await type_in(page, "mt")
    await until(page, lambda: "P0 into the target group: Training" in noticed(page))
    await type_in(page, "mn")
    await until(page, lambda: "P0 out of the groups: Training" in noticed(page))
    assert "P0" not in await sides(page)


async def test_everybody_by_role(page):
    await type_in(page, "mr")
    await until(page, lambda: isinstance(page.app.screen, Picker))
    await type_in(page, "no role\n")
    await until(page, lambda: "Roles of the control group" in text(page))
    await type_in(page, "\n")
    await until(page, lambda: "3 in the target group, 3 in the control group" in noticed(page))
    assert (await sides(page))["P0"] == "target"
    assert (await sides(page))["P1"] == "control"


async def test_by_role_somebody_is_left_for_the_control_group(page):
    await type_in(page, "mr <down> \n")
    await until(page, lambda: "nobody is left for the control group" in noticed(page))
    await type_in(page, "mr\n")
    await until(page, lambda: "Roles of the control group" in text(page))
    await type_in(page, " \n")
    await until(page, lambda: "A control group is needed" in noticed(page))
    assert (await sides(page))["P1"] == "target"


async def test_everybody_by_joining_day(page):
    await type_in(page, "mj1 jul\n")
    await until(page, lambda: "says not since or before which day" in said(page))
    await type_in(page, "<ctrl+u>before 1 jul 2025\n")
    await until(page, lambda: "3 in the target group, 3 in the control group" in noticed(page))
    assert (await sides(page))["P0"] == "target"
    await type_in(page, "u")
    await until(page, lambda: "Improved" not in text(page) and "Training" in text(page))
    assert (await sides(page))["P0"] == "control"


@pytest.mark.parametrize(("typed", "asks"), [("m", Choose), ("mr", Picker), ("mj", Prompt), ("mr\n", Picker)])
async def test_escape_changes_nothing(page, typed, asks):
    before = await sides(page)
    await type_in(page, typed)
    await until(page, lambda: isinstance(page.app.screen, asks))
    await type_in(page, "<escape>")
    await until(page, lambda: isinstance(page.app.screen, ProofPage))
    assert await sides(page) == before
