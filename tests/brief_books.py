"""A book with a logo that has something to say in every section of its brief, and helpers to work on it by keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static
from ui_books import AS_OF, add, contract, go_to, logo, until, use

from churntui.briefs.deciding import PlacedPoint
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.ui.briefs.point_form import PointForm
from churntui.ui.briefs.points import PointList

HARBOUR = 1
"""The logo whose brief is worked on; Kestrel Ltd is another one."""


def brief_book(path: Path) -> Path:
    """Harbour renews in 70 days: use, two goals, promises of both sides, tickets, surveys and a roadmap."""

    def ago(days: int) -> str:
        return (AS_OF - timedelta(days=days)).isoformat()

    with open_book(path) as store:
        harbour, kestrel = logo(store, "Harbour"), logo(store, "Kestrel Ltd")
        contract(store, harbour, 70, 96_000_00, notice_days=60)
        contract(store, kestrel, 200, 20_000_00)
        for nth in range(1, 5):
            add(store, "customer", ref=f"C{nth}", logo_id=harbour, name=f"Person {nth}")
        use(store, harbour, [5] * 56 + [2] * 4, customers=(1, 2))
        for nth, what in enumerate(("Onboard a branch", "Audit by app"), 1):
            add(store, "goal", ref=f"G{nth}", logo_id=harbour, goal=what, unit="days", start_value=10, target_value=4,
                due_on=ago(-60))  # fmt: skip
        add(store, "goal_value", goal_id=1, day=ago(5), value=6.5)
        for nth, (by_us, state) in enumerate(((1, "done"), (0, "open"), (1, "missed")), 1):
            add(store, "commitment", ref=f"M{nth}", logo_id=harbour, what=f"Promise {nth}", by_us=by_us, state=state,
                due_on=ago(20))  # fmt: skip
        for nth in range(3):
            add(
                store,
                "ticket",
                ref=f"T{nth}",
                logo_id=harbour,
                opened_on=ago(15 + nth),
                subject=f"Slow {nth}",
            )
            add(store, "survey", ref=f"S{nth}", logo_id=harbour, day=ago(10 + nth), kind="nps", score=8,
                comment=f"Comment {nth}")  # fmt: skip
        for ref, shareable in (("N1", 1), ("N2", 0)):
            add(store, "initiative", ref=ref, name=f"Work {ref}", status="in_progress", due_on=ago(-40),
                shareable=shareable)  # fmt: skip
    return path


async def at_brief(pilot: Pilot[None]) -> PointList:
    """Go to the brief of Harbour; the list of its points."""
    await go_to(pilot, "7")
    await until(pilot, lambda: pilot.app.place.logo_id == HARBOUR)
    return pilot.app.query_one(PointList)


def keys_in(points: PointList) -> list[str]:
    """What the points of the shareable part are known by, in their order."""
    return [place.point.key for place in points.rows if place.is_in]


def keys_beside(points: PointList) -> list[str]:
    """Likewise of those that are offered."""
    return [place.point.key for place in points.rows if not place.is_in]


def place_of(points: PointList, key: str) -> PlacedPoint:
    """Where a point stands."""
    return next(place for place in points.rows if place.point.key == key)


def kept(app) -> dict[str, tuple[str, str]]:
    """What is kept of the points: by key the state and the text."""
    prepared = briefs.in_preparation(app._store, HARBOUR)
    points = briefs.points(app._store, prepared.id) if prepared else ()
    return {point.key: (point.state, point.text) for point in points}


def told(app) -> str:
    """What is said in passing."""
    return "\n".join(f"{note.title} {note.message}" for note in app._notifications)


def counts(app) -> str:
    """How many points there are, and of which kind."""
    return str(app.query_one("#briefs-position", Static).content)


async def write(pilot, text: str, so_what: str | None = None) -> None:
    """Fill the form in as one types, over what stands there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PointForm))
    form = pilot.app.screen
    form.query_one("#point-text").text = text
    if so_what is not None:
        form.query_one("#point-so-what").text = so_what
    await pilot.press("ctrl+s")


async def at_rest(pilot) -> None:
    """Wait until every key has done what it does."""
    typed = pilot.app.typed

    def is_at_rest() -> bool:
        is_typed = typed._events or typed._handing_on or typed.at_work
        return not is_typed and all(worker.is_finished for worker in pilot.app.workers)

    await until(pilot, is_at_rest)


async def at_once(pilot, *keys: str) -> None:
    """Have all these keys come in one write of the terminal, and wait until each has done what it does."""
    for key in keys:
        event = Key(key, key if len(key) == 1 else None)
        event.set_sender(pilot.app)
        pilot.app._driver.send_message(event)
    await pilot.pause(0.05)  # the driver hands them over from a thread
    await at_rest(pilot)
