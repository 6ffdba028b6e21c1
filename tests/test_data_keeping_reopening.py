"""Opening again: the last decision goes back with what it wrote, and nothing that somebody did since goes unasked."""

from datetime import date

import pytest
from stores import add, add_contract, add_logo, renew_as_it_was, whole

from churntui.data import history
from churntui.data.keeping import decisions, reopening
from churntui.data.keeping.decisions import Loss
from churntui.data.rows import contracts, drafts, interviews
from churntui.plain.errors import BadInputError, NotFoundError

END = date(2026, 1, 31)
EARLY = date(2025, 10, 1)


@pytest.fixture
def kept(store):
    return add_contract(
        store, "K7", add_logo(store, "L1"), "2025-01-31", "2026-01-31", 180_000, per="term", plan="Team"
    )


def rows(store):
    return whole(store, history.RECORDED)


def hanging(store, kept, successor):
    return reopening.hanging_on_successor(store, kept, decisions.contract(store, successor))


def test_a_successor_that_nobody_has_changed_goes_back(store, kept):
    before = rows(store)
    new = renew_as_it_was(store, kept)
    assert hanging(store, kept, new) == []
    reopening.take_back_successor(store, kept, new, "open")
    assert rows(store) == before
    assert history.undo(store) == "open"
    assert len(contracts.every(store)) == 2


def test_what_hangs_on_a_successor_is_named(store, kept):
    new = renew_as_it_was(store, kept)
    with store.edit("change"):
        store.rows("UPDATE contract SET amount_minor = 5 WHERE id = ?", (new,))
    contracts.call_stage(store, new, "verbal", "call")
    add(store, "step", ref="S1", logo_id=1, contract_id=new, what="call")
    assert hanging(store, kept, new) == [
        "it was changed since", "its own renewal was called or planned", "1 next step",
    ]  # fmt: skip
    reopening.take_back_successor(store, kept, new, "open")
    assert [one.ref for one in contracts.every(store)] == ["K7"]
    assert store.scalar("SELECT contract_id FROM step") is None


def test_a_change_that_was_undone_hangs_on_nothing(store, kept):
    new = renew_as_it_was(store, kept)
    with store.edit("change"):
        store.rows("UPDATE contract SET amount_minor = 5 WHERE id = ?", (new,))
    history.undo(store)
    assert hanging(store, kept, new) == []


def test_one_that_was_imported_hangs_on_its_file(store, kept):
    new = add_contract(store, "K8", 1, "2026-01-31", "2027-01-31", renews_id=kept)
    assert hanging(store, kept, new) == ["it was imported"]


def test_a_successor_that_is_decided_itself_is_opened_first(store, kept):
    new = renew_as_it_was(store, kept)
    decisions.give_notice(store, new, date(2026, 3, 1), "notice")
    with pytest.raises(BadInputError, match="decided itself: notice given 1 Mar 2026"):
        hanging(store, kept, new)
    history.undo(store)
    decisions.lose(store, Loss(new, date(2026, 5, 1)), "lost")
    with pytest.raises(BadInputError, match="decided itself: lost on 1 May 2026"):
        hanging(store, kept, new)
    history.undo(store)
    newer = renew_as_it_was(store, new)
    with pytest.raises(BadInputError, match="What renews it is decided itself: renewed from 31 Jan 2027 on"):
        reopening.take_back_successor(store, kept, new, "open")
    with pytest.raises(BadInputError, match="not linked"):
        hanging(store, kept, newer)


def test_notice_goes_back(store, kept):
    before = rows(store)
    decisions.give_notice(store, kept, date(2025, 9, 1), "notice")
    reopening.take_back_notice(store, kept, "open")
    assert rows(store) == before


def test_a_contract_that_was_ended_alone_has_its_end_and_amount_again(store, kept):
    before = rows(store)
    decisions.lose(store, Loss(kept, EARLY, is_alone=True), "lost")
    assert rows(store) != before
    reopening.take_back_end(store, kept, "open")
    assert rows(store) == before


def test_one_that_was_noticed_before_stays_so(store, kept):
    decisions.give_notice(store, kept, date(2025, 9, 1), "notice")
    before = rows(store)
    decisions.lose(store, Loss(kept, EARLY, is_alone=True), "lost")
    decisions.lose(store, Loss(kept, date(2025, 6, 1), is_alone=True), "lost")
    for _ in range(2):
        reopening.take_back_end(store, kept, "open")
    assert rows(store) == before


