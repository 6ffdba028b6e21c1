"""Which column of a file is which column of ours.

A profile's rule fits a file or it does not. Among the rules that fit, a source's own profile goes before the
canonical one, then a file with our own headers is what its name says, then how many of its columns the rule
understands decides, where the name counts for some. A header is looked for as it stands, and after that without its
currency, unit and marks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from churntui.data.importing.headings import Heading, heading
from churntui.data.importing.profiles import CANONICAL, FileRule, Profile, header_key, named
from churntui.model.tables import TABLES, Table
from churntui.plain.text import fold

_NAME_COUNTS_FOR = 3
"""Columns that a file's name is worth."""

ADD_AN_AMOUNT = (
    "add a column ARR, MRR or Amount (for the whole term), with the currency in its header, ARR (EUR), or in a column "
    "Currency; contracts of Salesforce have none of their own: add the field that keeps it to the report"
)
"""What a list of contracts needs that says not what they bring."""

ADD_A_DAY = "add a column Renewal Date, or Start Date and End Date"
"""What a list needs that says what logos bring, and not when."""

AmountIsFor = Literal["all", "each", "open"]


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

    beside: dict[str, int] = field(default_factory=dict)
    """What a row tells beside its columns (`profiles.BESIDE`), to its place."""
    header_currencies: tuple[str, ...] = ()
    """The codes that a sign in the header of the amount may mean, where it is shared by several."""
    amount_is_for: AmountIsFor = "all"
    """Whether its amounts are for all seats of a contract or for each; open where the header may mean either."""
    times: str = ""
    """What its amounts are to be multiplied by, as their header or their source says (`headings.Heading.times`)."""
    term_unit: str = "months"
    """What the length of a term is counted in, where its cell does not say."""
    notice_unit: str = ""
    """What a notice is counted in, where its cell does not say and it is not days."""
    left_out: frozenset[str] = frozenset()
    """Those of the headers nothing is taken from of which somebody said so."""

    @property
    def found(self) -> tuple[int, int]:
        """How many of the columns that the rule knows the file has, and how many those are."""
        rule = self.rule
        return len(self.at) + len(self.beside), len({*rule.columns, *rule.beside})

    @property
    def free(self) -> tuple[str, ...]:
        """The headers nothing is taken from, and of which nobody said so."""
        return tuple(title for title in self.unused if title not in self.left_out)

    @property
    def table(self) -> Table:
        """The canonical table it becomes."""
        return TABLES[self.rule.table]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file its source's profile knows to be no data."""

    profile: Profile
    reason: str
    is_refused: bool = False
    """Whether it holds what we keep, but not so that it can be taken."""


def recognise(stem: str, header: Sequence[str], profiles: Iterable[Profile]) -> Mapping | Ignored | None:
    """What a file of this name (without suffix) and header is; None where no rule fits."""
    titles = _Titles(header)
    best = _best(stem, titles, profiles)
    if not isinstance(best, Mapping) or best.profile.is_made:
        return best
    return _without_terms(best, titles) if best.table.name == "logos" else _with_words_of_stem(best, stem)


def _best(stem: str, titles: _Titles, profiles: Iterable[Profile]) -> Mapping | Ignored | None:
    keys = set(titles.keys)
    fits: list[tuple[tuple[bool, bool, int], Mapping]] = []
    for profile in profiles:
        if profile.is_made:
            made = next((mapped for rule in profile.files if (mapped := _made(profile, rule, titles))), None)
            if made is not None:
                return made
            continue
        for headers, reason in profile.ignored:
            if headers <= keys:
                return Ignored(profile, reason)
        for rule in profile.files:
            mapped = _fit(profile, rule, titles)
            by_name = header_key(stem) in rule.stems
            if _enough(mapped, titles.keys, by_name=by_name):
                weight = len(mapped.at) + len(mapped.beside) + by_name * _NAME_COUNTS_FOR
                fits.append(((profile.name != CANONICAL, by_name and mapped.is_own, weight), mapped))
        is_more = any(mapped.table.name != "logos" for _, mapped in fits)
        for headers, reason in () if is_more else profile.refused:
            if headers <= {*keys, *titles.bare}:
                return Ignored(profile, reason, is_refused=True)
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _with_words_of_stem(mapped: Mapping, stem: str) -> Mapping:
    """The mapping with what the name of the file says of every row."""
    said: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", fold(stem)):
        said |= mapped.rule.by_stem.get(word, {})
    more = {column: text for column, text in said.items() if column not in mapped.at}
    return replace(mapped, constants=more | dict(mapped.constants)) if more else mapped


