"""A row opened to be entered or changed: its fields, what stands in them, what they may name, and what is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.keeping import links, own, rows, uses
from churntui.data.keeping.typed import Around, Entered, Named
from churntui.data.keeping.untyped import UNTYPED
from churntui.data.rows import drafts, own_values, settings
from churntui.data.rows.use import Sum
from churntui.model.desk import Draft
from churntui.model.schema import Column
from churntui.model.tables import TABLES, Table


class DraftKey(NamedTuple):
    """What tells the drafts of a form from those of others about the same logo."""

    form: str
    row_id: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A row in a form."""

    table: Table
    row_id: int | None
    """None for a new one."""
    columns: tuple[Column, ...]
    """The fields to fill in, in the order of the form."""
    values: Mapping[str, Entered]
    """By field as the row stands; of a new one what is proposed."""
    given: Mapping[str, Entered]
    """By field what a new row has without being asked: whose it is."""
    named: Mapping[str, Sequence[Named]]
    """By field the rows that a link may name."""
    offers: Mapping[str, Sequence[str]]
    """By field what is offered while a line is typed."""
    currency: str
    """Of amounts that say none."""
    logo_id: int | None
    drafted_as: DraftKey | None = None
    """None where nothing of it is left as a draft."""
    draft: Draft | None = None
    """What was left unfinished in this very form."""
    people: tuple[str, ...] = ()
    """The people of the logo by name, where a field may name one of them instead of one of us."""
    extra: tuple[Column, ...] = field(default=())
    """Those of the fields that are no columns of the table itself."""

    def around(self, today: date, currency: str = "", since: date | None = None) -> Around:
        """What reading a field of it depends on."""
        return Around(today, currency or self.currency, since, self.named)


_FIRST: Mapping[str, tuple[str, ...]] = {
    "contracts": (
        "plan",
        "starts_on",
        "ends_on",
        "seats",
        "price_per_seat",
        "amount_minor",
        "currency",
        "per",
    ),
    "people": ("name", "role", "email", "stance"),
    "activity": ("day", "action_id", "n", "customer_id"),
    "customers": ("name", "email", "role"),
    "commitments": ("what", "by_us", "owner", "due_on"),
    "save_attempts": (
        "stage",
        "at_risk_on",
        "planned_on",
        "offer_kind",
        "offer",
        "day",
        "owner",
        "response",
        "closed_on",
    ),
    "tickets": ("subject", "opened_on", "closed_on", "priority"),
    "surveys": ("kind", "score", "day", "comment"),
    "sentiments": ("score", "day"),
    "payments": ("outcome", "day", "card_expires_on"),
}
"""What is asked first, where that is not the order of the columns."""

PRICE_PER_SEAT = Column(
    "Price per seat", "In place of the amount: it is worked out with the seats",
    name="price_per_seat", kind="amount", field="price_per_seat",
)  # fmt: skip


def new(
    store: Store,
    name: str,
    given: Mapping[str, rows.Given],
    proposed: Mapping[str, rows.Given],
    *,
    author: str,
    drafted_as: DraftKey | None = None,
) -> Opened:
    """A row to be added; `given` is not asked, `proposed` can be typed over.

    What is left of it is a draft of any new row of the table and logo, unless `drafted_as` says of what.
    """
    table = TABLES[name]
    fixed = {of: rows.cell(value) for of, value in given.items()}
    logo_id = fixed.get("logo_id")
    logo = int(logo_id) if isinstance(logo_id, int) else None
    values = {of: rows.cell(value) for of, value in (_usual(store, name) | dict(proposed)).items()}
    return _opened(store, table, None, values, fixed, logo, author, drafted_as)


def _usual(store: Store, name: str) -> dict[str, rows.Given]:
    """What stands in a new form of itself."""
    if name != "contracts":
        return {}
    return {"currency": settings.read(store).reporting_currency, "per": "year"}


def existing(store: Store, name: str, row_id: int, *, author: str) -> Opened:
    """A row to be changed.

    Raises:
        NotFoundError: It is not in the book any more.
    """
    values = rows.stored(store, name, row_id) | (own.stored(store, row_id) if name == "logos" else {})
    logo_id = values.get("logo_id")
    return _opened(
        store, TABLES[name], row_id, values, {}, int(logo_id) if isinstance(logo_id, int) else None, author
    )


def use(store: Store, logo_id: int, found: Sum) -> Opened:
    """How often something was done on a day, to be changed; it is too little for a draft."""
    values = uses.values_of(found, activity.action_names(store))
    opened = _opened(store, TABLES["activity"], None, values, {"logo_id": logo_id}, logo_id, "")
    return replace(opened, drafted_as=None, draft=None)


def _opened(
    store: Store,
    table: Table,
    row_id: int | None,
    values: Mapping[str, Entered],
    given: Mapping[str, Entered],
    logo_id: int | None,
    author: str,
    drafted_as: DraftKey | None = None,
) -> Opened:
    key = drafted_as or DraftKey(table.name, row_id)
    extra = _extra(store, table)
    unasked = UNTYPED.get(table.name, {})
    columns = [
        _in_words(column) if table.name == "activity" else column
        for column in (*table.columns, *extra)
        if column.field and column.field not in given and column.name not in unasked
    ]
    first = _FIRST.get(table.name, ())
    columns.sort(key=lambda column: _place(column, first))
    currency = values.get("currency") or settings.read(store).reporting_currency
    return Opened(
        table,
        row_id,
        tuple(columns),
        values,
        given,
        links.named(store, table, logo_id, but=row_id),
        links.offered(store, table) | _offered(store, table),
        str(currency),
        logo_id,
        key,
        drafts.of_form(store, *key, logo_id, author),
        tuple(person.name for person in links.people(store, logo_id)) if table.name == "commitments" else (),
        extra,
    )


def _extra(store: Store, table: Table) -> tuple[Column, ...]:
    """The fields of the form that are no columns of the table."""
    if table.name == "logos":
        return tuple(field.column for field in own_values.fields(store))
    return (PRICE_PER_SEAT,) if table.name == "contracts" else ()


def _offered(store: Store, table: Table) -> dict[str, tuple[str, ...]]:
    """By field what is offered beside what the table's own lines have."""
    if table.name == "logos":
        return own.offered(store)
    return {"action_id": tuple(activity.action_names(store).values())} if table.name == "activity" else {}


def _in_words(column: Column) -> Column:
    """The action that was done is named, because it may be new; all else is asked as it is declared."""
    return replace(column, kind="line") if column.kind == "action" else column


def _place(column: Column, first: Sequence[str]) -> tuple[int, int]:
    """Those that are asked first, the others, whose row it is, and the id."""
    if column.field in first:
        return 0, first.index(column.field)
    return (3 if column.stored == "ref" else 2 if column.kind == "logo" else 1), 0
