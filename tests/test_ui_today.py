"""Today: what needs someone, each row a way in; drawn at once, completed when pandas is there."""

import json

import pytest
from test_ui_app import settled
from ui_books import AS_OF, add, app_over, contract, logo, shown, until, use

from churntui.data.opening import open_book
from churntui.metrics import today
from churntui.ui import app as app_module
from churntui.ui.parts.logo_form import LogoForm


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
    """Of each row all that it is about."""
    return [{part.kind for part in row.parts} for row in app.place.table.rows]


def at(app, kind):
    """The row that is about it."""
    return next(nth for nth, of in enumerate(kinds(app)) if kind in of)


def has(app, kind):
    return any(kind in of for of in kinds(app))


async def test_every_kind_has_its_row(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        assert kinds(app)[0] == {"alarm"}
        assert "expired" in kinds(app)[1]
        assert set.union(*kinds(app)) == {
            "alarm", "notice", "expired", "talk", "falling", "champion_left", "unheard", "draft", "never_used",
        }  # fmt: skip
        assert len(kinds(app)) == len({row.title for row in app.place.table.rows}) == 8
        screen = shown(app)
        await pilot.press("down")
        await until(pilot, lambda: "d  decide: renewed" in shown(app))
        await until(pilot, lambda: "1st term" in shown(app))
    assert "enter  look at the losses in" in screen
    assert "1 over target · 1 expired · 1 notice ·" in screen
    assert "usage fell 89 % in 28 days" in screen
    assert "! Expired" in screen


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("notice", "LogoPage"),
        ("expired", "LogoPage"),
        ("talk", "LogoPage"),
        ("falling", "LogoPage"),
        ("champion_left", "LogoPage"),
        ("unheard", "InterviewPage"),
        ("draft", "InterviewPage"),
    ],
)
async def test_enter_goes_where_the_row_can_be_dealt_with(path, kind, page):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, kind)
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert type(app.screen).__name__ == page
        called = {"falling": "Usage", "champion_left": "Champion", "unheard": "Silent"}.get(
            kind, kind.capitalize()
        )
        await until(pilot, lambda: called in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_the_alarm_leads_to_the_trends(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, "alarm")
        await pilot.press("enter")
        await until(pilot, lambda: app.place.id == "trends")


async def test_a_draft_goes_on_where_it_was_left(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, "draft")
        await pilot.press("enter")
        await until(pilot, lambda: "half a word" in shown(app))


async def test_a_draft_that_is_not_the_first_of_its_row_goes_on_too(path):
    with open_book(path) as store:
        fields = json.dumps({"notes": "half a line"})
        add(store, "draft", logo_id=1, author="", fields=fields, updated_at="2026-11-20T10:00:00Z")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, "notice")
        assert app.place.table.row.kind == "notice"
        await pilot.press("enter")
        await until(pilot, lambda: "half a line" in shown(app))