def test_what_was_changed_since_the_end_stays(store, kept):
    number = decisions.lose(store, Loss(kept, EARLY, is_alone=True), "lost")
    with store.edit("change"):
        store.rows("UPDATE contract SET amount_minor = 7, arr_minor = 7 WHERE id = ?", (kept,))
        store.rows("UPDATE interview SET notes = 'too dear' WHERE id = ?", (number,))
    reopening.take_back_end(store, kept, "open")
    opened = decisions.contract(store, kept)
    assert (opened.ends_on, opened.amount_minor, opened.notice_on) == (END, 7, None)
    assert [one.notes for one in interviews.every(store)] == ["too dear"]


def test_an_end_that_was_imported_is_changed_on_the_logos_page(store):
    noticed = add_contract(
        store, "K1", add_logo(store, "L1"), "2025-01-01", "2026-01-01", notice_on="2025-06-01"
    )
    add(store, "interview", ref="I1", logo_id=1, status="not_asked", kind="product_dropped",
        effective_on="2026-01-01", updated_at="2026-01-01T00:00:00Z")  # fmt: skip
    with pytest.raises(BadInputError, match="was imported"):
        reopening.take_back_end(store, noticed, "open")


def test_the_end_of_another_contract_on_that_day_stays(store, kept):
    other = add_contract(store, "K8", 1, "2025-01-01", EARLY.isoformat(), notice_on="2025-06-01")
    decisions.lose(store, Loss(kept, EARLY, is_alone=True), "lost")
    before = rows(store)
    with pytest.raises(BadInputError, match="was imported"):
        reopening.take_back_end(store, other, "open")
    assert rows(store) == before


def test_of_contracts_ended_together_each_has_its_own_record(store, kept):
    other = add_contract(store, "K8", 1, "2025-01-01", "2026-06-01")
    with store.edit("both"):
        records = [
            decisions.lose(store, Loss(contract, EARLY, is_alone=True), "lost") for contract in (kept, other)
        ]
    reopening.take_back_end(store, kept, "open")
    assert decisions.contract(store, kept).ends_on == END
    assert decisions.contract(store, other).ends_on == EARLY
    assert [one.id for one in interviews.every(store)] == records[1:]


def test_a_loss_goes_back_with_the_notice_of_its_edit(store, kept):
    before = rows(store)
    decisions.lose(store, Loss(kept, EARLY, noticed_on=date(2025, 9, 1)), "lost")
    assert reopening.hanging_on_loss(store, 1, EARLY) == []
    reopening.take_back_loss(store, kept, EARLY, "open")
    assert rows(store) == before


def test_an_earlier_notice_stays(store, kept):
    decisions.give_notice(store, kept, date(2025, 9, 1), "notice")
    decisions.lose(store, Loss(kept, END), "lost")
    reopening.take_back_loss(store, kept, END, "open")
    assert decisions.contract(store, kept).notice_on == date(2025, 9, 1)


@pytest.mark.parametrize(
    "said",
    [
        {"notes": "Nobody called"}, {"stated_reason": "price"}, {"status": "declined"}, {"primary_reason": "price"},
        {"voluntary": 0}, {"regrettable": 0}, {"competitor": "Vantage"},
    ],
)  # fmt: skip
def test_an_interview_with_words_stays_and_ends_no_service(store, kept, said):
    number = decisions.lose(store, Loss(kept, END), "lost")
    ((column, value),) = said.items()
    with store.edit("write"):
        store.rows(f"UPDATE interview SET {column} = ? WHERE id = ?", (value, number))
    assert reopening.hanging_on_loss(store, 1, END) == ["1 exit interview with words"]
    reopening.take_back_loss(store, kept, END, "open")
    (left,) = interviews.every(store)
    assert left.effective_on is None
    assert store.scalar(f"SELECT {column} FROM interview") == value


def test_a_draft_of_it_counts_as_words(store, kept):
    number = decisions.lose(store, Loss(kept, END), "lost")
    drafts.keep(store, {"notes": "half a"}, logo_id=1, note_id=number, author="", draft_id=None)
    assert reopening.hanging_on_loss(store, 1, END) == ["1 exit interview with words"]


def test_a_contract_that_is_gone(store, kept):
    for take_back in (
        lambda: reopening.take_back_notice(store, 99, "x"),
        lambda: reopening.take_back_loss(store, 99, END, "x"),
        lambda: reopening.take_back_end(store, 99, "x"),
        lambda: reopening.take_back_successor(store, kept, 99, "x"),
    ):
        with pytest.raises(NotFoundError):
            take_back()
