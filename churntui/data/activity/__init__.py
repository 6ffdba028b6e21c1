"""What customers did: the one door to it, for screens and reports and for whoever changes it.

`usage_day` is the record. Screens of many logos or customers never go through its single days: from it, the window and
count of the settings, and the choice of actions follow `logo_day` and `measured` (`days`), the customers' bits
(`rows`), how many they are in each logo (`sizes`) and the use before each month (`use`). Whoever changes one of the
former says so here, in the same transaction, and the latter follow; `rebuild` makes them anew. Only screens of one logo
read its days.

numpy is imported where bits are counted, never for the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar

from churntui.data.activity import days, standings
from churntui.data.activity.logo import (
    active_customers,
    by_action,
    by_customer,
    customer_count,
    customers_on,
    doing,
    first_seen,
    is_known_by_whom,
    of_logo,
    shares,
)
from churntui.model.rows import Settings
from churntui.model.settings import whole_setting
from churntui.plain import dates
from churntui.plain.errors import BadInputError, DamagedRollUpsError

if TYPE_CHECKING:
    from churntui.data.file.store import Store
    from churntui.model.presence import Crowd, Grid, Use

__all__ = [
    "Action",
    "Rebuilt",
    "action_names",
    "actions",
    "active_customers",
    "active_now",
    "by_action",
    "by_customer",
    "crowd",
    "customer_count",
    "customers_on",
    "customers_on_day",
    "doing",
    "first_day",
    "first_days",
    "first_done",
    "first_seen",
    "follow_rows",
    "follow_settings",
    "is_current",
    "is_known_by_whom",
    "last_days",
    "last_done",
    "last_used",
    "logo_sums",
    "logo_weeks",
    "measured",
    "of_logo",
    "qualify",
    "rebuild",
    "refresh",
    "refresh_customers",
    "requalify",
    "shares",
    "standing",
    "through",
    "use_before",
    "windows_of",
]


_DAMAGE = (ValueError, TypeError, LookupError, ArithmeticError)
"""What decoding trips over where the bytes of a roll-up, or their number, are not what was written."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def _of_roll_ups(
    reading: Callable[Concatenate[Store, Asked], Answer],
) -> Callable[Concatenate[Store, Asked], Answer]:
    """The same, with damage told as what it is: nothing is lost, because all of it can be made anew.

    What goes wrong over roll-ups that are as they should be is a fault of ours, and raised as it is.
    """

    @wraps(reading)
    def read(store: Store, /, *args: Asked.args, **named: Asked.kwargs) -> Answer:
        try:
            return reading(store, *args, **named)
        except _DAMAGE as error:
            if is_current(store):
                raise
            raise DamagedRollUpsError(
                "The roll-ups of the activity are damaged", "Run: churntui rebuild"
            ) from error

    return read


first_day = _of_roll_ups(days.first_day)
first_days = _of_roll_ups(days.first_days)
last_days = _of_roll_ups(days.last_days)
last_done = _of_roll_ups(days.last_done)
first_done = _of_roll_ups(days.first_done)
last_used = _of_roll_ups(days.last_used)
logo_sums = _of_roll_ups(days.logo_sums)
logo_weeks = _of_roll_ups(days.logo_weeks)
measured = _of_roll_ups(days.measured)
through = _of_roll_ups(days.through)
standing = _of_roll_ups(standings.standing)
customers_on_day = standings.customers_on_day
windows_of = standings.windows_of


class Action(NamedTuple):
    """Something customers do."""

    id: int
    name: str
    qualifies: bool
    times: int
    """How often it was done."""
    customers: int
    """By how many named ones."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made anew."""

    logos: int
    """Logos with activity."""
    customers: int
    cells: int
    """Rows of `usage_day` that were read."""


@_of_roll_ups
def actions(store: Store) -> list[Action]:
    """Every action, by name."""
    times: dict[int, int] = dict(store.rows("SELECT action_id, sum(n) FROM action_year GROUP BY action_id"))
    customers: dict[int, int] = {}
    if times:
        from churntui.data.activity import rows

        customers = rows.customers(store)
    stored_actions = store.rows("SELECT id, name, qualifies FROM action ORDER BY name")
    return [Action(i, name, bool(q), times.get(i, 0), customers.get(i, 0)) for i, name, q in stored_actions]


