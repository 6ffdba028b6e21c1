"""Steps are planned, changed, done and dropped, each as one edit."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add_contract, add_logo, whole

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import snoozes, steps
from churntui.data.rows import talks as talk_rows
from churntui.data.rows.talks import Said
from churntui.model.planned import Planned
from churntui.plain.errors import BadInputError, NotFoundError

TODAY = date(2026, 11, 29)


@pytest.fixture
def acme(store):
    return add_logo(store, "L1")


def test_those_to_be_done_stand_by_their_day(store, acme):
    agreed = add_contract(store, "K1", acme, "2026-01-01", "2027-01-01")
    for what, day in (("some day", None), ("later", date(2026, 12, 5)), ("soon", date(2026, 12, 1))):
        steps.add(store, [(acme, agreed)], Planned(what, "Ana", day), what)
    first = steps.undone(store, TODAY)[0]
    assert (first.what, first.owner, first.contract_id, first.logo_id) == ("soon", "Ana", agreed, acme)
    assert [step.what for step in steps.undone(store, TODAY)] == ["soon", "later", "some day"]
    steps.done(store, first.id, TODAY, "soon done")
    assert [step.what for step in steps.undone(store, TODAY)] == ["later", "some day"]
    assert [step.what for step in steps.undone(store, date(2026, 11, 28))] == ["soon", "later", "some day"]
    steps.done(store, first.id, None, "not yet")
    assert len(steps.undone(store, TODAY)) == 3


def test_a_step_for_several_is_one_edit(store, acme):
    other = add_logo(store, "L2")
    made = steps.add(store, [(acme, None), (other, None)], Planned("mail"), "mail both")
    assert [step.id for step in steps.every(store)] == made
    assert history.undo(store) == "mail both"
    assert steps.every(store) == []


def test_words_are_needed_and_cleaned(store, acme):
    with pytest.raises(BadInputError, match="words"):
        steps.add(store, [(acme, None)], Planned(" \x1b "), "x")
    steps.add(store, [(acme, None)], Planned("call\x1b[31m  him\nnow"), "x")
    assert "\x1b" not in steps.every(store)[0].what


@pytest.mark.parametrize(
    "doing",
    [
        lambda store: steps.add(store, [(99, None)], Planned("x"), "x"),
        lambda store: steps.change(store, 99, Planned("x"), "x"),
        lambda store: steps.done(store, 99, TODAY, "x"),
    ],
)
def test_what_is_gone_is_said(store, doing):
    with pytest.raises(NotFoundError, match="no longer"):
        doing(store)


DOINGS = st.lists(
    st.tuples(
        st.sampled_from(["add", "done", "undone", "change", "drop", "talk", "snooze", "wake"]),
        st.integers(0, 5),
    ),
    max_size=15,
)


def do(store, kind, nth, label):
    """One change of the kind, of the step that is the nth there is; whether there was one to change."""
    known = steps.every(store)
    step = known[nth % len(known)] if known else None
    if kind == "add":
        steps.add(store, [(1 + nth % 2, None)], Planned(label, due_on=date(2026, 12, 1 + nth)), label)
    elif kind == "talk":
        talk_rows.add(store, [1 + nth % 2], Said(date(2026, 11, 1 + nth), newcomer="Ana" * (nth % 2)), label)
    elif kind == "snooze":
        snoozes.put_off(store, [f"step:{nth}"], date(2026, 12, 1 + nth), label)
    elif kind == "wake":
        snoozes.wake(store, [f"step:{nth}"], label)
    elif step is not None and kind in {"done", "undone"}:
        steps.done(store, step.id, TODAY if kind == "done" else None, label)
    elif step is not None and kind == "change":
        steps.change(store, step.id, Planned(label), label)
    elif step is not None:
        steps.remove(store, step.id, label)


@settings(max_examples=examples(30), deadline=None)
@given(DOINGS)
def test_all_undone_and_all_done_again_is_as_it_was(doings):
    tables = ("step", "talk", "person", "snooze")
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.db") as store:
        add_logo(store, "L1")
        add_logo(store, "L2")
        begun = whole(store, tables)
        for at, (kind, nth) in enumerate(doings):
            do(store, kind, nth, f"{kind} {at}")
        ended = whole(store, tables)
        while history.undo(store) is not None:
            pass
        assert whole(store, tables) == begun
        while history.redo(store) is not None:
            pass
        assert whole(store, tables) == ended
