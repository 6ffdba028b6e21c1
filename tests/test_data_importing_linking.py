"""Rows find the rows they name: contracts the one they carry on, and whatever has no id its logo."""

from imports import CONTRACTS, LOGOS, counts, reasons


def links(store) -> list[tuple[str, str]]:
    query = "SELECT c.ref, p.ref FROM contract c JOIN contract p ON p.id = c.renews_id ORDER BY c.id"
    return store.rows(query)


def test_a_link_that_does_not_hold_is_dropped_and_named_and_its_contract_taken(store, take):
    found = take(
        logos=LOGOS,
        contracts=CONTRACTS
        + "C2,L1,C1,2026-01-01,2027-01-01,1,EUR,year\n"
        + "C1,L1,,2025-01-01,2026-01-01,1,EUR,year\n"
        + "C3,L1,C9,2025-01-01,2026-01-01,1,EUR,year\n"
        + "C4,L1,C5,2025-01-01,2026-01-01,1,EUR,year\n"
        + "C5,L1,C4,2025-01-01,2026-01-01,1,EUR,year\n"
        + "C6,L2,C1,2025-01-01,2026-01-01,1,EUR,year\n"
        + "C7,L1,C3,2025-01-01,2026-01-01,1,EUR,year\n"
        + "C8,L1,C8,2025-01-01,2026-01-01,1,EUR,year\n",
    )["contracts"]
    assert counts(found) == (8, 0, 0, 0)
    assert [(drop.line, drop.column, drop.value, drop.reason) for drop in found.dropped] == [
        (4, "renews", "C9", "is no contract of the book or of this file; kept until it is imported"),
        (5, "renews", "C5", "starts on 2025-01-01, not before this one"),
        (6, "renews", "C4", "starts on 2025-01-01, not before this one"),
        (7, "renews", "C1", "belongs to another logo"),
        (8, "renews", "C3", "starts on 2025-01-01, not before this one"),
        (9, "renews", "C8", "is this row itself"),
    ]
    assert links(store) == [("C2", "C1")]
    again = take(contracts=CONTRACTS + "C2,L1,C1,2026-01-01,,,,\nC3,L1,C9,2025-01-01,2026-01-01,1,EUR,year\n")
    assert counts(again["contracts"])[2] == 2


def test_of_a_circle_over_two_imports_the_link_backwards_is_dropped(store, take):
    take(
        logos=LOGOS, contracts=CONTRACTS + "C1,L1,,2025-01-01,,1,EUR,year\nC2,L1,C1,2026-01-01,,1,EUR,year\n"
    )
    found = take(contracts=CONTRACTS + "C1,L1,C2,,,,,\n")["contracts"]
    assert (counts(found), len(found.dropped)) == ((0, 0, 1, 0), 1)
    assert links(store) == [("C2", "C1")]


def test_a_link_to_a_contract_that_comes_later_is_found_then(store, take):
    take(
        logos=LOGOS,
        contracts=CONTRACTS + "C2,L1,C1,2026-01-01,,1,EUR,year\nC3,L1,C0,2026-01-01,,1,EUR,year\n",
    )
    assert links(store) == []
    late = CONTRACTS + "C1,L1,,2025-01-01,2026-01-01,1,EUR,year\nC0,L2,,2025-01-01,2026-01-01,1,EUR,year\n"
    found = take(contracts=late)["contracts"]
    assert links(store) == [("C2", "C1")]
    assert found.notes == (
        "contract C3 does not renew C0: it is of another logo, or starts no earlier",
        "2 rows in the book from this file, not in it any more: C2, C3; they stay",
    )
    assert store.rows("SELECT * FROM open_link") == []


def test_logos_are_found_by_domain_then_name_where_there_is_no_id(store, take):
    take(logos=LOGOS + "L3,Twin,\nL4,TWIN,\n")
    found = take(
        tickets="ticket_id,domain,company,opened_on\nT1,https://www.acme.example/x,Bolt,2025-01-01\n"
        "T2,,BÖLT,2025-01-01\nT3,,Twin,2025-01-01\nT4,,Nobody,2025-01-01\nT5,,,2025-01-01\n"
    )["tickets"]
    assert store.rows("SELECT l.ref FROM ticket t JOIN logo l ON l.id = t.logo_id ORDER BY t.ref") == [
        ("L1",),
        ("L2",),
    ]
    assert [reason for _, _, reason in reasons(found)] == [
        "fits several logos: add a column logo_id",
        "no such logo: import logos first",
        "says which logo it is about; it is blank",
    ]


def test_free_mail_domains_never_match(take):
    take(logos="logo_id,name,domain\nL1,Acme,gmail.com\n")
    assert take(tickets="ticket_id,domain,opened_on\nT1,gmail.com,2025-01-01\n")["tickets"].rejected == 1


def test_a_link_to_what_is_not_there_takes_the_place_of_one_that_was(store, take):
    take(
        logos=LOGOS, contracts=CONTRACTS + "C1,L1,,2025-01-01,,1,EUR,year\nC2,L1,C1,2026-01-01,,1,EUR,year\n"
    )
    rows = CONTRACTS + "C2,L1,C9,2026-01-01,,1,EUR,year\n"
    assert [counts(take(contracts=rows)["contracts"])[1:3] for _ in range(2)] == [(1, 0), (0, 1)]
    assert links(store) == []


def test_a_bad_row_takes_nothing_with_it_but_itself(store, take):
    chain = (
        "C1,L1,,2025-01-01,,x,EUR,year\nC2,L1,C1,2026-01-01,,1,EUR,year\nC3,L1,C2,2027-01-01,,1,EUR,year\n"
    )
    found = take(logos=LOGOS, contracts=CONTRACTS + chain)["contracts"]
    assert (counts(found), links(store)) == ((2, 0, 0, 1), [("C3", "C2")])