def action_names(store: Store) -> dict[int, str]:
    """Every action's id and name, by name."""
    return {int(i): str(name) for i, name in store.rows("SELECT id, name FROM action ORDER BY name")}


@_of_roll_ups
def crowd(  # noqa: PLR0913 - one for each thing that can be asked
    store: Store,
    as_of: date,
    grid: Grid,
    first: int,
    end: int,
    *,
    settings: Settings,
    actions: Collection[str] | None = None,
    window: int | None = None,
    sized: bool = False,
) -> Crowd:
    """Who was active at the openings of the grid periods [first, end] and what they did in [first, end).

    Args:
        store: The book.
        as_of: The day from which on nothing is known.
        grid: Week, month or quarter.
        first: A grid index (`presence.grid_index`).
        end: Another, not before it.
        settings: The window and the count; the book's own are the fast ones.
        actions: Names of a set of actions in place of the qualifying ones; unknown ones are passed over.
        window: Days, in place of the settings'.
        sized: Whether the counts will do for every period but the running one: bits are then sure to be read of
            that one only.
    """
    from churntui.data.activity import crowds

    stored_actions = store.rows("SELECT name, id, qualifies FROM action ORDER BY name")
    chosen = {
        name: i for name, i, is_set in stored_actions if (is_set if actions is None else name in actions)
    }
    is_set = set(chosen.values()) == {i for _, i, qualifies in stored_actions if qualifies}
    rules = settings.active_window_days if window is None else window, settings.active_min_count
    known = measured(store, as_of)
    asked = crowds.Asked(
        grid,
        range(first, max(first, end)),
        *rules,
        actions=chosen,
        is_set=is_set,
        is_kept=rules == _followed(store) and (is_set or settings.active_min_count == 1),
        measured=known,
        is_cut=known is not None and known[1] <= (days.last_day(store) or 0),
    )
    return crowds.look(store, asked, sized=sized)


def active_now(store: Store, as_of: date, settings: Settings) -> dict[int, tuple[int, int]]:
    """Logo id to how many of its customers are active, on the day or when last measured, and how many it has.

    A logo without customers is missing.
    """
    import numpy as np

    from churntui.model.presence import grid_index

    month = grid_index("month", as_of)
    seen = crowd(store, as_of, "month", month, month, settings=settings)
    there = seen.roster.joined <= dates.number(as_of)
    logos = seen.roster.logos
    has = np.bincount(logos[there])
    active = np.bincount(logos[seen.now], minlength=len(has))
    return {logo_id: (int(active[logo_id]), int(has[logo_id])) for logo_id in np.flatnonzero(has).tolist()}


@_of_roll_ups
def use_before(store: Store, before: Sequence[int], *, settings: Settings) -> list[Use]:
    """How often each action, qualifying or not, was done in each logo in the active window before each day.

    Args:
        store: The book.
        before: Day numbers. The openings of months are kept; another day is counted from `usage_day`.
        settings: The window; the book's own is the fast one.

    Returns:
        One for each day, in their order.
    """
    from churntui.data.activity import use

    window = settings.active_window_days
    is_own = window == _followed(store)[0]
    return [
        use.load(store, day)
        if is_own and dates.from_number(day).day == 1
        else use.counted(store, day, window)
        for day in before
    ]


def customer_use_before(store: Store, before: Sequence[int], *, settings: Settings) -> list[Use]:
    """How often each customer did each action, qualifying or not, in the active window before each day."""
    from churntui.data.activity import use

    return [use.counted(store, day, settings.active_window_days, of_customers=True) for day in before]


def qualify(store: Store, names: Collection[str]) -> None:
    """Make exactly these actions the qualifying ones; every figure of activity follows. One edit.

    Raises:
        BadInputError: A name is no action of this book.
    """
    known = {name: i for i, name in action_names(store).items()}
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = ", ".join(sorted(known)) or "none yet"
        raise BadInputError(f"“{unknown[0]}” is no action of this book", f"It has: {listed}")
    with store.edit("choose the qualifying actions"):
        for name, action_id in known.items():
            store.rows("UPDATE action SET qualifies = ? WHERE id = ?", (name in names, action_id))
        requalify(store)


