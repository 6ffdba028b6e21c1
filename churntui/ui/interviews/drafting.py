"""Keeps what is typed on disk: within half a second of each key, also while keys keep coming.

Writes follow one another under a lock, so the first one's id is known to the second, and saving or throwing away
waits for the one under way. A draft is text as typed: nothing here knows what is valid.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from churntui.data.rows import drafts
from churntui.plain import dates
from churntui.ui.shell.base import Page

_SOON = 0.2
"""Seconds from the first key that is not on disk to the write that takes it there, with all typed meanwhile."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it stands."""

    logo_id: int
    fields: dict[str, str]


class DraftKeeper:
    """The draft of one page.

    Args:
        page: Whose timers and store are used.
        typed: What stands in the form now.
        tell: Shows the reader when it was kept.
        interview_id: The interview it is about; None for a new one.
        draft_id: The draft gone on with; None where there is none yet.
    """

    def __init__(
        self,
        page: Page,
        typed: Callable[[], Typed],
        tell: Callable[[str], None],
        *,
        interview_id: int | None,
        draft_id: int | None,
    ) -> None:
        self.draft_id = draft_id
        self.lock = asyncio.Lock()
        """Held while the draft is written; hold it to save or to throw away."""
        self.wrote = False
        """Whether the file has changed since the page was opened."""
        self._page = page
        self._typed = typed
        self._tell = tell
        self._interview_id = interview_id
        self._kept: Typed | None = None
        self._is_due = False
        """Whether the next write is on its way."""

    @property
    def is_needed(self) -> bool:
        """Whether something is typed that the file does not have, as draft or as interview."""
        return self._kept is not None and self._typed() != self._kept

    def begin(self) -> None:
        """What stands in the form now is what the file has."""
        self._kept = self._typed()

    def end(self) -> None:
        """Nothing more is kept: it was saved or thrown away."""
        self._kept = None

    def touch(self) -> None:
        """A key was typed: have it written soon."""
        if self._kept is not None and not self._is_due:
            self._is_due = True
            self._page.app.do(self._keep_soon(), group="draft", keys_wait=False)

    async def _keep_soon(self) -> None:
        await asyncio.sleep(_SOON)
        self._is_due = False
        if self._page.is_attached:
            await self.keep()

    async def keep(self) -> None:
        """Bring the draft on disk up to what is typed, unless it is there already.

        Raises:
            ChurnError: The file cannot be written.
        """
        async with self.lock:
            if not self.is_needed:
                return
            typed, app, draft_id = self._typed(), self._page.app, self.draft_id
            author, interview_id = app.book.settings.owner, self._interview_id
            self.draft_id = await app.ask(
                lambda store: drafts.keep(
                    store,
                    typed.fields,
                    logo_id=typed.logo_id,
                    interview_id=interview_id,
                    author=author,
                    draft_id=draft_id,
                )
            )
            self._kept = typed
            self.wrote = True
            self._tell(f"draft saved {clock(datetime.now(UTC))}")


def clock(moment: datetime) -> str:
    """`14:03:22` on this machine's clock; the day with the minute where it is not today's."""
    here, today = moment.astimezone(), datetime.now(UTC).astimezone().date()
    return f"{here:%H:%M:%S}" if here.date() == today else f"{dates.short(here.date())} {here:%H:%M}"
