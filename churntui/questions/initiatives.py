"""What an initiative's themes have cost, whom it is news to, and who is still here and waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.metrics.at_stake import NO_STAKE
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
    at_stake: Mapping[int, int]
    """The living logos that named its themes, each once, with their ARR: what it may keep; never added to `arr`."""

    @property
    def arr_at_stake(self) -> int:
        """Their ARR."""
        return sum(self.at_stake.values())


def works(book: Book) -> list[Work]:
    """Every initiative in the order of the book. Needs its losses, so it belongs into `App.compute`."""
    from churntui.metrics.coverage import loss_of
    from churntui.metrics.themes import losses_named

    ids = {theme.name: theme.id for theme in book.themes}
    about = loss_of(book.losses, book.interviews)
    losses = losses_by_key(book)
    rows = []
    for initiative in book.initiatives:
        answered = {ids[name] for name in initiative.themes if name in ids}
        named = losses_named(answered, book.tags, about)
        at_stake: dict[int, int] = {}
        for theme_id in answered:
            at_stake |= book.stakes.get(theme_id, NO_STAKE).arr_by_logo
        waits = [back.waits for back in book.win_backs if initiative in back.initiatives]
        rows.append(
            Work(
                initiative,
                logos=len({logo_id for logo_id, _ in named}),
                arr=sum(losses[loss].arr for loss in named),
                to_tell=sum(waits),
                told=len(waits) - sum(waits),
                at_stake=at_stake,
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
