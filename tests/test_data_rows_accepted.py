from __future__ import annotations

from churntui.data import history
from churntui.data.rows import accepted


def test_what_is_accepted_is_kept_once_and_undone(store):
    accepted.accept(store, "overlap", "K1 K2", "Accept it")
    accepted.accept(store, "overlap", "K1 K2", "Accept it again")
    assert accepted.every(store) == {("overlap", "K1 K2")}
    assert history.undo(store) == "Accept it"
    assert accepted.every(store) == frozenset()
