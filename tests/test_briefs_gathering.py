from __future__ import annotations

from datetime import date, timedelta

import pytest
from ui_books import AS_OF, add, contract, logo, use

from churntui.book import Book
from churntui.briefs import gather
from churntui.briefs.facts import Peers, Window, quarters
from churntui.briefs.gathering import LEAST_PEERS, Gathered
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.plain import dates

YESTERDAY = AS_OF - timedelta(days=1)


def gathered(store: Store, logo_id: int, as_of: date = AS_OF) -> Gathered:
    return gather(store, Book.load(store, as_of).with_usage(store), logo_id)


def seats(store: Store, logo_id: int, n: int, joined_on: str | None = None) -> list[int]:
    count = store.scalar("SELECT count(*) FROM customer")
    return [
        add(store, "customer", ref=f"C{count + k}", logo_id=logo_id, name="", joined_on=joined_on)
        for k in range(n)
    ]


def did(store: Store, logo_id: int, customer_id: int, day: date, action: str = "report", n: int = 1) -> None:
    """Somebody did something on a day; `activity.rebuild` has to follow."""
    store.rows("INSERT OR IGNORE INTO action(name, qualifies) VALUES (?, ?)", (action, action != "login"))
    add(
        store, "usage_day", logo_id=logo_id, customer_id=customer_id, day=dates.number(day), n=n,
        action_id=store.scalar("SELECT id FROM action WHERE name = ?", (action,)),
    )  # fmt: skip


def peers(store: Store, actives: list[int], of: int = 10, **told: object) -> int:
    """A logo with half of its ten people active, and one like it for each number of active ones of ten."""
    own = _measured(store, "Acme", 5, of, industry="Food")
    for nth, active in enumerate(actives):
        _measured(store, f"Peer {nth}", active, of, **({"industry": "food"} | told))
    activity.rebuild(store)
    return own


def _measured(store: Store, name: str, active: int, of: int, **told: object) -> int:
    made = logo(store, name, **told)
    contract(store, made, 100)
    people = seats(store, made, of)
    for customer_id in people[:active]:
        did(store, made, customer_id, YESTERDAY)
    if not active:
        did(store, made, people[0], YESTERDAY, "login")
    return made


def test_from_twenty_companies_like_it_their_median_is_told(store):
    own = peers(store, [*range(1, 11), *range(1, 11)])
    assert gathered(store, own).peers == Peers(20, 0.55, (("report", 20),))


def test_of_nineteen_nothing_is_told(store):
    own = peers(store, [5] * (LEAST_PEERS - 1))
    assert gathered(store, own).peers is None


@pytest.mark.parametrize(
    "told", [{"industry": "Health"}, {"industry": ""}, {"industry": "Health", "employees": 5_000}]
)
def test_companies_of_another_trade_and_size_are_not_like_it(store, told):
    own = peers(store, [5] * 20, **told)
    assert gathered(store, own).peers is None


def test_a_company_that_is_gone_or_of_which_nobody_is_named_is_none_of_them(store):
    own = peers(store, [5] * 21)
    with store.write():
        store.rows("UPDATE contract SET ends_on = '2026-04-01' WHERE logo_id = ?", (own + 1,))
    assert gathered(store, own).peers.logos == 20
    with store.write():
        store.rows("DELETE FROM usage_day WHERE logo_id = ? AND customer_id > ?", (own + 2, 0))
        did(store, own + 2, 0, YESTERDAY)
        activity.rebuild(store)
    assert gathered(store, own).peers is None


def test_seats_of_companies_are_those_of_the_day_as_the_own_ones_are(store):
    own = peers(store, [5] * 20)
    for other in range(own + 1, own + 21):
        seats(store, other, 10, "2026-11-25")
    assert gathered(store, own).peers.share == 0.5


def test_a_logo_that_was_never_measured_is_compared_with_nobody(store):
    peers(store, [5] * 20)
    unmeasured = logo(store, "Silent", industry="Food")
    assert gathered(store, unmeasured).use is None
    assert gathered(store, unmeasured).peers is None