def _without_terms(logos: Mapping, titles: _Titles) -> Mapping:
    """The mapping of a list of logos that has days of contracts: a contract's start is not the day it joined."""
    canonical = named(CANONICAL)
    rule = next(rule for rule in canonical.files if rule.table == "contracts")
    terms = _fit(canonical, rule, titles).at
    if logos.is_own or not {"starts_on", "ends_on"} <= terms.keys():
        return logos
    at = {
        name: place for name, place in logos.at.items() if (name, place) != ("joined_on", terms["starts_on"])
    }
    left = () if len(at) == len(logos.at) else (titles.header[terms["starts_on"]],)
    return replace(logos, at=at, unused=(*logos.unused, *left))


def lacks_amount(header: Sequence[str]) -> bool:
    """Whether a header is one of contracts with their ends, or of starts told by ids, that says not what they bring."""
    canonical = named(CANONICAL)
    rule = next(rule for rule in canonical.files if rule.table == "contracts")
    at = _fit(canonical, rule, _Titles(header)).at.keys()
    tells_whose = not at.isdisjoint(("logo_id", "logo_name", "logo_domain", "contract_id"))
    return "amount" not in at and tells_whose and ("ends_on" in at or {"contract_id", "starts_on"} <= at)


def lacks_days(header: Sequence[str]) -> bool:
    """Whether a header says what each logo brings in a month or year, and not when that begins or ends."""
    canonical = named(CANONICAL)
    rule = next(rule for rule in canonical.files if rule.table == "contracts")
    titles = _Titles(header)
    at, names = _columns(rule, titles, takes_apart=True)
    tells_whose = not at.keys().isdisjoint(("logo_id", "logo_name", "logo_domain"))
    is_dated = not at.keys().isdisjoint(("starts_on", "ends_on"))
    return tells_whose and not is_dated and "per" in rule.implied.get(names.get("amount", ""), {})


def might_be_contracts(header: Sequence[str]) -> bool:
    """Whether our own synonyms would take a header as one of contracts."""
    meant = recognise("", header, (named(CANONICAL),))
    return isinstance(meant, Mapping) and meant.table.name == "contracts"


def _made(profile: Profile, rule: FileRule, titles: _Titles) -> Mapping | None:
    """A file of the headers somebody made a mapping for, as that says; None where some of them are not there."""
    return _fit(profile, rule, titles) if rule.headers and rule.headers <= set(titles.keys) else None


def as_table(header: Sequence[str], profile: Profile, rule: FileRule) -> Mapping:
    """What the header means as a table that somebody named, however little that is."""
    return _fit(profile, rule, _Titles(header))


def _enough(mapped: Mapping, keys: Sequence[str], *, by_name: bool) -> bool:
    """Whether the header speaks for the table: its own headers, one set of needs, or its name and an id."""
    rule = mapped.rule
    if rule.headers:
        return rule.headers <= set(keys)
    telling = {column for column, place in mapped.at.items() if keys[place] != "id"} | set(mapped.beside)
    if any(need <= telling for need in rule.needs):
        return True
    table = mapped.table
    own_columns = set(mapped.at) & {*table.key, *itertools.chain.from_iterable(table.derived)}
    return by_name and bool(own_columns) and len(mapped.at) > 1


