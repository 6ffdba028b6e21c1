"""A logo's page by keys alone."""

from __future__ import annotations

import pytest
from ui_books import HOSTILE, add, app_over, contract, go_to, logo, until, use

from churntui.data.opening import open_book
from churntui.data.rows import contracts, steps
from churntui.model.planned import Planned
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.activity import ActivityCourse
from churntui.ui.logos.page import LogoPage
from churntui.ui.logos.sections import SECTIONS

NOTES = "\n".join(f"Line {nth} of what they told us" for nth in range(40))


@pytest.fixture
def path(tmp_path):
    """One logo with everything a page can show."""
    with open_book(tmp_path / "book.db") as store:
        add(store, "setting", key="reporting_currency", value="EUR")
        acme = logo(
            store, "Acme Health", owner="Ann Berg", industry="Health", country="Germany", employees=1420,
            fit="good", joined_on="2024-02-12", domain="acme.example",
        )  # fmt: skip
        old = contract(store, acme, -282, 40_000_00)
        agreed = contract(store, acme, 83, 48_000_00, notice_days=60, renews_id=old)
        contracts.call_stage(store, agreed, "at_risk", "call Acme at risk")
        with store.write():
            store.rows("UPDATE edit SET at = '2026-11-20T09:30:00Z'")
        use(store, acme, [10, 10, 10, 10, 5, 5, 5, 5])
        add(
            store,
            "person",
            ref="P1",
            logo_id=acme,
            name="Cleo Champion",
            champion=1,
            last_contact_on="2026-11-12",
        )
        add(store, "own_value", logo_id=acme, field="tier", value="gold")
        add(store, "own_value", logo_id=acme, field="region", value="DACH")
        add(store, "step", ref="P1", logo_id=acme, what="call the sponsor", owner="Ann", due_on="2026-11-20")
        add(
            store, "talk", ref="A1", logo_id=acme, person_id=1, day="2026-11-18", author="Ann",
            notes="Budget is tight",
        )  # fmt: skip
        add(store, "ticket", ref="T1", logo_id=acme, opened_on="2026-11-11", subject="Report is empty")
        add(store, "survey", ref="S1", logo_id=acme, day="2026-10-12", kind="nps", score=7, comment="fine")
        add(
            store, "interview", ref="I1", logo_id=acme, status="held", held_on="2026-11-03", stated_reason="too dear",
            primary_reason="quality_support", notes=NOTES, updated_at="2026-11-03T00:00:00Z",
        )  # fmt: skip
    return tmp_path / "book.db"


async def open_page(pilot, logo_id=None):
    await go_to(pilot, "2")
    if logo_id is None:
        await pilot.press("enter")
    else:
        await pilot.app.open_logo(logo_id)
    await until(pilot, lambda: isinstance(pilot.app.screen, LogoPage) and pilot.app.screen._standing)
    await pilot.pause()


