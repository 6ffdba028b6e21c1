"""What a name, a text or a number of the book is called while it is masked: the same each time it is read.

What has a number in the book is called by it (`Logo 07`), so that its alias lasts as long as it does. Our own names,
competitors and values of own fields have none; they are numbered in the order in which the book got them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from churntui.data.incognito.names import is_in
from churntui.data.incognito.rules import Rule
from churntui.model import own_fields
from churntui.model.own_fields import OwnField, key_of
from churntui.model.rows import Settings
from churntui.model.tables import tables_of
from churntui.plain.errors import BadInputError
from churntui.plain.masks import bars, is_moment
from churntui.plain.money import tells_amount
from churntui.plain.text import fold

_HARMLESS = frozenset({"", "yes", "no"})
"""Values of a field of the user's own that say nothing of what the field is about."""

_FIGURES_DEPEND_ON = frozenset(setting.name for setting in fields(Settings))
"""The settings; none but those that are told otherwise names anybody."""


class Numbered:
    """Values told apart by the number that stands behind what all of them are called, whatever their spelling."""

    def __init__(self, called: str, values: Iterable[str] = ()) -> None:
        self._called = called
        self._numbers: dict[str, int] = {}
        self._spelled: dict[str, str] = {}
        for value in values:
            self.of(value)

    def of(self, value: str) -> str:
        """The alias; empty for nothing."""
        if not value.strip():
            return ""
        number = self._numbers.setdefault(fold(value), len(self._numbers) + 1)
        alias = f"{self._called}{number:02d}"
        self._spelled.setdefault(alias, value)
        return alias

    def meant(self, alias: str) -> str:
        """The value that is called so, as it was spelled first; empty for none."""
        return self._spelled.get(alias, "")


@dataclass(slots=True)
class Aliases:
    """All of one book."""

    largest: Mapping[str, int]
    """The largest number of each table whose rows are called by it."""
    ours: Numbered
    competitors: Numbered
    names: frozenset[str]
    """What may not stand in any text that is shown (`names`)."""
    refs: Mapping[str, Mapping[str, str]]
    """The ids that stand in texts which say what something is about: by id, the table of its row and its alias."""
    rules: Callable[[str, str], Rule]
    """Table and column of the book to how it is masked."""
    own: Mapping[str, Iterable[str]]
    """The values of each field of the user's own, by its key."""
    _own: dict[str, Numbered] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)

    def named(self, table: str, row_id: int) -> str:
        """`Logo 07`."""
        return f"{named_as(table)} {row_id:0{self.digits(table)}d}"

    def digits(self, table: str) -> int:
        """How many digits its number has, so that a list by name is one by number."""
        return len(f"{max(self.largest.get(table, 0), 10)}")

    def of_us(self, name: str) -> str:
        """`Owner 03`."""
        return self.ours.of(name)

    def told_apart(self, name: str) -> str:
        """`Competitor 02`."""
        return self.competitors.of(name)

    def shown(self, text: str) -> str:
        """A word that names nobody, as it is; bars where it does, or tells an amount."""
        known = self._shown.get(text)
        if known is None:
            tells = tells_amount(text) or is_in(text, self.names)
            known = self._shown[text] = bars(text) if tells else text
        return known

    def kept(self, text: str) -> str:
        """A text that only the book reads, as bars; what is JSON stays that."""
        if text[:1] in {"{", "["}:
            try:
                return json.dumps(_masked(json.loads(text)), ensure_ascii=False)
            except ValueError:
                return bars(text)
        return bars(text)

    def offered(self, text: str, offers: str) -> str:
        """The same, but for the words that the program itself offers there."""
        return text if text in json.loads(offers) else bars(text)

    def about(self, text: str) -> str:
        """What is put off, found right or written about: told by the aliases of its rows, as the masked rows are."""
        if not self.refs:
            return text
        before = text.partition(":")[0]
        longest_first = sorted(self.refs, key=len, reverse=True)
        found = re.compile(rf"(?<![^\s:])({'|'.join(map(re.escape, longest_first))})(?![^\s:])")
        return found.sub(lambda ref: _meant(self.refs[ref[0]], before), text)

    def own_value(self, name: str, value: str) -> str:
        """`region 02`: the second value of a field of the user's own."""
        if fold(value) in _HARMLESS or is_moment(value):
            return value
        key = key_of(name)
        if key not in self._own:
            self._own[key] = Numbered(f"{self.shown(name)} ", self.own.get(key, ()))
        return self._own[key].of(value)

    def setting(self, key: str, value: str) -> str:
        """The value of a setting."""
        if key == "owner":
            return self.of_us(value)
        if key != "own_fields":
            return value if key in _FIGURES_DEPEND_ON else bars(value)
        try:
            declared = own_fields.declared(value)
        except BadInputError:
            return bars(value)
        return own_fields.declaration(map(self._field, declared))

    def _field(self, declared: OwnField) -> OwnField:
        choices = tuple(self.own_value(declared.name, choice) for choice in declared.choices)
        return OwnField(self.shown(declared.name), declared.kind, choices)

    def image(self, table: str, text: str | None) -> str | None:
        """A row of the history."""
        if text is None:
            return None
        row = json.loads(text)
        return json.dumps({column: self._cell(table, column, row) for column in row}, ensure_ascii=False)

    def _cell(self, table: str, column: str, row: Mapping[str, Any]) -> Any:
        value, rule = row[column], self.rules(table, column)
        if rule == "unknown" or (table, column) in _MEASURED:
            return None
        return self.masked(rule, table, column, row) if isinstance(value, str) and value else value

    def masked(self, rule: Rule, table: str, column: str, row: Mapping[str, Any]) -> str:
        """A text of a row by its rule."""
        text, row_id = str(row[column]), int(row.get("id") or 0)
        by_rule: Mapping[Rule, Callable[[], str]] = {
            "": lambda: text,
            "shown": lambda: self.shown(text),
            "named": lambda: self.named(table, row_id),
            "ref": lambda: f"{ref_begins(table)}-{row_id}",
            "ours": lambda: self.of_us(text),
            "apart": lambda: self.told_apart(text),
            "about": lambda: self.about(text),
            "either": lambda: self.of_us(text) if row.get("by_us") else bars(text),
            "own": lambda: self.own_value(str(row.get("field", "")), text),
            "setting": lambda: self.setting(str(row.get("key", "")), text),
            "kept": lambda: self.kept(text),
        }
        return by_rule.get(rule, lambda: bars(text))()


