"""What is left in a small dialog is a draft: of several logos, too, and gone on with from Today."""

from __future__ import annotations

import pytest
from typing_keys import type_in
from ui_books import app_over, contract, go_to, logo, until

from churntui.data.opening import open_book
from churntui.data.rows import talks
from churntui.ui.parts.row_form import RowForm
from churntui.ui.parts.talk_form import TalkForm


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name in ("Acme", "Borea"):
            contract(store, logo(store, name), 75)
    return path


async def left(pilot, keys):
    """A talk is begun and left."""
    await go_to(pilot, "3")
    await type_in(pilot, f"{keys}t\t\t\t\tA page<escape>")
    await until(pilot, lambda: len(pilot.app.book.drafts) == 1)


async def test_a_talk_with_several_logos_is_gone_on_with_for_several(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await left(pilot, "  ")
        await type_in(pilot, "t")
        assert isinstance(app.screen, TalkForm)
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: not app.book.drafts and len(app.book.talked) == 2)
    with open_book(path, read_only=True) as store:
        assert {(talk.logo_id, talk.notes) for talk in talks.every(store)} == {(1, "A page"), (2, "A page")}


async def test_on_today_it_is_a_draft_of_a_talk_in_the_form_of_one(path):
    app = app_over(path)
    app._store.user = "Kim"
    async with app.run_test(size=(80, 24)) as pilot:
        await left(pilot, "")
        await type_in(pilot, "1/draft\n\n")
        assert isinstance(app.screen, RowForm)
        assert (app.screen.text("notes"), app.screen.text("how")) == ("A page", "call")
        assert app.screen.text("author") == "Kim"
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: not app.book.drafts)
    with open_book(path, read_only=True) as store:
        assert [(talk.logo_id, talk.notes, talk.both_ways) for talk in talks.every(store)] == [
            (1, "A page", True)
        ]
