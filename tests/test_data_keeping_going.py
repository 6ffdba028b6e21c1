"""What goes with a row is asked for table by table, however many rows there are."""

from stores import add, add_contract, add_logo, asked

from churntui.data.keeping.going import goes_with


def questions(store, logo):
    """What goes with a logo, and how often the book was asked for it."""
    with asked(store) as questions:
        told = {one.table.stored: one.count for one in goes_with(store, "logos", [logo])}
    return told, len(questions)


def test_many_rows_are_asked_for_together(store):
    few, many = add_logo(store, "A"), add_logo(store, "B")
    for logo, rows in ((few, 1), (many, 40)):
        for nth in range(rows):
            ref = f"{logo}-{nth}"
            customer = add(store, "customer", logo_id=logo, ref=ref)
            add(store, "survey", ref=ref, logo_id=logo, day="2026-01-01", customer_id=customer)
            add(store, "ticket", ref=ref, logo_id=logo, opened_on="2026-01-01")
    told, times = questions(store, few)
    assert told == {"customer": 1, "survey": 1, "ticket": 1}
    assert questions(store, many) == (dict.fromkeys(told, 40), times)


def test_of_several_rows_none_stays_or_goes_with_another(store):
    logo = add_logo(store, "A")
    first = add_contract(store, "K1", logo, "2025-01-01", "2026-01-01")
    second = add_contract(store, "K2", logo, "2026-01-01", "2027-01-01", renews_id=first)
    third = add_contract(store, "K3", logo, "2027-01-01", "2028-01-01", renews_id=second)

    def told(*row_ids):
        return [(one.table.stored, one.count, one.stays) for one in goes_with(store, "contracts", row_ids)]

    assert told(first) == [("contract", 1, True)]
    assert told(first, second) == [("contract", 1, True)]
    assert told(first, second, third) == []


def test_what_stays_without_several_is_counted_once(store):
    keeps, goes, other = (add_logo(store, ref) for ref in "ABC")
    for logo in (goes, other):
        add(store, "survey", ref=f"S{logo}", logo_id=logo, day="2026-01-01")
    told = {one.table.stored: one.count for one in goes_with(store, "logos", [goes, other, keeps])}
    assert told == {"survey": 2}
