"""The settings of a book: what the figures depend on, read, checked and changed by key.

The keys are the fields of `model.Settings`; a key nobody set has its default, except the reporting currency, which
then is the one most contracts can be converted into: chosen anew as rates and contracts come.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from churntui.data import activity
from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.data.rows import rates
from churntui.model.rows import WHOLE_SETTINGS, Setting, Settings, whole_setting
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_currency
from churntui.plain.text import clean_line

MEANINGS = {
    "grace_days": "days a logo may stand without a contract and still count as continuous",
    "renewal_wait_days": "days a contract that renews itself waits after its end for an answer",
    "active_window_days": "days back in which a customer must have done something that qualifies",
    "active_min_count": "how often they must have done it",
    "reporting_currency": "every amount is converted into it",
    "target_rate": "logo attrition per quarter that raises an alarm when passed; blank for none",
    "book_begins_on": "day from which the book knows every loss, where its logos are older; blank for none",
    "usage_fall": "fall of usage over 28 days that is called out on Today",
    "owner": "who writes in this book where nobody says: each user's own name goes before it",
}
"""What each key is for, in a line."""


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as a list of them shows it."""

    key: str
    value: str
    meaning: str


def read(store: Store) -> Settings:
    """The settings in force. A value that cannot be one, as another program may have written it, is as if not there."""
    values = {
        setting.key: _typed(setting.key, setting.value) for setting in _kept(store) if _fault(setting) is None
    }
    if "reporting_currency" not in values:
        usual = rates.usual_currency(store)
        values |= {"reporting_currency": usual} if usual else {}
    return Settings(**values)


def wrong(store: Store) -> list[tuple[Setting, BadInputError]]:
    """The kept values that cannot be, each with the reason."""
    return [(setting, fault) for setting in _kept(store) if (fault := _fault(setting)) is not None]


def _kept(store: Store) -> list[Setting]:
    """What is kept under the keys there are; a blank says nothing, but of the target that there is none."""
    return [
        setting
        for setting in selects.read(store, Setting)
        if setting.key in MEANINGS and (setting.value or setting.key == "target_rate")
    ]


def _fault(setting: Setting) -> BadInputError | None:
    try:
        checked(setting.key, setting.value)
    except BadInputError as error:
        return error
    return None


def _typed(key: str, text: str) -> Any:
    if key in WHOLE_SETTINGS:
        return int(text)
    if key in {"target_rate", "usage_fall"}:
        return float(text) if text else None
    if key == "book_begins_on":
        return dates.parse_day(text)
    return text


def checked(key: str, text: str) -> str:
    """The value in the form it is kept in.

    Raises:
        BadInputError: There is no such key, or it cannot have that value.
    """
    value = clean_line(text, 200)
    if key not in MEANINGS:
        raise unknown(key)
    if key in WHOLE_SETTINGS:
        return _checked_whole(key, value)
    if key in {"target_rate", "usage_fall"}:
        return _checked_fraction(key, value)
    if key == "book_begins_on":
        return dates.parse_day(value).isoformat() if value else ""
    return parse_currency(value) if key == "reporting_currency" else value


def _checked_whole(key: str, value: str) -> str:
    number = whole_setting(key, value)
    if number is None:
        least, most = WHOLE_SETTINGS[key]
        raise BadInputError(f"{key} cannot be “{value}”", f"Use a whole number from {least} to {most}")
    return str(number)


def _checked_fraction(key: str, value: str) -> str:
    """A fraction such as 0.05, or a percentage such as 5 %."""
    if not value and key == "target_rate":
        return ""
    percent = value.endswith("%")
    try:
        number = Decimal(value.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(-1)
    fraction = number / 100 if percent else number
    if not fraction.is_finite() or not 0 < fraction <= 1:
        raise BadInputError(f"{key} cannot be “{value}”", "Use a fraction such as 0.05, or 5%")
    return format(fraction.normalize(), "f")


def change(store: Store, key: str, text: str) -> str:
    """Set one key, as one edit of the history; returns the value as kept.

    Raises:
        BadInputError: As `checked`.
    """
    value = checked(key, text)
    reported_in = read(store).reporting_currency
    with store.edit(f"Set {key} to {value or 'nothing'}"):
        store.rows(
            "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
        keep_locked_rates(store, reported_in)
        activity.follow_settings(store)
    return value


def keep_locked_rates(store: Store, reported_in: str) -> None:
    """Say of locked rates that name no currency which one they are into, where another is reported in from now on."""
    if read(store).reporting_currency != reported_in:
        store.rows(
            "UPDATE contract SET rate_currency = ?1 WHERE rate IS NOT NULL AND rate_currency = '' AND currency <> ?1",
            (reported_in,),
        )


def describe(store: Store) -> list[Described]:
    """Every setting with the value in force, in the order of the dataclass."""
    in_force = read(store)
    shown = {field.name: getattr(in_force, field.name) for field in fields(Settings)}
    return [Described(key, "" if shown[key] is None else str(shown[key]), MEANINGS[key]) for key in MEANINGS]


def value(store: Store, key: str) -> str:
    """The value of one key in force.

    Raises:
        BadInputError: There is no such key.
    """
    for line in describe(store):
        if line.key == key:
            return line.value
    raise unknown(key)


def unknown(key: str) -> BadInputError:
    """The error for a key there is none of."""
    return BadInputError(f"There is no setting “{key}”", f"Settings: {', '.join(MEANINGS)}")
