"""What is read of a renewal's logo: its people and seats, who is active, and which term the contract is."""

import pytest
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import contracts
from churntui.questions.logo_file import read
from churntui.questions.renewal_file import Inside, look_inside


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        logo(opened, "Nordwind", industry="Health")
        yield opened


def load(store):
    return Book.load(store, AS_OF).with_usage(store)


def test_a_term_is_counted_along_the_contracts_that_renew_one_another(store):
    contract(store, 1, -700)
    contract(store, 1, -300, renews_id=1)
    contract(store, 1, 80, renews_id=2)
    contract(store, 1, 81)
    book = load(store)
    own = {one.id: one for one in contracts.of_logo(store, 1)}
    assert [look_inside(store, book, own[number]).term for number in (1, 2, 3, 4)] == [1, 2, 3, 1]


def test_contracts_that_renew_one_another_in_a_circle_are_counted_once(store):
    contract(store, 1, 80)
    contract(store, 1, 81, renews_id=1)
    store.rows("UPDATE contract SET renews_id = 2 WHERE id = 1")
    (first, _) = contracts.of_logo(store, 1)
    assert look_inside(store, load(store), first).term == 2


def test_active_customers_are_counted_up_to_the_last_measured_day(store):
    contract(store, 1, 80)
    for number in (1, 2, 3):
        add(store, "customer", ref=f"P{number}", logo_id=1)
    use(store, 1, [5, 5, 5, 5, 5], customers=(1, 1, 1, 1, 2))
    (only,) = contracts.of_logo(store, 1)
    inside = look_inside(store, load(store), only)
    assert (inside.active, inside.customers) == (1, 3)


@pytest.mark.parametrize("customers", [0, 2])
def test_of_use_that_names_nobody_it_is_not_measured_who_is_active(store, customers):
    contract(store, 1, 80)
    for number in range(customers):
        add(store, "customer", ref=f"P{number}", logo_id=1)
    use(store, 1, [5] * 5)
    (only,) = contracts.of_logo(store, 1)
    book = load(store)
    assert look_inside(store, book, only).active is None
    told = read(store, book, 1).activity
    assert (told.customers, told.fall, told.done) == (None, None, 20)
    assert set(told.weeks.shares) == {None}


def test_who_is_named_and_did_nothing_lately_is_not_active(store):
    contract(store, 1, 80)
    add(store, "customer", ref="P1", logo_id=1)
    use(store, 1, [5] * 4 + [0] * 8, customers=(1,))
    store.rows("DELETE FROM usage_day WHERE n = 0")
    (only,) = contracts.of_logo(store, 1)
    assert look_inside(store, load(store), only).active == 0


def test_not_measured_is_not_none_active(store):
    contract(store, 1, 80)
    (only,) = contracts.of_logo(store, 1)
    assert look_inside(store, load(store), only) == Inside((), 0, None, 1)