class _Titles:
    """The headers of a file, as they stand and taken apart."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = header
        self.keys = [header_key(title) for title in header]

    @cached_property
    def headings(self) -> list[Heading]:
        """What each says beside its name."""
        return [heading(title) for title in self.header]

    @cached_property
    def bare(self) -> list[str]:
        """The key of each without that."""
        return [found.key for found in self.headings]

    def places(self, names: Sequence[str], taken: Iterable[int], *, apart: bool) -> Iterator[tuple[int, str]]:
        """The places of headers that have one of these keys, as they stand or taken apart, the best first."""
        keys, used = (self.bare if apart else self.keys), set(taken)
        for name in names:
            if name in keys and (place := keys.index(name)) not in used:
                yield place, name

    @cached_property
    def parts(self) -> list[tuple[str, ...]]:
        """The keys of what strokes part in each; none where there are none."""
        split = [re.split(r"[/|]", title) for title in self.header]
        return [tuple(heading(part).key for part in parts) if len(parts) > 1 else () for parts in split]

    def in_two_languages(self, names: Sequence[str], taken: Iterable[int]) -> tuple[int, str] | None:
        """The place of the first header whose parts all have one of these keys (`Kunde / Client`), and the best."""
        used = set(taken)
        for place, parts in enumerate(self.parts):
            if parts and place not in used and all(part in names for part in parts):
                return place, min(parts, key=names.index)
        return None


def _fit(profile: Profile, rule: FileRule, titles: _Titles) -> Mapping:
    is_canonical = profile.reads_as == CANONICAL
    at, names = _columns(rule, titles, takes_apart=is_canonical and not profile.is_made)
    if "per" in rule.implied.get(names.get("amount", ""), {}):
        at.pop("per", None)  # how often an ARR is billed does not make it another one
    is_own = profile.name == CANONICAL and all(
        titles.header[place].strip() == name for name, place in at.items()
    )
    beside: dict[str, int] = {}
    for told, known in rule.beside.items():
        taken = [place for column, place in at.items() if not (told == "mail" and column in _MAIL)]
        for apart in (False,) if profile.is_made else (False, True):
            if told not in beside and (found := next(titles.places(known, taken, apart=apart), None)):
                beside[told] = found[0]
    used = {*at.values(), *beside.values()}
    mapped = Mapping(
        profile, rule, at, _constants(rule, at, names),
        unused=tuple(title for place, title in enumerate(titles.header) if place not in used and title.strip()),
        ends_are_final="ends_on" in at and titles.keys[at["ends_on"]] in rule.ended,
        is_own=is_own and not set(beside) - {"mail"},
        beside=beside,
        left_out=frozenset(title for title in titles.header if header_key(title) in rule.left_out),
        amount_is_for="all" if is_own else _made_is_for(rule, titles, at) if profile.is_made else _is_for(rule, names),
        times=rule.times,
    )  # fmt: skip
    return mapped if mapped.is_own or not is_canonical else _with_units(mapped, titles)


def _columns(rule: FileRule, titles: _Titles, *, takes_apart: bool) -> tuple[dict[str, int], dict[str, str]]:
    """The place of each column, and the key it was found under.

    A header as it stands goes before one taken apart, so that none is taken from the column it is the name of; what is
    left over goes first where its name does, as `ARR (JPY)` beside `MRR`. One in two languages goes last.
    """
    at: dict[str, int] = {}
    names: dict[str, str] = {}
    for apart in (False, True) if takes_apart else (False,):
        for column, known in rule.columns.items():
            better = known[: known.index(names[column])] if column in at else known
            for place, name in titles.places(better, at.values(), apart=apart):
                at[column], names[column] = place, name
                break
    for column, known in rule.columns.items() if takes_apart else ():
        if column not in at and (found := titles.in_two_languages(known, at.values())):
            at[column], names[column] = found
    if "amount" in at and "currency" in rule.columns:
        twins = [f"{key[at['amount']]}currency" for key in (titles.keys, titles.bare)]
        others = [place for column, place in at.items() if column != "currency"]
        if twin := next(titles.places(twins, others, apart=False), None):
            at["currency"], names["currency"] = twin
    return at, names


def _is_for(rule: FileRule, names: dict[str, str]) -> AmountIsFor:
    """What amounts are for, by the headers they and the seats were found under."""
    amount, seats = names.get("amount", ""), names.get("seats", "")
    if amount in rule.per_seat:
        return "each"
    return "open" if seats in rule.open_beside.get(amount, ()) else "all"


def _made_is_for(rule: FileRule, titles: _Titles, at: dict[str, int]) -> AmountIsFor:
    """The same where somebody said which columns they are: their headers may have units, or mean nothing to anybody."""
    under = {
        name: (titles.keys[at[name]], titles.bare[at[name]]) if name in at else ("",)
        for name in ("amount", "seats")
    }
    told = {
        _is_for(rule, {"amount": amount, "seats": seats})
        for amount in under["amount"]
        for seats in under["seats"]
    }
    contracts = next(known for known in named(CANONICAL).files if known.table == "contracts")
    if told == {"all"} and {"amount", "seats"} <= at.keys():
        return "all" if set(under["amount"]) & {*contracts.columns["amount"]} else "open"
    return next(how for how in ("each", "open", "all") if how in told)


_MAIL = frozenset(("email", "customer_id"))
"""Columns that may hold the mail address which also tells whose row it is."""


def _constants(rule: FileRule, at: dict[str, int], names: dict[str, str]) -> dict[str, str]:
    """What every row has in columns that the file does not have."""
    brought = [rule.implied.get(name, {}) for name in names.values()]
    return {
        column: text
        for constants in (rule.constants, *brought)
        for column, text in constants.items()
        if column not in at
    }


def _with_units(mapped: Mapping, titles: _Titles) -> Mapping:
    """With what the headers of the amount and of the term say beside their names."""
    place = mapped.at.get("amount")
    if mapped.table.name != "contracts":
        return mapped
    term, notice = (
        "" if at is None else titles.headings[at].unit
        for at in (mapped.beside.get("term"), mapped.at.get("notice_days"))
    )
    mapped = replace(mapped, term_unit=term or mapped.term_unit, notice_unit=notice)
    if place is None:
        return mapped
    said = titles.headings[place]
    constants = dict(mapped.constants)
    if said.per and "per" not in mapped.at:
        constants.setdefault("per", said.per)
    if len(said.currencies) == 1 and "currency" not in mapped.at:
        constants["currency"] = said.currencies[0]
    return replace(
        mapped, constants=constants, header_currencies=said.currencies if len(said.currencies) > 1 else (),
        times=said.times or mapped.times,
    )  # fmt: skip
