"""Actions by name: the book's spelling wins, and what is meant must be clear."""

from __future__ import annotations

import pytest
from stores import inserted

from churntui.data.opening import open_book
from churntui.plain.errors import BadInputError
from churntui.questions import actions


@pytest.mark.parametrize(("name", "found"), [("Send", "Send"), ("send", "send"), ("EXPORT", "export")])
def test_case_matters_only_where_two_differ_by_nothing_else(name, found):
    assert actions.spelled(("Send", "send", "export"), name) == found


@pytest.mark.parametrize("name", ["SEND", "exp", ""])
def test_what_is_not_clear_is_refused_with_those_there_are(name):
    with pytest.raises(BadInputError, match="It has: Send, send, export"):
        actions.spelled(("Send", "send", "export"), name)


def test_those_of_a_book_each_once(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        assert actions.chosen(store, ()) == ()
        with pytest.raises(BadInputError, match="none yet"):
            actions.chosen(store, ("send",))
        with store.write():
            inserted(store, "action", name="send", qualifies=1)
        assert actions.chosen(store, ("SEND", "send")) == ("send",)
