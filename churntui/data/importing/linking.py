"""From the words of a file to rows of the book: logos, customers, contracts, interviews, themes."""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.importing.check import CellError
from churntui.data.importing.likeness import SaidSame
from churntui.data.importing.logos import LogoLinks
from churntui.model.tables import tables_of

_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def nocase(name: str) -> str:
    """Two theme names are one to SQLite's NOCASE iff these are equal."""
    return name.translate(_ASCII_LOWER)


class Links(LogoLinks):
    """Finds rows of the book by what a file calls them. Kept up to date by the loaders of one run."""

    def __init__(self, store: Store, answers: SaidSame) -> None:
        super().__init__(store, answers)
        self._ids: dict[str, dict[str, int]] = {}
        self._of_others: set[tuple[str, str]] = set()
        """Tables and ids that this run has said of another logo than the book has them of."""
        self._customers: dict[tuple[int, str], int] | None = None
        self._themes: dict[str, int] | None = None
        self._contract_logos: dict[str, int] | None = None

    def find(self, stored: str, ref: str) -> int:
        """The number of a row of that table of the book.

        Raises:
            CellError: It is not in the book, or the run means another one by this id.
        """
        identity = tables_of(stored)[0].identity
        column = f"{stored}_id" if identity == "ref" else stored
        self.expect_same(column, stored, ref)
        if stored not in self._ids:
            self._ids[stored] = dict(self._store.rows(f"SELECT {identity}, id FROM {stored}"))
        number = self._ids[stored].get(ref)
        if number is None:
            raise CellError(column, ref, f"no such {stored}: import {_file_of(stored)} first")
        return number

    def expect_logo(self, column: str, stored: str, ref: str, *, said: int, known: int) -> None:
        """Refuse a row whose id is that of a row of another logo: two sources, or two copies of a book, gave it out.

        What else the run says of that id is about a row that is not taken either: `expect_same` tells.

        Args:
            column: The canonical column of the id.
            stored: The table of the book.
            ref: The id.
            said: The number of the row's logo.
            known: The number of the logo it has in the book.

        Raises:
            CellError: The logos differ.
        """
        if said != known:
            self._of_others.add((stored, ref))
            mine, theirs = self.logo_refs[known], self.logo_refs[said]
            raise CellError(
                column, ref, f"belongs to logo {mine} in the book, not to {theirs}: give it another id"
            )

    def expect_same(self, column: str, stored: str, ref: str) -> None:
        """Refuse what belongs to a row that was refused for its logo.

        Raises:
            CellError: The id was.
        """
        if (stored, ref) in self._of_others:
            raise CellError(
                column, ref, f"belongs to the {stored} of another logo that was not taken: see its file"
            )

    def forget(self, stored: str) -> None:
        """Look this table up anew: it has just been loaded."""
        self._ids.pop(stored, None)
        if stored == "contract":
            self._contract_logos = None
        elif stored == "theme":
            self._themes = None
        elif stored == "customer":
            self._customers = None
        elif stored == "former_logo":
            self._former.read()

    def logo_of_contract(self, ref: str) -> int:
        """The logo that a contract is with.

        Raises:
            CellError: There is no such contract, or the run means another one by this id.
        """
        self.expect_same("logo_id", "contract", ref)
        if self._contract_logos is None:
            self._contract_logos = dict(self._store.rows("SELECT ref, logo_id FROM contract"))
        logo = self._contract_logos.get(ref)
        if logo is None:
            raise CellError("logo_id", ref, "no such contract: import contracts first")
        return logo

    def customers(self) -> dict[tuple[int, str], int]:
        """Every customer's number by its logo and id."""
        if self._customers is None:
            rows = self._store.rows("SELECT logo_id, ref, id FROM customer")
            self._customers = {(logo, ref): number for logo, ref, number in rows}
        return self._customers

    def customer(self, logo: int, ref: str) -> int:
        """The customer's number; one that is not there yet is made, with its id alone."""
        known = self.customers()
        number = known.get((logo, ref))
        if number is None:
            number = self._store.insert("INSERT INTO customer(logo_id, ref) VALUES (?, ?)", (logo, ref))
            known[logo, ref] = number
        return number

    def known_customer(self, logo: int, ref: str) -> int:
        """The number of a customer who must be there.

        Raises:
            CellError: The logo has none of that id.
        """
        number = self.customers().get((logo, ref))
        if number is None:
            told = f"is no customer of logo {self.logo_refs[logo]}: import customers first"
            raise CellError("customer_id", ref, told)
        return number

    def logo_of(self, stored: str, number: int) -> int:
        """The logo of a row that belongs to one."""
        return int(self._store.scalar(f"SELECT logo_id FROM {stored} WHERE id = ?", (number,)))

    def theme(self, name: str) -> int:
        """The theme's number; one that is not there yet is made."""
        if self._themes is None:
            self._themes = {
                nocase(stored): number for stored, number in self._store.rows("SELECT name, id FROM theme")
            }
        number = self._themes.get(nocase(name))
        if number is None:
            number = self._store.insert("INSERT INTO theme(name) VALUES (?)", (name,))
            self._themes[nocase(name)] = number
        return number


def _file_of(stored: str) -> str:
    """The canonical table that brings the rows of a table of the book."""
    return tables_of(stored)[0].name


def circular(target_of: Mapping[str, str]) -> set[str]:
    """The ids whose chain of targets comes back to themselves."""
    settled: set[str] = set()
    looping: set[str] = set()
    for start in target_of:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = len(path)
            at = target_of.get(at)
        if at is not None and at in path:
            looping |= {ref for ref, place in path.items() if place >= path[at]}
        settled |= set(path)
    return looping
