"""Keeping a week of the book, once its place stands; see `questions.weekly`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from churntui.plain.errors import BookError
from churntui.plain.wording import counted
from churntui.questions import weekly
from churntui.ui.shell.base import BookApp


async def keep_week(app: BookApp) -> None:
    """Keep the week of the book, once; one that cannot be written just now, or has nothing yet, is asked again."""
    day, book = app.opening.as_of, app.book
    with suppress(BookError):
        if await app.ask(lambda store: weekly.is_due(store, day)):
            await app.know_health(book)
            week = await app.compute(partial(weekly.of_book, book))
            if steps := await app.ask(lambda store: weekly.keep(store, week)):
                told = f"{counted(steps, 'step')} for logos that have entered a band of health; u takes them back"
                app.notify(told, title="Playbook")
            if not week.renewals:
                return
        app.opening = replace(app.opening, keeps_weeks=False)
