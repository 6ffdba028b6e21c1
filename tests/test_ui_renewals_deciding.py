"""Deciding by keys: what each answer writes, what cannot be decided and why, and that one key takes it back."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add_renewal, whole
from typing_keys import type_in
from ui_books import AS_OF, add, app_over, contract, go_to, logo, shown, until

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import contracts, drafts, interviews
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.fields import FieldRow
from churntui.ui.parts.row_form import RowForm
from churntui.ui.renewals.decide_dialog import DecideDialog

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    """K1 of Nordwind is due, K2 expired and renews itself, K3 has no end, K4 stands beside it, K5 is free, K6 lost."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        nordwind, kestrel, sol, free, lumen = (
            logo(store, name)
            for name in ("Nordwind GmbH", "Kestrel Ltd", "Sol y Mar", "Freeware", "Lumen Labs")
        )
        contract(store, nordwind, 83, 96_000_00, notice_days=60, seats=84)
        contract(store, kestrel, -9, 22_000_00, auto_renew=1, uplift=5)
        contract(store, sol, None, 10_000_00)
        contract(store, sol, 40, 5_000_00, plan="Extra")
        contract(store, free, 70, 0)
        contract(store, lumen, -40, 18_000_00)
        add_renewal(store, 1, "at_risk")
        add(store, "interview", ref="I1", logo_id=lumen, status="not_asked",
            effective_on=contracts.every(store)[-1].ends_on.isoformat(), updated_at="2026-10-13T00:00:00Z")  # fmt: skip
    return path


def written(app):
    """The contracts by ref: start, end, amount, notice."""
    return {
        one.ref: (str(one.starts_on), str(one.ends_on), one.amount_minor, one.notice_on)
        for one in contracts.every(app._store)
    }


def problems(app):
    """What is wrong in the form in view, by the name of the field."""
    return {
        row.field.id.removeprefix("row-"): str(row._problem.render())
        for row in app.screen.query(FieldRow)
        if row._problem and row._problem.display
    }


async def on_logo(pilot, name):
    """The list of logos, on that one."""
    await go_to(pilot, "2")
    await type_in(pilot, f"/{name}\n")
    await until(pilot, lambda: pilot.app.place.table.row.name == name)


async def decided_for(pilot, name, letters):
    """Decide about a logo in the list of logos."""
    await on_logo(pilot, name)
    await pilot.press("d")
    await until(pilot, lambda: isinstance(pilot.app.screen, DecideDialog))
    await type_in(pilot, letters)


@pytest.mark.parametrize("place", ["1", "3"])
async def test_two_keys_renew_it_as_it_was_and_one_takes_that_back(path, place):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        before = whole(app._store, history.RECORDED)
        await go_to(pilot, place)
        about = [row.contract_id if place == "1" else row.contract.id for row in app.place.table.rows]
        await type_in(pilot, "<down>" * about.index(1))
        await pilot.press("d", "r")
        await until(pilot, lambda: "K1-r2" in written(app))
        assert written(app)["K1-r2"] == ("2027-02-12", "2028-02-12", 96_000_00, None)
        stages = {one.ref: one.stage for one in contracts.every(app._store)}
        assert (stages["K1"], stages["K1-r2"]) == ("at_risk", "open")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("u")
        await until(pilot, lambda: whole(app._store, history.RECORDED) == before)


