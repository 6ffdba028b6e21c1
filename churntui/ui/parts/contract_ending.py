"""Ending a contract before its time, asked before one in force is deleted: what was agreed until then stays agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from churntui.data.file.store import Store
from churntui.data.keeping import opening, terms
from churntui.data.keeping.opening import Opened
from churntui.data.keeping.typed import Entered
from churntui.model.rows import Contract
from churntui.model.schema import column_of
from churntui.plain import dates
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.parts.row_form import RowForm
from churntui.ui.shell.base import BookApp

_END, _DELETE = "e", "d"

_ENDS = replace(
    column_of(Contract, "ends_on"),
    kind="day",
    required=True,
    help="The first day no longer covered; what it is worth a year stays until then",
)


class EndForm(RowForm):
    """The day on which a contract ends after all."""

    keeps_draft = False

    def __init__(self, opened: Opened, contract: Contract, called: str) -> None:
        super().__init__(opened, heading=f"End {called} early", keep=self._end)
        self._contract = contract
        self._called = called

    def label(self, values: Mapping[str, Entered]) -> str:
        """Which contract ends when."""
        return f"Ended {self._called} early, on {dates.short(date.fromisoformat(str(values['ends_on'])))}"

    def _end(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        terms.end_early(store, self._contract.id, date.fromisoformat(str(values["ends_on"])), label)
        return self._contract.id


async def instead_of_deleting(app: BookApp, contract_id: int) -> bool | None:
    """Offer to end a contract in force in place of deleting it.

    Returns:
        Whether it was ended, False where the question was left; None where it is to be deleted.
    """
    contract = next((one for one in app.book.contracts if one.id == contract_id), None)
    today = app.book.as_of
    if contract is None or not contract.starts_on <= today < (contract.ends_on or date.max):
        return None
    called = f"{contract.plan or 'the contract'} ({contract.ref})"
    answers = [
        Answer(_END, "End it early …", "on a day you name; until then it stays as agreed"),
        Answer(_DELETE, "Delete it", "it was never agreed: it goes from all its years"),
    ]
    letter = await app.push_screen_wait(Choose(f"{called} is in force", answers))
    if letter != _END:
        return None if letter == _DELETE else False
    opened = await app.ask(lambda store: opening.existing(store, "contracts", contract_id, author=app.author))
    opened = replace(opened, columns=(_ENDS,), values={}, draft=None)
    return await app.push_screen_wait(EndForm(opened, contract, called)) is not None
