"""Merging two logos by keys: from two marked rows, from the page of one, the other way round, and taken back."""

import pytest
from typing_keys import type_in
from ui_books import add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.merging import MergeDialog
from churntui.ui.logos.page import LogoPage


@pytest.fixture
def path(tmp_path):
    """Two logos that are one customer, one that is lost, and one beside."""
    with open_book(tmp_path / "book.db") as store:
        one = logo(store, "Acme", industry="Steel", country="Chile")
        contract(store, one, 70)
        contract(store, one, -290)
        two = logo(store, "Acme Ltd", industry="Food", owner="Ann")
        contract(store, two, 90)
        add(store, "person", ref="P1", logo_id=two, name="Ben")
        for logo_id in (one, two):
            add(store, "customer", logo_id=logo_id, ref="u1", name=f"User {logo_id}")
        gone = logo(store, "Cobalt")
        contract(store, gone, -60)
        add(
            store, "interview", ref="I1", logo_id=gone, status="not_asked", effective_on="2026-09-22",
            updated_at="2026-11-01T09:00:00Z",
        )  # fmt: skip
        logo(store, "Echo")
    return tmp_path / "book.db"


def told(app):
    return {note.message for note in app._notifications}


def names(app):
    return [row.name for row in app.place.table.rows]


async def test_two_marked_logos_are_merged_with_the_values_chosen(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        await type_in(pilot, "<space><space>m")
        await until(pilot, lambda: isinstance(app.screen, MergeDialog) and "Moves" in shown(app))
        text = shown(app)
        assert "Acme (L1) stays · Acme Ltd (L2) goes" in text
        assert "Moves: 1 customer, 1 person, 1 contract." in text
        assert "1 customer has one id in both and becomes one: User 1 / User 2." in text
        await type_in(pilot, "jj<space>")
        await until(pilot, lambda: "● Chile" in shown(app))
        await type_in(pilot, "k<space><ctrl+s>")
        await until(pilot, lambda: names(app) == ["Acme", "Cobalt", "Echo"])
        (kept,) = [one for one in app.book.logos.values() if one.ref == "L1"]
        assert (kept.industry, kept.country, kept.owner) == ("Food", "Chile", "Ann")
        assert len(app.book.contracts_of(kept.id)) == 3
        await type_in(pilot, "u")
        await until(pilot, lambda: names(app) == ["Acme", "Acme Ltd", "Cobalt", "Echo"])
        await type_in(pilot, "<ctrl+r>")
        await until(pilot, lambda: names(app) == ["Acme", "Cobalt", "Echo"])


async def test_from_its_page_a_logo_goes_into_another_and_that_is_shown(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        await type_in(pilot, "<enter>")
        await until(pilot, lambda: isinstance(app.screen, LogoPage))
        await type_in(pilot, "mcobalt\n")
        await until(pilot, lambda: isinstance(app.screen, MergeDialog) and "Moves" in shown(app))
        assert "! That Cobalt was lost on 22 Sep 2026 will end the contracts of Acme" in " ".join(
            shown(app).replace("│", "").split()
        )
        assert "ctrl+s merges" in shown(app)
        await type_in(pilot, "s")
        await until(pilot, lambda: "Cobalt (L3) stays" in shown(app))
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and app.screen.logo_id == 3)
        assert 1 not in app.book.logos
        await type_in(pilot, "<escape>")
        await until(pilot, lambda: names(app) == ["Acme Ltd", "Cobalt", "Echo"])
        await type_in(pilot, "o")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await type_in(pilot, "L1")
        await until(pilot, lambda: "L3 · was Acme · was L1" in shown(app))
        await type_in(pilot, "\n")
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and app.screen.logo_id == 3)


async def test_what_cannot_be_merged_says_why(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place._listed.standings)
        await type_in(pilot, "<space><space><space>m")
        await until(pilot, lambda: told(app) == {"Two at a time can be merged, and 3 are marked"})
        await type_in(pilot, "<escape>Gm")
        await until(pilot, lambda: "Merge Echo with" in shown(app))
        await type_in(pilot, "<escape>gjm")
        await until(pilot, lambda: "Merge Acme Ltd with" in shown(app))
        lines = shown(app).splitlines()
        assert [line for line in lines if "looks like it" in line] == [
            line for line in lines if "▸Acme" in line
        ]
        await type_in(pilot, "<escape>")
        await until(pilot, lambda: "Merge Acme Ltd with" not in shown(app))
        assert len(app.book.logos) == 4