async def test_one_that_renews_itself_is_rolled_on_with_the_uplift_it_has_agreed(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await decided_for(pilot, "Kestrel Ltd", "")
        assert "Rolled on, +5 %" in shown(pilot.app)
        await type_in(pilot, "\n")
        await until(pilot, lambda: "K2-r2" in written(pilot.app))
        assert written(pilot.app)["K2-r2"] == ("2026-11-12", "2027-11-12", 23_100_00, None)


async def test_renewed_changed_shows_the_change_in_arr_while_it_is_typed(path):
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        await decided_for(pilot, "Nordwind GmbH", "c")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "88k")
        assert "→ €88,000 · −€8,000 ARR · −8.3 %" in shown(app)
        assert "€1,047.62 a seat" in shown(app)
        await type_in(pilot, "\t80\t\t+24m")
        assert "→ Mon 12 Feb 2029 · 24 months" in shown(app)
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: "K1-r2" in written(app))
        assert written(app)["K1-r2"] == ("2027-02-12", "2029-02-12", 88_000_00, None)
        new = contracts.every(app._store)[1]
        assert (new.seats, new.renews_id, new.plan) == (80, 1, "Team")
        assert history.undo(app._store) == "Nordwind GmbH renewed to 12 Feb 2029: €88,000 a year"


async def test_the_end_moves_with_the_start_until_it_is_named(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Nordwind GmbH", "c")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "\t\t\t\t\t1 jan 2027")
        assert "the old one ends then" in shown(app)
        assert app.screen.text("ends_on") == "1 Jan 2028"
        await type_in(pilot, "<ctrl+a><ctrl+k>1 jun 2027")
        assert app.screen.text("ends_on") == "1 Jun 2028"
        assert "late: counts as a return" in shown(app)
        await type_in(pilot, "<shift+tab><shift+tab>+6m\t\t<ctrl+a><ctrl+k>12 feb 2027")
        assert app.screen.text("ends_on") == "+6m"
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: "K1-r2" in written(app))
        assert written(app)["K1-r2"][:2] == ("2027-02-12", "2027-08-12")


