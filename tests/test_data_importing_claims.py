"""A contract without an id stays the one it is when a later file corrects it; where that is not sure, it is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import counts, reasons, taker

from churntui.data.importing import Options

HEAD = "Account Name,Plan,Start Date,End Date,ARR,Currency\n"

FIRST = "Acme,Pro,2026-01-01,2027-01-01,96000,EUR\n"


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def terms(store):
    return store.rows(
        "SELECT plan, starts_on, ends_on, amount_minor / 100 FROM contract ORDER BY starts_on, plan"
    )


@pytest.mark.parametrize(
    "corrected",
    [
        ("Pro", "2026-02-01", "2027-01-01", 96000),
        ("Enterprise", "2026-01-01", "2027-01-01", 96000),
        ("Pro", "2026-02-01", "2027-02-01", 96000),
    ],
)
def test_a_corrected_start_plan_or_term_is_the_same_contract(take, store, corrected):
    take(contracts=HEAD + FIRST + "Bolt,Pro,2026-01-01,2027-01-01,5,EUR\n")
    row = "Acme,{},{},{},{},EUR\n".format(*corrected)
    found = take(contracts=HEAD + row)["contracts"]
    assert counts(found) == (0, 1, 0, 0)
    told = "1 contract known again, though start, end or plan is another now: acme:2026-01-01:Pro"
    assert told in found.notes
    assert corrected in terms(store)
    assert len(terms(store)) == 2
    assert counts(take(contracts=HEAD + row)["contracts"]) == (0, 0, 1, 0)


def test_a_row_without_a_start_is_none_of_them(take):
    take(contracts=HEAD + FIRST)
    assert reasons(take(contracts=HEAD + "Acme,Enterprise,,2027-01-01,96000,EUR\n")["contracts"]) == [
        (2, "Start Date", "is needed")
    ]


def test_a_column_of_plans_that_comes_later_makes_no_second_contracts(take, store):
    take(contracts="Account Name,Start Date,End Date,ARR,Currency\nAcme,2026-01-01,2027-01-01,96000,EUR\n")
    assert counts(take(contracts=HEAD + FIRST.replace("96000", "99000"))["contracts"]) == (0, 1, 0, 0)
    assert terms(store) == [("Pro", "2026-01-01", "2027-01-01", 99000)]


def test_a_sheet_without_ids_is_of_the_contracts_that_have_some(take, store):
    take(logos="logo_id,name\nL1,Acme\n")
    take(
        contracts="contract_id,logo_id,plan,starts_on,ends_on,amount,currency,per\nC1,L1,,2026-01-01,2027-01-01,9,EUR,year\n"
    )
    assert counts(take(contracts=HEAD + FIRST)["contracts"]) == (0, 1, 0, 0)
    assert store.rows("SELECT ref, plan, amount_minor FROM contract") == [("C1", "Pro", 9600000)]


@pytest.mark.parametrize(
    "rows",
    [
        "Acme,Pro,2027-01-01,2028-01-01,99000,EUR\n",
        "Acme,Pro,2025-01-01,2026-01-01,90000,EUR\n",
        FIRST + "Acme,Pro,2026-06-01,2027-01-01,10000,EUR\n",
        FIRST + "Acme,Chat,2026-01-01,2027-01-01,10000,EUR\n",
        "Acme,Pro,2026-11-01,2027-11-01,99000,EUR\n",
        "Bolt,Pro,2026-01-01,2027-01-01,96000,EUR\n",
    ],
)
def test_what_follows_goes_before_or_stands_beside_is_another_contract(take, store, rows):
    take(contracts=HEAD + FIRST)
    assert counts(take(contracts=HEAD + rows)["contracts"])[0] == 1
    assert ("Pro", "2026-01-01", "2027-01-01", 96000) in terms(store)


NEW = Options(same=(("all", ""),))

UPSELL = "Acme,Pro,2026-06-01,2027-01-01,150000,EUR\n"


def test_what_is_not_sure_is_asked_about(take, store):
    take(contracts=HEAD + FIRST)
    found = take(contracts=HEAD + UPSELL)["contracts"]
    (problem,) = found.problems
    assert (problem.column, problem.value) == ("Start Date", "Acme: 2026-06-01 to 2027-01-01")
    assert problem.reason == (
        "of Acme is no contract of the book, but like the one from 2026-01-01 to 2027-01-01 (acme:2026-01-01:Pro): "
        'import with --same "acme:2026-06-01:Pro=acme:2026-01-01:Pro" or --new "acme:2026-06-01:Pro"'
    )
    same = Options(same=(("acme:2026-06-01:Pro", "acme:2026-01-01:Pro"),))
    assert counts(take(options=same, contracts=HEAD + UPSELL)["contracts"]) == (0, 1, 0, 0)
    assert counts(take(contracts=HEAD + UPSELL)["contracts"]) == (0, 0, 1, 0)


def test_it_can_be_said_to_be_new(take, store):
    take(contracts=HEAD + FIRST)
    assert counts(take(options=NEW, contracts=HEAD + UPSELL)["contracts"]) == (1, 0, 0, 0)
    assert counts(take(contracts=HEAD + UPSELL)["contracts"]) == (0, 0, 1, 0)


def test_two_rows_that_may_be_one_contract_are_both_asked_about(take, store):
    take(contracts="Account Name,Start Date,End Date,ARR,Currency\nAcme,2026-01-01,2027-01-01,96000,EUR\n")
    rows = "Acme,Pro,2026-01-01,2027-01-01,60000,EUR\nAcme,Chat,2026-01-01,2027-01-01,36000,EUR\n"
    assert counts(take(contracts=HEAD + rows)["contracts"]) == (0, 0, 0, 2)


def test_a_corrected_renewal_date_of_a_tracker_moves_the_end(take, store):
    tracker = "Account,Renewal Date,ARR\nAcme,{},96000\n"
    take(tracker=tracker.format("2027-02-01"))
    assert counts(take(tracker=tracker.format("2027-03-01"))["contracts"]) == (0, 1, 0, 0)
    assert counts(take(tracker=tracker.format("2028-03-01"))["contracts"]) == (1, 0, 0, 0)
    assert [row[1:3] for row in terms(store)] == [("2026-02-01", "2027-03-01"), ("2027-03-01", "2028-03-01")]


def test_the_row_with_all_three_the_same_goes_before_one_that_has_two(take, store):
    take(contracts="Account Name,Start Date,End Date,ARR,Currency\nAcme,2026-01-01,2027-01-01,96000,EUR\n")
    rows = "Acme,Pro,2026-02-01,2027-01-01,96000,EUR\nAcme,Pro,2026-01-01,2027-01-01,99000,EUR\n"
    assert counts(take(contracts=HEAD + rows)["contracts"]) == (1, 1, 0, 0)
    assert counts(take(contracts=HEAD + rows)["contracts"]) == (0, 0, 2, 0)


def test_of_two_rows_with_one_id_the_first_is_taken_each_time(take, store):
    take(contracts=HEAD + "Acme,Pro,2026-02-01,2027-01-01,96000,EUR\n")
    rows = "Acme,,2026-01-01,2026-03-01,1,EUR\nAcme,,2026-01-01,2027-01-01,96000,EUR\n"
    for _ in range(2):
        found = take(contracts=HEAD + rows)["contracts"]
        assert [problem.line for problem in found.problems] == [3]


def test_what_was_taken_away_by_hand_is_no_other_contract(take, store):
    both = FIRST + "Acme,Chat,2026-01-01,2027-01-01,96000,EUR\n"
    take(contracts=HEAD + both)
    with store.edit("taken away"):
        store.rows("DELETE FROM contract WHERE plan = 'Chat'")
    found = take(contracts=HEAD + both.splitlines(keepends=True)[1])["contracts"]
    assert (counts(found), found.in_conflict) == ((0, 0, 0, 0), 1)


NAMES = ["Acme", "ACME, Inc.", "Birkenhof AG", "Birkenhof", "Birkenhoff", "Birkenhof GmbH"]
DAYS = ["2025-01-01", "2025-02-01", "2026-01-01", "2026-01-15", "2027-01-01", "2027-02-01"]


@st.composite
def rows(draw):
    start, end = sorted(draw(st.sampled_from(DAYS)) for _ in "  ")
    name, plan = draw(st.sampled_from(NAMES)), draw(st.sampled_from(["", "Pro", "Chat"]))
    return f'"{name}",{plan},{start},{end if end > start else ""},{draw(st.sampled_from([10, 20]))},EUR\n'


@given(
    st.lists(rows(), max_size=6),
    st.lists(rows(), max_size=6),
    st.sampled_from([Options(), NEW, Options(renews="link")]),
)
@settings(max_examples=8)
def test_a_file_that_comes_after_another_and_again_changes_nothing_then(
    lasting, tmp_path_factory, first, second, options
):
    with lasting.write():
        lasting.rows("DELETE FROM logo")
    take = taker(lasting, tmp_path_factory.mktemp("sheets"))
    take(options=options, contracts=HEAD + "".join(first))
    once = counts(take(options=options, contracts=HEAD + "".join(second))["contracts"])
    again = counts(take(options=options, contracts=HEAD + "".join(second))["contracts"])
    assert again == (0, 0, sum(once[:3]), once[3])
