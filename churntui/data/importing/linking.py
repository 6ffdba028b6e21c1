"""From the words of a file to rows of the book: logos, customers, contracts, interviews, themes.

A logo is found by its id. Only where a file has no ids does the exact domain decide, and after it the folded
name; a domain or a name that two logos share decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cached_property

from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.ids import Spellings
from churntui.data.importing.names import Names
from churntui.data.importing.words import words
from churntui.model.rows import FormerLogo
from churntui.model.tables import BROUGHT, tables_of
from churntui.plain.text import fold

_NOT_WORD = re.compile(r"[^\w]+")
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def nocase(name: str) -> str:
    """Two theme names are one to SQLite's NOCASE iff these are equal."""
    return name.translate(_ASCII_LOWER)


def slug(name: str) -> str:
    """An id made of a name: `nordwind-gmbh`."""
    return _NOT_WORD.sub("-", fold(name)).strip("-") or "-"


class FormerLogos:
    """What logos were called that were merged into others or have another id now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.by_ref: dict[str, FormerLogo] = {}
        self._by_word: dict[tuple[str, str], FormerLogo | None] = {}

    def read(self) -> None:
        """Read them anew."""
        self.by_ref = {former.ref: former for former in selects.read(self._store, FormerLogo)}
        self._by_word.clear()
        for former in self.by_ref.values():
            for word in (("domain", former.domain), ("name", fold(former.name))):
                if word[1]:
                    known = self._by_word.setdefault(word, former)
                    same = known is not None and known.logo_id == former.logo_id
                    self._by_word[word] = known if same else None

    def called(self, domain: str | None, name: str | None) -> FormerLogo | None:
        """The one of that domain, else of that name; None where there is none, or where they became several."""
        by_name = self._by_word.get(("name", fold(name))) if name else None
        return (self._by_word.get(("domain", domain)) if domain else None) or by_name


class Links:
    """Finds rows of the book by what a file calls them. Kept up to date by the loaders of one run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.logos: dict[str, int] = {}
        """Number by id."""
        self.logo_refs: dict[int, str] = {}
        """Id by number."""
        self._by_domain: dict[str, int | None] = {}
        self._by_name: dict[str, int | None] = {}
        self._former = FormerLogos(store)
        self._spellings = Spellings()
        self.respells = False
        """Whether a logo may be meant by another spelling of its id: the file's headers are not our own."""
        self.respelled: dict[str, str] = {}
        """Ids that were taken for another spelling of those in the book."""
        self._names = Names()
        self.renamed: dict[str, str] = {}
        """Names, or unknown ids with a name, that were taken for logos called otherwise in the book."""
        self.alike: dict[str, list[str]] = {}
        """New logos, and the names of those they look like."""
        self._meant_by: dict[int, str] = {}
        """The unknown id under which a file means a logo."""
        self.read_logos()
        self._ids: dict[str, dict[str, int]] = {}
        self._of_others: set[tuple[str, str]] = set()
        """Tables and ids that this run has said of another logo than the book has them of."""
        self._customers: dict[tuple[int, str], int] | None = None
        self._themes: dict[str, int] | None = None
        self._contract_logos: dict[str, int] | None = None

    def read_logos(self) -> None:
        """Read the logos anew."""
        for index in (self.logos, self.logo_refs, self._by_domain, self._by_name):
            index.clear()
        self._spellings.forget()
        self._names.forget()
        for number, name, domain, ref in self._store.rows("SELECT id, name, domain, ref FROM logo"):
            self.know_logo(number, name, domain, ref)
        self._former.read()

    def know_logo(self, number: int, name: str, domain: str, ref: str) -> None:
        """Take in a logo, new or renamed."""
        self.logos[ref] = number
        self.logo_refs[number] = ref
        self._spellings.know(ref)
        self._names.know(number, name)
        for index, key in ((self._by_domain, domain), (self._by_name, fold(name))):
            if key and key not in words().free_mail:
                index[key] = number if index.get(key, number) == number else None

    def meant(
        self,
        ref: str | None = None,
        domain: str | None = None,
        name: str | None = None,
        *,
        told: Container[str] = (),
    ) -> int:
        """The logo's number, also where the file calls it otherwise than the book; `told` as for `in_other_words`.

        Raises:
            CellError: It is not in the book, not named, or named in a way that fits several.
        """
        try:
            return self.logo(ref, domain, name)
        except CellError:
            same = self.in_other_words(ref, domain, name, told)
            if same is None:
                raise
            return same

    def in_other_words(
        self, ref: str | None, domain: str | None, name: str | None, told: Container[str]
    ) -> int | None:
        """The logo that is meant by an id the book does not know, or by another spelling of a name.

        An id leads on to the domain and the name, unless the file has that logo's own id as well, or has meant it
        by a third one: those are two logos of one name.

        Args:
            ref: The id, unknown to the book.
            domain: The domain.
            name: The name.
            told: The ids of logos in the file.
        """
        if not self.respells or (ref is None and self.shared(domain, name)):
            return None
        known = self._by_domain.get(domain or "") or self._by_name.get(fold(name or ""))
        number = known or (self._names.same(name) if name else None)
        if number is None:
            return None
        if ref is not None:
            if self.logo_refs[number] in told or self._meant_by.setdefault(number, ref) != ref:
                return None
            self.renamed[ref] = f"{self.logo_refs[number]}, of the same {'domain' if not name else 'name'}"
        elif name:
            self.renamed[name] = self._names.called(number)
        return number

    def note_alike(self, name: str) -> None:
        """Remember which logos a new one of that name looks like."""
        if self.respells and (alike := self._names.look_alikes(name)):
            self.alike[name] = alike

    def shared(self, domain: str | None, name: str | None) -> bool:
        """Whether the domain or the name is that of several logos."""
        by_domain = domain is not None and self._by_domain.get(domain, 0) is None
        return by_domain or (name is not None and self._by_name.get(fold(name), 0) is None)

    def _no_logo(self, ref: str) -> str:
        """Why no logo has this id, and what to do."""
        day = self._taken_away.get(ref)
        if day:
            return (
                f"was taken away by hand on {day}: to have it back, import its row of logos with --take file"
            )
        near = self._spellings.zeros(ref) if self.respells else None
        but = f", but one with the id {near}: is it that? Write its id so" if near else ": import logos first"
        return f"no such logo{but}"

    @cached_property
    def _taken_away(self) -> Mapping[str, str]:
        """The days on which logos were taken away by hand, by id."""
        return dict(
            self._store.rows(
                """SELECT json_extract(c.before, '$.ref'), substr(e.at, 1, 10) FROM change c
                JOIN edit e ON e.id = c.edit_id
                WHERE c.table_name = 'logo' AND c.after IS NULL AND e.state = 'done' ORDER BY c.id"""
            )
        )

    def logo(self, ref: str | None = None, domain: str | None = None, name: str | None = None) -> int:
        """The logo's number; what was merged into another or renamed is that one.

        Raises:
            CellError: It is not in the book, not named, or named in a way that fits several.
        """
        former = self.former(ref, domain, name)
        if former is not None:
            return former.logo_id
        if ref is not None:
            logo_id = self.logos.get(self.spelled(ref, name))
            if logo_id is None:
                raise CellError("logo_id", ref, self._no_logo(ref))
            return logo_id
        for column, value, index in (
            ("logo_domain", domain, self._by_domain),
            ("logo_name", name and fold(name), self._by_name),
        ):
            if value and value in index:
                number = index[value]
                if number is None:
                    raise CellError(column, value, "fits several logos: add a column logo_id")
                return number
        if name or domain:
            raise CellError(
                "logo_name" if name else "logo_domain",
                name or domain or "",
                "no such logo: import logos first",
            )
        raise CellError("logo_id", "", "says which logo it is about; it is blank")

    def spelled(self, ref: str, name: str | None) -> str:
        """The id as the book has it, where it is another spelling of the same: of a number only with the same name."""
        if not self.respells or ref in self.logos:
            return ref
        known = self._spellings.record(ref)
        near = self._spellings.zeros(ref) if known is None and name else None
        if near is not None and self._by_name.get(fold(name or "")) == self.logos[near]:
            known = near
        if known is None:
            return ref
        self.respelled[ref] = known
        return known

    def former(
        self, ref: str | None = None, domain: str | None = None, name: str | None = None
    ) -> FormerLogo | None:
        """The former logo that is meant; None where a logo of the book is."""
        if ref is not None:
            return None if ref in self.logos else self._former.by_ref.get(ref)
        if (domain and domain in self._by_domain) or (name and fold(name) in self._by_name):
            return None
        return self._former.called(domain, name)

    def ref_of_logo(self, domain: str | None, name: str | None) -> str:
        """The id of a logo that comes without one: that of the logo it is in the book, or one made of its name.

        Raises:
            CellError: It has no name, or fits several.
        """
        if name is None:
            raise CellError("name", "", "is needed")
        known = (domain and domain in self._by_domain) or fold(name) in self._by_name
        if known:
            return self.logo_refs[self.logo(None, domain, name)]
        same = self.in_other_words(None, domain, name, ())
        if same is not None:
            return self.logo_refs[same]
        former = self.former(None, domain, name)
        if former is not None:
            return former.ref
        base = slug(name)
        ref, count = base, 1
        while ref in self.logos or ref in self._former.by_ref:
            count += 1
            ref = f"{base}-{count}"
        return ref

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

    def logo_of_proof(self, number: int) -> int:
        """The logo that a proof of value is about."""
        return int(self._store.scalar("SELECT logo_id FROM proof WHERE id = ?", (number,)))

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


def make_logo(
    store: Store, links: Links, ref: str | None, name: str, domain: str | None, stated: Mapping[str, Cell]
) -> int:
    """A logo from what a contract says about it; returns its number."""
    kept = {"ref": ref or links.ref_of_logo(domain, name), "name": name, "domain": domain or ""}
    extra = {column.stored: stated[column.name] for column in BROUGHT if stated.get(column.name) is not None}
    values: dict[str, Cell] = {**kept, **extra}
    marks = ", ".join("?" * len(values))
    links.note_alike(name)
    number = store.insert(f"INSERT INTO logo({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    links.know_logo(number, name, kept["domain"], kept["ref"])
    return number
