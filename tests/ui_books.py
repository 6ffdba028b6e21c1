"""Small books for the tests of places: rows written by hand, dated around one day, and the app over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from textual.pilot import Pilot

from churntui import dates
from churntui.data import rollup
from churntui.data.store import Store
from churntui.ui.app import ChurntuiApp
from churntui.ui.base import Opening

AS_OF = date(2026, 11, 21)

HOSTILE = ("a[/]b", "[@click=app.bell]x", "\x1b]0;x\x07", "青空フーズ", "w" * 10_000)
"""Names that crash, act, or break the layout where text is parsed or passed through."""


def add(store: Store, table: str, **values: object) -> int:
    """Insert one row as it is, past every check of the app; returns its id."""
    marks = ", ".join("?" * len(values))
    with store.write():
        return store.insert(f"INSERT INTO {table}({', '.join(values)}) VALUES ({marks})", [*values.values()])


def logo(store: Store, name: str, **values: object) -> int:
    """A logo; its ref is L and a number unless given."""
    count = store.scalar("SELECT count(*) FROM logo") + 1
    return add(store, "logo", **({"ref": f"L{count}", "name": name} | values))


def contract(store: Store, logo_id: int, ends_in: int | None, arr: int = 12_000_00, **values: object) -> int:
    """A yearly contract that ends so many days after `AS_OF`, of so much ARR in minor units."""
    count = store.scalar("SELECT count(*) FROM contract") + 1
    ends_on = None if ends_in is None else AS_OF + timedelta(days=ends_in)
    given = {
        "ref": f"K{count}",
        "logo_id": logo_id,
        "plan": "Team",
        "starts_on": dates.add_months(ends_on or AS_OF, -12).isoformat(),
        "ends_on": ends_on and ends_on.isoformat(),
        "amount_minor": arr,
        "currency": "EUR",
        "per": "year",
        "arr_minor": arr,
    }
    return add(store, "contract", **(given | values))


def use(store: Store, logo_id: int, weeks: Sequence[int], customers: Sequence[int] = (0,)) -> None:
    """Qualifying actions in the weeks up to the day before `AS_OF`, oldest first, by the customers in turn."""
    store.rows("INSERT OR IGNORE INTO action(id, name, qualifies) VALUES (1, 'report', 1)")
    for back, count in enumerate(reversed(weeks)):
        day = dates.number(AS_OF) - 1 - 7 * back
        customer_id = customers[back % len(customers)]
        add(store, "usage_day", logo_id=logo_id, day=day, customer_id=customer_id, action_id=1, n=count)
    rollup.rebuild(store)


def app_over(path: Path, *, read_only: bool = False) -> ChurntuiApp:
    """The app over a book, dated `AS_OF`."""
    return ChurntuiApp(Store.open(path, read_only=read_only), Opening(path, AS_OF, read_only=read_only))


async def until(pilot: Pilot[None], reached: Callable[[], object]) -> None:
    """Wait until something holds; fails after ten seconds."""
    for _ in range(200):
        await pilot.pause(0.05)
        if reached():
            return
    raise AssertionError(f"not reached: {reached}")


async def go_to(pilot: Pilot[None], key: str) -> None:
    """Press a place's key and wait until usage is read, so that nothing is redrawn under the test."""
    await until(pilot, lambda: pilot.app.book.usage is not None)
    await pilot.press(key)
    await pilot.pause()
