"""Support tickets and survey answers: few, and worse where the story is."""

from __future__ import annotations

from datetime import date, timedelta

from churntui.demo.accounts import Account
from churntui.demo.people import Seat
from churntui.demo.stories import Usage
from churntui.demo.table import Table, draws, row

SUBJECTS = (
    ("high", "Photos do not upload from the tablet"),
    ("normal", "Cannot reopen a closed checklist"),
    ("low", "Logo on the printed report is cut"),
    ("urgent", "Audit cannot be completed, auditor on site"),
    ("normal", "New colleague gets no invitation mail"),
    ("high", "Readings missing after a night without network"),
    ("normal", "How do we copy a checklist to a second site?"),
    ("low", "Translate two field labels"),
    ("normal", "Weekly report arrives with last month's dates"),
    ("high", "Password reset does not arrive"),
    ("low", "Question about the invoice"),
    ("normal", "Export of corrective actions to a spreadsheet"),
)
TROUBLE: tuple[Usage, ...] = ("fading", "falling", "champion_left", "silent")
"""Where more goes wrong."""

COMMENTS = {
    "low": (
        "Waiting for an answer longer than for the repair.",
        "Nobody on the night shift knows how to use it.",
        "The report shows everything but what we are asked for.",
        "We were told a date twice.",
    ),
    "middle": (
        "Does what it should, a bit slow on old phones.",
        "Good for checklists, less so for reports.",
        "Fine. I would like it in my language throughout.",
    ),
    "high": (
        "The inspector asked who made it.",
        "First tool the floor did not complain about.",
        "Handovers take five minutes now instead of twenty.",
        "Support called me back before I had put the phone away.",
    ),
}


def tickets_table(book: list[Account], as_of: date) -> Table:
    """`tickets.csv`: some years of a few tickets a logo; the newest of a troubled one are still open."""
    rows: list[tuple[str, ...]] = []
    for account in book:
        rng = draws(f"tickets {account.profile.key}")
        end = account.served_until(as_of)
        troubled = account.story.usage in TROUBLE
        for turn in range(rng.randrange(3, 6) if troubled else rng.randrange(3)):
            opened_on = end - timedelta(days=rng.randrange(3, 80 if troubled and turn < 3 else 400))
            if opened_on < account.joined_on:
                continue
            priority, subject = rng.choice(SUBJECTS)
            closed_on = opened_on + timedelta(days=rng.randrange(6, 45) if troubled else rng.randrange(1, 9))
            shown = None if closed_on >= as_of else closed_on
            rows.append(row(f"T{len(rows) + 1:04}", account.ref, opened_on, shown, priority, subject))
    header = ("ticket_id", "logo_id", "opened_on", "closed_on", "priority", "subject")
    return Table(header, rows)


def surveys_table(book: list[Account], seats: dict[str, list[Seat]], as_of: date) -> Table:
    """`surveys.csv`: an NPS question (0–10) twice a year, a CSAT one (1–5) in between; a few answer each time."""
    rows: list[tuple[str, ...]] = []
    for account in book:
        if account.ref in seats:
            rows += _answers(account, seats[account.ref], as_of, len(rows))
    return Table(("survey_id", "logo_id", "customer_id", "day", "kind", "score", "comment"), rows)


def _answers(account: Account, seats: list[Seat], as_of: date, count: int) -> list[tuple[str, ...]]:
    rng = draws(f"surveys {account.profile.key}")
    end = account.served_until(as_of)
    rows: list[tuple[str, ...]] = []
    for wave, kind in enumerate(("nps", "csat", "nps")):
        day = end - timedelta(days=25 + 91 * wave + rng.randrange(10))
        asked = [seat for seat in seats if seat.joined_on < day]
        for seat in rng.sample(asked, min(len(asked), 1 + len(asked) // 12)):
            content = rng.uniform(0.1, 0.65) if account.story.usage in TROUBLE else rng.uniform(0.45, 1.0)
            score = round(10 * content) if kind == "nps" else 1 + round(4 * content)
            mood = "low" if content < 0.4 else "middle" if content < 0.75 else "high"
            comment = rng.choice(COMMENTS[mood]) if rng.random() < 0.4 else ""
            rows.append(row(f"S{count + len(rows) + 1:04}", account.ref, seat.ref, day, kind, score, comment))
    return rows
