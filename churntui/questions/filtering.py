"""What the rows of a list can be filtered by under a name, `owner:ines`: one home for every place that lists logos.

Each listed field of a logo, those of the user's own, the plans it has and the called stages of its renewals. What a
place knows beyond its logo it says itself (`also`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from churntui.book import Book
from churntui.metrics.renewals import Renewal
from churntui.model.choices import STAGE_LABELS
from churntui.model.rows import Contract, Logo
from churntui.model.schema import columns_of
from churntui.plain.filters import Filter, Values, parse
from churntui.plain.text import fold

PLAN, STAGE = "plan", "stage"

OF_LOGOS = tuple(
    column.name for column in columns_of(Logo) if (column.listed or column.splits) and column.name != "name"
)
"""The fields of a logo that are looked at one by one; its name is what the bare words are for."""

_ASKED = ", ".join(f"`{name}:`" for name in (*OF_LOGOS, PLAN, STAGE))

HELP = (
    f"`/owner:ines` keeps the rows whose logo says so there; the fields are {_ASKED} and those of your own. Quotes "
    'hold words together (`plan:"big one"`), `owner:""` is nobody\'s, and of two values of one field either will do.'
)
"""How it is said in the help of a place."""


class Fields:
    """What the logos of a book say under each name, folded; looked up when first asked for."""

    def __init__(self, book: Book, *also: str) -> None:
        self.book = book
        self.names = tuple(dict.fromkeys((*OF_LOGOS, PLAN, STAGE, *also, *self._own)))
        """Every name there is, those that are only in some rows too."""
        self._known: dict[str, Mapping[int, str]] = {}

    def parsed(self, typed: str) -> Filter:
        """What was typed, with these names."""
        return parse(typed, self.names)

    def of(self, logo_id: int | None, also: Mapping[str, str] | None = None) -> Values:
        """What a row about a logo says; `also` what the row itself says, folded, which goes before its logo."""
        said = also or {}
        return lambda name: said[name] if name in said else self._of_logos(name).get(logo_id or 0, "")

    def of_renewal(self, renewal: Renewal) -> Values:
        """What the row of a renewal says: the plan and the stage are its own."""
        own = {PLAN: fold(renewal.contract.plan), STAGE: fold(_stage(renewal))}
        return self.of(renewal.logo.id, own)

    def _of_logos(self, name: str) -> Mapping[int, str]:
        if name not in self._known:
            self._known[name] = {
                logo_id: "\n".join(map(fold, values)) for logo_id, values in self._read(name)().items()
            }
        return self._known[name]

    def _read(self, name: str) -> Callable[[], Mapping[int, list[str]]]:
        of_book = {PLAN: self._plans, STAGE: self._stages}
        if name in of_book:
            return of_book[name]
        return (lambda: self._own[name]) if name in self._own else (lambda: self._column(name))

    def _column(self, name: str) -> Mapping[int, list[str]]:
        if name not in OF_LOGOS:
            return {}
        field = next(column.field for column in columns_of(Logo) if column.name == name)
        return {logo.id: [str(getattr(logo, field) or "")] for logo in self.book.logos.values()}

    @cached_property
    def _own(self) -> Mapping[str, Mapping[int, list[str]]]:
        """The user's own fields, by key."""
        return {
            key: {logo_id: [value] for logo_id, value in own.values.items()}
            for key, own in self.book.own.items()
        }

    def _plans(self) -> Mapping[int, list[str]]:
        """The plans in force; of a logo without any, the last it had."""
        plans: dict[int, list[str]] = {}
        last: dict[int, Contract] = {}
        day = self.book.as_of
        for contract in self.book.contracts:
            if contract.starts_on <= day and (contract.ends_on is None or contract.ends_on > day):
                plans.setdefault(contract.logo_id, []).append(contract.plan)
            last[contract.logo_id] = contract
        return {logo_id: plans.get(logo_id) or [contract.plan] for logo_id, contract in last.items()}

    def _stages(self) -> Mapping[int, list[str]]:
        stages: dict[int, list[str]] = {}
        for renewal in self.book.renewals:
            stages.setdefault(renewal.logo.id, []).append(_stage(renewal))
        return stages


def _stage(renewal: Renewal) -> str:
    """The called stage of a renewal, as people and as programs call it."""
    stage = renewal.contract.stage
    return f"{STAGE_LABELS[stage]} {stage}"