def test_people_actions_and_seats_in_their_windows(store):
    acme = logo(store, "Acme")
    one, two, three = seats(store, acme, 3, "2025-01-01")
    seats(store, acme, 1, "2026-11-24")
    month = Window.trailing(YESTERDAY, 28)
    quarter, before = quarters(YESTERDAY)
    did(store, acme, one, date(2025, 1, 2))
    for customer_id, day in (
        (one, month.starts_on), (two, month.last), (three, month.starts_on - timedelta(days=1)),
        (one, month.back(91).starts_on), (two, month.back(364).last), (one, quarter.starts_on), (two, before.last),
        (three, before.ends_on),
    ):  # fmt: skip
        did(store, acme, customer_id, day, n=10)
    did(store, acme, three, YESTERDAY, "login")
    activity.rebuild(store)
    used = gathered(store, acme).use
    assert (used.since, used.through, used.seats) == (date(2025, 1, 2), YESTERDAY, 3)
    assert (used.reach.now, used.reach.before, used.reach.year) == (2, 3, 1)
    assert (used.quarter.now, used.quarter.before, used.quarter.year) == (40, 20, 10)
    assert [(name, compared.now, compared.before) for name, compared in used.actions] == [("report", 40, 20)]


def test_what_was_not_measured_from_the_first_day_of_a_window_is_not_compared(store):
    acme = logo(store, "Acme")
    use(store, acme, [4] * 8, customers=seats(store, acme, 1))
    used = gathered(store, acme).use
    assert (used.quarter.before, used.quarter.year, used.reach.before, used.reach.year) == (None,) * 4


def test_whoever_is_active_has_a_seat(store):
    acme = logo(store, "Acme")
    seats(store, acme, 1, "2025-01-01")
    for customer_id in seats(store, acme, 2, "2026-12-24"):
        did(store, acme, customer_id, YESTERDAY)
    activity.rebuild(store)
    assert gathered(store, acme).use.seats == 2


def test_use_of_a_logo_that_is_gone_ends_with_its_service(store):
    acme = logo(store, "Acme")
    contract(store, acme, -100)
    use(store, acme, [4] * 30)
    assert gathered(store, acme).use.through == AS_OF - timedelta(days=101)


def test_records_reach_to_their_newest_row_before_the_day(store):
    acme, other = logo(store, "Acme"), logo(store, "Other")
    for nth, day in enumerate(("2026-11-01", "2026-12-24")):
        add(store, "ticket", ref=f"T{nth}", logo_id=other, opened_on=day)
        add(store, "survey", ref=f"S{nth}", logo_id=other, day=day, kind="nps")
    now = gathered(store, acme)
    assert (now.tickets_through, now.surveys_through) == (date(2026, 11, 1), date(2026, 11, 1))
    assert (now.tickets, now.surveys) == ((), ())
    before = gathered(store, acme, date(2026, 10, 31))
    assert (before.tickets_through, before.surveys_through) == (None, None)


def test_a_review_and_what_was_promised_in_it_are_not_known_before_it_was_held(store):
    acme = logo(store, "Acme")
    held, ahead = (
        add(store, "review", ref=f"R{nth}", logo_id=acme, held_on=day, agreed="All")
        for nth, day in enumerate(("2026-10-01", "2026-12-01"))
    )
    for nth, review_id in enumerate((held, ahead, None)):
        add(store, "commitment", ref=f"P{nth}", logo_id=acme, review_id=review_id, what="Send it")
    now = gathered(store, acme)
    assert [review.ref for review in now.reviews] == ["R0"]
    assert [promise.ref for promise in now.promises] == ["P0", "P2"]


def test_goals_are_measured_against_the_first_contract(store):
    acme = logo(store, "Acme")
    contract(store, acme, 100, starts_on="2026-01-01")
    contract(store, acme, 465, starts_on="2027-03-01")
    goal = add(
        store, "goal", ref="G1", logo_id=acme, goal="Audits", start_value=0, target_value=100, due_on="2026-12-31"
    )  # fmt: skip
    for day, value in (("2026-07-02", 50), ("2026-12-01", 99)):
        add(store, "goal_value", goal_id=goal, day=day, value=value)
    (progress,) = gathered(store, acme).goals
    assert (progress.now.value, progress.share, progress.state) == (50, 0.5, "on_plan")


def test_names_of_all_others_are_known_whoever_owns_them(store):
    acme, other = logo(store, "Acme", owner="Ines"), logo(store, "Other", owner="Bo")
    add(store, "former_logo", ref="F1", logo_id=other, name="Old name")
    add(store, "former_logo", ref="F2", logo_id=acme, name="Acme of old")
    book = Book.load(store, AS_OF).with_usage(store).of_owner("Ines")
    assert sorted(gather(store, book, acme).others) == ["Old name", "Other"]
