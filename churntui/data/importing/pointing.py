"""The rows of other tables that a row names, as their numbers: its logo foremost, which it may bring along."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from churntui.data.file.store import Store
from churntui.data.importing import losses, own, passages
from churntui.data.importing.cells import Choices, bare_rows
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.identity import Identity
from churntui.data.importing.likeness import NEW, LikenessError, typed
from churntui.data.importing.linking import Links
from churntui.data.importing.logos import make_logo
from churntui.data.importing.outcome import Tally
from churntui.data.importing.rows import Key, Stored, text_of
from churntui.model.rows import FormerLogo
from churntui.model.schema import LINKS, LISTS
from churntui.model.tables import Table
from churntui.plain.text import clean_line

_FOUND_BY_ID = LINKS - {"logo", "customer", "self", "noted"}
"""Links to rows that are told by their id alone."""

_OTHERS = LISTS | LINKS
"""Kinds of columns that are kept as other rows."""

_MAKE_LOGOS = frozenset({"contracts", "interviews"})
"""Tables whose rows bring their logos along where the run has no file of logos."""


class Pointing:
    """Finds what the rows of one sheet name."""

    def __init__(
        self, store: Store, links: Links, tally: Tally, choices: Choices, stored: Mapping[Key, Stored]
    ) -> None:
        self._store = store
        self._links = links
        self._tally = tally
        self._choices = choices
        self._table: Table = tally.mapping.table
        self._identity = Identity(self._table, links, stored, lambda: self._ids_of_logos)
        self._own_rows = own.OwnRows(store, choices.date_order) if self._table.name == "own_fields" else None
        self._made_logos: list[int] = []

    def linked(self, stated: dict[str, Cell]) -> dict[str, Cell]:
        """What is stated, by column of the book, with other tables' rows as their numbers.

        Raises:
            CellError: What it names is not in the book, or nothing tells the row from another.
        """
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
            elif column.kind not in _OTHERS:
                linked[column.stored] = value
        linked |= self._named_twice(stated, linked)
        linked |= {name: stated[name] for name in losses.BESIDE if name in stated}
        if self._own_rows is not None:
            linked = self._own_rows.linked(linked)
        if "ref" in linked:
            linked["ref"] = self._identity.ref(linked, stated, logo)
        return linked

    def _named_twice(self, stated: dict[str, Cell], linked: Mapping[str, Cell]) -> dict[str, Cell]:
        """What only two columns together tell: the note of a passage, the customer in a proof of value."""
        if self._table.name == "highlights":
            return {**passages.note_of(self._links, stated)}
        proof, ref = linked.get("proof_id"), stated.get("customer_id")
        if self._table.name != "proof_members":
            return {}
        if proof is None or ref is None:
            raise CellError("customer_id" if ref is None else "proof_id", "", "is needed")
        return {"customer_id": self._links.known_customer(self._links.logo_of("proof", int(proof)), str(ref))}

    def _logo(self, stated: dict[str, Cell]) -> int:
        ref, domain, name = (text_of(stated.get(part)) for part in ("logo_id", "logo_domain", "logo_name"))
        if ref is not None and "logo_id" in self._tally.mapping.rule.lookups:
            return self._links.logo_of_contract(ref)
        if self._table.name == "save_attempts" and (interview := stated.get("interview_id")) is not None:
            return self._logo_of_interview(str(interview), ref, domain, name)
        try:
            return self._links.meant(ref, domain, name, told=self._ids_of_logos)
        except LikenessError:
            raise
        except CellError as error:
            unknown = ref is not None or not self._links.shared(domain, name)
            if not (name and unknown and self._table.name in _MAKE_LOGOS):
                raise
            if not (self._choices.makes_logos or self._is_new(ref, name)):
                option = f"--new {typed(ref or name)}, which makes a logo of its name"
                raise CellError(error.column, error.value, f"{error.reason}, or with {option}") from None
        number = make_logo(self._store, self._links, ref, name, domain, stated)
        self._made_logos.append(number)
        return number

    def _is_new(self, ref: str | None, name: str) -> bool:
        """Whether somebody said so."""
        answers = self._links.answers
        return answers.are_all_new or answers.to(ref, name) == NEW

    def _logo_of_interview(self, interview: str, *said: str | None) -> int:
        """The logo of an exit interview; what else the row says of its logo must mean the same one."""
        number = self._links.logo_of("interview", self._links.find("interview", interview))
        if any(said) and self._links.meant(*said, told=self._ids_of_logos) != number:
            its = self._links.logo_refs[number]
            raise CellError(
                "logo_id", next(filter(None, said), ""), f"is not {its}, whose interview it names"
            )
        return number

    @cached_property
    def _ids_of_logos(self) -> frozenset[str]:
        """The ids of logos that the file itself tells, also as the book spells them."""
        place = self._tally.mapping.at.get("logo_id") if self._links.respells else None
        rows = () if place is None else bare_rows(self._tally)
        said = {clean_line(cells[place]) for cells in rows if place is not None and place < len(cells)}
        return frozenset(ref for one in said for ref in self._links.spellings_of(one))

    def former(self, linked: Mapping[str, Cell]) -> FormerLogo | None:
        """Of a row of logos the former one it is about.

        Raises:
            CellError: A row of former ids names a logo that the book still has by itself.
        """
        ref = text_of(linked.get("ref"))
        if self._table.name == "former_logos" and ref in self._links.logos:
            raise CellError("former_id", ref or "", "is a logo by itself here: merge the two in the app")
        return self._links.former(ref) if self._table.name == "logos" else None

    def expect_logo(self, key: Key, linked: Mapping[str, Cell], known: Stored | None) -> None:
        """An import moves no row to another logo: the id is that of another row.

        Raises:
            CellError: The book has the id of another logo.
        """
        column, ref = self._table.key[0], str(key[0])
        if self._table.extends:
            self._links.expect_same(column, self._table.stored, ref)
        if known is not None and known.values.get("logo_id") is not None:
            said, has = int(linked["logo_id"] or 0), int(known.values["logo_id"] or 0)
            self._links.expect_logo(column, self._table.stored, ref, said=said, known=has)

    def drop_unused_logos(self) -> int:
        """Take out logos that were made for contracts which then were rejected; how many were made and stay."""
        unused = [
            number
            for number in self._made_logos
            if self._store.scalar(f"SELECT 1 FROM {self._table.stored} WHERE logo_id = ?", (number,)) is None
        ]
        if unused:
            self._store.many("DELETE FROM logo WHERE id = ?", [(number,) for number in unused])
            self._made_logos = [number for number in self._made_logos if number not in set(unused)]
            self._links.read_logos()
        return len(self._made_logos)
