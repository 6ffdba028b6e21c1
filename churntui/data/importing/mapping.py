"""Which column of a file is which column of ours.

A profile's rule fits a file or it does not. Among the rules that fit, a source's own profile goes before the
canonical one, then the file's name decides, then how many of its columns the rule understands.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from churntui.data.importing.profiles import CANONICAL, FileRule, Profile, header_key
from churntui.model.tables import TABLES, Table


@dataclass(frozen=True, slots=True)
class Mapping:
    """A file's columns, mapped."""

    profile: Profile
    rule: FileRule
    at: dict[str, int]
    """Canonical column to its place in the row."""
    constants: dict[str, str]
    """Canonical column to the text every row has, for columns the file does not have."""
    unused: tuple[str, ...]
    """Headers nothing is taken from."""
    ends_are_final: bool = False
    """Whether an end stands there because it has come, so that it is notice of itself."""

    is_own: bool = False
    """Whether every column it takes is called as in our own template; then nothing is guessed."""

    @property
    def table(self) -> Table:
        """The canonical table it becomes."""
        return TABLES[self.rule.table]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file its source's profile knows to be no data."""

    profile: Profile
    reason: str


def recognise(stem: str, header: Sequence[str], profiles: Iterable[Profile]) -> Mapping | Ignored | None:
    """What a file of this name (without suffix) and header is; None where no rule fits."""
    keys = [header_key(name) for name in header]
    fits: list[tuple[tuple[bool, bool, int], Mapping]] = []
    for profile in profiles:
        for headers, reason in profile.ignored:
            if headers <= set(keys):
                return Ignored(profile, reason)
        for rule in profile.files:
            mapped = _fit(profile, rule, header, keys)
            by_name = header_key(stem) in rule.stems
            if _enough(mapped, keys, by_name=by_name):
                fits.append(((profile.name != CANONICAL, by_name, len(mapped.at)), mapped))
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _enough(mapped: Mapping, keys: Sequence[str], *, by_name: bool) -> bool:
    """Whether the header speaks for the table: its own headers, one set of needs, or its name and an id."""
    rule = mapped.rule
    if rule.headers:
        return rule.headers <= set(keys)
    telling = {column for column, place in mapped.at.items() if keys[place] != "id"}
    if any(need <= telling for need in rule.needs):
        return True
    table = mapped.table
    own_columns = set(mapped.at) & {*table.key, *itertools.chain.from_iterable(table.derived)}
    return by_name and bool(own_columns) and len(mapped.at) > 1


def _fit(profile: Profile, rule: FileRule, header: Sequence[str], keys: Sequence[str]) -> Mapping:
    at: dict[str, int] = {}
    constants = dict(rule.constants)
    for column, names in rule.columns.items():
        for name in names:
            if name in keys and keys.index(name) not in at.values():
                at[column] = keys.index(name)
                constants |= rule.implied.get(name, {})
                break
    unused = tuple(name for place, name in enumerate(header) if place not in at.values() and name.strip())
    missing = {column: text for column, text in constants.items() if column not in at}
    ends_are_final = "ends_on" in at and keys[at["ends_on"]] in rule.ended
    is_own = profile.name == CANONICAL and all(header[place].strip() == name for name, place in at.items())
    return Mapping(profile, rule, at, missing, unused, ends_are_final, is_own)
