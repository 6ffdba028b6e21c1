"""What if: all kept is the same as a book in which each was renewed; what is turned comes to plain sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from forecast_books import book_of, deal, deals
from hypothesis import given, settings
from hypothesis import strategies as st
from report_books import AS_OF

from churntui.metrics.what_if import TURNS
from churntui.model import terms
from churntui.plain.dates import Period
from churntui.questions.what_if import if_so, open_renewals, told, turned

QUARTER = Period.of(AS_OF, "quarter")
LEFT = (QUARTER.ends_on - AS_OF).days


@settings(max_examples=40, deadline=None)
@given(deals(), st.sampled_from([QUARTER, QUARTER.next]))
def test_all_kept_is_a_book_in_which_each_was_renewed(contracts, quarter):
    book = book_of(*contracts)
    renewed = [
        terms.next_term(due.contract)._replace(id=5000 + due.contract.id, ref=f"N{due.contract.id}")
        for due in book.renewals
        if due.bucket != "known_churn" and due.ends_on <= quarter.ends_on
    ]
    later = replace(book, as_of=quarter.ends_on, contracts=[*contracts, *renewed])
    found = if_so(book, quarter, {})
    assert [found.attrition] == later.attrition([quarter])
    assert [found.revenue] == later.revenue([quarter])


OPEN = st.lists(
    st.tuples(st.integers(1, LEFT), st.integers(1, 10**7), st.sampled_from(TURNS)), min_size=1, max_size=8
)


@settings(max_examples=40, deadline=None)
@given(OPEN)
def test_what_is_turned_comes_to_plain_sums(rows):
    book = book_of(*(deal(nth, ends_in, arr=arr) for nth, (ends_in, arr, _) in enumerate(rows, 1)))
    found = if_so(book, QUARTER, {nth: turn for nth, (_, _, turn) in enumerate(rows, 1)})
    start = sum(arr for _, arr, _ in rows)
    end = sum({"kept": arr, "shrunk": round(arr * 75 / 100), "lost": 0}[turn] for _, arr, turn in rows)
    assert (found.attrition.initial, found.attrition.lost) == (
        len(rows),
        [row[2] for row in rows].count("lost"),
    )
    assert abs(found.revenue.grr - end / start) < 1e-12
    assert found.revenue.nrr == found.revenue.grr


def test_all_kept_is_the_figure_of_today_where_nothing_else_lies_ahead():
    contracts = [deal(nth, 20 * nth) for nth in range(1, 9)]
    book = book_of(*contracts, deal(9, -100))
    found = if_so(book, QUARTER, {})
    (attrition,), (revenue,) = book.attrition([QUARTER]), book.revenue([QUARTER])
    assert (found.attrition.initial, found.attrition.lost) == (attrition.initial, attrition.lost)
    assert (found.revenue.grr, found.revenue.nrr) == (revenue.grr, revenue.nrr)


def test_monthly_contracts_are_rolled_on_to_the_end_of_the_quarter():
    monthly = deal(1, 5)._replace(starts_on=date(2026, 4, 25), ends_on=date(2026, 5, 25), per="month")
    assert if_so(book_of(monthly), QUARTER.next, {}).attrition.lost == 0
    lost = if_so(book_of(monthly), QUARTER, {1: "lost"})
    assert (lost.attrition.lost, lost.attrition.initial) == (0, 0)  # it begins within the quarter
    assert lost.attrition.early_churn == 1


def test_what_can_be_turned_is_told_by_quarter():
    waits, soon = deal(1, -100, auto_renew=False, stage="won"), deal(2, LEFT)
    next_, known, far = deal(3, LEFT + 1), deal(4, 10, notice_on=AS_OF), deal(5, 600)
    book = book_of(waits, soon, next_, known, far)
    assert [(quarter.name, [row.contract.id for row in rows]) for quarter, rows in open_renewals(book)] == [
        ("2026-Q2", [1, 2]),
        ("2026-Q3", [3]),
    ]
    rows = [row for _, own in open_renewals(book) for row in own]
    assert turned(book, rows, {}) == "all kept"
    assert turned(book, rows, {1: "lost", 3: "shrunk"}) == "1 lost, −€100 · 1 shrunk, −€25"


def test_it_is_held_against_the_target():
    book = book_of(*(deal(nth, 10) for nth in range(1, 11)))
    book = replace(book, settings=replace(book.settings, target_rate=0.05))
    assert told(book, if_so(book, QUARTER, {1: "lost"})) == (
        "attrition 1/10 · 10.0 % ▲ over target 5 % · GRR 90.0 % · NRR 90.0 %"
    )
    assert "0/10 · 0.0 % within target" in told(book, if_so(book, QUARTER, {}))
