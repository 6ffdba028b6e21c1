"""Fields of the user's own by keys: declared, filled in, shown, sorted, filtered and split by, and taken back."""

import json

import pytest
from click.testing import CliRunner
from typing_keys import type_in
from ui_books import AS_OF, app_over, contract, go_to, logo, shown, until

from churntui.cli import commands
from churntui.data.opening import open_book


@pytest.fixture
def path(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for name, ends_in in (("Acme", 70), ("Borealis", 90), ("Cobalt", -60)):
            contract(store, logo(store, name), ends_in)
    return tmp_path / "book.db"


async def test_a_field_is_declared_filled_shown_sorted_filtered_and_split_by(path):
    app = app_over(path)
    async with app.run_test(size=(200, 55)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        await type_in(pilot, "w")
        await until(pilot, lambda: app.screen.query("#own-fields"))
        await type_in(pilot, "aRegion\n")
        await until(pilot, lambda: [field.name for field in app.book.own_fields] == ["Region"])
        await type_in(pilot, "aTier\to\tgold, silver\n")
        await until(pilot, lambda: len(app.book.own_fields) == 2)
        await type_in(pilot, "<escape>")
        for name, region in (("Acme", "DACH"), ("Borealis", "Benelux")):
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            app.place.table.cursor = [row.name for row in app.place.table.rows].index(name)
            await type_in(pilot, "<f2>")
            await until(pilot, lambda: app.screen.query("#row-own-region"))
            app.screen.query_one("#row-own-region").focus()
            await type_in(pilot, f"{region}<ctrl+s>")
            await until(pilot, lambda region=region: region in app.book.own["region"].values.values())
        await until(pilot, lambda: "Benelux" in shown(app))
        for _ in range(6):  # by health before it
            await type_in(pilot, "s")
        await until(pilot, lambda: app.place.table.sorted_by == ("Region", False))
        assert [row.name for row in app.place.table.rows] == ["Borealis", "Acme", "Cobalt"]
        await type_in(pilot, "/region:da")
        await until(pilot, lambda: [row.name for row in app.place.table.rows] == ["Acme"])
        await type_in(pilot, "\n<enter>")
        await until(pilot, lambda: "Region DACH" in shown(app))
        await type_in(pilot, "<escape><escape>uuuu")
        await until(pilot, lambda: not app.book.own_fields and not app.book.own_values)


async def test_a_field_that_was_left_half_declared_is_gone_on_with(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await type_in(pilot, "w")
        await until(pilot, lambda: app.screen.query("#own-fields"))
        await type_in(pilot, "aTier\to\tgold, silver<escape>")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        assert not app.book.own_fields
        await type_in(pilot, "a")
        await until(pilot, lambda: "gold, silver" in shown(app))
        await type_in(pilot, "\n")
        await until(pilot, lambda: app.book.own_fields and not app.book.drafts)
        assert app.book.own_fields[0].choices == ("gold", "silver")
        await type_in(pilot, "<f2>\t\t<end>, bronze<escape>")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await type_in(pilot, "a")
        await until(pilot, lambda: app.screen.query("#own-name"))
        assert app.screen.query_one("#own-name").value == ""
        await type_in(pilot, "<escape><escape>1/draft\n")
        await until(pilot, lambda: "draft of a changed own field" in shown(app) and "Tier" in shown(app))
        await type_in(pilot, "\n")
        await until(pilot, lambda: "bronze" in shown(app))
        await type_in(pilot, "\n")
        await until(pilot, lambda: app.book.own_fields[0].choices == ("gold", "silver", "bronze"))
        await until(pilot, lambda: not app.book.drafts)


async def test_a_change_of_a_field_that_cannot_be_kept_is_not_lost(path):
    with open_book(path) as store, store.write():
        store.rows("INSERT INTO own_value(logo_id, field, value) VALUES (1, 'Tier', 'tin')")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        await type_in(pilot, "w")
        await until(pilot, lambda: app.screen.query("#own-fields"))
        await type_in(pilot, "<f2>\to\tgold, silver\n")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        assert app.book.own_fields[0].kind == "line"
        await type_in(pilot, "<f2>")
        await until(pilot, lambda: app.screen.query("#own-choices"))
        app.screen.query_one("#own-choices").focus()
        await type_in(pilot, "<end>, tin\n")
        await until(pilot, lambda: not app.book.drafts)
        assert app.book.own_fields[0].choices == ("gold", "silver", "tin")


async def test_trends_are_split_by_a_field_and_forget_it_with_the_field(path):
    with open_book(path) as store, store.write():
        store.rows(
            "INSERT INTO own_value(logo_id, field, value) VALUES (1, 'Feature set', 'all'), (3, 'Feature set', 'few')"
        )
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "4")
        await until(pilot, lambda: app.place._figures is not None)
        await type_in(pilot, "s")
        await until(pilot, lambda: app.screen.query("Picker Input") or len(app.screen_stack) > 1)
        await type_in(pilot, "feature\n")
        await until(pilot, lambda: len(app.screen_stack) > 1 and "alone" in shown(app))
        await type_in(pilot, "\n")
        await until(pilot, lambda: app.place.view.by == ("feature_set",))
        await until(pilot, lambda: "few" in shown(app))
        await app.ask(lambda store: store.rows("SELECT 1"))
        with open_book(path) as other, other.write():
            other.rows("DELETE FROM own_value")
        await until(pilot, lambda: app.place.view.by == ())


def test_reports_are_split_by_a_field_however_it_is_spelled(path):
    with open_book(path) as store, store.write():
        store.rows(
            "INSERT INTO own_value(logo_id, field, value) VALUES (1, 'Feature set', 'all'), (3, 'Feature set', 'few')"
        )
    rows = {}
    for by in ("feature set", "feature_set", "Feature_Set,industry"):
        done = CliRunner().invoke(
            commands,
            ["report", "segments", "--by", by, "--json", "--file", str(path), "--as-of", AS_OF.isoformat()],
            standalone_mode=False,
            catch_exceptions=False,
        )
        rows[by] = {row["segment"] for row in json.loads(done.stdout)["rows"]}
    assert rows["feature set"] == rows["feature_set"] == {"all", "few", "(not set)", None}
    assert "all · (not set)" in rows["Feature_Set,industry"]
