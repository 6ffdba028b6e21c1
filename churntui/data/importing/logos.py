"""The logo a row is about, by what a file calls it.

A logo is found by its id. Only where a file has no ids does the exact domain decide, and after it the folded
name; a domain or a name that two logos share decides nothing. Under headers of others an id that the book does not
know leads on to the domain and the name, and what looks like a logo is asked about before a second one is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import cached_property

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.former_logos import FormerLogos
from churntui.data.importing.ids import Spellings
from churntui.data.importing.likeness import NEW, Known, Likeness, LikenessError, SaidSame
from churntui.data.importing.names import Names
from churntui.data.importing.words import words
from churntui.model.rows import FormerLogo
from churntui.model.tables import BROUGHT
from churntui.plain.text import fold

_OF_SIGNS = "-"
"""The id made of a name that has no letter: it tells it from no other such."""

_NOT_WORD = re.compile(r"[^\w]+")


def slug(name: str) -> str:
    """An id made of a name: `nordwind-gmbh`."""
    return _NOT_WORD.sub("-", fold(name)).strip("-") or _OF_SIGNS


class LogoLinks:
    """Finds rows of the book by what a file calls them. Kept up to date by the loaders of one run."""

    def __init__(self, store: Store, answers: SaidSame) -> None:
        self._store = store
        self.answers = answers
        self.logos: dict[str, int] = {}
        """Number by id."""
        self.logo_refs: dict[int, str] = {}
        """Id by number."""
        self._domains: dict[int, str] = {}
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
        self._refs_before: frozenset[str] = frozenset()
        """The ids of the logos before the file was begun."""
        self._has_ids_of_the_book: bool | None = None
        self.read_logos()

    def begin(self, *, respells: bool) -> None:
        """Begin with a file; `respells` is whether its headers are not our own."""
        self.respells = respells
        self.respelled, self.renamed, self.alike, self._meant_by = {}, {}, {}, {}
        self._refs_before, self._has_ids_of_the_book = frozenset(self.logos), None

    def read_logos(self) -> None:
        """Read the logos anew."""
        for index in (self.logos, self.logo_refs, self._domains, self._by_domain, self._by_name):
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
        self._domains[number] = domain
        self._spellings.know(ref)
        self._names.know(number, name)
        for index, key in ((self._by_domain, domain), (self._by_name, fold(name))):
            if key and key not in words().free_mail:
                index[key] = number if index.get(key, number) == number else None

    def called(self, number: int) -> str:
        """The name of a logo."""
        return self._names.called(number)

    def meant(
        self,
        ref: str | None = None,
        domain: str | None = None,
        name: str | None = None,
        *,
        told: Set[str] = frozenset(),
    ) -> int:
        """The logo's number, also where the file calls it otherwise than the book; `told` as for `known_otherwise`.

        Raises:
            CellError: It is not in the book, not named, or named in a way that fits several.
        """
        said = self._answered(ref, name, "logo_name")
        if said is not None:
            return said
        try:
            return self.logo(ref, domain, name)
        except CellError:
            known = self.known_otherwise(ref, domain, name, told)
            if known is None:
                raise
            return known

    def known_otherwise(
        self, ref: str | None, domain: str | None, name: str | None, told: Set[str], column: str = "logo_name"
    ) -> int | None:
        """The logo that is meant by an id the book does not know, or by a name; None for a new one.

        A name is another spelling, or an id that stands in its place.

        Args:
            ref: The id, unknown to the book.
            domain: The domain.
            name: The name.
            told: The ids of logos in the file: what it has by an id of its own is not meant by another.
            column: The canonical column of the name.

        Raises:
            LikenessError: It may be one, and nobody has said so.
        """
        if not self.respells or self.answers.to(ref, name) == NEW:
            return None
        if (ref or slug(name or "")) in self._taken_away:
            return None
        if ref is not None:
            number, alike = self._under_another_id(ref, domain, name, told)
        else:
            number, alike = self._under_another_name(domain, name)
        if number is None:
            self._ask(ref, name, [one for one in alike if self.logo_refs[one] not in told], column)
            return None
        if ref is not None:
            self.renamed[ref] = f"{self.logo_refs[number]}, of the same {'domain' if not name else 'name'}"
            self._remember(ref, number)
        elif name:
            self.renamed[name] = self._names.called(number)
            self._remember(slug(name), number)
        return number

    def _under_another_name(self, domain: str | None, name: str | None) -> tuple[int | None, list[int]]:
        """The logo that a name is another spelling or the id of, or those that it may be."""
        if not name or self.shared(domain, name):
            return None, []
        number = self._names.same(name) or self.logos.get(name)
        return number, [] if number is not None else self._names.look_alikes(name)

    def _under_another_id(
        self, ref: str, domain: str | None, name: str | None, told: Set[str]
    ) -> tuple[int | None, list[int]]:
        """The logo that an unknown id with a domain and a name means for sure, or those that it may mean.

        An id leads on to the domain and the name, unless the file has that logo's own id as well: those are two logos
        of one name. It is not sure where the two lead to different ones, where another unknown id of the file means the
        same, or where the file has ids of the book, so that this one should be there as well.
        """
        by_domain = self._by_domain.get(domain or "")
        by_name = self._by_name.get(fold(name)) or self._names.same(name) if name else None
        number = by_name if by_domain is None else by_domain
        if number is None:
            return None, self._names.look_alikes(name) if name else []
        if self.logo_refs[number] in told:
            return None, []
        if by_domain is None:
            is_elsewhere = bool(domain and self._domains[number])
            is_sure = not (is_elsewhere or self._shares_ids(told))
        else:
            is_sure = name is None or by_name == by_domain
        is_sure = is_sure and told.isdisjoint(self._former.refs_of.get(number, ()))
        is_sure = is_sure and self._meant_by.setdefault(number, ref) == ref
        others = [] if by_name in (None, number) else [by_name]
        return (number, []) if is_sure else (None, [number, *filter(None, others)])

    def spellings_of(self, ref: str) -> set[str]:
        """The id and those of logos of the book that may be the same in another spelling."""
        return {ref, *filter(None, (self._spellings.record(ref), self._spellings.zeros(ref)))}

    def all_spellings(self, refs: Iterable[str]) -> frozenset[str]:
        """The same of many ids."""
        return frozenset(spelling for ref in refs for spelling in self.spellings_of(ref))

    def _shares_ids(self, told: Set[str]) -> bool:
        """Whether the book had ids of the file before it was begun."""
        if self._has_ids_of_the_book is None:
            self._has_ids_of_the_book = not told.isdisjoint(self._refs_before)
        return self._has_ids_of_the_book

    def _answered(self, ref: str | None, name: str | None, column: str) -> int | None:
        """The logo that the user said is meant; None where they said nothing, or that it is a new one.

        Raises:
            CellError: There is no such logo.
        """
        said = self.answers.to(ref, name) if self.respells else None
        if not said:
            return None
        number = self.logos.get(said) or self._by_name.get(fold(said))
        if number is None:
            raise CellError(column, name or ref or "", f"is said to be {said}, which is no logo: say its id")
        if ref is not None or name:
            self.renamed[ref or name or ""] = f"{self.logo_refs[number]}, as said"
            self._remember(ref or slug(name or ""), number)
        return number

    def _ask(self, ref: str | None, name: str | None, alike: list[int], column: str) -> None:
        """Refuse what looks like logos of the book, unless all such are said to be new.

        Raises:
            LikenessError: Nobody has said which it is.
        """
        if not name or not alike or self.answers.are_all_new:
            return
        known = tuple(Known(self.logo_refs[number], self._names.called(number)) for number in alike)
        raise LikenessError(column, Likeness(ref or name, name, known), "is no logo of the book, but like")

    def _remember(self, ref: str, number: int) -> None:
        """Keep an id that a source has for a logo, or would be made of what it calls it: from now on it means that."""
        if ref == _OF_SIGNS or ref in self.logos or ref in self._former.by_ref:
            return
        row = self._store.insert("INSERT INTO former_logo(ref, logo_id) VALUES (?, ?)", (ref, number))
        self._former.know(FormerLogo(row, ref, number))

    def keeps_name(self, ref: str, said: str | None, name: str | None) -> bool:
        """Whether a logo stays called as it is: a row of somebody else's means it by another id, or by another name."""
        number = self.logos.get(ref)
        if number is None or not name or not self.respells or said == ref or said in self.respelled:
            return False
        called = self._names.called(number)
        if fold(called) == fold(name):
            return False
        self.renamed.setdefault(said or name, f"{ref}, which stays {called}")
        return True

    def note_alike(self, ref: str, name: str) -> None:
        """Remember which logos a new one looks like, where nobody has said that it is new."""
        is_said = self.answers.are_all_new or self.answers.to(ref, name) == NEW
        if self.respells and not is_said and (alike := self._names.look_alikes(name)):
            self.alike[name] = [self._names.called(number) for number in alike]

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

    def known_ref(self, ref: str, domain: str | None, name: str | None, told: Set[str]) -> str:
        """The id that a row of logos is known by in the book; its own where it is new.

        Raises:
            LikenessError: It is like logos of the book, and nobody has said whether it is one of those.
        """
        said = self._answered(ref, name, "name")
        spelled = self.spelled(ref, name)
        if said is None and (spelled in self.logos or spelled in self._former.by_ref):
            return spelled
        number = said or self.known_otherwise(ref, domain, name, told, "name")
        return ref if number is None else self.logo_refs[number]

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
        return self._former.called(domain, name) or (self._former.by_ref.get(slug(name)) if name else None)

    def ref_of_logo(self, domain: str | None, name: str | None) -> str:
        """The id of a logo that comes without one: that of the logo it is in the book, or one made of its name.

        Raises:
            CellError: It has no name, fits several, or is like one and nobody has said whether it is that.
        """
        if name is None:
            raise CellError("name", "", "is needed")
        said = self._answered(None, name, "name")
        if said is not None:
            return self.logo_refs[said]
        known = (domain and domain in self._by_domain) or fold(name) in self._by_name
        if known:
            return self.logo_refs[self.logo(None, domain, name)]
        former = self.former(None, domain, name)
        if former is not None:
            return former.ref
        same = self.known_otherwise(None, domain, name, frozenset(), "name")
        if same is not None:
            return self.logo_refs[same]
        base = slug(name)
        ref, count = base, 1
        while ref in self.logos or ref in self._former.by_ref:
            count += 1
            ref = f"{base}-{count}"
        return ref


def make_logo(
    store: Store, links: LogoLinks, ref: str | None, name: str, domain: str | None, stated: Mapping[str, Cell]
) -> int:
    """A logo from what a contract says about it; returns its number."""
    kept = {"ref": ref or links.ref_of_logo(domain, name), "name": name, "domain": domain or ""}
    extra = {column.stored: stated[column.name] for column in BROUGHT if stated.get(column.name) is not None}
    values: dict[str, Cell] = {**kept, **extra}
    marks = ", ".join("?" * len(values))
    links.note_alike(kept["ref"], name)
    number = store.insert(f"INSERT INTO logo({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    links.know_logo(number, name, kept["domain"], kept["ref"])
    return number