@pytest.fixture
async def page(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        yield pilot


def text(pilot):
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def in_view(pilot):
    return pilot.app.screen.section.NAME


async def section(pilot, name):
    """Go to the section of that name by the arrow."""
    names = [kind.NAME for kind in SECTIONS]
    while in_view(pilot) != name:
        assert names.pop()
        await pilot.press("right")
    await pilot.pause()
    return pilot.app.screen.section


async def test_the_head_says_who_they_are_and_how_they_stand(page):
    lines = text(page).splitlines()
    assert "Logos › Acme Health" in lines[0]
    assert (
        "Acme Health · active · €48,000 ARR · renews 12 Feb (83 d) · notice by 14 Dec (23 d !) · Ann Berg"
        in lines[1]
    )
    assert (
        "L1 · acme.example · Health · Germany · 1,420 staff · good fit · joined 12 Feb 2024 (2 y 9 m)"
        in lines[2]
    )
    assert "region DACH · tier gold" in lines[3]


async def test_sections_are_reached_by_arrows_in_a_circle(page):
    found = []
    for _ in SECTIONS:
        found.append(in_view(page))
        await page.press("right")
        await page.pause()
    assert found == [one.NAME for one in SECTIONS]
    assert in_view(page) == SECTIONS[0].NAME
    await page.press("left")
    await page.pause()
    assert in_view(page) == SECTIONS[-1].NAME


async def test_each_section_shows_what_the_file_says(page):
    for name, parts in (
        ("Contracts", ("€48.0k", "at risk", "K2: €48,000 per year · renews K1 · 60 days'", "█")),
        (
            "Activity",
            ("20 actions in 28 d, 40 before, −50 %", "Qualifying actions by week", "report 20 (−50 %)"),
        ),
        ("People", ("Cleo Champion", "champion", "18 Nov, 3 d ago")),
        (
            "What happened",
            ("Ann with Cleo Champion: Bud", "NPS 7: fine", "renewed: Team, €48.0k ARR"),
        ),
        ("Next", ("20 Nov", "! call the sponsor, Ann", "! notice deadline: Team", "2 due !")),
        ("Interviews", ("Stated       too dear", "Assessed     quality, support", "Line 3 of what")),
        ("Feedback", ("Report is empty", "open 10 d", "NPS 7")),
        ("History", ("call Acme at risk", "renewal added")),
    ):
        await section(page, name)
        shown = text(page)
        assert [part for part in parts if part not in shown] == [], name


async def test_p_turns_weeks_into_months_and_only_there(page):
    course = await section(page, "Activity")
    assert isinstance(course, ActivityCourse)
    assert course.exported().rows[-1][0] == "14 Nov"
    await page.press("p")
    await page.pause()
    assert "Qualifying actions by month" in text(page)
    assert course.exported().rows[-1][0] == "Nov 26"
    await section(page, "People")
    await page.press("p")
    assert course.by_months


async def test_long_notes_scroll_from_the_keys(page):
    await section(page, "Interviews")
    words = page.app.screen.query_one("#logo-words")
    assert "Line 39" not in text(page)
    await page.press("tab", "end")
    await until(page, lambda: words.scroll_y == words.max_scroll_y > 0)
    assert "Line 39" in text(page)


async def test_enter_on_an_interview_opens_it_for_editing(page, monkeypatch):
    asked = []

    async def write(*args):
        asked.append(args)

    monkeypatch.setattr(page.app, "write_interview", write)
    await section(page, "Interviews")
    await page.press("enter")
    await until(page, lambda: asked)
    assert asked == [(1, 1)]


async def test_read_only_nothing_is_opened_for_editing(path, monkeypatch):
    app = app_over(path, read_only=True)
    asked = []
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        monkeypatch.setattr(app, "write_interview", lambda *args: asked.append(args))
        await section(pilot, "Interviews")
        await pilot.press("enter", "n")
        await pilot.pause()
        assert asked == []


async def test_b_goes_to_the_brief_of_this_logo(page, monkeypatch):
    asked = []

    async def brief(logo_id):
        asked.append(logo_id)

    monkeypatch.setattr(page.app, "open_brief", brief, raising=False)
    await page.press("b")
    await until(page, lambda: asked)
    assert asked == [1]


async def test_a_change_of_the_book_is_drawn_at_once(page):
    await page.app.change(
        "called", lambda store: contracts.call_stage(store, 2, "verbal", "call Acme verbal")
    )
    await until(page, lambda: "verbal" in text(page))


async def test_a_logo_that_is_gone_is_said_to_be(page):
    await page.app.ask(_remove)
    await page.app.reload()
    await page.pause()
    assert "no longer in the book" in text(page)
    assert page.app.front.logo_id is None
    assert page.app.front.explained() == ""


async def test_what_is_computed_after_the_page_was_left_is_dropped(page):
    left, book = page.app.screen, page.app.book
    await page.press("escape")
    await until(page, lambda: not left.is_attached)
    await left._fill(book, book.logos[1])


def _remove(store):
    with store.write():
        store.rows("DELETE FROM logo")


async def test_what_is_copied_and_exported_is_the_section_in_view(page):
    assert page.app.front.copied().startswith("Team · 12 Feb 2026 · 12 Feb 2027 · €48.0k/year")
    await section(page, "Feedback")
    sheet = page.app.front.exported()
    assert (sheet.name, sheet.rows[0][:3]) == ("logo-feedback", ("11 Nov", "ticket", "Report is empty"))
    assert "€48,000" in page.app.front.explained()


async def test_every_section_can_be_read_at_every_size(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot)
        for size, beside in (((80, 24), 1), ((120, 36), 2), ((200, 55), 3)):
            await pilot.resize_terminal(*size)
            await until(
                pilot, lambda wide=size[0] // beside: abs(app.screen.section.size.width + 4 - wide) <= 1
            )
            for _ in SECTIONS:
                await pilot.press("right")
                await pilot.pause()
                assert app.screen.section.display
                assert app.screen.section.size.height >= 2
                assert app.screen.section.region.bottom < size[1]
                tabs = next(
                    line for line in text(pilot).splitlines() if "  Contracts" in line or " ‹ " in line
                )
                assert in_view(pilot) in tabs


async def test_who_resizes_keeps_place_and_focus(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        course = await section(pilot, "What happened")
        await pilot.press("down", "down")
        chosen, focused = course.table.row, app.focused
        for size in ((80, 24), (200, 55), (40, 10), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert in_view(pilot) == "What happened"
            assert (course.table.row, app.focused) == (chosen, focused)
            assert course.display


async def test_the_section_in_focus_is_marked_by_its_frame(page):
    await section(page, "Next")
    assert "┏━ Next 3" in text(page)
    assert "╭─ What happened" in text(page)


async def test_who_comes_back_is_in_the_section_that_was_left(page):
    await section(page, "People")
    await page.press("escape")
    await open_page(page)
    assert in_view(page) == "People"
    assert page.app.focused is page.app.screen.section.table


async def test_enter_on_an_event_goes_to_what_it_is_about(page):
    course = await section(page, "What happened")
    for kind, name in (("survey", "Feedback"), ("contract", "Contracts"), ("change", "History")):
        await section(page, "What happened")
        course.table.cursor = next(at for at, row in enumerate(course.table.rows) if row.kind == kind)
        await page.press("enter")
        await until(page, lambda name=name: in_view(page) == name)


async def test_a_row_that_is_asked_for_has_the_cursor(page):
    for row, name in ((("ticket", 1), "Feedback"), (("step", 1), "Next"), (("person", 1), "People")):
        await page.app.open_logo(1, row)
        await until(page, lambda name=name: in_view(page) == name)
        assert page.app.front.section.chosen_rows() == (row,)


async def test_themes_are_put_on_what_was_said_and_on_nothing_else(page):
    await section(page, "People")
    await page.press("T")
    assert any("Themes go on" in note.message for note in page.app._notifications)
    desk = await section(page, "Feedback")
    await page.press("T")
    await until(page, lambda: isinstance(page.app.screen, Picker))
    await page.press(*"slow", "enter", "enter")
    await until(page, lambda: desk.table.row.themes == ("slow",))


async def test_themes_are_added_to_all_marked_rows(page):
    desk = await section(page, "Feedback")
    rows = len(desk.table.rows)
    assert rows > 1
    await page.press("home", *["space"] * rows, "T")
    await until(page, lambda: f"Themes to add to {rows} notes" in text(page))
    await page.press(*"slow", "enter")
    await until(page, lambda: all(row.themes == ("slow",) for row in desk.table.rows))


async def test_f_shows_some_kinds_of_what_happened_alone(page):
    course = await section(page, "What happened")
    every = len(course.table.rows)
    await page.press("f")
    await page.pause()
    assert {row.kind for row in course.table.rows} == {"talk", "interview"}
    assert "talks only" in text(page)
    await page.press("f", "f", "f", "f")
    await page.pause()
    assert len(course.table.rows) == every


async def test_undo_brings_the_cursor_to_the_row_it_brings_back(page):
    def remove(store):
        with store.edit("take the step away"):
            store.rows("DELETE FROM step")

    ahead = await section(page, "Next")
    await page.press("end")
    await page.app.change("gone", remove)
    await until(page, lambda: len(ahead.table.rows) == 2)
    await page.press("u")
    await until(page, lambda: len(ahead.table.rows) == 3)
    assert ahead.table.row.text == "call the sponsor, Ann"


async def test_keys_act_on_the_row_of_the_section_in_focus(page):
    await section(page, "Contracts")
    (chosen,) = page.app.front.chosen()
    assert (chosen.logo_id, chosen.contract_id, chosen.row) == (1, 2, ("contract", 2))
    await section(page, "Activity")
    (chosen,) = page.app.front.chosen()
    assert (chosen.logo_id, chosen.row) == (1, ("logo", 1))
    await section(page, "People")
    (chosen,) = page.app.front.chosen()
    assert chosen.row == ("person", 1)


async def test_a_bare_logo_says_what_could_be_there(tmp_path):
    with open_book(tmp_path / "bare.db") as store:
        logo(store, "Bare")
    app = app_over(tmp_path / "bare.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        assert "never a customer" in text(pilot)
        for kind in SECTIONS:
            await section(pilot, kind.NAME)
            if kind.NAME == "Interviews":
                assert "No exit interview." in text(pilot)
            assert (
                "churntui import" in text(pilot)
                or "not measured" in text(pilot)
                or "n writes one" in text(pilot)
                or "changed by hand" in text(pilot)
                or ": a adds" in text(pilot)
                or "x plans" in text(pilot)
            )
            await pilot.press("enter", "y", *(["escape"] if kind is ActivityCourse else []))


async def test_hostile_words_are_shown_as_they_are(tmp_path):
    with open_book(tmp_path / "hostile.db") as store:
        for nth, name in enumerate(HOSTILE):
            acme = logo(store, name, owner=name, industry=name, domain=name)
            agreed = contract(store, acme, 83, plan=name)
            steps.add(store, [(acme, agreed)], Planned(name), name)
            add(store, "person", ref=f"P{nth}", logo_id=acme, name=name, role=name, email=name, champion=1)
            add(
                store, "ticket", ref=f"T{nth}", logo_id=acme, opened_on="2026-11-11", subject=name, priority=name
            )  # fmt: skip
            add(
                store, "survey", ref=f"S{nth}", logo_id=acme, day="2026-11-12", kind=name, score=1, comment=name
            )  # fmt: skip
            add(
                store, "interview", ref=f"I{nth}", logo_id=acme, status="held", stated_reason=name, notes=name,
                updated_at="2026-11-03T00:00:00Z",
            )  # fmt: skip
    app = app_over(tmp_path / "hostile.db")
    async with app.run_test(size=(120, 36)) as pilot:
        for logo_id, name in enumerate(HOSTILE, 1):
            await open_page(pilot, logo_id)
            await pilot.press("question_mark", "escape")
            for _ in SECTIONS:
                await pilot.press("right", "y")
                await pilot.pause()
                assert "\x1b" not in text(pilot)
                if len(name) < 20 and name.isprintable():
                    assert name in text(pilot)
            await pilot.press("escape")


async def test_a_key_that_comes_as_the_page_is_left_finds_its_rows_or_none(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        page = app.screen
        await pilot.press("escape")
        await until(pilot, lambda: not page.is_attached)
        assert [about.logo_id for about in page.chosen()] == [1]
        assert not isinstance(page.change(), str)
