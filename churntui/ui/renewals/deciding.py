"""What `d` does, from wherever a renewal is in view: it is decided, for one contract or for all that are marked.

Each decision is one edit. What the dialog says it would write is what is written: both come from the same choice.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from functools import partial

from churntui.data.file.store import Store
from churntui.data.keeping import decisions
from churntui.data.keeping.decisions import Loss
from churntui.data.rows import contracts
from churntui.metrics.renewals import Renewal
from churntui.model.choices import STAGE_LABELS
from churntui.model.weights import weights
from churntui.plain import dates
from churntui.questions.renewals import deciding
from churntui.questions.renewals.deciding import Case, Outcome
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.parts.forms import change_row
from churntui.ui.renewals import decide_dialog
from churntui.ui.renewals.decide_dialog import DecideDialog
from churntui.ui.renewals.decision_forms import RenewalForm, loss_form, notice_form, opened_to_renew
from churntui.ui.renewals.opening_again import hanging_on, open_again
from churntui.ui.renewals.several import decide_several
from churntui.ui.renewals.stage import StageDialog
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen


async def decide(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Let the user decide about the contracts meant: of a row that is about none, the one of its logo due next."""
    known = await _cases(app, chosen)
    if not known:
        app.notify("There is no contract to decide about: a adds one on the logo's page")
    elif len(known) == 1:
        await _decide_one(app, known[0])
    else:
        await decide_several(app, known)


async def _cases(app: BookApp, chosen: Sequence[Chosen]) -> list[Case]:
    book = app.book
    wanted = [(row.contract_id, row.logo_id) for row in chosen]
    if "renewals" in vars(book):  # what is drawn already needs no turn of the thread of figures
        return deciding.cases(book, wanted)
    return await app.compute(lambda: deciding.cases(book, wanted))


async def _decide_one(app: BookApp, case: Case) -> None:
    leads_there = case.follower is not None or case.lost_on is not None
    answer = await app.push_screen_wait(
        DecideDialog(
            deciding.heading(case),
            decide_dialog.one_line_each(case),
            called=decide_dialog.called(case, weights(app.book.settings.forecast_weights)),
            leads_there=leads_there,
        )
    )
    if answer == "there":
        await _go_there(app, case)
    elif answer is not None:
        await _DECIDED[answer](app, case)


async def _go_there(app: BookApp, case: Case) -> None:
    """Show what answers the contract already."""
    if case.follower is None:
        await app.write_interview(case.logo.id, effective_on=case.lost_on)
    else:
        await app.open_logo(case.logo.id)


async def _renew(app: BookApp, case: Case, outcome: Outcome) -> None:
    term = deciding.choice_of(case, outcome).term
    if term is not None:
        label = deciding.renewed_label(case, outcome, term)
        await app.change(label, lambda store: decisions.renew(store, term, label))


async def _change(app: BookApp, case: Case) -> None:
    """Ask how the next term differs; where it is written already, in that contract."""
    if case.follower is not None:
        await change_row(app, "contracts", case.follower.id, begin="amount_minor")
        return
    opened = await app.ask(lambda store: opened_to_renew(store, case, app.author))
    await app.push_screen_wait(RenewalForm(case, opened))


async def _notice(app: BookApp, case: Case) -> None:
    """Ask when notice was given, and when service ends: with the contract, unless another day is named."""
    contract = case.contract

    def keep(store: Store, on: date, ends_on: date, label: str) -> int:
        if ends_on == contract.ends_on:
            decisions.give_notice(store, contract.id, on, label)
        else:
            decisions.lose(store, Loss(contract.id, ends_on, on, bool(case.others_on(ends_on))), label)
        return contract.id

    await app.push_screen_wait(notice_form(case, keep))


async def _lose(app: BookApp, case: Case) -> None:
    """Ask when service ends, record it, and ask whether the interview is now."""
    recorded: list[Loss] = []

    def keep(store: Store, loss: Loss, label: str) -> int:
        recorded.append(loss)
        return decisions.lose(store, loss, label)

    kept = await app.push_screen_wait(loss_form(case, keep))
    if kept is None:
        return
    later = "under Notes (5)" if recorded[-1].is_alone else "on Today (1) once service has ended"
    body = f"The loss is recorded. Until somebody of {case.logo.name} is asked it stands {later}."
    if await app.push_screen_wait(Confirm("Exit interview now?", body, "Yes, now", "Not now")):
        await app.write_interview(case.logo.id, kept.row_id)


async def _open_again(app: BookApp, case: Case) -> None:
    """Take the last decision back; ask where more hangs on it."""
    hanging = await app.ask(lambda store: hanging_on(store, case))
    if hanging and not await _may_go(app, case, hanging):
        return
    label = deciding.open_label(case)
    await app.change(label, lambda store: open_again(store, case, label))


async def _may_go(app: BookApp, case: Case, hanging: Sequence[str]) -> bool:
    if case.follower is not None:
        title = f"Take the renewal from {dates.short(case.follower.starts_on)} back?"
        body = f"Its contract goes, and more hangs on it: {', '.join(hanging)}."
    else:
        title = "Take the loss back?"
        body = f"There is more than its day: {', '.join(hanging)}. The words stay, the end of service goes."
    return bool(await app.push_screen_wait(Confirm(title, body, "Take it back", "Leave it")))


_DECIDED: dict[Outcome, Callable[[BookApp, Case], Coroutine[None, None, None]]] = {
    "renewed": partial(_renew, outcome="renewed"),
    "uplifted": partial(_renew, outcome="uplifted"),
    "changed": _change,
    "notice": _notice,
    "lost": _lose,
    "open": _open_again,
}


async def call_stage(app: BookApp, renewal: Renewal) -> None:
    """Ask how the renewal is called."""
    contract, name = renewal.contract, renewal.logo.name
    known = weights(app.book.settings.forecast_weights)
    stage = await app.push_screen_wait(StageDialog(f"How is {name} called?", contract.stage, known))
    if stage is not None and stage != contract.stage:
        label = f"{name} called {STAGE_LABELS[stage]}"
        await app.change(label, lambda store: contracts.call_stage(store, contract.id, stage, label))
