"""Use entered, corrected and taken away by hand: figures follow, and undo and redo bring all of it back."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stores import add, asked

from churntui.data import activity, export, history, stories
from churntui.data.activity import roster
from churntui.data.activity.cells import BLOCK
from churntui.data.keeping import rows, uses
from churntui.data.keeping.going import goes_with
from churntui.data.opening import open_book
from churntui.data.rows import use
from churntui.data.rows.use import Sum
from churntui.model.tables import TABLES
from churntui.plain import dates
from churntui.plain.errors import ChurnError, NotFoundError

DAY = date(2026, 11, 20)
NUMBER = dates.number(DAY)


def everything(store):
    return {name: list(export.rows(store, table)) for name, table in TABLES.items()}


def two_logos(store):
    for name in ("Nordwind", "Acme"):
        logo = rows.add(store, "logos", {"name": name, "ref": name}, "Added")
        for who in ("Ann", "Ben"):
            given = {"logo_id": logo, "name": who, "ref": who, "joined_on": date(2026, 1, 1)}
            rows.add(store, "customers", given, "Added")


def is_sound(store):
    """Whether the figures are those of the days, and count nobody who is not in the book."""
    counted = {int(customer) for block in roster.load(store) for customer in block.customers}
    in_book = {customer for (customer,) in store.rows("SELECT id FROM customer")}
    return activity.is_current(store) and counted <= in_book


@pytest.fixture
def kept(store):
    two_logos(store)
    return store


def test_a_customer_who_goes_to_a_logo_of_another_block_is_counted_there_alone(kept):
    far = add(kept, "logo", id=BLOCK + 1, ref="Far", name="Far")
    rows.change(kept, "customers", 1, {"logo_id": far}, "Moved")
    assert is_sound(kept)
    assert [(block.block, list(block.customers)) for block in roster.load(kept)] == [(0, [2, 3, 4]), (1, [1])]
    assert history.undo(kept) == "Moved"
    assert is_sound(kept)
    assert history.redo(kept) == "Moved"
    assert is_sound(kept)


def sent(logo_id=1, *, day=DAY, customer_id=1, action="send", n=3):
    return {"logo_id": logo_id, "day": day, "customer_id": customer_id, "action_id": action, "n": n}


def test_what_was_done_on_a_day_is_added_corrected_and_taken_away(kept):
    uses.add(kept, sent(), "Added")
    assert activity.actions(kept) == [(1, "send", True, 3, 1)]
    (found,) = use.newest_first(kept, 1)
    assert found == Sum(NUMBER, 1, 1, 3)
    later = {**sent(day=date(2026, 11, 21), customer_id=None, action="Send", n=None)}
    uses.change(kept, 1, found, later, "Corrected")
    (moved,) = use.newest_first(kept, 1)
    assert moved == Sum(NUMBER + 1, 0, 1, 1)
    assert is_sound(kept)
    uses.take_away(kept, 1, [moved], "Deleted")
    assert use.newest_first(kept, 1) == []
    assert is_sound(kept)
    assert [history.undo(kept) for _ in range(3)] == ["Deleted", "Corrected", "Added"]
    assert activity.action_names(kept) == {}
    assert is_sound(kept)


def test_logging_in_is_a_new_action_that_does_not_qualify(kept):
    uses.add(kept, sent(action="login"), "Added")
    assert activity.actions(kept) == [(1, "login", False, 3, 1)]


def test_a_day_has_one_count_and_what_changed_meanwhile_is_not_overwritten(kept):
    uses.add(kept, sent(), "Added")
    with pytest.raises(rows.FieldError, match="3 already"):
        uses.add(kept, sent(n=9), "Added")
    (found,) = use.newest_first(kept, 1)
    uses.change(kept, 1, found, sent(n=5), "Corrected")
    with pytest.raises(rows.FieldError, match="5 by now"):
        uses.change(kept, 1, found, sent(n=9), "Corrected")
    uses.take_away(kept, 1, [found], "Deleted")
    assert [one.n for one in use.newest_first(kept, 1)] == [5]
    uses.add(kept, sent(customer_id=2), "Added")
    with pytest.raises(rows.FieldError, match="3 already"):
        uses.change(kept, 1, Sum(NUMBER, 1, 1, 5), sent(customer_id=2), "Corrected")
    with pytest.raises(NotFoundError):
        uses.change(kept, 1, Sum(NUMBER, 0, 1, 5), sent(), "Corrected")
    with pytest.raises(rows.FieldError, match="no customer"):
        uses.add(kept, sent(customer_id=3), "Added")
    with pytest.raises(rows.FieldError, match="more than"):
        uses.add(kept, sent(customer_id=2, n=10**9 + 1), "Added")


def test_sums_that_go_and_come_back_are_asked_for_together(kept):
    def questions(days):
        for day in range(1, days + 1):
            uses.add(kept, sent(day=date(2026, 10, day)), "Added")
        with asked(kept) as told:
            uses.take_away(kept, 1, use.newest_first(kept, 1), "Deleted")
            history.undo(kept)
            history.redo(kept)
        return sum("FROM usage_day WHERE logo_id = 1 AND" in question for question in told)

    assert questions(1) == questions(20)


def test_what_an_import_said_since_is_not_taken_back(kept):
    uses.add(kept, sent(), "Added")
    with kept.write():
        kept.rows("UPDATE usage_day SET n = 7")
        activity.refresh(kept, "usage_day")
    with pytest.raises(history.CannotUndoError):
        history.undo(kept)
    assert [one.n for one in use.newest_first(kept, 1)] == [7]


def test_an_action_that_was_done_stays(kept):
    uses.add(kept, sent(), "Added")
    with pytest.raises(ChurnError, match="done by customers"):
        rows.remove(kept, "actions", 1, "Deleted")
    history.undo(kept)
    assert activity.action_names(kept) == {}


def test_the_use_of_a_customer_that_goes_is_nobodys_and_theirs_again(kept):
    uses.add(kept, sent(customer_id=1, n=3), "Added")
    uses.add(kept, sent(customer_id=None, n=4), "Added")
    before = everything(kept)
    rows.remove(kept, "customers", 1, "Deleted Ann")
    assert use.newest_first(kept, 1) == [Sum(NUMBER, 0, 1, 7)]
    assert is_sound(kept)
    history.undo(kept)
    assert everything(kept) == before
    assert is_sound(kept)


def test_a_customer_who_did_something_stays_with_their_logo(kept):
    uses.add(kept, sent(), "Added")
    with pytest.raises(rows.FieldError, match="cannot change"):
        rows.change(kept, "customers", 1, {"logo_id": 2}, "Moved")


def test_only_the_use_of_their_own_logo_is_asked_whether_a_customer_may_leave_it(kept):
    with asked(kept) as questions:
        rows.change(kept, "customers", 1, {"logo_id": 2, "ref": "A"}, "Moved")
    of_use = [question for question in questions if "usage_day WHERE customer_id" in question]
    assert of_use
    for question in of_use:
        ((*_, plan),) = kept.rows(f"EXPLAIN QUERY PLAN {question}")
        assert "SEARCH usage_day USING PRIMARY KEY (logo_id=?" in plan


def test_a_logo_goes_with_all_that_hangs_on_it_and_all_of_it_comes_back(kept):
    uses.add(kept, sent(), "Added")
    uses.add(kept, sent(customer_id=2, action="print", n=2), "Added")
    contract = {"logo_id": 1, "starts_on": date(2026, 1, 1), "amount_minor": 1}
    rows.add(kept, "contracts", contract, "Added")
    rows.add(kept, "people", {"logo_id": 1, "name": "Cy"}, "Added")
    rows.add(kept, "talks", {"logo_id": 1, "day": DAY, "notes": "Price", "themes": ("price",)}, "Added")
    before = everything(kept)
    told = {going.table.name: going.count for going in goes_with(kept, "logos", [1])}
    assert told == {"customers": 2, "people": 1, "contracts": 1, "talks": 1, "activity": 2}
    rows.remove(kept, "logos", 1, "Deleted Nordwind")
    assert kept.scalar("SELECT count(*) FROM usage_day") == 0
    assert is_sound(kept)
    history.undo(kept)
    assert everything(kept) == before
    assert is_sound(kept)
    history.redo(kept)
    assert kept.scalar("SELECT count(*) FROM logo") == 1
    assert is_sound(kept)


def test_use_of_a_customer_who_has_gone_meanwhile_is_nobody_elses(kept):
    rows.add(kept, "customers", {"logo_id": 1, "name": "Cleo", "ref": "Cleo"}, "Added")
    gone = kept.scalar("SELECT max(id) FROM customer")
    kept.user = "ann"
    uses.add(kept, sent(customer_id=gone), "Sent by Cleo")
    history.undo(kept)
    kept.user = "ben"
    rows.remove(kept, "customers", gone, "Removed")
    rows.add(kept, "customers", {"logo_id": 2, "name": "Dora", "ref": "Dora"}, "Added")
    assert kept.scalar("SELECT max(id) FROM customer") == gone
    kept.user = "ann"
    with pytest.raises(history.CannotUndoError):
        history.redo(kept)
    assert use.newest_first(kept, 1) == []


def test_the_story_of_a_logo_tells_of_its_use(kept):
    uses.add(kept, sent(), "Added")
    (found,) = use.newest_first(kept, 1)
    uses.change(kept, 1, found, sent(n=5), "Corrected")
    newest, first = (told for told in stories.of(kept, "logo", 1) if told.table == use.TABLE)
    assert (newest.column, newest.before, newest.after) == (
        "n", "send 3 on 2026-11-20, Ann", "send 5 on 2026-11-20, Ann",
    )  # fmt: skip
    assert (first.column, first.before, first.after) == ("", "", "send 3 on 2026-11-20, Ann")


def _added(store, logo_id, day, customer_id, action, n):
    uses.add(
        store, sent(logo_id, day=dates.from_number(day), customer_id=customer_id, action=action, n=n), "A"
    )


def _corrected(store, logo_id, day, customer_id, action, n):
    found = use.newest_first(store, logo_id)[0]
    values = sent(logo_id, day=dates.from_number(day), customer_id=customer_id, action=action, n=n)
    uses.change(store, logo_id, found, values, "C")


def _taken(store, logo_id, *_):
    uses.take_away(store, logo_id, use.newest_first(store, logo_id)[:2], "T")


def _left(store, _, __, customer_id, *___):
    rows.remove(store, "customers", customer_id or 1, "L")


def _gone(store, logo_id, *_):
    rows.remove(store, "logos", logo_id, "G")


STEPS = st.lists(
    st.tuples(
        st.sampled_from((_added, _added, _added, _corrected, _taken, _left, _gone)),
        st.integers(1, 2),
        st.sampled_from((NUMBER, NUMBER + 1, NUMBER - 400)),
        st.sampled_from((None, 1, 2, 3)),
        st.sampled_from(("send", "login")),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)


@given(STEPS)
def test_from_the_end_to_the_beginning_and_back_the_book_is_the_same(tmp_path_factory, steps):
    with open_book(tmp_path_factory.mktemp("uses") / "own.db") as store:
        two_logos(store)
        books = [everything(store)]
        for doing, *given_values in steps:
            before = store.scalar("SELECT max(id) FROM edit")
            with suppress(ChurnError, IndexError):
                doing(store, *given_values)
            if store.scalar("SELECT max(id) FROM edit") != before:
                books.append(everything(store))
                assert is_sound(store)
        for book in reversed(books[:-1]):
            assert history.undo(store) is not None
            assert everything(store) == book
            assert is_sound(store)
        for book in books[1:]:
            assert history.redo(store) is not None
            assert everything(store) == book
            assert is_sound(store)
