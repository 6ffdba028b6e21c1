"""The themes heard in exit interviews, and what came of them: initiatives, events, and calls to lost logos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from churntui.demo.logos import Account
from churntui.demo.reading import Columns, read
from churntui.demo.table import Cells, Table, dated


@dataclass(frozen=True, slots=True)
class Roadmap:
    """`texts/roadmap.toml`, whose days are counted from the as-of day."""

    themes: tuple[Annotated[Cells, Columns("themes", "theme description", "")], ...]
    """Parents before children."""
    initiatives: tuple[
        Annotated[Cells, Columns("initiatives", "name status owner due_on themes", "initiative_id")], ...
    ]
    events: tuple[Annotated[Cells, Columns("events", "day kind name note", "event_id")], ...]
    win_backs: dict[str, Annotated[Cells, Columns("win_backs", "called_on outcome note", "logo_id")]]
    """By the logo's key: who was called again once their cause had been mended."""


def roadmap_tables(book: list[Account], as_of: date) -> dict[str, Table]:
    """The tables of the roadmap by name."""
    roadmap = read("roadmap.toml", Roadmap)
    themes: list[Cells] = [{"archived": False, "locked": False, **theme} for theme in roadmap.themes]
    initiatives: list[Cells] = [
        {"initiative_id": f"N{place:02}", **dated(work, as_of)}
        for place, work in enumerate(roadmap.initiatives, start=1)
    ]
    events: list[Cells] = [
        {"event_id": f"V{place:02}", **dated(event, as_of)}
        for place, event in enumerate(roadmap.events, start=1)
    ]
    win_backs: list[Cells] = [
        {"logo_id": account.ref, **dated(roadmap.win_backs[account.key], as_of)}
        for account in book
        if account.key in roadmap.win_backs
    ]
    return {
        "themes": Table.of("themes", themes),
        "initiatives": Table.of("initiatives", initiatives),
        "events": Table.of("events", events),
        "win_backs": Table.of("win_backs", win_backs),
    }
