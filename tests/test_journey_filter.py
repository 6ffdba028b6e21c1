"""Filtering by keys: a field of the logo keeps the same rows in every place, and one nobody knows hides nothing."""

import pytest
from ui_books import add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.shell.frame import FilterTold


@pytest.fixture
def path(tmp_path):
    """Two logos that renew and two that left, one each of Ines and of Bo."""
    with open_book(tmp_path / "book.db") as store:
        for owner, one, gone, plan, stage, region in (
            ("Inés Berg", "Acme", "Gonewell", "Big One", "at_risk", "DACH"),
            ("Bo Lind", "Borealis", "Lostfjord", "Solo", "open", "Nordics"),
        ):
            first = logo(store, one, owner=owner, industry="Food")
            number = contract(store, first, 70, notice_days=90, auto_renew=1, plan=plan)
            add(store, "renewal", contract_id=number, stage=stage)
            add(store, "own_value", logo_id=first, field="Region", value=region)
            contract(store, logo(store, gone, owner=owner), -100)
    return tmp_path / "book.db"


def names(app):
    rows = app.place.table.rows
    return [getattr(row, "name", None) or getattr(row, "title", None) or row.logo.name for row in rows]


async def typed(pilot, text):
    await pilot.press("slash")
    pilot.app.query_one("#filter").value = text


@pytest.mark.parametrize("place", "1235")
async def test_the_same_words_keep_an_owners_rows_in_every_place(path, place):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, place)
        await until(pilot, lambda: {"Borealis", "Lostfjord"} & set(names(app)))
        await typed(pilot, "owner:ines")
        await until(pilot, lambda: names(app) and set(names(app)) <= {"Acme", "Gonewell"})
        await pilot.press("escape")
        await until(pilot, lambda: {"Borealis", "Lostfjord"} & set(names(app)))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("plan:solo", ["Borealis", "Lostfjord"]),
        ('plan:"big one"', ["Acme"]),
        ("stage:risk", ["Acme"]),
        ("region:dach", ["Acme"]),
        ("industry:food nord", []),
        ("status:lost owner:bo", ["Lostfjord"]),
        ("acme industry:food", ["Acme"]),
    ],
)
async def test_what_logos_say_can_be_filtered_by(path, words, kept):
    with open_book(path) as store, store.write():
        store.rows("UPDATE contract SET plan = 'Solo' WHERE logo_id = 4")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        await typed(pilot, words)
        await until(pilot, lambda: names(app) == kept)


async def test_a_field_nobody_knows_is_told_and_all_rows_stand(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, "2")
        await typed(pilot, "regoin:dach")
        await until(pilot, lambda: "There is no field “regoin”: " in shown(app))
        assert len(names(app)) == 4
        assert "region" in shown(app)
        await typed(pilot, "region:dach")
        await until(pilot, lambda: names(app) == ["Acme"])
        assert not app.query_one(FilterTold).display
        await typed(pilot, "regoin:dach")
        await pilot.press("escape")
        await until(pilot, lambda: not app.query_one(FilterTold).display)


async def test_a_place_without_fields_takes_a_colon_for_a_letter(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, "6")
        await typed(pilot, "a:b")
        await pilot.pause()
        assert not app.query_one(FilterTold).display
