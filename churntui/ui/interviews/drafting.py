"""Keeps what is typed on disk: within half a second of each key, also while keys keep coming.

Writes follow one another under a lock, so the first one's id is known to the second, and saving or throwing away
waits for the one under way. A draft is text as typed: nothing here knows what is valid.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from churntui.data.rows import drafts
from churntui.plain import dates
from churntui.plain.errors import ChurnError
from churntui.ui.interviews.form import Typed
from churntui.ui.interviews.subject import Subject
from churntui.ui.shell.base import Page

_SOON = 0.2
"""Seconds from the first key that is not on disk to the write that takes it there, with all typed meanwhile."""

_LATER = 3.0
"""Seconds to the next try where the last write failed."""


class DraftKeeper:
    """The draft of one page.

    Args:
        page: Whose timers and store are used.
        typed: What stands in the form now.
        tell: Shows the reader when it was kept, or that it was not.
        subject: What the page was opened on.
    """

    def __init__(
        self, page: Page, typed: Callable[[], Typed], tell: Callable[[str], None], subject: Subject
    ) -> None:
        self.draft_id = subject.draft.id if subject.draft else None
        self.lock = asyncio.Lock()
        """Held while the draft is written; hold it to save or to throw away."""
        self.wrote = False
        """Whether the file has changed since the page was opened."""
        self._page = page
        self._typed = typed
        self._tell = tell
        self._note_id = subject.note_id
        self._opened = subject.opened.flat() if subject.opened else None
        self._kept: Typed | None = None
        self._is_due = False
        """Whether the next write is on its way."""
        self._is_failing = False

    @property
    def is_needed(self) -> bool:
        """Whether something is typed that the file does not have, as draft or as a note."""
        return self._kept is not None and self._typed() != self._kept

    @property
    def is_kept(self) -> bool:
        """Whether the file has a draft of it, up to the last key."""
        return self.draft_id is not None and self._kept is not None and not self.is_needed

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
        """Keep it in a moment; where that fails, say so once, and try again by itself.

        Raises:
            ChurnError: The file cannot be written, and could be before.
        """
        was_failing = self._is_failing
        await asyncio.sleep(_LATER if was_failing else _SOON)
        self._is_due = False
        if not self._page.is_attached:
            return
        try:
            await self.keep()
        except ChurnError:
            self.touch()
            if not was_failing:
                raise

    async def keep(self) -> None:
        """Bring the draft on disk up to what is typed, unless it is there already.

        Raises:
            ChurnError: The file cannot be written.
        """
        async with self.lock:
            if not self.is_needed:
                return
            typed = self._typed()
            try:
                self.draft_id = await self._put(typed)
            except ChurnError:
                self._is_failing = True
                self._tell("! not saved")
                raise
            self._kept = typed
            self.wrote = True
            self._is_failing = False
            self._tell(f"draft saved {clock(datetime.now(UTC))}")

    async def _put(self, typed: Typed) -> int:
        app, draft_id = self._page.app, self.draft_id
        author, note_id, opened = app.author, self._note_id, self._opened
        return await app.ask(
            lambda store: drafts.keep(
                store,
                typed.fields,
                logo_id=typed.logo_id,
                note_id=note_id,
                author=author,
                draft_id=draft_id,
                opened=opened,
                kind=typed.kind,
            )
        )

    async def leave(self) -> None:
        """Keep it, and have it open here no longer, so that it can be gone on with anywhere.

        Raises:
            ChurnError: The file cannot be written.
        """
        await self.keep()
        if self._kept is not None and (draft_id := self.draft_id) is not None:
            await self._page.app.ask(lambda store: drafts.leave(store, draft_id))


def clock(moment: datetime) -> str:
    """`14:03:22` on this machine's clock; the day with the minute where it is not today's."""
    here, today = moment.astimezone(), datetime.now(UTC).astimezone().date()
    return f"{here:%H:%M:%S}" if here.date() == today else f"{dates.short(here.date())} {here:%H:%M}"
