"""The id of a row: as the book spells it, made of what the row says, or that of the one contract that ends then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from functools import cached_property

from churntui.data.importing import ids, starts
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.linking import Links
from churntui.data.importing.logos import slug
from churntui.data.importing.meaning import IS_ASSUMED
from churntui.data.importing.rows import Key, Stored, text_of
from churntui.model.tables import Table


class Identity:
    """Tells the ids of the rows of one table; `stored` is kept up to date by who writes."""

    def __init__(
        self, table: Table, links: Links, stored: Mapping[Key, Stored], told: Callable[[], Set[str]]
    ) -> None:
        self._table = table
        self._links = links
        self._stored = stored
        self._told = told
        """Gives the ids of logos that the file tells."""
        self._spellings = ids.spellings(str(key[0]) for key in stored)

    def ref(self, linked: Mapping[str, Cell], stated: dict[str, Cell], logo: int | None) -> str:
        """The id of a row.

        Raises:
            CellError: It states none, and nothing tells it.
        """
        if linked["ref"] is not None and self._table.name == "logos":
            domain, name = text_of(stated.get("domain")), text_of(stated.get("name"))
            return self._links.known_ref(str(linked["ref"]), domain, name, self._told())
        if linked["ref"] is not None:
            return self._spelled(str(linked["ref"]), logo)
        is_assumed = stated.get(IS_ASSUMED) and logo is not None
        return self._until(linked) if is_assumed else self._derived(stated, logo)

    def _spelled(self, ref: str, logo: int | None) -> str:
        """The id as the book has it, where it is another spelling of the same: of a number only about the same logo."""
        if self._table.name != "contracts" or not self._links.respells or (ref,) in self._stored:
            return ref
        near = self._spellings.zeros(ref)
        of_same = near is not None and self._stored[(near,)].values.get("logo_id") == logo
        known = self._spellings.record(ref) or (near if of_same else None)
        if known is not None:
            self._links.respelled[ref] = known
        return known or ref

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

    def _said(self, stated: dict[str, Cell], logo: int) -> list[str]:
        """The ids under which the file may mean the logo, the best last.

        A merged one goes by its own, so that its rows keep theirs; what is only another id has rows from before.
        """
        parts = (text_of(stated.get(part)) for part in ("logo_id", "logo_domain", "logo_name"))
        former, ref = self._links.former(*parts), self._links.logo_refs[logo]
        if former is None:
            return [ref]
        return [former.ref] if former.name else [former.ref, ref]

    def _derived(self, stated: dict[str, Cell], logo: int | None) -> str:
        """An id for a row that has none, the same each time the row comes."""
        if self._table.name == "logos":
            domain, name = text_of(stated.get("domain")), text_of(stated.get("name"))
            return self._links.ref_of_logo(domain, name)
        made = [
            self._made(dict(stated) | ({} if said is None else {"logo_id": said}), stated)
            for said in ([None] if logo is None else self._said(stated, logo))
        ]
        return next((ref for ref in made if (ref,) in self._stored), made[-1])

    def _made(self, values: Mapping[str, Cell], stated: Mapping[str, Cell]) -> str:
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
