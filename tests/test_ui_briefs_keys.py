from __future__ import annotations

import random

import pytest
from brief_books import HARBOUR, at_brief, at_once, brief_book, keys_beside, keys_in
from ui_books import app_over

from churntui.data.rows import briefs

KEYS = ("delete", "A", "J", "K", "E", "space", "down", "down", "up", "end", "home", "pagedown", "R")


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_typed_at_once_no_point_is_lost_and_all_of_it_can_be_taken_back(tmp_path, seed):
    typed = random.Random(seed).choices(KEYS, k=25)
    async with app_over(brief_book(tmp_path / "book.db")).run_test(size=(80, 24)) as pilot:
        points = await at_brief(pilot)
        before, beside = keys_in(points), keys_beside(points)
        await at_once(pilot, *typed)
        assert sorted(keys_in(points) + keys_beside(points)) == sorted(before + beside), typed
        edits = pilot.app._store.scalar("SELECT count(*) FROM edit")
        assert edits
        await at_once(pilot, *["u"] * edits)
        assert (keys_in(points), keys_beside(points)) == (before, beside), typed
        assert briefs.in_preparation(pilot.app._store, HARBOUR) is None
