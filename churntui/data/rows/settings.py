"""The settings of a book: what the figures depend on, read, checked and changed by key.

The keys are the fields of `model.Settings`; a key nobody set has its default, except the reporting currency, which
then is that of most contracts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from churntui.data import activity
from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.model.rows import Setting, Settings
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_currency
from churntui.plain.text import clean_line

MEANINGS = {
    "grace_days": "days a logo may stand without a contract and still count as continuous",
    "active_window_days": "days back in which a customer must have done something that qualifies",
    "active_min_count": "how often they must have done it",
    "reporting_currency": "every amount is converted into it",
    "target_rate": "logo attrition per quarter that raises an alarm when passed; blank for none",
    "usage_fall": "fall of usage over 28 days that is called out on Today",
    "owner": "who writes in this book",
}
"""What each key is for, in a line."""

_WHOLE = {"grace_days": (0, 366), **activity.LIMITS}


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as a list of them shows it."""

    key: str
    value: str
    meaning: str


def read(store: Store) -> Settings:
    """The settings in force; one that is damaged has its default."""
    values: dict[str, Any] = {
        setting.key: _typed(setting.key, setting.value)
        for setting in _stated(store)
        if not _is_damaged(setting)
    }
    values.setdefault("reporting_currency", _usual_currency(store))
    return Settings(**values)


def damaged(store: Store) -> list[Setting]:
    """Those whose value cannot be, which no churntui wrote."""
    return [setting for setting in _stated(store) if _is_damaged(setting)]


def _stated(store: Store) -> list[Setting]:
    """What somebody set; a key of a later churntui is passed over."""
    return [
        setting
        for setting in selects.read(store, Setting)
        if setting.key in MEANINGS and (setting.value or setting.key == "target_rate")
    ]


def _is_damaged(setting: Setting) -> bool:
    try:
        checked(setting.key, setting.value)
    except BadInputError:
        return True
    return False


def _typed(key: str, text: str) -> int | float | str | None:
    if key in _WHOLE:
        return int(text)
    if key in {"target_rate", "usage_fall"}:
        return float(text) if text else None
    return text


def _usual_currency(store: Store) -> str:
    """That of most contracts, the first of the alphabet where several tie, EUR where there is none."""
    query = "SELECT currency FROM contract GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1"
    return str(store.scalar(query) or Settings().reporting_currency)


def checked(key: str, text: str) -> str:
    """The value in the form it is kept in.

    Raises:
        BadInputError: There is no such key, or it cannot have that value.
    """
    value = clean_line(text, 200)
    if key not in MEANINGS:
        raise unknown(key)
    if key in _WHOLE:
        return _checked_whole(key, value)
    if key in {"target_rate", "usage_fall"}:
        return _checked_fraction(key, value)
    return parse_currency(value) if key == "reporting_currency" else value


def _checked_whole(key: str, value: str) -> str:
    low, high = _WHOLE[key]
    if not (value.isascii() and value.isdigit() and len(value) < 9 and low <= int(value) <= high):
        raise BadInputError(f"{key} cannot be “{value}”", f"Use a whole number from {low} to {high}")
    return str(int(value))


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
    with store.edit(f"Set {key} to {value or 'nothing'}"):
        store.rows(
            "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
        activity.follow_settings(store)
    return value


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
