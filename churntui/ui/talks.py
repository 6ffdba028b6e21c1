"""What `t` and `x` do, from wherever a logo is in view: a talk is noted, and the next step planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.data.rows import contracts
from churntui.metrics.renewals import Renewal
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.when import split_when
from churntui.questions.renewals import words
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen, renewals_of


async def talk(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Note that it was talked about today, with each."""
    for renewal in await _renewals(app, chosen):
        await _talked(app, renewal)


async def plan_step(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Ask what happens next with each, and when."""
    for renewal in await _renewals(app, chosen):
        await _plan(app, renewal)


async def _renewals(app: BookApp, chosen: Sequence[Chosen]) -> list[Renewal]:
    book = app.book
    meant = await app.compute(lambda: renewals_of(book, chosen))
    if not meant:
        app.notify("No renewal is ahead, and none waits for an answer")
    return meant


async def _talked(app: BookApp, renewal: Renewal) -> None:
    contract, today = renewal.contract, app.book.as_of
    label = f"Talked with {renewal.logo.name} on {dates.short(today, today)}"
    await app.change(label, lambda store: contracts.mark_talked(store, contract.id, today, label))


async def _plan(app: BookApp, renewal: Renewal) -> None:
    contract, name, today = renewal.contract, renewal.logo.name, app.book.as_of
    typed = await app.push_screen_wait(
        Prompt(
            f"Next step for {name}: what, and when",
            words.next_step(contract, None),
            lambda text: _trouble(text, today),
            hint="call sponsor, 24 nov",
        )
    )
    if typed is None:
        return
    step, day = split_when(typed, today)
    when = f", {dates.short(day, today)}" if day else ""
    label = f"{name}: {step}{when}" if step or day else f"{name}: no next step"
    await app.change(label, lambda store: contracts.set_next_step(store, contract.id, step, day, label))


def _trouble(text: str, today: date) -> str | None:
    """What is wrong with a typed next step; None where it will do."""
    try:
        split_when(text, today)
    except BadInputError as error:
        return str(error)
    return None
