"""The single days of a logo's activity by keys, in a book that begins empty."""

from datetime import date

import pytest
from typing_keys import type_in
from ui_books import shown

from churntui.data import activity
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.ui.app import ChurntuiApp
from churntui.ui.logos.activity import ActivityCourse
from churntui.ui.logos.days import DaysPage
from churntui.ui.logos.sections import SECTIONS
from churntui.ui.parts.row_form import RowForm
from churntui.ui.shell.opening import Opening

DAY = date(2026, 11, 28)


@pytest.fixture
def app(tmp_path):
    path = tmp_path / "own.db"
    with open_book(path) as store:
        logo = rows.add(store, "logos", {"name": "Nordwind"}, "Added")
        rows.add(store, "customers", {"logo_id": logo, "name": "Ann"}, "Added")
    return ChurntuiApp(open_book(path), Opening(path, DAY))


def kept(app):
    return app._store.rows("SELECT day, customer_id, action_id, n FROM usage_day ORDER BY day")


async def to_activity(pilot):
    await type_in(pilot, "2\n")
    for _ in SECTIONS:
        if isinstance(pilot.app.screen.section, ActivityCourse):
            return
        await type_in(pilot, "<right>")


async def test_days_are_added_corrected_and_taken_away_by_keys(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await to_activity(pilot)
        await type_in(pilot, "a27 nov\tsend report\t12\tAnn\n")
        assert kept(app) == [(20784, 1, 1, 12)]
        await type_in(pilot, "a\tsend report\t3\t<ctrl+s>")
        assert kept(app) == [(20784, 1, 1, 12), (20785, 0, 1, 3)]
        await type_in(pilot, "\n")
        assert isinstance(app.screen, DaysPage)
        assert "Sat 28 Nov 2026" in shown(app)
        await type_in(pilot, "<down><f2>\t\t15<ctrl+s>")
        assert kept(app)[0] == (20784, 1, 1, 15)
        await type_in(pilot, "\n\t\t\t<backspace><ctrl+s>")
        assert kept(app)[0] == (20784, 0, 1, 15)
        await type_in(pilot, "<delete>y")
        assert kept(app) == [(20785, 0, 1, 3)]
        await type_in(pilot, "uuuuu")
        assert kept(app) == []
        assert activity.action_names(app._store) == {}
        await type_in(pilot, "<ctrl+r>" * 5)
        assert kept(app) == [(20785, 0, 1, 3)]
        assert activity.is_current(app._store)


async def test_what_is_counted_already_is_told_at_the_field_and_a_draft_is_left(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await to_activity(pilot)
        await type_in(pilot, "a\tsend\t12<ctrl+s>a\tsend\t3<ctrl+s>")
        assert isinstance(app.screen, RowForm)
        assert "12 already" in shown(app)
        await type_in(pilot, "<escape>")
        assert not isinstance(app.screen, RowForm)
        await type_in(pilot, "a")
        assert "As you left it" in shown(app)
        await type_in(pilot, "yesterday<ctrl+s>")
        assert [n for *_, n in kept(app)] == [3, 12]


async def test_marked_days_go_together_and_come_back_together(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await to_activity(pilot)
        for day in ("1 nov", "2 nov", "3 nov"):
            await type_in(pilot, f"a{day}\tsend\t5<ctrl+s>")
        await type_in(pilot, "\n  <delete>y")
        assert len(kept(app)) == 1
        await type_in(pilot, "u")
        assert len(kept(app)) == 3


async def test_a_logo_is_deleted_from_the_list_with_its_use_and_comes_back_with_it(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await to_activity(pilot)
        await type_in(pilot, "a\tsend\t12\tAnn<ctrl+s><escape><delete>")
        assert "1 customer, 1 use" in " ".join(shown(app).replace("│", " ").split())
        await type_in(pilot, "n<delete>y")
        assert app._store.scalar("SELECT count(*) FROM logo") == 0
        assert kept(app) == []
        await type_in(pilot, "u")
        assert kept(app) == [(20785, 1, 1, 12)]
        assert activity.is_current(app._store)