async def test_the_first_frame_has_what_sqlite_gives(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WARM_UP_AFTER", 60)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert set.union(*kinds(app)) == {"notice", "expired", "talk", "champion_left", "draft"}
        assert "expired 10 days ago, no outcome" in shown(app)
        assert app.book.usage is None


async def test_the_cursor_stays_on_its_row_when_more_is_known(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WARM_UP_AFTER", 60)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "down")
        chosen = app.place.table.row.title
        await app.reload()
        await until(pilot, settled(app))
        assert has(app, "alarm")
        assert app.place.table.row.title == chosen


async def test_it_is_filtered_by_logo_and_by_reason(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.filter("USAGE fell")
        assert kinds(app) == [{"falling"}]
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
        said = "expired 10 days ago, no outcome; no use was ever measured, 375 days in force"
        assert app.place.copied() == f"Expired: {said}"
        sheet = app.place.exported()
        assert sheet.header == ("due", "logo_id", "logo", "why", "arr_EUR", "date")
        assert sheet.rows == (("!", "L2", "Expired", said, "12000.00", "2026-11-11"),)
        app.place.filter("this quarter")
        ((_, alarm_of, _, _, alarm_arr, _),) = app.place.exported().rows
        assert (alarm_of, alarm_arr) == ("", "")


async def test_the_sum_is_all_that_the_logos_pay_also_where_a_row_is_about_a_part_of_it(path):
    with open_book(path) as store:
        contract(store, store.scalar("SELECT id FROM logo WHERE name = 'Talk'"), 200, arr=130_000_00)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.filter("renews")
        await until(pilot, lambda: "1 row, €142.0k ARR of their logos" in shown(app))
        app.place.filter("window closed")
        await until(pilot, lambda: "1 row" in shown(app) and "ARR of their logos" not in shown(app))


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
        await pilot.press("enter", "C", "S", "delete", "f", "f", "a")
        await until(pilot, lambda: isinstance(app.screen, LogoForm))
        await pilot.press("escape", "n")
        await pilot.pause()
        assert app.is_running
    assert app.book.as_of == AS_OF


@pytest.fixture
def planned(tmp_path):
    """A step and a promise that are due, a fix that is late, and an end that nobody has decided on."""
    path = tmp_path / "planned.db"
    with open_book(path) as store:
        ending, lost = logo(store, "Ending"), logo(store, "Lost")
        contract(store, ending, 25)
        contract(store, lost, -400)
        add(store, "step", ref="S1", logo_id=ending, what="call sponsor", due_on="2026-11-20")
        add(store, "step", ref="S2", logo_id=ending, what="send offer", due_on="2026-11-21")
        add(
            store, "commitment", ref="P1", logo_id=ending, what="SSO date", by_us=1, state="open",
            due_on="2026-11-19",
        )  # fmt: skip
        add(
            store, "interview", ref="I1", logo_id=lost, status="held", held_on="2025-11-01", fix="Answer in a day",
            fix_owner="Bo", fix_due_on="2026-11-18", updated_at="2025-11-01T09:00:00Z",
        )  # fmt: skip
    return path


def texts(app):
    return [need.text for need in app.place.table.rows]


def told(app):
    return [notice.message for notice in app._notifications]


FIX = "fix due 18 Nov: Answer in a day @Bo"
LATE = [
    "due 20 Nov: call sponsor",
    "we promised by 19 Nov: SSO date",
    "ends in 25 days, next 20 Nov: call sponsor",
    "due today: send offer",
]


def of_ending(app):
    """What the row of the one logo that is still here says."""
    return [part.text for row in app.place.table.rows if row.title == "Ending" for part in row.parts]


async def test_what_is_done_leaves_by_one_key_and_the_cursor_stays_on_its_logo(planned):
    app = app_over(planned)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        assert of_ending(app) == LATE
        assert texts(app) == [LATE[0], FIX]
        assert f"{LATE[0]} · {LATE[1][:12]}" in shown(app)
        next_one = "ends in 25 days, next 21 Nov: send offer"
        for left in (
            [LATE[1], next_one, LATE[3]],
            [next_one, LATE[3]],
            ["ends in 25 days, no call made"],
        ):
            await pilot.press("home", "C")
            await until(pilot, lambda left=left: of_ending(app) == left)
            assert app.place.table.row.title == "Ending"
        assert "Ending: send offer done" in told(app)
        for _ in range(3):
            await pilot.press("u")
        await until(pilot, lambda: of_ending(app) == LATE)


async def test_all_marked_rows_are_done_by_one_key_and_come_back_by_one(planned):
    app = app_over(planned)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("home", "space", "space", "C")
        await until(pilot, lambda: not has(app, "fix") and of_ending(app)[0] == LATE[1])
        assert app.place.table.marked_rows == ()
        await pilot.press("u")
        await until(pilot, lambda: texts(app) == [LATE[0], FIX])


async def test_what_is_not_there_to_be_done_says_so(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("home", "C")
        await until(
            pilot, lambda: told(app) == ["Nothing is open here: x plans a step, u takes back what was done"]
        )


async def test_a_step_puts_its_row_off_and_what_rests_is_listed(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, "notice")
        await pilot.press("x", *"30 nov call sponsor", "enter")
        await until(pilot, lambda: not has(app, "notice"))
        await until(pilot, lambda: "ARR of their logos · 1 at rest: f" in shown(app))
        await pilot.press("f")
        assert texts(app) == ["notice ends in 10 days, next 30 Nov: call sponsor"]
        await until(pilot, lambda: "30 Nov" in shown(app))
        await pilot.press("delete")
        await until(pilot, lambda: "It rests until its step" in told(app)[0])
        await pilot.press("u")
        await until(pilot, lambda: "Nothing rests" in shown(app))
        await pilot.press("f")
        assert has(app, "notice")


async def test_a_row_is_put_off_to_a_day_given_another_and_had_back(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        everything = kinds(app)
        await pilot.press("home", "S")
        await until(pilot, lambda: "This quarter rests until" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: kinds(app) == everything[1:])
        assert told(app) == ["This quarter rests until 22 Nov"]
        await pilot.press("f", "S")
        await until(pilot, lambda: "rests until" in shown(app) and len(app.screen_stack) == 2)
        await pilot.press(*"yesterday", "enter")
        await until(pilot, lambda: "That day is not ahead" in shown(app))
        await pilot.press("escape", "S", *"+2w", "enter")
        await until(pilot, lambda: "5 Dec" in shown(app))
        await pilot.press("delete")
        await until(pilot, lambda: kinds(app) == [])
        await pilot.press("f")
        assert kinds(app) == everything
        await pilot.press("u", "u", "u")
        await until(pilot, lambda: kinds(app) == everything and app.book.snoozed == {})


async def test_marked_rows_are_put_off_together(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        count = len(kinds(app))
        await pilot.press("home", "space", "space", "S", "enter")
        await until(pilot, lambda: len(kinds(app)) == count - 2)
        assert told(app) == ["2 rows rest until 22 Nov"]
        await pilot.press("u")
        await until(pilot, lambda: len(kinds(app)) == count)


async def test_f2_changes_what_the_row_is_about(planned):
    app = app_over(planned)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("home", "f2")
        await until(pilot, lambda: "Change the step" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("down", "f2")
        await until(pilot, lambda: "Fix after Lost" in shown(app))
        await pilot.press(*"Reply the same day @Ana, 3 dec", "enter")
        await until(pilot, lambda: not has(app, "fix"))
        (fix,) = app.book.fixes
        assert (fix.what, fix.owner, fix.due_on.isoformat()) == ("Reply the same day", "Ana", "2026-12-03")


async def test_steps_are_taken_away_and_nothing_that_is_no_row(planned):
    app = app_over(planned)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, "fix")
        await pilot.press("delete")
        await until(pilot, lambda: told(app) and "Only steps, or promises" in told(app)[0])
        app.place.table.cursor = at(app, "step")
        await pilot.press("delete")
        await until(pilot, lambda: "Delete the step" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: LATE[0] not in of_ending(app))
        await pilot.press("u")
        await until(pilot, lambda: of_ending(app) == LATE)


async def test_the_line_of_counts_breaks_between_kinds_and_not_within_one(path):
    with open_book(path) as store:
        for nth in range(2):
            late = logo(store, f"Late {nth}")
            contract(store, late, None)
            add(store, "step", ref=f"S{nth}", logo_id=late, what="Call", due_on="2026-11-01")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        lines = [line.strip() for line in shown(app).splitlines()[2:4]]
        told = today.tally(today.awake(app.place._needs))
    *kinds_told, more = " · ".join(lines).split(" · ")
    assert kinds_told == told[: len(kinds_told)]
    assert more == f"+{len(told) - len(kinds_told)} more kinds" or [*kinds_told, more] == told
    assert "2 steps due" in lines[0] + lines[1]


async def test_a_reason_has_the_room_that_short_names_leave(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        lost = logo(store, "Orbis")
        contract(store, lost, -20)
        add(store, "interview", ref="I1", logo_id=lost, status="not_asked", effective_on="2026-11-01",
            updated_at="2026-11-02T10:00:00Z")  # fmt: skip
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        await until(pilot, lambda: "lost 2 weeks ago, ask until 12 Dec, not asked yet  " in shown(app))


async def test_a_draft_is_thrown_away_where_it_is_listed(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.place.table.cursor = at(app, "draft")
        await pilot.press("delete")
        await until(pilot, lambda: "Throw away the draft about Draft?" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: not has(app, "draft"))
