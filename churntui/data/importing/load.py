"""From the rows of a sheet to rows of the book, for every table but activity.

A row is looked up by its id, laid over what is there (a blank never overwrites), checked as a whole, and written
only where it differs; so the same file twice changes nothing. A row may point to one of its own file that stands
after it (`renews`, `parent`): the rows of such a table are settled first and written then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from churntui.data.file.store import Store, now
from churntui.data.importing import byhand, chains, followups, ids, linking, losses, own, passages, starts
from churntui.data.importing.cells import Cells, Choices, RowError, bare_rows
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.linking import Links, nocase, slug
from churntui.data.importing.lists import RowLists, Wanted, row_lists
from churntui.data.importing.meaning import IS_ASSUMED, Meaning
from churntui.data.importing.outcome import Conflict, State, Tally
from churntui.data.importing.reading.sheet import Progress
from churntui.data.importing.rules import RULES, Assumed
from churntui.data.importing.sums import Sums
from churntui.data.rows import contracts, highlights
from churntui.model.notes import LIVING, NOTES, OWNERS, NoteRef, owner
from churntui.model.rows import FormerLogo
from churntui.model.schema import LINKS, LISTS, Column
from churntui.model.tables import Table
from churntui.plain.text import clean_line
from churntui.plain.wording import counted

Key = tuple[Any, ...]

_FOUND_BY_ID = LINKS - {"logo", "customer", "self", "noted"}
"""Links to rows that are told by their id alone."""

_MAKE_LOGOS = frozenset({"contracts", "interviews"})
"""Tables whose rows bring their logos along where the run has no file of logos."""


@dataclass(slots=True)
class Row:
    """One row on its way: read, linked and checked, not yet written."""

    line: int
    cells: list[str]
    key: Key
    merged: dict[str, Cell]
    """By column of the book, the row as it will stand."""
    target: str | None = None
    """The id of the row of its own table it points to; None where the file states none."""
    listed: tuple[str, ...] = ()
    """The list it states, of themes or of reasons; empty where it states none."""
    awaited: str | None = None
    """The id of the row it points to, where that may come with a later file."""
    moved: Mapping[str, Cell] = field(default_factory=dict)
    """What it states that another table keeps by now, by column of the file."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What it states in fields of the user's own, by their keys."""

    @property
    def ref(self) -> str:
        """What other rows name it by."""
        return str(self.key[0])

    @property
    def values(self) -> Mapping[str, Cell]:
        """The row as it will stand, as `chains.Linking` calls it."""
        return self.merged


@dataclass(slots=True)
class Stored:
    """A row of the book."""

    number: int
    values: dict[str, Cell]
    ref: str
    target: str | None = None
    listed: Wanted = ()


