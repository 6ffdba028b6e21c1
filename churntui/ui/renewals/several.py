"""Deciding about several contracts at once: one dialog, one edit, one undo; what cannot be decided so is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from churntui.data.file.store import Store
from churntui.data.keeping import decisions
from churntui.plain.errors import BadInputError
from churntui.plain.wording import counted
from churntui.questions.renewals import deciding
from churntui.questions.renewals.deciding import Case, Choice, Outcome, Several
from churntui.ui.renewals.decide_dialog import DecideDialog, Line
from churntui.ui.renewals.decision_forms import DecisionForm, notice_day_form
from churntui.ui.renewals.opening_again import hanging_on, open_again
from churntui.ui.shell.base import BookApp

Edit = Callable[[Store, str], object]
"""What is done to one contract, under the label of the whole."""


async def decide_several(app: BookApp, known: Sequence[Case]) -> None:
    """Let the user decide the same about all of them."""
    held = await app.ask(lambda store: _held(store, known))
    offers = {offer.outcome: _without(offer, held) for offer in deciding.for_several(known)}
    lines = [_line(app, offer, len(known)) for offer in offers.values()]
    answer = await app.push_screen_wait(DecideDialog(_heading(app, known), lines))
    if answer is None or answer == "there":
        return
    offer = offers[answer]
    if answer == "notice":
        await app.push_screen_wait(_notice_form(app, offer))
        return
    edits = _edits(offer)
    label = deciding.label_of_many(answer, len(edits))
    await app.change(label, lambda store: _together(store, edits, label))


def _edits(offer: Several) -> list[Edit]:
    """What is to be done."""
    if offer.outcome == "lost":
        return _losses([case for case, _ in offer.taken])
    if offer.outcome == "open":
        return [_opened(case) for case, _ in offer.taken]
    return [_renewed(choice) for _, choice in offer.taken]


def _notice_form(app: BookApp, offer: Several) -> DecisionForm:
    """One day of notice for all of them."""
    cases = [case for case, _ in offer.taken]

    def keep(store: Store, on: date, label: str) -> int:
        _together(store, [_noticed(case, on) for case in cases], label)
        return cases[0].contract.id

    heading = f"Notice received · {_counted(len(cases))}"
    return notice_day_form(app.book.as_of, heading, keep, deciding.label_of_many("notice", len(cases)))


def _together(store: Store, edits: Sequence[Edit], label: str) -> None:
    with store.edit(label):
        for edit in edits:
            edit(store, label)


def _renewed(choice: Choice) -> Edit:
    term = choice.term
    if term is None:
        raise ValueError(choice)
    return lambda store, label: decisions.renew(store, term, label)


def _noticed(case: Case, on: date) -> Edit:
    return lambda store, label: decisions.give_notice(store, case.contract.id, on, label)


def _opened(case: Case) -> Edit:
    return lambda store, label: open_again(store, case, label)


def _losses(lost: Sequence[Case]) -> list[Edit]:
    """Each at the end of its contract; a logo is lost once, with what ends last."""
    edits: list[Edit] = []
    whole: set[tuple[int, date]] = set()
    for case in lost:
        day = case.contract.ends_on
        if day is None or (case.logo.id, day) in whole:
            continue
        is_alone = bool(case.others_on(day))
        if not is_alone:
            whole.add((case.logo.id, day))
        loss = decisions.Loss(case.contract.id, day, is_alone=is_alone)
        edits.append(_recorded(loss))
    return edits


def _recorded(loss: decisions.Loss) -> Edit:
    return lambda store, label: decisions.lose(store, loss, label)


def _held(store: Store, known: Sequence[Case]) -> dict[int, str]:
    """Contract id to what hangs on its last decision, so that it is opened alone."""
    held = {}
    for case in known:
        try:
            hanging = hanging_on(store, case)
        except BadInputError as error:
            hanging = [error.title]
        if hanging:
            held[case.contract.id] = ", ".join(hanging)
    return held


def _without(offer: Several, held: dict[int, str]) -> Several:
    """The offer without those that more hangs on."""
    if offer.outcome != "open":
        return offer
    free = tuple(pair for pair in offer.taken if pair[0].contract.id not in held)
    kept = tuple((case, held[case.contract.id]) for case, _ in offer.taken if case.contract.id in held)
    return replace(offer, taken=free, cannot=(*offer.cannot, *kept))


def _line(app: BookApp, offer: Several, count: int) -> Line:
    taken, refused = len(offer.taken), offer.cannot
    if not taken:
        reasons = {why for _, why in refused}
        why = next(iter(reasons)) if len(reasons) == 1 else "none of them can be decided so"
        return Line(Choice(offer.outcome, offer.title, why, can_be=False))
    which = _counted(taken) if taken == count else f"{taken} of {_counted(count)}"
    writes = f"{which}, {_amount(app, [case for case, _ in offer.taken])}{_how(offer.outcome)}"
    named = tuple(
        f"{case.logo.name} ({case.contract.plan or case.contract.ref}): {why}" for case, why in refused
    )
    return Line(Choice(offer.outcome, offer.title, writes), named)


def _how(outcome: Outcome) -> str:
    return ", each at its end" if outcome in {"lost", "notice"} else ""


def _heading(app: BookApp, known: Sequence[Case]) -> str:
    logos = {case.logo.id for case in known}
    return f"{_counted(len(known))} of {counted(len(logos), 'logo')} · {_amount(app, known)}"


def _amount(app: BookApp, known: Sequence[Case]) -> str:
    return f"{app.book.money(sum(app.book.arr(case.contract) or 0 for case in known))} ARR"


def _counted(count: int) -> str:
    return counted(count, "contract")
