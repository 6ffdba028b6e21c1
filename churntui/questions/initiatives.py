"""What an initiative's themes have cost, and whom it is news to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.model.rows import Initiative
from churntui.questions.heard import losses_by_key


@dataclass(frozen=True, slots=True)
class Work:
    """One initiative, and what its themes have cost."""

    initiative: Initiative
    logos: int
    """Logos lost over its themes."""
    arr: int
    """The ARR of those losses, each once: what it would have saved at best."""
    to_tell: int
    """Lost logos it is news to and nobody has called yet."""
    told: int
    """Those somebody has."""


def works(book: Book) -> list[Work]:
    """Every initiative in the order of the book. Needs its losses, so it belongs into `App.compute`."""
    from churntui.metrics.coverage import loss_of
    from churntui.metrics.themes import losses_named

    ids = {theme.name: theme.id for theme in book.themes}
    about = loss_of(book.losses, book.interviews)
    losses = losses_by_key(book)
    rows = []
    for initiative in book.initiatives:
        named = losses_named({ids[name] for name in initiative.themes}, book.tags, about)
        waits = [back.waits for back in book.win_backs if initiative in back.initiatives]
        rows.append(
            Work(
                initiative,
                logos=len({logo_id for logo_id, _ in named}),
                arr=sum(losses[loss].arr for loss in named),
                to_tell=sum(waits),
                told=len(waits) - sum(waits),
            )
        )
    return rows


def is_late(initiative: Initiative, as_of: date) -> bool:
    """Whether it should have shipped by now."""
    due_on = initiative.due_on
    return due_on is not None and due_on < as_of and initiative.status in {"planned", "in_progress"}


def to_tell(book: Book, initiative_id: int) -> int:
    """How many lost logos can be told of one that has shipped, and wait for it."""
    return sum(
        back.waits and any(initiative.id == initiative_id for initiative in back.initiatives)
        for back in book.win_backs
    )