class Loader:
    """Loads one sheet into one table, inside the transaction the caller holds."""

    def __init__(self, store: Store, links: Links, tally: Tally, choices: Choices) -> None:
        self._store = store
        self._links = links
        self._tally = tally
        self._choices = choices
        self._table: Table = tally.mapping.table
        self._cells = Cells(tally, choices)
        self._meaning = Meaning(tally, choices, self._cells)
        self._assumed = Assumed(
            Sums(store, choices.reporting_currency),
            currency=choices.currency,
            header_currencies=tally.mapping.header_currencies,
        )
        self._self = next((column for column in self._table.columns if column.kind == "self"), None)
        self._lists = row_lists(store, links, self._table)
        self._lists_by_hand = (
            byhand.ListsByHand(store, self._table.stored, self._lists) if self._lists else None
        )
        self._own = own.OwnColumns(store, tally, choices)
        self._own_rows = own.OwnRows(store, choices.date_order) if self._table.name == "own_fields" else None
        self._stored = _stored_rows(store, self._table, self._self, self._lists)
        self._spellings = ids.spellings(str(key[0]) for key in self._stored)
        self._by_hand = byhand.ByHand(store, self._table)
        self._awaited = contracts.open_links(store) if self._table.name == "contracts" else {}
        self._lines: dict[Key, int] = {}
        self._repeats: Counter[Key] = Counter()
        self._made_logos: list[int] = []
        self._lost = 0
        self._of_former = 0

    def load(self, progress: Progress | None) -> None:
        """Read, check and write every row; the tally has the counts."""
        rows = self._checked(progress)
        if self._self is None:
            for row in rows:
                self._write(row)
        else:
            pointing = list(rows)
            self._judge(pointing, self._self)
            for row in pointing:
                self._write(row)
            self._point(pointing, self._self)
        self._drop_unused_logos()
        self._links.forget(self._table.stored)
        self._tally.left_out = self._meaning.left_out
        self._tally.notes += [*self._meaning.notes(), *self._cells.notes(), *self._assumed.summary()]
        if self._lost:
            self._tally.notes.append(
                f"{self._lost} tagged passages are no longer in the notes; their themes stay on the {self._table.name}"
            )
        if self._of_former:
            told = counted(self._of_former, "row")
            self._tally.notes.append(f"{told} about logos that were merged into others: only what those lack")
        if self._made_logos:
            self._tally.notes.append(f"{len(self._made_logos)} logos made from their names")

    def missing(self, brought: frozenset[int]) -> list[str]:
        """What those rows are called that the file has not, of rows it is known to have brought before.

        A row that was not read, or left out, may be any of them: then none is missing for sure.
        """
        tally = self._tally
        if not brought or self._table.identity != "ref" or tally.rejected or tally.left_out:
            return []
        seen = {self._stored[key].number for key in self._lines if key in self._stored}
        return [
            " ".join(filter(None, (str(row.values["ref"]), _text(row.values.get("name")))))
            for row in self._stored.values()
            if row.number in brought and row.number not in seen
        ]

    def _checked(self, progress: Progress | None) -> Iterator[Row]:
        for line, cells in self._tally.sheet.rows(progress):
            if self._cells.is_beside(line, cells):
                continue
            try:
                row = self._row(line, cells)
            except RowError as error:
                self._tally.reject(line, cells, error.errors)
            except CellError as error:
                self._tally.reject(line, cells, (error,))
            else:
                if row is not None:
                    yield row

    def _row(self, line: int, cells: list[str]) -> Row | None:
        stated = self._meaning.read(cells)
        return None if stated is None else self._checked_row(line, cells, stated)

    def _checked_row(self, line: int, cells: list[str], stated: dict[str, Cell]) -> Row | None:
        linked = self._linked(stated)
        former = self._former(linked)
        if former is not None and former.name:
            return self._filling(line, cells, linked, former)
        if former is not None:
            linked["ref"] = self._links.logo_refs[former.logo_id]
        key = _key(self._table, linked, self._repeats)
        # A row rejected below has its id too: next time the book may complete it, and it would go before a good one.
        first = self._lines.setdefault(key, line)
        if first != line:
            raise CellError(self._table.key[-1], str(key[-1]), f"is in this file already, on line {first}")
        known = self._stored.get(key)
        if known is None and self._stays_gone(line, key):
            return None
        self._expect_logo(key, linked, known)
        if stated.get(IS_ASSUMED):
            self._meaning.assumed_starts += known is None
            linked["starts_on"] = None if known else linked["starts_on"]
        new: dict[str, Cell] = {name: value for name, value in linked.items() if value is not None}
        if known is not None:
            new = self._released(line, known, new)
        merged = {**known.values, **new} if known else dict(new)
        self._require(merged)
        if known is None and self._table.extends:
            wanted = self._table.extends
            raise CellError(
                self._table.key[0], str(key[0]), f"no such {self._table.stored}: import {wanted} first"
            )
        self._assumed.stored = known.values if known else {}
        self._judge_whole(merged, new)
        customer = stated.get("customer_id") if self._table.name != "customers" else None
        if customer is not None and "logo_id" in merged:
            merged["customer_id"] = self._links.customer(int(merged["logo_id"] or 0), str(customer))
        entries = self._lists.read(stated.get(self._lists.column)) if self._lists else ()
        entries = self._released_list(line, known, entries)
        said = self._released_own(line, known, self._own.read(cells))
        at = self._released_link(line, known, stated)
        return Row(line, cells, key, merged, at, entries, moved=self._moved(stated), own=said)

    def _judge_whole(self, merged: dict[str, Cell], new: dict[str, Cell]) -> None:
        """Complete a row as it will stand, by what it says anew.

        Raises:
            CellError: Its values contradict each other, or the book.
        """
        if self._table.name in RULES:
            RULES[self._table.name](merged, new, self._assumed)
        if self._table.name == "highlights":
            passages.must_stand(self._store, merged)
        elif self._table.name == "settings":
            own.must_fit(self._store, merged)

    def _released(self, line: int, known: Stored, new: dict[str, Cell]) -> dict[str, Cell]:
        """What a row says anew, without what it says of fields that somebody changed by hand."""
        if self._choices.take == "file" or not self._by_hand.has_touched(known.number):
            return new
        said = dict(new)
        if self._table.name == "contracts":
            said = byhand.as_kept(new, known.values, self._choices.currency)
        elif self._table.name in RULES:
            said = {**known.values, **new}
            RULES[self._table.name](said, new, self._assumed)
        held = self._by_hand.held(known.number, known.values, said)
        for field_held in held.values():
            self._leave(line, field_held)
        return byhand.without(new, held)

    def _released_link(self, line: int, known: Stored | None, stated: Mapping[str, Cell]) -> str | None:
        """The row of its own table that a row points to; None where somebody has it point elsewhere by hand."""
        column = self._self
        said = _text(stated.get(column.name)) if column else None
        if column is None or said is None or known is None or self._choices.take == "file":
            return said
        day = self._by_hand.day_of(known.number, column.stored) if self._name(said) != known.target else None
        if day is None:
            return said
        self._leave(line, byhand.Held(column.name, known.target or "", said, day))
        return None

    def _released_list(self, line: int, known: Stored | None, entries: tuple[str, ...]) -> tuple[str, ...]:
        """The list that a row states; none where somebody changed the book's by hand."""
        if not entries or known is None or self._choices.take == "file" or self._lists_by_hand is None:
            return entries
        held = self._lists_by_hand.held(known.number, known.listed, entries)
        if held is None:
            return entries
        self._leave(line, held)
        return ()

    def _released_own(self, line: int, known: Stored | None, said: Mapping[str, str]) -> Mapping[str, str]:
        """What a row states in fields of the user's own, but for those that somebody typed by hand."""
        if known is None or not said or self._choices.take == "file":
            return said
        held = self._own.held(known.number, said)
        for value_held in held.values():
            self._leave(line, value_held)
        return {key: value for key, value in said.items() if key not in held}

    def _leave(self, line: int, held: byhand.Held) -> None:
        """Tell that the book's value stays, where nobody has said so."""
        if self._choices.take is None:
            column = self._tally.named(held.column)
            self._tally.leave(Conflict(line, column, held.book, held.file, held.changed_on))

    def _stays_gone(self, line: int, key: Key) -> bool:
        """Whether a row that is not in the book was taken away by hand, and is not to come back."""
        if self._choices.take == "file":
            return False
        day = self._by_hand.taken_away(key, lambda image: _key(self._table, image, Counter()))
        if day is not None:
            self._tally.stays_gone += 1
            if self._choices.take is None:
                column = self._tally.named(self._table.key[-1])
                self._tally.leave(Conflict(line, column, "", str(key[-1]), day, is_gone=True))
        return day is not None

    def _spelled(self, ref: str, stated: Mapping[str, Cell], logo: int | None) -> str:
        """The id as the book has it, where it is another spelling of the same: of a number only about the same logo."""
        if self._table.name == "logos":
            return self._links.spelled(ref, _text(stated.get("name")))
        if self._table.name != "contracts" or not self._links.respells or (ref,) in self._stored:
            return ref
        near = self._spellings.zeros(ref)
        of_same = near is not None and self._stored[(near,)].values.get("logo_id") == logo
        known = self._spellings.record(ref) or (near if of_same else None)
        if known is not None:
            self._links.respelled[ref] = known
        return known or ref

    def _moved(self, stated: Mapping[str, Cell]) -> dict[str, Cell]:
        """What a row says in columns that have become rows of another table."""
        names = (column.name for column in self._table.columns if column.moved_to)
        return {name: value for name in names if (value := stated.get(name)) is not None}

    def _former(self, linked: Mapping[str, Cell]) -> FormerLogo | None:
        """Of a row of logos the former one it is about.

        Raises:
            CellError: A row of former ids names a logo that the book still has by itself.
        """
        ref = _text(linked.get("ref"))
        if self._table.name == "former_logos" and ref in self._links.logos:
            raise CellError("former_id", ref or "", "is a logo by itself here: merge the two in the app")
        return self._links.former(ref) if self._table.name == "logos" else None

    def _filling(self, line: int, cells: list[str], linked: Mapping[str, Cell], former: FormerLogo) -> Row:
        """A row of logos about one that was merged: it says what the one that stayed leaves empty, and no more.

        Merging has chosen between the two, and an import of both does not choose again.
        """
        first = self._lines.setdefault((former.ref,), line)
        if first != line:
            raise CellError("logo_id", former.ref, f"is in this file already, on line {first}")
        key = (self._links.logo_refs[former.logo_id],)
        known = self._stored[key].values
        empty = {name: value for name, value in linked.items() if known.get(name) in (None, "")}
        stated = {name: value for name, value in empty.items() if value is not None}
        said = self._own.read(cells)
        own_said = {name: value for name, value in said.items() if not self._own.has(former.logo_id, name)}
        self._of_former += 1
        return Row(line, cells, key, {**known, **stated}, own=own_said)

    def _expect_logo(self, key: Key, linked: Mapping[str, Cell], known: Stored | None) -> None:
        """An import moves no row to another logo: the id is that of another row."""
        column, ref = self._table.key[0], str(key[0])
        if self._table.extends:
            self._links.expect_same(column, self._table.stored, ref)
        if known is not None and known.values.get("logo_id") is not None:
            said, has = int(linked["logo_id"] or 0), int(known.values["logo_id"] or 0)
            self._links.expect_logo(column, self._table.stored, ref, said=said, known=has)

    def _require(self, merged: dict[str, Cell]) -> None:
        missing = [
            CellError(column.name, "", "is needed")
            for column in self._table.columns
            if column.required and column.stored not in merged
        ]
        if missing:
            raise RowError(*missing)

    def _linked(self, stated: dict[str, Cell]) -> dict[str, Cell]:
        """What is stated, by column of the book, with other tables' rows as their numbers."""
        linked: dict[str, Cell] = {}
        logo = self._logo(stated) if self._table.column("logo_id") and self._table.name != "logos" else None
        for column in self._table.kept:
            value = stated.get(column.name)
            if not column.stored:
                continue
            if column.kind == "logo":
                linked[column.stored] = logo
            elif value is None:
                linked[column.stored] = None
            elif column.kind in _FOUND_BY_ID:
                linked[column.stored] = self._links.find(column.kind, str(value))
            elif column.kind not in LISTS | LINKS:
                linked[column.stored] = value
        linked |= self._named_twice(stated, linked)
        linked |= {name: stated[name] for name in losses.BESIDE if name in stated}
        if self._own_rows is not None:
            linked = self._own_rows.linked(linked)
        if "ref" in linked and linked["ref"] is not None:
            linked["ref"] = self._spelled(str(linked["ref"]), stated, logo)
        elif "ref" in linked:
            is_assumed = stated.get(IS_ASSUMED) and logo is not None
            linked["ref"] = self._until(linked) if is_assumed else self._derived(stated, logo)
        return linked

    @cached_property
    def _by_end(self) -> Mapping[tuple[Cell, Cell], list[str]]:
        """The ids of the book's contracts by logo and end."""
        refs: defaultdict[tuple[Cell, Cell], list[str]] = defaultdict(list)
        for row in self._stored.values():
            refs[row.values["logo_id"], row.values["ends_on"]].append(row.ref)
        return refs

    def _until(self, linked: Mapping[str, Cell]) -> str:
        """The id of a contract that is told by its end: of the logo's one that ends then, or one made for it."""
        ending = self._by_end.get((linked["logo_id"], linked["ends_on"]), ())
        if len(ending) == 1:
            return ending[0]
        logo = self._links.logo_refs[int(linked["logo_id"] or 0)]
        return starts.ref(logo, str(linked["starts_on"]), str(linked["ends_on"]), linked.get("plan"))

    def _named_twice(self, stated: dict[str, Cell], linked: Mapping[str, Cell]) -> dict[str, Cell]:
        """What only two columns together tell: the note of a passage, the customer in a proof of value."""
        if self._table.name == "highlights":
            return {**passages.note_of(self._links, stated)}
        proof, ref = linked.get("proof_id"), stated.get("customer_id")
        if self._table.name != "proof_members":
            return {}
        if proof is None or ref is None:
            raise CellError("customer_id" if ref is None else "proof_id", "", "is needed")
        return {"customer_id": self._links.known_customer(self._links.logo_of_proof(int(proof)), str(ref))}

    def _logo(self, stated: dict[str, Cell]) -> int:
        ref, domain, name = (_text(stated.get(part)) for part in ("logo_id", "logo_domain", "logo_name"))
        if ref is not None and "logo_id" in self._tally.mapping.rule.lookups:
            return self._links.logo_of_contract(ref)
        try:
            return self._links.meant(ref, domain, name, told=self._ids_of_logos)
        except CellError:
            unknown = ref is not None or not self._links.shared(domain, name)
            if not (name and unknown and self._choices.makes_logos and self._table.name in _MAKE_LOGOS):
                raise
        number = linking.make_logo(self._store, self._links, ref, name, domain, stated)
        self._made_logos.append(number)
        return number

    @cached_property
    def _ids_of_logos(self) -> frozenset[str]:
        """The ids of logos that the file itself tells."""
        place = self._tally.mapping.at.get("logo_id") if self._links.respells else None
        rows = () if place is None else bare_rows(self._tally)
        return frozenset(
            clean_line(cells[place]) for cells in rows if place is not None and place < len(cells)
        )

    def _said(self, stated: dict[str, Cell], logo: int) -> str:
        """The id under which the file means the logo: a merged one by its own, so that its rows keep theirs."""
        parts = (_text(stated.get(part)) for part in ("logo_id", "logo_domain", "logo_name"))
        former = self._links.former(*parts)
        return former.ref if former is not None else self._links.logo_refs[logo]

    def _derived(self, stated: dict[str, Cell], logo: int | None) -> str:
        """An id for a row that has none, the same each time the row comes."""
        if self._table.name == "logos":
            domain, name = _text(stated.get("domain")), _text(stated.get("name"))
            return self._links.ref_of_logo(domain, name)
        values = dict(stated) | ({} if logo is None else {"logo_id": self._said(stated, logo)})
        for group in self._table.derived:
            parts = [str(values[name]) for name in group if values.get(name) is not None]
            if len(parts) > (group[0] == "logo_id"):
                return (
                    ":".join(parts) if len(group) > 1 or self._table.name == "customers" else slug(parts[0])
                )
        for column in self._table.columns:
            if column.required and column.name in stated and values.get(column.name) is None:
                raise CellError(column.name, "", "is needed")
        raise CellError(self._table.key[-1], "", "is needed: nothing else tells this row from another")

    def _judge(self, rows: Sequence[Row], column: Column) -> None:
        """Take the links that do not hold off their rows, and name them."""
        for row in rows:
            row.target = self._name(row.target)
        verdicts = chains.judged(self._table, rows, self._stored.values())
        for row in rows:
            verdict = verdicts.get(row.ref)
            if verdict is not None and row.target is not None:
                self._tally.drop(row.line, CellError(column.name, row.target, verdict.reason))
                row.awaited, row.target = row.target if verdict.stays_open else None, None

    def _name(self, ref: str | None) -> str | None:
        """What a row is called by others: themes without case."""
        return nocase(ref) if ref is not None and self._table.name == "themes" else ref

    def _write(self, row: Row) -> None:
        known = self._stored.get(row.key)
        listed = self._lists.wanted(row.listed) if self._lists else ()
        state: State
        if known is None:
            number = self._insert(row.merged)
            self._stored[row.key] = known = Stored(number, row.merged, row.ref)
            state = "added"
        else:
            changed = {name: value for name, value in row.merged.items() if known.values.get(name) != value}
            if changed:
                self._update(known.number, changed)
                if self._table.name == "logos":  # a row about a merged one may follow
                    known.values |= changed
            kind = next((kind for kind in NOTES if kind == self._table.stored), None)
            if kind is not None and (text := NOTES[kind].text) in changed:
                note, before = NoteRef(kind, known.number), str(known.values[text] or "")
                self._lost += len(highlights.follow(self._store, note, before))
            repointed = row.target is not None and row.target != known.target
            awaits = row.awaited is not None and row.awaited != self._awaited.get(known.number)
            relisted = listed and listed != known.listed
            state = "changed" if changed or repointed or awaits or relisted else "unchanged"
        if self._lists and listed and listed != known.listed:
            self._lists.replace(known.number, listed)
        if row.moved and followups.keep(self._store, int(row.merged["contract_id"] or 0), row.moved):
            state = "changed" if state == "unchanged" else state
        if row.own and self._own.keep(known.number, row.own):
            state = "changed" if state == "unchanged" else state
        if self._table.stored == "interview" and state != "unchanged":
            self._store.rows("UPDATE interview SET updated_at = ? WHERE id = ?", (now(), known.number))
        if self._table.name == "logos":
            self._links.know_logo(
                known.number,
                str(row.merged["name"]),
                str(row.merged.get("domain") or ""),
                str(row.merged["ref"]),
            )
        self._tally.counts[state] += 1

    def _insert(self, values: dict[str, Cell]) -> int:
        if self._table.name == "logos":
            self._links.note_alike(str(values["name"]))
        columns = dict(values) | ({"updated_at": now()} if self._table.name == "interviews" else {})
        marks = ", ".join("?" * len(columns))
        return self._store.insert(
            f"INSERT INTO {self._table.stored}({', '.join(columns)}) VALUES ({marks})",
            tuple(columns.values()),
        )

    def _update(self, number: int, changed: dict[str, Cell]) -> None:
        assignments = ", ".join(f"{name} = ?" for name in changed)
        self._store.rows(
            f"UPDATE {self._table.stored} SET {assignments} WHERE rowid = ?", (*changed.values(), number)
        )

    def _point(self, rows: Iterable[Row], column: Column) -> None:
        for row in rows:
            number = self._stored[row.key].number
            if row.target is not None:
                self._update(number, {column.stored: self._stored[(row.target,)].number})
            elif row.awaited is not None:
                self._update(number, {column.stored: None})
                chains.keep_open(self._store, number, row.awaited)
        if self._table.name == "contracts":
            self._tally.notes += chains.close_links(self._store)

    def _drop_unused_logos(self) -> None:
        """Take out logos that were made for contracts which then were rejected."""
        unused = [
            number
            for number in self._made_logos
            if self._store.scalar(f"SELECT 1 FROM {self._table.stored} WHERE logo_id = ?", (number,)) is None
        ]
        if unused:
            self._store.many("DELETE FROM logo WHERE id = ?", [(number,) for number in unused])
            self._made_logos = [number for number in self._made_logos if number not in set(unused)]
            self._links.read_logos()


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)


