"""How we see a logo, by day: rows out of the file, and what a person says beside a talk."""

from __future__ import annotations

from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.living import Sentiment
from churntui.plain.text import clean_line


def every(store: Store, as_of: date) -> list[Sentiment]:
    """Every one up to the as-of day, newest first."""
    return read(store, Sentiment, "WHERE day <= ? ORDER BY day DESC, id DESC", (as_of.isoformat(),))


def put(store: Store, logo_id: int, day: date, score: int, author: str) -> None:
    """Keep how a logo is seen on a day, in place of what was said of that day before; within an edit."""
    known = store.scalar("SELECT id FROM sentiment WHERE logo_id = ? AND day = ?", (logo_id, day.isoformat()))
    if known is None:
        store.insert(
            "INSERT INTO sentiment(logo_id, day, score, author) VALUES (?, ?, ?, ?)",
            (logo_id, day.isoformat(), score, clean_line(author)),
        )
    else:
        store.rows(
            "UPDATE sentiment SET score = ?, author = ? WHERE id = ?", (score, clean_line(author), known)
        )
