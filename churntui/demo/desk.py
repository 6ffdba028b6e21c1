"""Support tickets and survey answers: few, and worse where the story is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from churntui.demo.logos import Account, Usage
from churntui.demo.people import Seat
from churntui.demo.reading import Columns, read
from churntui.demo.table import Cells, Table, draws, row

TROUBLE: tuple[Usage, ...] = ("fading", "falling", "champion_left", "silent")
"""Where more goes wrong."""

TICKET = "ticket_id logo_id opened_on closed_on"
"""The columns of a ticket that its logo decides."""
Mood = Literal["low", "middle", "high"]


@dataclass(frozen=True, slots=True)
class Desk:
    """`texts/desk.toml`."""

    comments: dict[Mood, tuple[str, ...]]
    """What people write beside a score."""
    heard: dict[str, tuple[str, ...]]
    """Comment to the themes it names."""
    subjects: tuple[Annotated[Cells, Columns("tickets", "priority subject", TICKET)], ...]
    """What tickets are about."""


def tickets_table(book: list[Account], as_of: date) -> Table:
    """`tickets.csv`: some years of a few tickets a logo; the newest of a troubled one are still open."""
    subjects = read("desk.toml", Desk).subjects
    rows: list[Cells] = []
    for account in book:
        rng = draws(f"tickets {account.key}")
        end = account.served_until(as_of)
        troubled = account.logo.usage in TROUBLE
        for turn in range(rng.randrange(3, 6) if troubled else rng.randrange(3)):
            opened_on = end - timedelta(days=rng.randrange(3, 80 if troubled and turn < 3 else 400))
            if opened_on < account.joined_on:
                continue
            about = rng.choice(subjects)
            closed_on = opened_on + timedelta(days=rng.randrange(6, 45) if troubled else rng.randrange(1, 9))
            shown = None if closed_on >= as_of else closed_on
            ids = {"ticket_id": f"T{len(rows) + 1:04}", "logo_id": account.ref}
            rows.append({**ids, "opened_on": opened_on, "closed_on": shown, **about})
    return Table.of("tickets", rows)


def surveys_table(book: list[Account], seats: dict[str, list[Seat]], as_of: date) -> Table:
    """`surveys.csv`: an NPS question (0–10) twice a year, a CSAT one (1–5) in between; a few answer each time."""
    rows: list[tuple[str, ...]] = []
    for account in book:
        if account.ref in seats:
            rows += _answers(account, seats[account.ref], as_of, len(rows))
    return Table(("survey_id", "logo_id", "customer_id", "day", "kind", "score", "comment", "themes"), rows)


def _answers(account: Account, seats: list[Seat], as_of: date, count: int) -> list[tuple[str, ...]]:
    rng = draws(f"surveys {account.key}")
    desk = read("desk.toml", Desk)
    end = account.served_until(as_of)
    rows: list[tuple[str, ...]] = []
    for wave, kind in enumerate(("nps", "csat", "nps")):
        day = end - timedelta(days=25 + 91 * wave + rng.randrange(10))
        asked = [seat for seat in seats if seat.joined_on < day]
        for seat in rng.sample(asked, min(len(asked), 1 + len(asked) // 12)):
            content = rng.uniform(0.1, 0.65) if account.logo.usage in TROUBLE else rng.uniform(0.45, 1.0)
            score = round(10 * content) if kind == "nps" else 1 + round(4 * content)
            mood: Mood = "low" if content < 0.4 else "middle" if content < 0.75 else "high"
            comment = rng.choice(desk.comments[mood]) if rng.random() < 0.4 else ""
            ref, themes = f"S{count + len(rows) + 1:04}", desk.heard.get(comment)
            rows.append(row(ref, account.ref, seat.ref, day, kind, score, comment, themes))
    return rows