def refresh(store: Store, touched: str) -> None:
    """Bring some days of some logos up to date, inside the caller's transaction.

    Args:
        store: The book.
        touched: The name of a table, or a query in brackets, with the columns `logo_id` and `day`; repeats are fine.
    """
    store.rows(
        "CREATE TEMP TABLE stale(logo_id INTEGER, day INTEGER, PRIMARY KEY(logo_id, day)) WITHOUT ROWID"
    )
    store.rows(f"INSERT OR IGNORE INTO temp.stale SELECT DISTINCT logo_id, day FROM {touched}")
    days.refresh(store)
    if store.one("SELECT 1 FROM temp.stale LIMIT 1"):
        from churntui.data.activity import keeping

        keeping.refresh(store)
    store.rows("DROP TABLE temp.stale")


def follow_rows(
    store: Store, days_of: Collection[tuple[int, int]], *, gone_from: Collection[int] = ()
) -> None:
    """Follow what was done by hand, inside the caller's transaction.

    Args:
        store: The book.
        days_of: Each logo with each of its days that has another use than before.
        gone_from: Logos that are no longer in the book, or have lost a customer: nobody of them is counted any more.
    """
    store.rows("CREATE TEMP TABLE touched(logo_id INTEGER, day INTEGER)")
    store.many("INSERT INTO temp.touched VALUES (?, ?)", list(days_of))
    refresh(store, "temp.touched")
    store.rows("DROP TABLE temp.touched")
    if gone_from:
        from churntui.data.activity import keeping

        keeping.renew(store, gone_from)


def refresh_customers(store: Store) -> None:
    """Take in customers that are new or joined on another day than before, inside the caller's transaction."""
    from churntui.data.activity import keeping

    keeping.refresh_customers(store)


def requalify(store: Store) -> None:
    """Follow the choice of qualifying actions."""
    with store.write():
        days.recount(store)
        if _has_customers(store):
            from churntui.data.activity import keeping

            keeping.recount(store)


def follow_settings(store: Store) -> None:
    """Follow the window and the count that make a customer active, where they are others than before."""
    if _followed(store) != _wanted(store):
        with store.write():
            _count_anew(store)


def rebuild(store: Store) -> Rebuilt:
    """Make all of it anew."""
    with store.write():
        store.rows(
            "INSERT OR IGNORE INTO rollup_state(id, active_window_days, active_min_count, logo_days_from)"
            " VALUES (1, 1, 1, 0)"
        )
        days.rebuild(store)
        _count_anew(store)
        counts = store.rows(
            "SELECT (SELECT count(*) FROM measured), (SELECT count(*) FROM customer), (SELECT count(*) FROM usage_day)"
        )
    return Rebuilt(*counts[0])


def is_current(store: Store) -> bool:
    """Whether all of it says what `usage_day`, the settings and the choice of actions say. Counts all of it anew."""
    try:
        return _agrees(store)
    except _DAMAGE:
        return False


def _agrees(store: Store) -> bool:
    if _followed(store) != _wanted(store) or not days.is_current(store):
        return False
    if not _has_customers(store):
        return True
    from churntui.data.activity import keeping

    return keeping.is_current(store)


def _count_anew(store: Store) -> None:
    store.rows("UPDATE rollup_state SET active_window_days = ?, active_min_count = ?", _wanted(store))
    if _has_customers(store):
        from churntui.data.activity import keeping

        keeping.rebuild(store)


def _followed(store: Store) -> tuple[int, int]:
    """The window in days and the count that the roll-ups follow."""
    window, least = store.rows("SELECT active_window_days, active_min_count FROM rollup_state")[0]
    return window, least


def _wanted(store: Store) -> tuple[int, int]:
    """The window in days and the count that the settings ask for."""
    stated: dict[str, str] = dict(store.rows("SELECT key, value FROM setting"))
    usual = Settings()
    window = whole_setting("active_window_days", stated.get("active_window_days", ""))
    least = whole_setting("active_min_count", stated.get("active_min_count", ""))
    return window or usual.active_window_days, least or usual.active_min_count


def _has_customers(store: Store) -> bool:
    """Whether there is anything to count, or was; numpy is not imported where there is not."""
    tables = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in ("customer", "usage_day", "roster"))
    return store.one(f"{tables} LIMIT 1") is not None
