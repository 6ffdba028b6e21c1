"""Who did what on which day, week by week.

Weeks are counted back from the day before the as-of day (or before the end of service), and every logo draws its
own random numbers from the newest week backwards; so the recent story is the same whatever the day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from math import inf

from churntui.demo.logos import Account, Usage
from churntui.demo.people import Seat
from churntui.demo.table import Table, draws, row

ACTIONS = ("create_report", "complete_checklist", "share_report", "run_audit", "invite", "login")
QUALIFYING = frozenset(("create_report", "complete_checklist", "share_report", "run_audit"))
"""The actions that show value received; logging in and inviting do not."""

_COMMON = (
    ("complete_checklist",) * 7 + ("create_report",) * 4 + ("login",) * 5 + ("run_audit",) * 2 + ("invite",)
)
WEIGHTED_KEPT = (*_COMMON, *("share_report",) * 5)
WEIGHTED_LOST = (*_COMMON, "share_report", *("login",) * 3)
"""Logos that leave share less and mostly look: what the behaviour report should find."""

STEPS: dict[Usage, tuple[tuple[float, float], ...]] = {
    "falling": ((4, 0.45), (inf, 1.1)),
    "champion_left": ((4, 0.35), (8, 0.65)),
    "saved": ((7, 1.05), (11, 0.7), (20, 0.25)),
    "silent": ((9, 0.0), (inf, 0.6)),
}
"""How busy a logo is until so many weeks ago, newest first; 1.0 before."""


def level(usage: Usage, weeks_ago: int) -> float:
    """How busy a logo is in a week, 1.0 being its usual."""
    if usage == "growing":
        return max(0.35, 1.25 - 0.014 * weeks_ago)
    if usage == "fading":
        return min(0.95, 0.15 + 0.045 * weeks_ago)
    return next((busy for until, busy in STEPS.get(usage, ()) if weeks_ago < until), 1.0)


def activity_table(book: list[Account], seats: dict[str, list[Seat]], as_of: date) -> Table:
    """`activity.csv`: some 55,000 rows, none on or after the as-of day."""
    rows: list[tuple[str, ...]] = []
    for account in book:
        if account.ref in seats:
            _add_logo(rows, account, seats[account.ref], as_of)
    return Table(("logo_id", "customer_id", "action", "day", "count"), rows)


def _add_logo(rows: list[tuple[str, ...]], account: Account, seats: list[Seat], as_of: date) -> None:
    rng = draws(f"activity {account.key}")
    actions = WEIGHTED_LOST if account.logo.usage == "fading" else WEIGHTED_KEPT
    draw, kinds = rng.random, len(actions)
    end = account.served_until(as_of)
    starts = [seat.joined_on.isoformat() for seat in seats]
    paces = [rng.uniform(0.45, 1.35) for _ in seats]
    tired = [rng.randrange(8, 120) if rng.random() < 0.22 else 0 for _ in seats]
    members = list(zip((seat.ref for seat in seats), starts, paces, tired, strict=True))
    for week in range((end - account.joined_on).days // 7):
        week_end = end - timedelta(days=7 * week)
        if any(account.away(week_end - timedelta(days=back)) for back in (1, 7)):
            continue
        days = _working_days(week_end)
        busy = level(account.logo.usage, week)
        for ref, joined_on, pace, tired_weeks in members:
            times = int(busy * pace + draw()) if week >= tired_weeks else 0
            first = int(draw() * 5)
            for turn in range(times):
                day = days[(first + 2 * turn) % 5]
                if day >= joined_on:
                    action = actions[int(draw() * kinds)]
                    rows.append((account.ref, ref, action, day, "1" if draw() < 0.6 else "2"))


@cache
def _working_days(end: date) -> list[str]:
    """The five working days among the seven before `end`; most logos share their weeks."""
    days = (end - timedelta(days=back) for back in range(1, 8))
    return [day.isoformat() for day in days if day.weekday() < 5]


def actions_table() -> Table:
    """Which actions qualify."""
    return Table(("action", "qualifies"), [row(action, action in QUALIFYING) for action in ACTIONS])