def _key(table: Table, values: Mapping[str, Cell], repeats: Counter[Key]) -> Key:
    """What tells the row with these values, by column of the book, from every other.

    `repeats` counts the rows seen with each key, for tables in which several may share one.
    """
    stored = [column.stored for name in table.key if (column := table.column(name)) and column.stored]
    stored = [*OWNERS, *stored] if table.name == "highlights" else stored
    key: Key = tuple("" if values[name] is None else values[name] for name in stored)
    if table.name == "themes":
        return (nocase(str(key[0])),)
    if table.repeats:
        repeats[key] += 1
        return (*key, repeats[key])
    return key


def _stored_rows(
    store: Store, table: Table, pointing: Column | None, lists: RowLists | None
) -> dict[Key, Stored]:
    """Every row of the table in the book, by its key."""
    names = [column.stored for column in table.kept if column.stored and column.kind not in LISTS | {"self"}]
    names += [owner(kind) for kind in LIVING] if table.name == "highlights" else []
    names += ["arr_minor"] if table.name == "contracts" else []
    names += losses.BESIDE if table.name == "interviews" else ()
    listed = lists.stored() if lists else {}
    pointed = (
        f"(SELECT t.{table.identity} FROM {table.stored} t WHERE t.id = s.{pointing.stored})"
        if pointing
        else "NULL"
    )
    repeats: Counter[Key] = Counter()
    by_key: dict[Key, Stored] = {}
    for number, points_to, *values in store.rows(
        f"SELECT s.rowid, {pointed}, {', '.join(names)} FROM {table.stored} s ORDER BY s.rowid"
    ):
        row = dict(zip(names, values, strict=True))
        key = _key(table, row, repeats)
        target = nocase(points_to) if points_to and table.name == "themes" else points_to
        by_key[key] = Stored(number, row, str(key[0]), target, listed.get(number, ()))
    return by_key
