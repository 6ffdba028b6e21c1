"""A book in which every signal is given by one logo, called after it, and one logo, `sound`, gives none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from ui_books import AS_OF, add, contract, logo

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.metrics.signals.signal import CODES
from churntui.plain import dates

SOUND = "sound"


def ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def build(path: Path) -> Path:
    """The book, as of `AS_OF`."""
    with open_book(path) as store:
        store.rows("INSERT INTO action(id, name, qualifies) VALUES (1, 'report', 1), (2, 'login', 0)")
        with store.write():
            for nth, name in enumerate((*CODES, SOUND)):
                _logo(store, name, 1_000_00 * (nth + 1))
        activity.rebuild(store)
    return path


def _logo(store: Store, name: str, arr: int) -> None:
    logo_id = logo(store, name, owner="Ines")
    ends_in = {"notice": 40, "expired": -10}.get(name, 200)
    agreed = {"notice": {"auto_renew": 1, "notice_days": 30}}.get(name, {})
    contract(
        store, logo_id, ends_in, arr, starts_on=(AS_OF - timedelta(days=400)).isoformat(), seats=4, **agreed
    )
    people = [add(store, "customer", ref=f"u{nth}", logo_id=logo_id, joined_on=ago(400)) for nth in range(4)]
    _use(store, logo_id, name, people)
    _person(store, logo_id, name)
    if name != "no_talk":
        add(store, "talk", ref=f"W{logo_id}", logo_id=logo_id, day=ago(3), how="call", both_ways=1)
    score = 2 if name == "detractor" else 9
    add(
        store,
        "survey",
        ref=f"S{logo_id}",
        logo_id=logo_id,
        customer_id=people[0],
        day=ago(10),
        kind="nps",
        score=score,
    )
    outcome = "failed" if name == "payment_failed" else "paid"
    add(store, "payment", ref=f"Y{logo_id}", logo_id=logo_id, day=ago(5), outcome=outcome)
    done_on = None if name == "milestone" else ago(300)
    add(store, "milestone", logo_id=logo_id, milestone="first use", due_on=ago(310), done_on=done_on)
    likely = 4 if name == "likelihood" else 9
    add(store, "review", ref=f"R{logo_id}", logo_id=logo_id, kind="qbr", held_on=ago(100), likelihood=likely)
    _more(store, logo_id, name)


def _use(store: Store, logo_id: int, name: str, people: Sequence[int]) -> None:
    """Weekly reports by all four; of the flagged ones until some weeks ago, fewer, logins alone, or nothing ever."""
    if name == "never_used":
        return
    first_quiet = {"silent": 20, "only_other_actions": 6}.get(name, 0)
    used_by = people[:1] if name == "few_active" else people
    for week in range(12 + first_quiet):
        day = dates.number(AS_OF) - 1 - 7 * week
        recent = week < 4
        if week >= first_quiet:
            times = 1 if name == "falling" and recent else 3
            for customer_id in used_by:
                add(
                    store,
                    "usage_day",
                    logo_id=logo_id,
                    day=day,
                    customer_id=customer_id,
                    action_id=1,
                    n=times,
                )
        elif name == "only_other_actions":
            add(store, "usage_day", logo_id=logo_id, day=day, customer_id=people[0], action_id=2, n=5)


def _person(store: Store, logo_id: int, name: str) -> None:
    champion = int(name != "no_champion")
    left_on = ago(30) if name == "champion_left" else None
    reached = ago(120) if name == "no_talk" else ago(20)
    add(
        store, "person", ref=f"P{logo_id}", logo_id=logo_id, name="Ana Dahl", champion=champion, left_on=left_on,
        last_contact_on=reached,
    )  # fmt: skip
    met = ago(200) if name == "no_buyer" else reached
    add(
        store, "person", ref=f"B{logo_id}", logo_id=logo_id, name="Bo Lind", role="economic buyer",
        last_contact_on=met,
    )  # fmt: skip


def _more(store: Store, logo_id: int, name: str) -> None:
    if name == "tickets":
        add(
            store,
            "ticket",
            ref=f"T{logo_id}",
            logo_id=logo_id,
            opened_on=ago(2),
            priority="urgent",
            subject="Down",
        )
    elif name == "goal":
        add(store, "goal", ref=f"G{logo_id}", logo_id=logo_id, goal="faster", target_value=4.0, due_on=ago(7))
    elif name == "commitment":
        add(
            store, "commitment", ref=f"M{logo_id}", logo_id=logo_id, what="a date for SSO", by_us=1, due_on=ago(9),
            state="open",
        )  # fmt: skip
    elif name == "contradiction":
        add(
            store, "interview", ref=f"I{logo_id}", logo_id=logo_id, status="held", held_on=ago(60),
            effective_on=ago(500), kind="full", updated_at="2026-01-01T00:00:00Z",
        )  # fmt: skip
