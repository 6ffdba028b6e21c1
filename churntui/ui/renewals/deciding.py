"""What `d` does, from wherever a renewal is in view: it is decided, for one logo or all marked."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.data.rows import contracts
from churntui.metrics.renewals import Renewal
from churntui.model.choices import STAGE_LABELS
from churntui.plain import dates
from churntui.questions.renewals import words
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.renewals.stage import StageDialog
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen, renewals_of


async def decide(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Ask about each: one that has ended and goes on as far as anybody knows is rolled on, another is called."""
    book = app.book
    meant = await app.compute(lambda: renewals_of(book, chosen))
    if not meant:
        app.notify("No renewal is ahead, and none waits for an answer")
    for renewal in meant:
        if rolls_on(renewal):
            await _roll_on(app, renewal)
        else:
            await call_stage(app, renewal)


def rolls_on(renewal: Renewal) -> bool:
    """Whether the contract has ended and goes on as far as anybody knows: it renews itself, or was called won."""
    return renewal.waits in {"renews_itself", "won"}


async def call_stage(app: BookApp, renewal: Renewal) -> None:
    """Ask how the renewal is called."""
    contract, name = renewal.contract, renewal.logo.name
    stage = await app.push_screen_wait(StageDialog(f"How is {name} called?", contract.stage))
    if stage is not None and stage != contract.stage:
        label = f"{name} called {STAGE_LABELS[stage]}"
        await app.change(label, lambda store: contracts.call_stage(store, contract.id, stage, label))


async def _roll_on(app: BookApp, renewal: Renewal) -> None:
    """Ask whether the contract goes on by its term."""
    contract, name = renewal.contract, renewal.logo.name
    ends_on = contracts.next_end(contract, app.book.contracts_of(renewal.logo.id))
    if ends_on is None:
        return
    why = "was called won" if renewal.waits == "won" else "renews itself"
    called = " It is called at risk." if contract.stage == "at_risk" else ""
    body = (
        f"{contract.plan or 'The contract'} ended on {dates.short(renewal.ends_on)} and {why}.{called} The next "
        f"term runs from that day to {dates.short(ends_on)}, at {words.arr(contract)} ARR as before."
    )
    if await app.push_screen_wait(Confirm(f"Roll {name} on?", body, "Roll on", "Not yet")):
        label = f"{name} rolled on to {dates.short(ends_on)}"
        await app.change(label, lambda store: contracts.roll_on(store, contract.id, label))
