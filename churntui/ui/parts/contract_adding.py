"""A new contract of a logo: how it stands to the chosen one, or to the one in force, is asked first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.keeping import decisions, opening, terms
from churntui.data.keeping.opening import DraftKey
from churntui.data.keeping.terms import Beside
from churntui.data.keeping.typed import Entered
from churntui.model.desk import Draft, Succession
from churntui.model.rows import Contract
from churntui.plain import dates, money
from churntui.questions.renewals.deciding import Case, case_of, no_renewal
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.parts.forms import add_row
from churntui.ui.shell.base import BookApp

_ANSWERS: dict[str, Beside] = {"u": "upsell", "c": "within", "r": "renewal"}


async def add_contract(app: BookApp, logo_id: int, chosen: int | None = None) -> int | None:
    """Ask for a contract of a logo; `chosen` is the contract the cursor stands on.

    It is about that one as long as it is not over, else about one in force.

    Returns:
        The contract; None where none was kept.
    """
    case = _meant(app.book, logo_id, chosen)
    if case is None:
        return await add_row(app, "contracts", {"logo_id": logo_id})
    why_not = no_renewal(case) if case.ends_on else ""
    asked = Choose(
        f"A contract beside {_called(case)}",
        _answers(case, can_be_renewed=bool(case.ends_on) and not why_not),
        f"No renewal: {why_not}" if why_not else "",
    )
    letter = await app.push_screen_wait(asked)
    if letter is None:
        return None
    if letter not in _ANSWERS:
        return await add_row(app, "contracts", {"logo_id": logo_id})
    return await _add_beside(app, _ANSWERS[letter], case.contract)


def _meant(book: Book, logo_id: int, chosen: int | None) -> Case | None:
    """The contract that a new one may stand beside; None where all are over, or none is in force or chosen."""
    own = book.contracts_of(logo_id)
    going_on = [case for case in (case_of(book, one, own) for one in own) if not _is_over(case)]
    running = [case for case in going_on if case.contract.starts_on <= book.as_of]
    meant = (case for case in going_on if case.contract.id == chosen)
    return next(meant, running[0] if running else None)


async def go_on_succeeding(app: BookApp, draft: Draft, how: Succession) -> None:
    """Open the form again of a contract that takes the place of another; of one that has gone, that of any contract."""
    present = next(
        (one for one in app.book.contracts if (one.id, one.logo_id) == (draft.row_id, draft.logo_id)), None
    )
    if present is not None:
        await _add_beside(app, how, present)
    else:
        given = {} if draft.logo_id is None else {"logo_id": draft.logo_id}
        await add_row(app, "contracts", given, drafted_as=DraftKey(how, draft.row_id))


async def _add_beside(app: BookApp, how: Beside, present: Contract) -> int | None:
    """Ask for the contract that stands so to the present one."""
    own = app.book.contracts_of(present.logo_id)
    begins = max(app.book.as_of, present.starts_on)
    values = terms.proposed(how, present, own, begins)
    headings = {
        "upsell": "Upsell beside",
        "within": "Change within the term of",
        "renewal": "Renewal of",
    }
    return await add_row(
        app,
        "contracts",
        {"logo_id": present.logo_id},
        values,
        heading=f"{headings[how]} {_called(case_of(app.book, present, own))}",
        keep=None if how == "upsell" else partial(_KEPT[how], present),
        drafted_as=None if how == "upsell" else DraftKey(how, present.id),
    )


def _changed_within(present: Contract, store: Store, values: Mapping[str, Entered], label: str) -> int:
    return terms.change_within(store, present.id, {"logo_id": present.logo_id, **_agreed(values)}, label)


def _renewed(present: Contract, store: Store, values: Mapping[str, Entered], label: str) -> int:
    return decisions.renew_with(store, present.id, _agreed(values), label)


def _agreed(values: Mapping[str, Entered]) -> dict[str, Entered]:
    """The fields of the contract itself."""
    return {field: value for field, value in values.items() if field != opening.PRICE_PER_SEAT.field}


_KEPT: Mapping[Succession, Callable[[Contract, Store, Mapping[str, Entered], str], int]] = {
    "within": _changed_within,
    "renewal": _renewed,
}
"""How a contract is kept that takes the place of the present one."""


def _is_over(case: Case) -> bool:
    return case.ends_on is not None and case.ends_on <= case.as_of


def _called(case: Case) -> str:
    contract = case.contract
    amount = money.short(contract.arr_minor, contract.currency)
    begins = f"from {dates.short(contract.starts_on)} " if contract.starts_on > case.as_of else ""
    until = f"to {dates.short(case.ends_on)}" if case.ends_on else "without end"
    return f"{contract.plan or contract.ref} {amount} a year, {begins}{until}"


def _answers(case: Case, *, can_be_renewed: bool) -> list[Answer]:
    contract = case.contract
    answers = [Answer("u", "Upsell beside it", "both are in force")]
    if contract.starts_on <= case.as_of:
        answers.append(Answer("c", "Change within the term", "it ends on the day the new one begins"))
    if can_be_renewed and contract.ends_on is not None:
        answers.append(Answer("r", "Renewal", f"begins on {dates.short(contract.ends_on)}"))
    return [*answers, Answer("o", "Another, of its own", "nothing is taken along")]
