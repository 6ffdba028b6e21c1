"""In which order briefs are leafed through, and on which they open."""

from ui_books import AS_OF, contract, logo

from churntui.book import Book
from churntui.briefs.order import first, in_order, upcoming


def test_logos_come_by_renewal_then_by_name_and_it_opens_where_the_talk_is_due(store):
    never, later, talk, soon = (logo(store, name) for name in ("Never", "Later", "Talk now", "Soon"))
    for logo_id, ends_in in ((later, 200), (talk, 75), (soon, 10), (soon, 400)):
        contract(store, logo_id, ends_in, plan=f"to {ends_in}")
    book = Book.load(store, AS_OF)
    order = in_order(book)
    assert order == [soon, talk, later, never]
    assert first(book, order) == talk
    assert upcoming(book, soon).days == 10
    assert upcoming(book, never) is None


def test_where_no_talk_is_due_it_opens_on_the_next_renewal(store):
    far, near = (logo(store, name) for name in ("Far", "Near"))
    contract(store, far, 300)
    contract(store, near, 20)
    book = Book.load(store, AS_OF)
    assert first(book, in_order(book)) == near
