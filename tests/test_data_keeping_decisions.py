"""What a decision writes: a contract that renews another, a notice, a loss; and what it does not write twice."""

import re
from datetime import date
from decimal import Decimal

import pytest
from stores import add, add_contract, add_interview, add_logo, renew_as_it_was, whole

from churntui.book import Book
from churntui.data import history
from churntui.data.keeping import decisions
from churntui.data.keeping.decisions import Loss
from churntui.data.rows import contracts, interview_facts, interviews
from churntui.model import terms
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.questions import contradictions


@pytest.fixture
def kept(store):
    return add_contract(
        store, "K7", add_logo(store, "L1"), "2025-01-31", "2026-01-31", plan="Team", auto_renew=1, notice_days=60,
        seats=84, uplift=3.5, rate="1.08", rate_currency="USD",
    )  # fmt: skip


def by_ref(store):
    return {contract.ref: contract for contract in contracts.every(store)}


def test_renewing_writes_the_linked_contract_with_all_that_was_agreed(store, kept):
    new = renew_as_it_was(store, kept)
    again = renew_as_it_was(store, new)
    found = by_ref(store)
    assert [*found] == ["K7", "K7-r2", "K7-r3"]
    first, second, third = found.values()
    assert (second.id, third.id, second.renews_id, third.renews_id) == (new, again, first.id, new)
    assert (second.starts_on, second.ends_on) == (date(2026, 1, 31), date(2027, 1, 31))
    own = {"id", "ref", "renews_id", "starts_on", "ends_on"}
    agreed = [
        {name: value for name, value in one._asdict().items() if name not in own} for one in found.values()
    ]
    assert agreed[0] == agreed[1] == agreed[2]
    assert (second.rate, second.rate_currency, second.seats, second.uplift) == (
        Decimal("1.08"),
        "USD",
        84,
        3.5,
    )


def test_renewing_with_the_uplift_and_changed(store, kept):
    risen = renew_as_it_was(store, kept, with_uplift=True)
    assert decisions.contract(store, risen).amount_minor == 124_200
    changed = terms.following(decisions.contract(store, risen), date(2026, 12, 1), date(2029, 12, 1), 90_000)
    written = decisions.contract(
        store, decisions.renew(store, changed._replace(seats=None, plan="Solo"), "x")
    )
    assert (written.starts_on, written.ends_on, written.amount_minor, written.arr_minor) == (
        date(2026, 12, 1), date(2029, 12, 1), 90_000, 90_000,
    )  # fmt: skip
    assert (written.plan, written.seats, written.ref) == ("Solo", None, "K7-r3")


def test_a_decision_is_one_edit_and_several_in_another_are_one(store, kept):
    other = add_contract(store, "K8", 1, "2025-01-01", "2026-01-01")
    before = whole(store, history.RECORDED)
    with store.edit("2 contracts renewed"):
        renew_as_it_was(store, kept)
        renew_as_it_was(store, other)
    successor = by_ref(store)["K7-r2"].id
    decisions.lose(store, Loss(successor, date(2026, 6, 1)), "lost")
    after = whole(store, history.RECORDED)
    assert [history.undo(store) for _ in range(3)] == ["lost", "2 contracts renewed", None]
    assert whole(store, history.RECORDED) == before
    assert [history.redo(store) for _ in range(3)] == ["2 contracts renewed", "lost", None]
    assert whole(store, history.RECORDED) == after


def test_what_is_renewed_already_is_not_renewed_twice_nor_lost_nor_noticed(store, kept):
    renew_as_it_was(store, kept)
    for decide in (
        lambda: renew_as_it_was(store, kept),
        lambda: decisions.give_notice(store, kept, date(2025, 9, 1), "x"),
        lambda: decisions.lose(store, Loss(kept, date(2026, 1, 31)), "x"),
    ):
        with pytest.raises(BadInputError, match="is renewed already, from 31 Jan 2026 on"):
            decide()
    assert len(contracts.every(store)) == 2


def test_a_link_that_does_not_count_is_no_renewal(store, kept):
    add_contract(store, "K6", 1, "2024-01-31", "2025-01-31", renews_id=kept)
    add_contract(store, "X1", add_logo(store, "L2"), "2026-01-31", "2027-01-31", renews_id=kept)
    assert renew_as_it_was(store, kept)


def test_a_loss_that_is_recorded_stands_before_a_renewal(store, kept):
    decisions.lose(store, Loss(kept, date(2026, 1, 31)), "lost")
    with pytest.raises(BadInputError, match="recorded as lost on 31 Jan 2026"):
        renew_as_it_was(store, kept)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"starts_on": date(2025, 1, 31)}, "Starts is not after 31 Jan 2025, when the old one does"),
        ({"ends_on": date(2026, 1, 31)}, "Ends is not after the start, 2026-01-31"),
        ({"amount_minor": 10**15 + 1}, "Amount is too large"),
        ({"amount_minor": 10**14, "per": "month"}, "too large to be added up"),
    ],
)
def test_a_term_that_cannot_be(store, kept, change, trouble):
    term = terms.next_term(decisions.contract(store, kept))
    with pytest.raises(BadInputError, match=trouble):
        decisions.renew(store, term._replace(**change), "x")
    assert len(contracts.every(store)) == 1


