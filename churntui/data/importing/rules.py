"""What a row must be as a whole, table by table: the checks that need more than one of its cells.

Each rule takes the row as it would stand (`merged`: what is there already, overlaid by what the file states) and
what the file states (`stated`), both by column of the book; it completes `merged` or raises `CellError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from churntui.data.importing import mapping_files
from churntui.data.importing.check import Cell, CellError, read_amount, reason
from churntui.data.importing.numbers import without_sign
from churntui.data.importing.sums import Sums
from churntui.data.importing.words import qualifies
from churntui.data.rows import settings
from churntui.model.choices import CLOSED_STAGES
from churntui.model.living import LEAST_SENTIMENT
from churntui.model.proofs import LEAST_DAYS
from churntui.plain.dates import whole_months
from churntui.plain.errors import BadInputError
from churntui.plain.money import PERS, Per, annualised
from churntui.plain.wording import counted


@dataclass(slots=True)
class Assumed:
    """What was assumed about the rows of a file, counted, to be said once in its notes."""

    sums: Sums
    """What the contracts come to so far; what it is in is assumed of amounts that come without a currency, too."""
    stored: Mapping[str, Cell] = field(default_factory=dict)
    """What the book has of the row that is looked at, by column; empty for a new one."""
    currency: str = ""
    """What the user said the amounts without a currency are in; empty where they did not say."""
    header_currencies: tuple[str, ...] = ()
    """What the sign in the header of the amounts may mean; none where there is none."""
    currency_used: int = 0
    term_used: int = 0
    ends: int = 0
    ends_a_day_short: int = 0
    """Contracts that would last whole months if their last day were covered."""
    notes: list[str] = field(default_factory=list)

    def take_currency(self) -> str:
        """The currency of an amount that says none, counted."""
        self.currency_used += 1
        return self._taken

    @property
    def _taken(self) -> str:
        return self.currency or (self.header_currencies[0] if self.header_currencies else self.sums.into)

    def summary(self) -> list[str]:
        """The notes."""
        notes = list(self.notes)
        if self.currency_used:
            by = "by the sign in the header" if self.header_currencies else "the reporting currency"
            said = "as said" if self.currency else f"{by}; another: --currency XXX"
            notes.append(
                f"{counted(self.currency_used, 'amount')} without a currency taken as {self._taken}, {said}"
            )
        if self.term_used:
            notes.append(
                f"{self.term_used} amounts taken for the whole term: no column says per month or year"
            )
        if self.ends_a_day_short > 1 and self.ends_a_day_short * 2 > self.ends:
            notes.append("most contracts end a day short of whole months: if that day is covered, import with "
                         "--end-dates inclusive")  # fmt: skip
        return notes


Rule = Callable[[MutableMapping[str, Cell], Mapping[str, Cell], Assumed], None]


def contract(merged: MutableMapping[str, Cell], stated: Mapping[str, Cell], assumed: Assumed) -> None:
    """Currency, amount in minor units, `per`, and ARR; the end lies after the start."""
    amount = stated.get("amount_minor")
    _currency(merged, stated, assumed)
    starts_on, ends_on = _term(merged)
    if amount is not None:
        merged["amount_minor"] = read_amount(str(amount), str(merged["currency"]))
    per = merged.get("per")
    if per not in PERS:
        if ends_on is None:
            raise CellError("per", "", "says what the amount is for; use month, quarter, year or term")
        per = merged["per"] = "term"
        assumed.term_used += 1
    try:
        arr = annualised(int(merged["amount_minor"] or 0), cast("Per", per), starts_on, ends_on)
    except BadInputError as error:
        raise CellError("per", str(per), reason(error, "")) from None
    merged["arr_minor"] = arr
    assumed.sums.take(merged, assumed.stored)
    if ends_on is not None:
        assumed.ends += 1
        covered = whole_months(starts_on, date.fromordinal(ends_on.toordinal() + 1))
        assumed.ends_a_day_short += covered is not None and whole_months(starts_on, ends_on) is None


def _currency(merged: MutableMapping[str, Cell], stated: Mapping[str, Cell], assumed: Assumed) -> None:
    amount, currency, known = (
        stated.get("amount_minor"),
        stated.get("currency"),
        assumed.stored.get("currency"),
    )
    if currency is not None and amount is None and known != currency:
        raise CellError("amount", "", "is needed where the currency changes")
    codes = () if amount is None else without_sign(str(amount))[1]
    if currency is not None and codes and currency not in codes:
        raise CellError(
            "amount", str(amount), f"says {codes[0]}, the row's currency is {currency}: mend one of them"
        )
    if currency is None and amount is not None:
        if len(codes) == 1:
            merged["currency"] = codes[0]
        elif assumed.currency:
            merged["currency"] = assumed.take_currency()
        elif codes and known not in codes:
            some = ", ".join(codes[:3])
            question = (
                f"may be in {some} or another currency: import with --currency {codes[0]}, or the right one"
            )
            raise CellError("amount", str(amount), question)
        elif known is None:
            merged["currency"] = assumed.take_currency()
    if None not in (known, merged.get("rate")) and merged["currency"] != known and stated.get("rate") is None:
        raise CellError("rate", "", "is needed where the currency changes")


def _term(merged: Mapping[str, Cell]) -> tuple[date, date | None]:
    starts_on, ends_on = date.fromisoformat(str(merged["starts_on"])), merged.get("ends_on")
    if ends_on is None:
        return starts_on, None
    end = date.fromisoformat(str(ends_on))
    if end <= starts_on:
        raise CellError(
            "ends_on", str(ends_on), f"is not after the start, {starts_on}; it is the first day not covered"
        )
    return starts_on, end


def setting(merged: MutableMapping[str, Cell], stated: Mapping[str, Cell], _: Assumed) -> None:
    """A key there is, with a value it can have; what is not stated is not touched."""
    if stated.get("value") is None:
        return
    key, value = str(merged["key"]), str(stated["value"])
    try:
        merged["value"] = settings.checked(key, value)
    except BadInputError as error:
        raise CellError("value", value, reason(error, value)) from None


def rate(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """Two currencies."""
    if merged["currency"] == merged["to_currency"]:
        raise CellError("to_currency", str(merged["to_currency"]), "is the same currency")


def highlight(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """A passage ends after it starts."""
    if int(merged["ends_at"] or 0) <= int(merged["starts_at"] or 0):
        raise CellError("ends_at", str(merged["ends_at"]), "is not after starts_at")


def action(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """A new action qualifies unless its name says that it is only about being there."""
    if merged.get("qualifies") is None:
        merged["qualifies"] = int(qualifies(str(merged["name"])))


def interview(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """A list of losses may leave the status out: what has a day was held, of the rest nobody is known to have asked."""
    if merged.get("status") is None:
        merged["status"] = "not_asked" if merged.get("held_on") is None else "held"


def proof(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """A window is at least a week; what is measured by hand is no action."""
    days = merged.get("days")
    if days is not None and int(days) < LEAST_DAYS:
        raise CellError("days", str(days), f"is less than {LEAST_DAYS}: measure whole weeks")
    if merged.get("measure") == "by_hand" and merged.get("action_id") is not None:
        raise CellError("action", "", "is for product activity: leave it blank, or measure by activity")


def sentiment(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """From one to five."""
    score = merged.get("score")
    if score is not None and int(score) < LEAST_SENTIMENT:
        raise CellError("score", str(score), f"is below {LEAST_SENTIMENT}, the worst there is")


def own_mapping(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """A mapping of the user's own is one that can be read."""
    try:
        mapping_files.of_text(str(merged["profile"]), "it")
    except BadInputError as error:
        raise CellError("profile", str(merged["name"]), error.title) from None


_STAGE_DAYS = ("at_risk_on", "planned_on", "day", "closed_on")
"""The days on which the stages of an attempt to keep a logo began, in their order."""


def save_attempt(merged: MutableMapping[str, Cell], _: Mapping[str, Cell], __: Assumed) -> None:
    """Its stages follow one another, and only one that is over has the day it was closed on."""
    before = ""
    for column in _STAGE_DAYS:
        day = str(merged.get(column) or "")
        if day and day < before:
            raise CellError(column, day, f"is before {before}, when an earlier stage began")
        before = day or before
    if merged.get("closed_on") is not None and merged.get("stage") not in {None, *CLOSED_STAGES}:
        raise CellError("closed_on", str(merged["closed_on"]), "is for one that is over: recovered or lost")


RULES: dict[str, Rule] = {
    "contracts": contract,
    "settings": setting,
    "rates": rate,
    "interviews": interview,
    "highlights": highlight,
    "actions": action,
    "proofs": proof,
    "mappings": own_mapping,
    "sentiments": sentiment,
    "save_attempts": save_attempt,
}
