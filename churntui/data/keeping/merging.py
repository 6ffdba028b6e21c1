"""Two logos of one customer made one: what differs, what moves, and the merge itself, as one edit.

All that belongs to the logo that goes moves to the one that stays, under its own ids. What only one of the two has is
kept; where both have something, the caller says which. Customers with one id are one person: an import means both by
it, and would otherwise go on writing into one of them. What the logo was called is kept (`FormerLogo`), so that files
that still name it mean the one that stayed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.importing.check import Cell
from churntui.data.keeping import renaming, rows
from churntui.data.keeping.going import Going
from churntui.data.keeping.typed import Entered
from churntui.data.rows import drafts, own_values, use
from churntui.data.rows.use import Sum
from churntui.model.own_fields import entered
from churntui.model.schema import Column
from churntui.model.tables import TABLES, of_logos, tables_of
from churntui.plain.errors import BadInputError

_MOVED_APART = frozenset({"customer", "own_value", "win_back", "usage_day"})
"""Tables whose rows do not move as they are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two differ."""

    column: Column
    stays: Entered
    """None where it says nothing."""
    goes: Entered

    @property
    def is_open(self) -> bool:
        """Whether both have something, so that one of them is left behind."""
        return self.stays is not None and self.goes is not None


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging two logos would do."""

    stays_id: int
    goes_id: int
    differences: tuple[Difference, ...]
    """In the order of the form."""
    moves: tuple[Going, ...]
    """How many rows of each table go to the one that stays."""
    joined: tuple[tuple[str, str], ...]
    """The customers that both have under one id: what each calls them."""
    drafts: int
    """Forms and interviews begun about the one that goes."""


def preview(store: Store, stays_id: int, goes_id: int) -> Merging:
    """What merging them would do.

    Raises:
        NotFoundError: One of them is not in the book any more.
        BadInputError: They are one and the same.
    """
    if stays_id == goes_id:
        raise BadInputError("A logo cannot be merged with itself", "Choose another one")
    both = [rows.stored(store, "logos", logo_id) for logo_id in (stays_id, goes_id)]
    differing = (
        Difference(column, *(_said(values[column.field]) for values in both))
        for column in TABLES["logos"].columns
        if column.stored != "ref"
    )
    begun = store.scalar("SELECT count(*) FROM draft WHERE logo_id = ?", (goes_id,))
    return Merging(
        stays_id,
        goes_id,
        tuple(
            one for one in (*differing, *_own_differing(store, stays_id, goes_id)) if one.stays != one.goes
        ),
        tuple(_moves(store, goes_id)),
        tuple((mine, theirs) for _, _, mine, theirs in _alike(store, stays_id, goes_id)),
        int(begun),
    )


def _own_differing(store: Store, stays_id: int, goes_id: int) -> Iterable[Difference]:
    """The fields of the user's own, as the texts that stand in them: one may be none of what is declared by now."""
    texts = [own_values.of_logo(store, logo_id) for logo_id in (stays_id, goes_id)]
    for field in own_values.fields(store):
        both = [values.get(field.key) or None for values in texts]
        is_day = field.kind == "day" and None not in (entered(field, text) for text in both if text)
        yield Difference(field.column if is_day else replace(field.column, kind="line"), *both)


def _said(value: Entered) -> Entered:
    """The value, None where it says nothing."""
    return None if value == "" else value


def _moves(store: Store, goes_id: int) -> Iterable[Going]:
    """What belongs to the logo, by table."""
    for stored in of_logos():
        count = store.scalar(f"SELECT count(*) FROM {stored} WHERE logo_id = ?", (goes_id,))
        if count and stored not in {"own_value", "former_logo"}:
            yield Going(tables_of(stored)[0], int(count), stays=True)


def _alike(store: Store, stays_id: int, goes_id: int) -> list[tuple[int, int, str, str]]:
    """The customers both have under one id: their numbers there and here, and what each is called."""
    called = "coalesce(nullif({0}.name, ''), nullif({0}.email, ''), {0}.ref)"
    return store.rows(
        f"""SELECT mine.id, theirs.id, {called.format("mine")}, {called.format("theirs")} FROM customer mine
        JOIN customer theirs ON theirs.ref = mine.ref WHERE mine.logo_id = ? AND theirs.logo_id = ?
        ORDER BY mine.ref""",
        (stays_id, goes_id),
    )


