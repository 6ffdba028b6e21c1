"""Use is told as it stood at the opening of a day: what was measured later is not known by then."""

from __future__ import annotations

from datetime import timedelta

from ui_books import AS_OF, logo, use

from churntui import use as used
from churntui.data.opening import open_book


def test_a_logo_that_is_measured_later_is_not_known_yet(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for name, weeks in (("Old", [1] * 12), ("Later", [1] * 3)):
            use(store, logo(store, name), weeks)
        then = used.read(store, AS_OF - timedelta(weeks=5))
        assert ([*then.by_logo], [*then.first.days]) == ([1], [1])
        now = used.read(store, AS_OF)
        assert ([*now.by_logo], [*now.first.days]) == ([1, 2], [1, 2])
