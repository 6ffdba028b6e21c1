"""What is said of each kind of note stands in the schema."""

import pytest

from churntui.model.choices import NOTE_KINDS
from churntui.model.notes import LIVING, NOTES, OWNERS, owner
from churntui.model.tables import stored_column


def test_every_kind_is_told_once():
    assert tuple(NOTES) == NOTE_KINDS
    assert set(LIVING) == set(NOTE_KINDS) - {"interview"}
    assert [owner(kind) for kind in NOTE_KINDS] == list(OWNERS)


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_its_words_and_days_are_declared(kind):
    form = NOTES[kind]
    assert all(stored_column(kind, column).searched for column in form.words)
    assert all(stored_column(kind, column).kind == "day" or column == "effective_on" for column in form.days)
    assert stored_column(kind, "themes").kind == "names"
