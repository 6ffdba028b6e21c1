"""Small books for the tests of places: rows written by hand, dated around one day, and the app over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

from textual.pilot import Pilot

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.plain import dates
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.opening import Opening

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
    activity.rebuild(store)


def app_over(path: Path, *, read_only: bool = False) -> ChurntuiApp:
    """The app over a book, dated `AS_OF`."""
    return ChurntuiApp(open_book(path, read_only=read_only), Opening(path, AS_OF, read_only=read_only))


async def until(pilot: Pilot[None], reached: Callable[[], object]) -> None:
    """Wait until something holds; only what never does takes the whole minute."""
    latest = monotonic() + 60
    while not reached():
        assert monotonic() < latest, f"not reached: {reached}, at work: {[*pilot.app.workers]}"
        await pilot.pause(0.005)


async def go_to(pilot: Pilot[None], key: str) -> None:
    """Press a place's key and wait until usage is read, so that nothing is redrawn under the test."""
    await until(pilot, lambda: pilot.app.book.usage is not None)
    await pilot.press(key)
    await pilot.pause()


def heard_book(path: Path) -> Path:
    """Three losses: Lumen Labs was asked, Orbis was not, Ferrum declined; Nordwind is there, Acme leaves in January.

    Interviews: 1 Lumen (held), 2 Ferrum (declined), 3 Acme (held, its end still to come). Themes: 1 product gaps,
    2 missing SSO in it, 3 support silence, 4 old one (archived).
    """
    with open_book(path) as store:
        lumen, orbis, ferrum, nordwind, acme = (
            logo(store, name, industry="Health", employees=120)
            for name in ("Lumen Labs", "Orbis", "Ferrum", "Nordwind", "Acme")
        )
        for logo_id, ends_in, arr in (
            (lumen, -22, 18),
            (orbis, -100, 20),
            (ferrum, -200, 64),
            (acme, 60, 30),
        ):
            contract(store, logo_id, ends_in, arr * 1000_00)
        contract(store, nordwind, 300, 96_000_00)

        def interview(logo_id: int, status: str, **values: object) -> None:
            ref = f"I{logo_id}"
            add(
                store,
                "interview",
                ref=ref,
                logo_id=logo_id,
                status=status,
                updated_at="2026-11-01T09:00:00Z",
                **values,
            )

        interview(
            lumen, "held", held_on="2026-11-02", effective_on="2026-10-30", voluntary=1, regrettable=1,
            stated_reason="too expensive", primary_reason="quality_support", notes="# Call\nNobody called back",
        )  # fmt: skip
        interview(ferrum, "declined", effective_on="2026-05-05")
        interview(acme, "held", held_on="2026-11-12", effective_on="2027-01-20", stated_reason="Merged")
        add(store, "theme", name="product gaps")
        add(store, "theme", name="missing SSO", parent_id=1)
        add(store, "theme", name="support silence", description="Nobody answered")
        add(store, "theme", name="old one", archived=1)
        for interview_id, theme_id in ((1, 2), (3, 2), (3, 3)):
            add(store, "interview_theme", interview_id=interview_id, theme_id=theme_id)
        add(store, "highlight", interview_id=1, starts_at=7, ends_at=25, quote="Nobody called back")
        add(store, "highlight_theme", highlight_id=1, theme_id=3)
        add(
            store,
            "initiative",
            ref="A1",
            name="Sign-on",
            status="in_progress",
            due_on="2027-01-31",
            owner="Ana",
        )
        add(store, "initiative_theme", initiative_id=1, theme_id=2)
    return path


def shown(app: ChurntuiApp) -> str:
    """What stands on the screen, line by line."""
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )
