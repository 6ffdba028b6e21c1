"""Today: what needs someone, each row a way in; drawn at once, completed when pandas is there."""

import json

import pytest
from test_ui_app import settled
from ui_books import AS_OF, add, app_over, contract, logo, shown, until, use

from churntui.data.opening import open_book
from churntui.ui import app as app_module


@pytest.fixture
def path(tmp_path):
    """One logo for each kind of need, named after it, and an alarm over all of them."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Notice"), 40, auto_renew=1, notice_days=30)
        contract(store, logo(store, "Expired"), -10)
        contract(store, logo(store, "Talk"), 75)
        falling = logo(store, "Usage")
        contract(store, falling, None)
        use(store, falling, [9, 9, 9, 9, 1, 1, 1, 1])
        left = logo(store, "Champion")
        contract(store, left, None)
        add(store, "person", ref="P1", logo_id=left, name="Ana", champion=1, left_on="2026-11-01")
        contract(store, logo(store, "Silent"), -45, arr=100)
        unfinished = logo(store, "Draft")
        fields = json.dumps({"notes": "half a word"})
        add(store, "draft", logo_id=unfinished, author="", fields=fields, updated_at="2026-11-20T10:00:00Z")
        add(store, "setting", key="target_rate", value="0.05")
    return path


def kinds(app):
    return [need.kind for need in app.place.table.rows]


async def test_every_kind_has_its_row(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        assert kinds(app)[:2] == ["alarm", "expired"]
        assert set(kinds(app)[2:]) == {"notice", "talk", "usage", "champion", "silent", "draft"}
        assert len(kinds(app)) == 8
        screen = shown(app)
    assert "1 over target · 1 notice · 1 expired ·" in screen
    assert "usage fell 89 % in 28 days" in screen
    assert "! Expired" in screen


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("notice", "LogoPage"),
        ("expired", "LogoPage"),
        ("talk", "LogoPage"),
        ("usage", "LogoPage"),
        ("champion", "LogoPage"),
        ("silent", "InterviewPage"),
        ("draft", "InterviewPage"),
    ],
)
async def test_enter_goes_where_the_row_can_be_dealt_with(path, kind, page):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = kinds(app).index(kind)
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert type(app.screen).__name__ == page
        await until(pilot, lambda: kind.capitalize() in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_the_alarm_leads_to_the_trends(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = kinds(app).index("alarm")
        await pilot.press("enter")
        await until(pilot, lambda: app.place.id == "trends")


async def test_a_draft_goes_on_where_it_was_left(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = kinds(app).index("draft")
        await pilot.press("enter")
        await until(pilot, lambda: "half a word" in shown(app))


async def test_the_first_frame_has_what_sqlite_gives(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WARM_UP_AFTER", 60)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert set(kinds(app)) == {"notice", "expired", "talk", "champion", "draft"}
        assert "expired 10 days ago, no outcome" in shown(app)
        assert app.book.usage is None


async def test_the_cursor_stays_on_its_row_when_more_is_known(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WARM_UP_AFTER", 60)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "down")
        chosen = app.place.table.row
        await app.reload()
        await until(pilot, settled(app))
        assert "alarm" in kinds(app)
        assert app.place.table.row == chosen


async def test_it_is_filtered_by_logo_and_by_reason(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.filter("USAGE fell")
        assert kinds(app) == ["usage"]
        app.place.filter("nothing of that kind")
        assert kinds(app) == []
        assert app.place.logo_id is None
        assert app.place.copied() == ""
        app.place.filter("")
        assert len(kinds(app)) == 8


async def test_what_is_copied_and_exported_is_what_is_shown(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.filter("expired")
        assert app.place.copied() == "Expired: expired 10 days ago, no outcome"
        assert app.place.exported().rows == (
            ("!", "Expired", "expired 10 days ago, no outcome", "€12.0k", "2026-11-11"),
        )


async def test_the_running_quarter_stands_beside_it(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        lines = app.place._standing.lines
        assert lines[0] == "Logo attrition  1/6 · 16.7 %"
        assert "  target 5 %  ▲ over" in lines
        assert "1/6 · 16.7 %" in shown(app)


async def test_an_empty_book_says_how_to_begin(tmp_path):
    app = app_over(tmp_path / "new.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        screen = shown(app)
        assert "Nothing needs you today" in screen
        assert "churntui import" in screen
        await pilot.press("enter", "n")
        await pilot.pause()
        assert app.is_running
    assert app.book.as_of == AS_OF
