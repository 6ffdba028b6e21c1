"""The themes a logo has named itself, in whatever note: what to have an answer to before calling it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.metrics.lookalikes import named_last
from churntui.model.choices import NoteKind
from churntui.model.rows import Naming
from churntui.plain import dates
from churntui.plain.memory import remembered


@dataclass(frozen=True, slots=True)
class HeardHere:
    """One theme it named, and where it did so last."""

    theme: str
    note: NoteKind
    day: date | None

    def read(self, as_of: date) -> str:
        """`missing SSO (review 14 Sep)`."""
        on = f" {dates.short(self.day, as_of)}" if self.day else ""
        return f"{self.theme} ({self.note}{on})"


def heard_here(book: Book, logo_id: int) -> tuple[HeardHere, ...]:
    """The themes of one logo, the one it named last first."""
    names = {theme.id: theme.name for theme in book.themes}
    return tuple(
        HeardHere(names[naming.theme_id], naming.note, naming.day)
        for naming in named_last(_namings_of(book).get(logo_id, ()), as_of=book.as_of)
        if naming.theme_id in names
    )


def _namings_of(book: Book) -> dict[int, list[Naming]]:
    """Logo id to what it named."""

    def by_logo() -> dict[int, list[Naming]]:
        named: dict[int, list[Naming]] = {}
        for naming in book.namings:
            named.setdefault(naming.logo_id, []).append(naming)
        return named

    return remembered(book.memory, "namings by logo", by_logo)
