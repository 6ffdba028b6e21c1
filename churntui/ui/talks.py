"""What `t`, `x` and `C` do, from wherever a logo is in view: a talk is noted, the next step planned, or ticked off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import commitments, fixes, logos, milestones, steps, talks
from churntui.model.living import Commitment
from churntui.model.planned import in_a_line
from churntui.plain import dates
from churntui.plain.text import shortened
from churntui.plain.wording import counted
from churntui.ui.parts import leaving
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.parts.talk_form import TalkForm
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen

_LONGEST = 60
"""Characters of what is done that are said of it."""


async def talk(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Ask with whom and when it was talked, and note it for each of the logos."""
    logo_ids = list(dict.fromkeys(row.logo_id for row in chosen if row.logo_id is not None))
    whom, today = _called(app.book, logo_ids), app.book.as_of
    people = await app.ask(
        lambda store: [one for logo_id in logo_ids for one in logos.people(store, logo_id)]
    )
    of_one = logo_ids[0] if len(logo_ids) == 1 else None
    draft = await leaving.found(app, "talks", of_one)
    form = TalkForm(f"Talk with {whom}", people, today, app.author, draft, several=of_one is None)
    said = await app.push_screen_wait(form)
    await leaving.settle(app, form.left, draft, form="talks", logo_id=of_one)
    if said is not None:
        label = f"Talked with {whom} on {dates.short(said.day, today)}"
        await app.change(label, lambda store: talks.add(store, logo_ids, said, label))


async def plan_step(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Ask what is done next, and by when, for each of the logos or renewals; those of one logo are kept here, too."""
    whom = list(dict.fromkeys((row.logo_id, row.contract_id) for row in chosen if row.logo_id is not None))
    name, today = _called(app.book, [logo_id for logo_id, _ in whom]), app.book.as_of
    of_one = whom[0][0] if len({logo_id for logo_id, _ in whom}) == 1 else None
    draft = await leaving.found(app, "steps", of_one)
    fields = draft.fields if draft else {}
    what, owner, day = (fields.get(field, "") for field in ("what", "owner", "due_on"))
    proposed = "" if of_one is None else next(filter(None, (row.proposed for row in chosen)), "")
    dialog = StepDialog(app, name, of_one, in_a_line(what, owner, day, app.author), proposed)
    planned = await app.push_screen_wait(dialog)
    left = {**fields, **dialog.left_fields()} if dialog.left else {}
    await leaving.settle(app, left, draft, form="steps", logo_id=of_one)
    if planned is not None:
        when = f", {dates.short(planned.due_on, today)}" if planned.due_on else ""
        label = f"{name}: {planned.what}{when}"
        await app.change(label, lambda store: steps.add(store, whom, planned, label))


@dataclass(frozen=True, slots=True)
class _Open:
    """What is still to be done."""

    of: Literal["step", "commitment", "interview", "milestone"]
    """The table of the book it stands in."""
    id: int
    logo_id: int
    what: str


async def tick_off(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Have what is chosen done as of today, all of it as one change; what else is chosen stays as it is."""
    book = app.book
    promised = [row.row[1] for row in chosen if row.row is not None and row.row[0] == "commitment"]
    promises = await app.ask(lambda store: commitments.still_open(store, promised))
    known = {("commitment", promise.id): promise for promise in promises}
    meant = list(
        dict.fromkeys(still_open for row in chosen if (still_open := _open_of(book, row, known)) is not None)
    )
    meant += await _milestones(
        app, [number for row in chosen if (number := row.id_in("milestone")) is not None]
    )
    if not meant:
        app.notify("Nothing is open here: x plans a step, u takes back what was done")
        return
    what = f"{book.name(meant[0].logo_id)}: {shortened(meant[0].what, _LONGEST)}"
    label = f"{what} done" if len(meant) == 1 else f"{len(meant)} done: {what}, …"

    def doing(store: Store) -> None:
        with store.edit(label):
            for still_open in meant:
                if still_open.of == "step":
                    steps.done(store, still_open.id, book.as_of, label)
                elif still_open.of == "milestone":
                    milestones.done(store, still_open.id, book.as_of, label)
                elif still_open.of == "interview":
                    fixes.done(store, still_open.id, book.as_of, label)
                else:
                    commitments.set_state(store, [still_open.id], "done", label)

    await app.change(label, doing)


async def _milestones(app: BookApp, ids: Sequence[int]) -> list[_Open]:
    """Those of these milestones that are still to be reached."""
    if not ids:
        return []
    every = await app.ask(milestones.every)
    return [
        _Open("milestone", one.id, one.logo_id, one.milestone)
        for one in every
        if one.id in ids and (one.done_on is None or one.done_on > app.book.as_of)
    ]


def _open_of(book: Book, row: Chosen, promises: Mapping[tuple[str, int], Commitment]) -> _Open | None:
    """What a row says is to be done: a step, a promise or a fix, else the next step of its renewal."""
    promise = promises.get(row.row) if row.row is not None else None
    if promise is not None:
        return _Open("commitment", promise.id, promise.logo_id, promise.what)
    interview_id, contract_id = row.id_in("interview"), row.contract_id or row.id_in("contract")
    if row.id_in("milestone") is not None:
        return None
    for fix in book.fixes:
        if fix.interview_id == interview_id and fix.done_on is None:
            return _Open("interview", fix.interview_id, fix.logo_id, fix.what)
    step = next((step for step in book.steps if step.id == row.id_in("step")), None)
    if step is None and row.id_in("step") is None and contract_id is not None:
        contract = next((one for one in book.contracts if one.id == contract_id), None)
        step = None if contract is None else book.next_step(contract)
    return None if step is None else _Open("step", step.id, step.logo_id, step.what)


def _called(book: Book, logo_ids: Sequence[int]) -> str:
    """The name of one logo, or how many they are."""
    distinct = dict.fromkeys(logo_ids)
    return book.name(logo_ids[0]) if len(distinct) == 1 else counted(len(distinct), "logo")