def merge(store: Store, stays_id: int, goes_id: int, taken: Collection[str], label: str) -> None:
    """Merge them; in the fields that are `taken` what the one that goes has is kept. One edit.

    Raises:
        NotFoundError: One of them is not in the book any more.
        BadInputError: They are one and the same.
    """
    with store.edit(label):
        planned = preview(store, stays_id, goes_id)
        _take(store, planned, taken, label)
        customers = _join_customers(store, stays_id, goes_id)
        _move_use(store, stays_id, goes_id, customers)
        store.many("DELETE FROM customer WHERE id = ?", [(number,) for number in customers])
        _join_calls(store, stays_id, goes_id)
        renaming.merge(store, stays_id, goes_id)
        for stored in of_logos():
            if stored not in _MOVED_APART:
                # of what a logo has but one, that of the one that stays is kept: the other goes with its logo
                store.rows(
                    f"UPDATE OR IGNORE {stored} SET logo_id = ? WHERE logo_id = ?", (stays_id, goes_id)
                )
        drafts.follow_logo(store, goes_id, stays_id)
        store.rows("DELETE FROM logo WHERE id = ?", (goes_id,))
        activity.follow_rows(store, (), gone_from=(stays_id, goes_id))


def _take(store: Store, planned: Merging, taken: Collection[str], label: str) -> None:
    """Have the one that stays say what was chosen; what only the other says, too."""
    wanted = {
        one.column.field: one.goes
        for one in planned.differences
        if one.goes is not None and (one.column.field in taken or not one.is_open)
    }
    rows.change(store, "logos", planned.stays_id, wanted, label)
    own_texts = {
        one.key: str(wanted[one.column.field])
        for one in own_values.fields(store)
        if one.column.field in wanted
    }
    own_values.put(store, planned.stays_id, own_texts)
    store.rows("DELETE FROM own_value WHERE logo_id = ?", (planned.goes_id,))


def _join_customers(store: Store, stays_id: int, goes_id: int) -> Mapping[int, int]:
    """Have the customers of both under one logo; the numbers of those who became another one."""
    joined: dict[int, int] = {}
    for mine, theirs, *_ in _alike(store, stays_id, goes_id):
        joined[theirs] = mine
        blank = _blanks(store, mine, theirs)
        for column, value in blank.items():
            store.rows(f"UPDATE customer SET {column} = ? WHERE id = ?", (value, mine))
        store.rows("UPDATE survey SET customer_id = ? WHERE customer_id = ?", (mine, theirs))
        store.rows("UPDATE OR IGNORE proof_member SET customer_id = ? WHERE customer_id = ?", (mine, theirs))
    store.rows("UPDATE customer SET logo_id = ? WHERE logo_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
        (stays_id, goes_id, str([*joined])))  # fmt: skip
    return joined


def _blanks(store: Store, mine: int, theirs: int) -> dict[str, Cell]:
    """What the other customer has in columns that are blank of this one."""
    columns = ("name", "email", "role", "joined_on")
    query = f"SELECT {', '.join(columns)} FROM customer WHERE id = ?"
    ours, others = store.rows(query, (mine,))[0], store.rows(query, (theirs,))[0]
    return {
        column: other
        for column, here, other in zip(columns, ours, others, strict=True)
        if here in (None, "") and other not in (None, "")
    }


def _move_use(store: Store, stays_id: int, goes_id: int, customers: Mapping[int, int]) -> None:
    """Add what was done in the one that goes to what was done in the other on the same days."""
    moved = use.of_logo(store, goes_id)
    if not moved:
        return
    sums: Counter[tuple[int, int, int]] = Counter()
    for one in moved:
        sums[one.day, customers.get(one.customer_id, one.customer_id), one.action_id] += one.n
    before = [one for one in use.of_logo(store, stays_id) if one.key in sums]
    for one in before:
        sums[one.key] += one.n
    use.put(store, goes_id, moved, ())
    use.put(store, stays_id, before, [Sum(*key, n) for key, n in sums.items()])


def _join_calls(store: Store, stays_id: int, goes_id: int) -> None:
    """Of two win-back calls the later one is kept."""
    calls = store.rows(
        "SELECT logo_id FROM win_back WHERE logo_id IN (?, ?) ORDER BY coalesce(called_on, '') DESC, logo_id = ?",
        (stays_id, goes_id, goes_id),
    )
    for (logo_id,) in calls[1:]:
        store.rows("DELETE FROM win_back WHERE logo_id = ?", (logo_id,))
    store.rows("UPDATE win_back SET logo_id = ? WHERE logo_id = ?", (stays_id, goes_id))