_MEASURED = frozenset(
    {
        ("goal", "start_value"), ("goal", "target_value"), ("goal_value", "value"), ("proof_member", "before"),
        ("proof_member", "after"),
    }
)  # fmt: skip
"""Numbers that may be amounts, which an old row alone does not tell."""


_TOLD_AS: Mapping[str, str] = {
    "promise": "commitment", "next": "commitment", "why": "goal", "agreed": "review", "roadmap": "initiative",
    "pilot": "initiative", "winback": "initiative", "silent": "logo", "usage": "logo", "champion": "logo",
    "use_silent": "logo", "only_other_actions": "logo", "never_used": "logo", "few_active": "logo",
    "no_champion": "logo", "no_buyer": "logo", "no_talk": "logo", "tickets": "logo", "detractor": "logo",
    "milestone": "logo", "likelihood": "review",
}  # fmt: skip
"""Words before an id that name its table otherwise than the book does."""


def _meant(by_table: Mapping[str, str], before: str) -> str:
    """The alias of the row that is meant by an id which several tables may have."""
    words = [_TOLD_AS.get(word, word) for word in before.split(".")]
    return next((by_table[word] for word in words if word in by_table), next(iter(by_table.values())))


def named_as(table: str) -> str:
    """What stands before the number of a row: `Logo`."""
    label = _label(table)
    return label[:1].upper() + label[1:]


def ref_begins(table: str) -> str:
    """What stands before the number in a row's id, `contract` in `contract-12`: no two of a book have the same."""
    return _label(table).replace(" ", "-")


def _label(table: str) -> str:
    return next((told.label for told in tables_of(table)), table)


def _masked(value: Any) -> Any:
    """What a text in JSON says, as bars; its keys and numbers say nothing."""
    if isinstance(value, str):
        return bars(value)
    if isinstance(value, list):
        return [_masked(part) for part in value]
    return {key: _masked(part) for key, part in value.items()} if isinstance(value, dict) else value
