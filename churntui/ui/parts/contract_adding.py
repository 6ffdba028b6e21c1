"""A new contract of a logo: where one is in force, how it stands to that is asked first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from churntui.data.file.store import Store
from churntui.data.keeping import decisions, opening, terms
from churntui.data.keeping.opening import DraftKey
from churntui.data.keeping.terms import Beside
from churntui.data.keeping.typed import Entered
from churntui.model.desk import Draft, Succession
from churntui.model.rows import Contract
from churntui.plain import dates, money
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.parts.forms import add_row
from churntui.ui.shell.base import BookApp

_ANSWERS: dict[str, Beside] = {"u": "upsell", "c": "within", "r": "renewal"}


async def add_contract(app: BookApp, logo_id: int, chosen: int | None = None) -> int | None:
    """Ask for a contract of a logo; `chosen` is the contract the cursor stands on.

    Returns:
        The contract; None where none was kept.
    """
    of_logo = app.book.contracts_of(logo_id)
    running = [contract for contract in of_logo if _is_in_force(contract, app.book.as_of)]
    present = next(
        (contract for contract in running if contract.id == chosen), running[0] if running else None
    )
    if present is None:
        return await add_row(app, "contracts", {"logo_id": logo_id})
    letter = await app.push_screen_wait(Choose(f"A contract beside {_called(present)}", _answers(present)))
    if letter is None:
        return None
    if letter not in _ANSWERS:
        return await add_row(app, "contracts", {"logo_id": logo_id})
    how = _ANSWERS[letter]
    if how == "renewal":
        await app.ask(lambda store: decisions.ensure_not_renewed(store, present))
    return await _add_beside(app, how, present)


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
    values = terms.proposed(how, present, app.book.contracts_of(present.logo_id), app.book.as_of)
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
        heading=f"{headings[how]} {_called(present)}",
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


def _is_in_force(contract: Contract, day: date) -> bool:
    return contract.starts_on <= day and (contract.ends_on is None or day < contract.ends_on)


def _called(contract: Contract) -> str:
    amount = money.short(contract.arr_minor, contract.currency)
    until = f"to {dates.short(contract.ends_on)}" if contract.ends_on else "without end"
    return f"{contract.plan or contract.ref} {amount} a year, {until}"


def _answers(present: Contract) -> list[Answer]:
    end = dates.short(present.ends_on) if present.ends_on else ""
    answers = [
        Answer("u", "Upsell beside it", "both are in force"),
        Answer("c", "Change within the term", "it ends on the day the new one begins"),
    ]
    if present.ends_on is not None:
        answers.append(Answer("r", "Renewal", f"begins on {end}"))
    return [*answers, Answer("o", "Another, of its own", "nothing is taken along")]
