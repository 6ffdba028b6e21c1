"""What only a person can answer before files are loaded.

Which currency a sign means that several share, what becomes of rows of a status nobody knows, and how days, numbers and
ends are to be read where a file does not say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from churntui.data.file.store import Store
from churntui.data.importing import own, standing
from churntui.data.importing.cells import Cells
from churntui.data.importing.check import blank
from churntui.data.importing.doubts import DoubtOption
from churntui.data.importing.foreign import unwrapped
from churntui.data.importing.numbers import without_sign
from churntui.data.importing.options import choices_of
from churntui.data.importing.outcome import Rejects, Tally
from churntui.data.importing.recognising import MappedFile, Recognised
from churntui.plain.text import clean_line, fold

_ONE = frozenset(("1", "1.0", "1.00", "1,0", "1,00"))
"""A single seat, for which both are the same."""


@dataclass(frozen=True, slots=True)
class DoubtfulSign:
    """A file whose amounts have such a sign, and no column that says the currency."""

    file: str
    amount: str
    """The first of them, as it stands there."""
    currencies: tuple[str, ...]
    """Those the sign may mean, the usual ones first."""


def doubtful_sign(recognised: Recognised) -> DoubtfulSign | None:
    """The first such file; None where there is none, or the user said the currency."""
    if recognised.options.currency:
        return None
    return next((doubtful for file in recognised.files for doubtful in _signs(file)), None)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a file leaves open about how it is to be read."""

    file: str
    column: str
    value: str
    """The first cell it is seen in; empty where it is about all of them."""
    problem: str
    option: DoubtOption
    """The field of `Options` that answers."""
    answers: tuple[str, ...]


def doubts(recognised: Recognised) -> Iterator[Doubt]:
    """Each thing that some file leaves open and the user has not said, once."""
    asked: set[DoubtOption] = set()
    for file in recognised.files:
        if file.mapping.is_own or file.mapping.table.name == "activity":
            continue
        choices = choices_of(file.mapping, recognised.options, "", makes_logos=False, own={})
        for column, value, error in Cells(Tally(file.sheet, file.mapping, Rejects(None)), choices).doubts():
            if error.option not in asked:
                asked.add(error.option)
                name = Path(file.path).name
                yield Doubt(name, column, value, error.title, error.option, error.answers)
    if recognised.options.amount is None:
        yield from itertools.islice(_amounts(recognised), 1)


def _amounts(recognised: Recognised) -> Iterator[Doubt]:
    """The first amount of each file that may be for one seat or for all."""
    for file in recognised.files:
        at = file.mapping.at
        is_open = file.mapping.amount_is_for == "open" and file.mapping.profile.amount is None
        for _, cells in file.sheet.rows() if is_open else ():
            amount, seats = (clean_line(unwrapped(cells[at[name]])) for name in ("amount", "seats"))
            if amount and not blank(seats) and seats not in _ONE:
                problem = f"“{amount}” beside {seats} seats may be for all of them or for each"
                name, column = Path(file.path).name, file.sheet.header[at["amount"]]
                yield Doubt(name, column, amount, problem, "amount", ("total", "per-seat"))
                break


@dataclass(frozen=True, slots=True)
class UnknownStatus:
    """A status of which nobody knows what becomes of its rows."""

    file: str
    header: str
    value: str


def unknown_statuses(recognised: Recognised) -> list[UnknownStatus]:
    """Every one of them."""
    said = {fold(value): becomes for value, becomes in recognised.options.statuses}
    return [
        UnknownStatus(Path(file.path).name, file.sheet.header[file.mapping.beside["status"]], value)
        for file in recognised.files
        for value in standing.unknown(file.sheet, file.mapping, said)
    ]


def own_fields(recognised: Recognised, store: Store) -> tuple[str, ...]:
    """The columns of logos that could be fields of the user's own; none where the user named some."""
    if recognised.options.own:
        return ()
    files = (own.offered(store, file.sheet.header, file.mapping) for file in recognised.files)
    return tuple(dict.fromkeys(title for titles in files for title in titles))


def _signs(file: MappedFile) -> Iterator[DoubtfulSign]:
    said, place = {*file.mapping.at, *file.mapping.constants}, file.mapping.at.get("amount")
    is_said = "currency" in said or file.mapping.profile.currency
    if file.mapping.table.name != "contracts" or is_said or place is None:
        return
    for _, cells in file.sheet.rows():
        amount = clean_line(cells[place]) if place < len(cells) else ""
        codes = without_sign(amount)[1]
        if len(codes) > 1:
            yield DoubtfulSign(Path(file.path).name, amount, codes)
