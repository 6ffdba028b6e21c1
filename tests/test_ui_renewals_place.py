from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from stores import add_renewal
from textual.widgets import Static
from typing_keys import type_in
from ui_books import AS_OF, HOSTILE, add, app_over, contract, go_to, logo, until, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import contracts, talks
from churntui.ui.kit.table import fit
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.parts.talk_form import TalkForm
from churntui.ui.renewals.buckets import BucketTab
from churntui.ui.renewals.forecast_page import ForecastPage
from churntui.ui.renewals.place import table_columns
from churntui.ui.renewals.stage import StageDialog

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    """A book with something in most buckets; K1 to K7 in the order written."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        nordwind = logo(store, "Nordwind GmbH", industry="Health", owner="Ana")
        acme = logo(store, "Acme Health", industry="Health")
        sky = logo(store, "青空フーズ", industry="Food")
        kestrel = logo(store, "Kestrel Ltd")
        sol = logo(store, "Sol y Mar")
        lumen = logo(store, "Lumen Labs", industry="Health")
        orbis = logo(store, "Orbis")
        contract(store, nordwind, 83, 96_000_00, notice_days=61)
        contract(store, acme, 67, 48_000_00, notice_days=62, auto_renew=1)
        contract(store, sky, 73, 30_500_00, notice_days=30, auto_renew=1)
        contract(store, kestrel, -9, 22_000_00, notice_days=30, auto_renew=1)
        contract(store, sol, -3, 41_200_00)
        contract(store, orbis, 50, 10_000_00, notice_on="2026-11-02")
        contract(store, lumen, -22, 18_000_00)
        add_renewal(store, 1, "at_risk", step="call sponsor", by="2026-11-24")
        add_renewal(store, 3, "verbal")
        for number, name in ((1, "Ana"), (2, "Bo"), (3, "Cy")):
            add(store, "customer", ref=f"P{number}", logo_id=nordwind, name=name)
        use(store, nordwind, [20] * 4 + [10] * 4 + [5] * 4, customers=(1, 2))
        told = {"status": "held", "held_on": "2026-11-02", "effective_on": "2026-10-30", "updated_at": ""}
        add(store, "interview", ref="I1", logo_id=lumen, **told)
        add(store, "theme", name="missing SSO")
        add(store, "interview_theme", interview_id=1, theme_id=1)
        add(store, "initiative", ref="A1", name="Sign-on", status="in_progress", due_on="2027-01-31")
        add(store, "initiative_theme", initiative_id=1, theme_id=1)
        add(store, "person", ref="M1", logo_id=nordwind, name="Dana Moe", champion=1, left_on="2026-11-12")
    return path


EXPIRED = ["Kestrel Ltd", "Sol y Mar"]


async def shown(pilot):
    """The place, once its rows are."""
    await go_to(pilot, "3")
    await until(pilot, lambda: pilot.app.place.table.rows)
    return pilot.app.place


def names(app):
    return [renewal.logo.name for renewal in app.place.table.rows]


def tabs(app):
    return "".join(str(tab.content) for tab in app.screen.query(BucketTab))


def amounts(app):
    return str(app.screen.query_one("#bucket-amounts", Static).content)


def talk(app):
    return str(app.screen.query_one("#talk-text", Static).content)


async def stored(app, contract_id):
    found = await app.ask(contracts.every)
    return next(one for one in found if one.id == contract_id)


async def test_it_opens_on_61_to_90_sorted_by_the_day_each_is_decided_on(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        assert names(app) == [*EXPIRED, "Acme Health", "青空フーズ", "Nordwind GmbH", "Orbis"]
        assert (app.place.table.row.logo.name, app.place.table.group.key) == ("Acme Health", "61-90")
        assert "[61–90 3]" in tabs(app)
        assert "Expired 2" in tabs(app)
        assert "Known churn 1" in tabs(app)
        await until(pilot, lambda: "computed" in amounts(app))
        # (0 + 7) / (0 + 10) of contracts renewed: 70 %; use of Nordwind held no more, the rest was not measured
        headings = {group.key: (group.heading, group.aside) for group in app.place.table.groups}
        heading, aside = headings["61-90"]
        assert heading == "61–90 · 3"
        assert aside.startswith("due €174.5k · called €85.0k · computed ")
        assert aside.endswith(" · 1 to call")
        assert headings["known_churn"] == ("Known churn · 1", "due €10.0k · called €0 · computed €0")
        assert amounts(app).startswith("due €247.7k · called €129.3k · computed ")
        assert amounts(app).endswith(" · at risk €96.0k · 3 to call")


async def test_arrows_and_letters_go_from_group_to_group_and_stop_at_the_ends(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        table = (await shown(pilot)).table
        await pilot.press("down", "left", "h")
        assert "[Expired 2]" in tabs(pilot.app)
        assert table.row.logo.name == "Kestrel Ltd"
        await pilot.press("right", "l", "l")
        assert "[Known churn 1]" in tabs(pilot.app)
        assert table.row.logo.name == "Orbis"
        await pilot.click("#bucket-expired")
        assert table.row.logo.name == "Kestrel Ltd"
        await pilot.click("#bucket-0-30")
        assert table.row.logo.name == "Kestrel Ltd"


async def test_where_called_and_computed_disagree_comes_first_when_asked_for(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        place = await shown(pilot)
        await until(pilot, lambda: "computed" in amounts(pilot.app))
        await pilot.press("s")
        assert [group.key for group in place.table.groups][-1] == "known"
        assert place.table.groups[0].key in {"called", "computed"}
        assert place.table.row is place.table.rows[0]
        await pilot.press("s")
        assert [group.key for group in place.table.groups] == ["expired", "61-90", "known_churn"]


async def test_a_stage_is_called_by_one_letter_and_taken_back(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, StageDialog))
        await pilot.press("v")
        await until(pilot, lambda: app.place.table.row.contract.stage == "verbal")
        assert app.place.table.row.logo.name == "Acme Health"
        assert (await stored(app, 2)).stage == "verbal"
        await pilot.press("u")
        await until(pilot, lambda: app.place.table.row.contract.stage == "open")


async def test_calling_it_lost_leaves_it_in_its_bucket_and_counts_it_out_of_the_forecast(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, StageDialog))
        await pilot.press("end", "enter")
        await until(pilot, lambda: app.place.table.row.contract.stage == "lost")
        assert names(app) == [*EXPIRED, "Acme Health", "青空フーズ", "Nordwind GmbH", "Orbis"]
        assert "Known churn 1" in tabs(app)
        assert app.place.table.row.forecast == 0


async def test_leaving_the_stages_changes_nothing(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, StageDialog))
        await pilot.press("escape")
        await pilot.pause()
        assert (await stored(app, 2)).stage == "open"


async def test_a_next_step_is_typed_with_its_day(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, StepDialog))
        await pilot.press(*"call cfo, tomorrow", "enter")
        await until(pilot, lambda: app.place.table.row.step)
        step = app.place.table.row.step
        assert (step.what, step.due_on, step.contract_id) == ("call cfo", AS_OF + timedelta(days=1), 2)
        await pilot.press("u")
        await until(pilot, lambda: app.place.table.row.step is None)


async def test_a_talk_is_noted_for_the_as_of_day(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, TalkForm))
        await pilot.press("enter")
        await until(pilot, lambda: app.place.table.row.talked_on == AS_OF)


async def test_a_read_only_book_is_looked_at_and_not_changed(path):
    async with app_over(path, read_only=True).run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        for key in "cxtd":
            await pilot.press(key)
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1
        assert await pilot.app.ask(talks.every) == []


async def test_the_filter_looks_through_all_buckets_and_the_counts_follow(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("slash", *"TEAM kestr")
        await pilot.pause()
        assert names(app) == ["Kestrel Ltd"]
        assert "[Expired 1]" in tabs(app)
        assert "61–90 0" in tabs(app)
        await pilot.press("x")
        assert names(app) == []
        assert "holds these words" in app.place.table.empty
        await pilot.press("escape")
        assert len(names(app)) == 6


async def test_the_talk_sheet_tells_the_renewal_and_what_was_heard_of_logos_like_it(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await go_to(pilot, "3")
        await pilot.press("down", "down")
        await until(pilot, lambda: "1st term" in talk(app))
        for told in (
            "Renews 12 Feb · in 83 days",
            "Notice by 13 Dec · in 22 days !",
            "€96,000 ARR · 12 months · 1st term",
            "Called at risk · forecast 25 %, €24.0k",
            "Next: call sponsor, 24 Nov",
            "20 done in 28 days, 40 in those before",
            "2 of 3 customers active in 28 days",
            "Dana Moe · champion · left 12 Nov",
            "Lost in Health for: missing SSO (1)",
            "Roadmap: Sign-on · in progress, due 31 Jan",
        ):
            assert told in talk(app)
        assert str(app.place.sheet.border_title) == "Nordwind GmbH"
        await pilot.press("up", "up")
        assert "Use was never measured" in talk(app)


async def test_enter_opens_the_logo_and_b_its_brief(path, monkeypatch):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app, opened = pilot.app, []

        async def note(what, logo_id):
            opened.append((what, logo_id))

        monkeypatch.setattr(app, "open_logo", partial(note, "logo"))
        monkeypatch.setattr(app, "open_brief", partial(note, "brief"))
        await go_to(pilot, "3")
        await pilot.press("enter", "down", "down", "b")
        await pilot.pause()
        assert opened == [("logo", 2), ("brief", 1)]


async def test_a_narrow_terminal_has_the_list_alone(path):
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        sheet, table = pilot.app.place.sheet, pilot.app.place.table
        for width, beside in ((80, False), (120, True), (200, True)):
            await pilot.resize_terminal(width, 24)
            assert (sheet.region.width > 0) is beside
            assert table.region.width + sheet.region.width == width


async def test_what_is_exported_copied_and_explained_is_the_row_with_its_numbers(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        place = pilot.app.place
        await pilot.press("down", "down")
        sheet = place.exported()
        assert [row[1] for row in sheet.rows] == names(pilot.app)
        nordwind = dict(zip(sheet.header, sheet.rows[4], strict=True))
        assert nordwind["notice_deadline"] == "2026-12-13"
        assert nordwind["usage_change"] == "-0.5000"
        assert place.copied().startswith("Nordwind GmbH · renews 12 Feb 2027 · notice by 13 Dec 2026")
        assert "€96,000 × 25 % (called at risk) = €24,000" in place.explained()
        assert place.logo_id == 1


async def test_an_empty_book_says_what_to_do_and_no_key_breaks_it(tmp_path):
    async with app_over(tmp_path / "new.db").run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        place = pilot.app.place
        assert "churntui import" in place.table.empty
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, ForecastPage))
        await until(pilot, lambda: "comes up" in pilot.app.screen._table.empty)
        await pilot.press("escape", *"cxtsb", "enter", "left", "right", "y")
        assert len(pilot.app.screen_stack) == 1
        assert (place.logo_id, place.copied(), place.explained()) == (None, "", "")
        assert place.exported().rows == ()


async def test_hostile_names_are_shown_and_never_obeyed(tmp_path):
    path = tmp_path / "hostile.db"
    with open_book(path) as store:
        for name in HOSTILE:
            logo_id = logo(store, name, industry=name, owner=name)
            made = contract(store, logo_id, 70, plan=name, notice_days=30, auto_renew=1)
            add_renewal(store, made, step=name)
            add(store, "person", ref=name, logo_id=logo_id, name=name, role=name)
            told = {"status": "held", "stated_reason": name, "updated_at": ""}
            add(store, "interview", ref=name, logo_id=logo_id, effective_on="2025-11-21", **told)
            theme = add(store, "theme", name=name)
            add(store, "interview_theme", interview_id=theme, theme_id=theme)
    async with app_over(path).run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        app = pilot.app
        assert len(names(app)) == len(HOSTILE)
        for nth, renewal in enumerate(app.place.table.rows):
            app.place.table.cursor = nth
            await until(pilot, lambda: "no contact" in talk(app))
            assert "\x1b" not in talk(app)
            await pilot.press("c")
            await until(pilot, lambda: isinstance(app.screen, StageDialog))
            await pilot.press("escape", "x")
            await until(pilot, lambda: isinstance(app.screen, StepDialog))
            await pilot.press("escape", "t")
            await until(pilot, lambda: isinstance(app.screen, TalkForm))
            await pilot.press("enter")
            await until(pilot, lambda at=nth: app.place.table.rows[at].talked_on)
            assert app.place.table.rows[nth].logo == renewal.logo


@pytest.mark.parametrize("width", [68, 72, 120])
def test_logo_notice_arr_and_stage_always_have_room(path, width):
    with open_book(path) as store:
        book = Book.load(store, AS_OF).with_usage(store)
    near = [renewal for renewal in book.renewals if renewal.ends_on.year <= 2027]
    shown = [column.title for column, _ in fit(table_columns(book, near), width)]
    assert near
    assert shown[:5] == ["Logo", "Renews", "Notice", "ARR", "Stage"]


async def test_the_cursor_goes_to_the_contract_that_is_added(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await until(pilot, lambda: len(app.place.table.rows) == 6)
        chosen = app.place.table.row.logo.name
        await type_in(pilot, "auSupport\t\t\t\t\t12k<ctrl+s>")
        await until(pilot, lambda: len(app.place.table.rows) == 7)
        assert (app.place.table.row.logo.name, app.place.table.row.contract.plan) == (chosen, "Support")