async def test_what_cannot_be_is_said_at_its_field_and_what_is_left_is_a_draft(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Nordwind GmbH", "c")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "much\t\t\t\t\t1 jan 2026<ctrl+s>")
        await until(pilot, lambda: problems(app))
        assert problems(app) == {"amount_minor": "“much” is not an amount. Write it as 1234.50"}
        await type_in(pilot, "90k\t\t\t\t\t<ctrl+s>")
        await until(pilot, lambda: "starts_on" in problems(app))
        assert problems(app)["starts_on"] == "Starts is not after 12 Feb 2026, when the old one does"
        await type_in(pilot, "<escape>")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert [draft.fields["amount_minor"] for draft in drafts.every(app._store)] == ["90k"]
        await type_in(pilot, "dc")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        assert app.screen.text("amount_minor") == "90k"
        await type_in(pilot, "<ctrl+l><ctrl+s>")
        await until(pilot, lambda: "K1-r2" in written(app))
        assert drafts.every(app._store) == []


async def test_notice_is_kept_on_the_contract_and_makes_it_known_churn(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Nordwind GmbH", "n")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "3 jan 2027\t")
        assert problems(app) == {"notice_on": "That day is still to come: notice is kept once it is given"}
        await type_in(pilot, "<shift+tab>3 nov<ctrl+s>")
        await until(pilot, lambda: written(app)["K1"][3] == date(2026, 11, 3))
        await until(pilot, lambda: any(one.bucket == "known_churn" for one in app.book.renewals))
        assert interviews.ids_of_logo(app._store, 1) == set()
        await type_in(pilot, "do")
        await until(pilot, lambda: written(app)["K1"][3] is None)


async def test_notice_to_another_day_is_a_loss_on_that_day(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Nordwind GmbH", "n")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "\t1 mar 2027<ctrl+s>")
        await until(pilot, lambda: problems(app))
        assert problems(app) == {"effective_on": "It ends on 12 Feb 2027: a loss does not prolong it"}
        await type_in(pilot, "<ctrl+a><ctrl+k>31 dec<ctrl+s>")
        await until(pilot, lambda: interviews.ids_of_logo(app._store, 1))
        assert written(app)["K1"][3] == AS_OF
        assert history.undo(app._store) == "Nordwind GmbH: notice of 21 Nov 2026, service ends 31 Dec 2026"


async def test_a_loss_is_recorded_and_the_interview_is_now_or_later(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Nordwind GmbH", "l")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "today\n")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await type_in(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        (record,) = (one for one in interviews.every(app._store) if one.logo_id == 1)
        assert (record.effective_on, record.status, record.kind) == (AS_OF, "not_asked", "full")
        await type_in(pilot, "<escape>")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await type_in(pilot, "do")
        await until(pilot, lambda: interviews.ids_of_logo(app._store, 1) == set())


async def test_one_of_two_contracts_is_lost_alone_or_with_the_other(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Sol y Mar", "l")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        assert "Extra alone" in shown(app)
        await type_in(pilot, "1 dec<ctrl+s>")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "under Notes (5)" in shown(app)
        await type_in(pilot, "<escape>")
        assert written(app)["K4"][1:] == ("2026-12-01", 5_000_00, date(2026, 12, 1))
        assert history.undo(app._store) == "Sol y Mar, Extra alone, lost on 1 Dec 2026"


async def test_one_without_end_is_not_renewed_and_a_free_one_is_not_lost(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        with app._store.write():
            app._store.rows("DELETE FROM contract WHERE ref = 'K4'")
        await app.reload()
        await decided_for(pilot, "Sol y Mar", "r")
        assert "It has no end: it goes on until it is ended" in shown(app)
        await type_in(pilot, "<escape>")
        await decided_for(pilot, "Freeware", "l")
        assert "It is free: nothing is lost with it" in shown(app)
        await type_in(pilot, "r")
        await until(pilot, lambda: "K5-r2" in written(app))


async def test_what_is_renewed_is_not_renewed_by_the_same_keys_but_its_renewal_is_changed(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await on_logo(pilot, "Nordwind GmbH")
        await pilot.press("d", "r", "d", "r")
        await until(pilot, lambda: "K1-r2" in written(app) and isinstance(app.screen, DecideDialog))
        assert "It is renewed already, from 12 Feb 2027 on: enter goes there" in shown(app)
        await type_in(pilot, "c")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "99k<ctrl+s>")
        await until(pilot, lambda: written(app)["K1-r2"][2] == 99_000_00)
        await type_in(pilot, "do")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "it was changed since" in shown(app)
        await type_in(pilot, "y")
        await until(pilot, lambda: "K1-r2" not in written(app))


async def test_what_is_decided_is_not_decided_again_but_shown_or_opened(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await decided_for(pilot, "Lumen Labs", "r")
        assert "recorded: enter goes there" in shown(app)
        await type_in(pilot, "o")
        await until(pilot, lambda: interviews.ids_of_logo(app._store, 5) == set())
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await type_in(pilot, "d")
        await until(pilot, lambda: isinstance(app.screen, DecideDialog))
        assert "nothing is decided yet" in shown(app)


async def test_all_that_are_marked_are_decided_as_one_and_those_that_cannot_be_are_named(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        before = whole(app._store, history.RECORDED)
        await go_to(pilot, "2")
        await type_in(pilot, " " * len(app.place.table.rows))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DecideDialog))
        await type_in(pilot, "i")
        assert "Lumen Labs (Team): its loss on" in shown(app)
        await type_in(pilot, "i")
        await until(pilot, lambda: "K2-r2" in written(app))
        assert {"K1-r2", "K2-r2", "K4-r2", "K5-r2"} <= written(app).keys()
        assert "K6-r2" not in written(app)
        assert history.undo(app._store) == "4 contracts renewed with their uplift"
        assert whole(app._store, history.RECORDED) == before


async def test_notice_of_several_is_of_one_day(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "2")
        assert [row.name for row in app.place.table.rows][1::2] == ["Kestrel Ltd", "Nordwind GmbH"]
        await type_in(pilot, "<down> <down> ")
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DecideDialog))
        await type_in(pilot, "n")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await type_in(pilot, "yesterday\n")
        await until(pilot, lambda: written(app)["K1"][3])
        assert {written(app)[ref][3] for ref in ("K1", "K2")} == {date(2026, 11, 20)}
