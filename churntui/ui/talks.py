"""What `t` and `x` do, from wherever a logo is in view: a talk is noted, and the next step planned."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.book import Book
from churntui.data.rows import logos, steps, talks
from churntui.plain import dates
from churntui.plain.wording import counted
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.parts.talk_form import TalkForm
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen


async def talk(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Ask with whom and when it was talked, and note it for each of the logos."""
    logo_ids = list(dict.fromkeys(row.logo_id for row in chosen if row.logo_id is not None))
    whom, today = _called(app.book, logo_ids), app.book.as_of
    people = await app.ask(lambda store: logos.people(store, logo_ids[0])) if len(logo_ids) == 1 else []
    said = await app.push_screen_wait(TalkForm(f"Talk with {whom}", people, today, app.author))
    if said is not None:
        label = f"Talked with {whom} on {dates.short(said.day, today)}"
        await app.change(label, lambda store: talks.add(store, logo_ids, said, label))


async def plan_step(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Ask what is done next, and by when, for each of the logos or renewals; those of one logo are kept here, too."""
    whom = list(dict.fromkeys((row.logo_id, row.contract_id) for row in chosen if row.logo_id is not None))
    name, today = _called(app.book, [logo_id for logo_id, _ in whom]), app.book.as_of
    of_one = whom[0][0] if len({logo_id for logo_id, _ in whom}) == 1 else None
    planned = await app.push_screen_wait(StepDialog(app, name, of_one))
    if planned is not None:
        when = f", {dates.short(planned.due_on, today)}" if planned.due_on else ""
        label = f"{name}: {planned.what}{when}"
        await app.change(label, lambda store: steps.add(store, whom, planned, label))


def _called(book: Book, logo_ids: Sequence[int]) -> str:
    """The name of one logo, or how many they are."""
    distinct = dict.fromkeys(logo_ids)
    return book.name(logo_ids[0]) if len(distinct) == 1 else counted(len(distinct), "logo")
