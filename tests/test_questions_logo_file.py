"""What is read for one logo's page: periods that end with the last measured day, and every change of its rows."""

from __future__ import annotations

from datetime import timedelta

from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.data import history
from churntui.data.rows import contracts, steps
from churntui.model.planned import Planned
from churntui.questions.logo_file import read


def file_of(store, logo_id):
    return read(store, Book.load(store, AS_OF).with_usage(store), logo_id)


def test_weeks_end_with_the_last_measured_day_and_begin_with_the_first(store):
    acme = logo(store, "Acme")
    ann, bo = (add(store, "customer", ref=f"C{n}", logo_id=acme) for n in (1, 2))
    use(store, acme, [8, 4, 2, 1], customers=(ann, bo))
    activity = file_of(store, acme).activity
    assert activity.through == AS_OF - timedelta(days=1)
    assert activity.weeks.actions == (None,) * 22 + (8, 4, 2, 1)
    assert activity.weeks.customers == (None,) * 22 + (1, 2, 2, 2)
    assert activity.weeks.labels[-1] == "14 Nov"
    assert not activity.weeks.open_ended
    assert (activity.customers, activity.seats) == (2, 2)


def test_the_active_share_is_of_those_that_had_joined(store):
    acme = logo(store, "Acme")
    late = (AS_OF - timedelta(days=10)).isoformat()
    ann, _ = (add(store, "customer", ref=f"C{n}", logo_id=acme) for n in (1, 2))
    add(store, "customer", ref="C3", logo_id=acme, joined_on=late)
    use(store, acme, [8, 4, 2, 1], customers=(ann,))
    activity = file_of(store, acme).activity
    assert activity.weeks.known == (None,) * 22 + (2, 2, 3, 3)
    assert activity.weeks.shares[-4:] == (1 / 2, 1 / 2, 1 / 3, 1 / 3)
    assert activity.months.known[-2:] == (2, 3)


def test_who_was_active_before_joining_is_known_all_the_same(store):
    acme = logo(store, "Acme")
    ann = add(store, "customer", ref="C1", logo_id=acme, joined_on=AS_OF.isoformat())
    use(store, acme, [8, 4], customers=(ann,))
    assert file_of(store, acme).activity.weeks.shares[-2:] == (1.0, 1.0)


def test_active_customers_are_compared_with_those_of_a_quarter_ago(store):
    acme, new = logo(store, "Acme"), logo(store, "New")
    people = [add(store, "customer", ref=f"C{n}", logo_id=acme) for n in range(4)]
    use(store, acme, [0, *[1] * 16, 0, 0, 0, 0], customers=people)
    use(store, new, [1])
    activity = file_of(store, acme).activity
    assert (activity.customers_quarter_ago, activity.customers, activity.fall) == (4, 0, 1.0)
    assert file_of(store, new).activity.customers_quarter_ago is None


def test_months_are_of_the_calendar_and_the_last_one_is_open(store):
    acme = logo(store, "Acme")
    use(store, acme, [8, 4, 2, 1])
    months = file_of(store, acme).activity.months
    assert months.labels[-2:] == ("Oct 26", "Nov 26")
    assert months.actions[-2:] == (8, 7)
    assert months.actions[:-2] == (None,) * 10
    assert months.open_ended


def test_actions_are_compared_with_the_window_before(store):
    acme = logo(store, "Acme")
    use(store, acme, [10, 0, 0, 0, 5, 0, 0, 0])
    assert file_of(store, acme).activity.actions == (("report", 5, -0.5),)


def test_an_unmeasured_logo_has_no_activity_and_a_silent_one_has_zeros(store):
    busy, quiet, unknown = (logo(store, name) for name in ("Busy", "Quiet", "Unknown"))
    ann = add(store, "customer", ref="C1", logo_id=quiet)
    use(store, quiet, [3] + [0] * 10, customers=(ann,))
    use(store, busy, [1])
    assert file_of(store, unknown).activity is None
    silent = file_of(store, quiet).activity
    assert silent.weeks.actions[-4:] == (0, 0, 0, 0)
    assert silent.customers == 0


def test_history_gathers_the_logo_its_renewals_and_its_interviews(store):
    acme, other = logo(store, "Acme"), logo(store, "Other")
    agreed, foreign = contract(store, acme, 83), contract(store, other, 83)
    add(store, "interview", ref="I1", logo_id=acme, status="held", updated_at="2026-11-01T00:00:00Z")
    contracts.call_stage(store, agreed, "at_risk", "call Acme at risk")
    contracts.call_stage(store, foreign, "verbal", "call Other verbal")
    steps.add(store, [(acme, agreed)], Planned("call the sponsor"), "next step for Acme")
    history.undo(store)
    file = file_of(store, acme)
    assert {(one.label, one.undone) for one in file.history} == {
        ("call Acme at risk", False),
        ("next step for Acme", True),
    }
    assert file.due == {agreed}
    assert [one.ref for one in file.interviews] == ["I1"]
    assert [one.id for one in file.contracts] == [agreed]