def test_a_ref_that_is_taken_is_not_that_of_a_later_term_either(store, kept):
    add_contract(store, "K7-r2", 1, "2020-01-01", "2021-01-01")
    ref = decisions.contract(store, renew_as_it_was(store, kept)).ref
    assert re.fullmatch("K7-r2-[0-9A-Z]{5}-[0-9A-Z]{5}", ref)


def test_notice_is_kept_on_the_contract_and_not_taken_along(store, kept):
    decisions.give_notice(store, kept, date(2025, 9, 1), "notice")
    assert by_ref(store)["K7"].notice_on == date(2025, 9, 1)
    assert decisions.contract(store, renew_as_it_was(store, kept)).notice_on is None


def test_notice_of_a_contract_without_end_needs_the_day_service_ends(store):
    endless = add_contract(store, "K1", add_logo(store, "L1"), "2025-01-01", None)
    with pytest.raises(BadInputError, match="has no end"):
        decisions.give_notice(store, endless, date(2025, 9, 1), "x")
    decisions.lose(store, Loss(endless, date(2025, 12, 1), noticed_on=date(2025, 9, 1)), "lost")
    assert decisions.contract(store, endless).notice_on == date(2025, 9, 1)


def test_a_loss_is_the_record_of_an_interview_nobody_has_held(store, kept):
    number = decisions.lose(store, Loss(kept, date(2025, 10, 1), noticed_on=date(2025, 9, 1)), "lost")
    record = interviews.one(store, number)
    assert (record.status, record.kind, record.effective_on) == ("not_asked", "full", date(2025, 10, 1))
    assert interview_facts.one(store, number).notice_on == date(2025, 9, 1)
    cut = decisions.contract(store, kept)
    assert (cut.notice_on, cut.ends_on, cut.arr_minor) == (date(2025, 9, 1), date(2025, 10, 1), 120_000)


def test_what_is_decided_as_lost_contradicts_nothing(store, kept):
    decisions.lose(store, Loss(kept, date(2025, 10, 1)), "lost")
    assert decisions.contract(store, kept).notice_on is None
    book = Book.load(store, date(2025, 12, 1)).with_usage(store)
    assert [one.kind for one in contradictions.found(book)] == []


def test_one_of_several_contracts_is_ended_alone(store, kept):
    number = decisions.lose(store, Loss(kept, date(2025, 10, 1), is_alone=True), "lost")
    assert interviews.one(store, number).kind == "product_dropped"
    cut = decisions.contract(store, kept)
    assert (cut.ends_on, cut.notice_on, cut.arr_minor) == (date(2025, 10, 1), date(2025, 10, 1), 120_000)


def test_one_ended_early_brings_in_a_year_what_it_did_though_it_was_for_the_term(store):
    term = add_contract(store, "K1", add_logo(store, "L1"), "2025-01-01", "2026-07-01", 180_000, per="term")
    decisions.lose(store, Loss(term, date(2025, 4, 1), is_alone=True), "lost")
    cut = decisions.contract(store, term)
    assert (cut.per, cut.amount_minor, cut.arr_minor) == ("year", 120_000, 120_000)


@pytest.mark.parametrize(
    ("on", "trouble"),
    [(date(2025, 1, 31), "It begins on 31 Jan 2025"), (date(2026, 2, 1), "does not prolong")],
)
def test_a_day_on_which_service_cannot_end(store, kept, on, trouble):
    with pytest.raises(BadInputError, match=trouble):
        decisions.lose(store, Loss(kept, on), "x")
    assert history.undo(store) is None


def test_a_contract_that_is_gone(store, kept):
    term = terms.next_term(decisions.contract(store, kept))
    for decide in (
        lambda: decisions.renew(store, term._replace(renews_id=99), "x"),
        lambda: decisions.give_notice(store, 99, date(2025, 9, 1), "x"),
        lambda: decisions.lose(store, Loss(99, date(2025, 9, 1)), "x"),
    ):
        with pytest.raises(NotFoundError, match="no longer"):
            decide()


def test_what_was_called_stays(store, kept):
    add(
        store,
        "renewal",
        contract_id=kept,
        stage="at_risk",
    )
    renew_as_it_was(store, kept)
    found = by_ref(store)
    assert (found["K7"].stage, found["K7-r2"].stage) == ("at_risk", "open")


def test_an_undated_interview_stands_beside(store, kept):
    add_interview(store, "I1", 1, effective_on=None)
    decisions.lose(store, Loss(kept, date(2026, 1, 31)), "lost")
    assert len(interviews.every(store)) == 2
