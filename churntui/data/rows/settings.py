"""The settings of a book: what the figures depend on, read, checked and changed by key.

The keys are the fields of `model.Settings`; a key nobody set has its default, except the reporting currency, which
then is the one most contracts can be converted into: chosen anew as rates and contracts come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from churntui.data import activity
from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.data.rows import own_fits, rates
from churntui.model import onboarding, own_fields, weights
from churntui.model.health import formula
from churntui.model.rhythm import Rhythm
from churntui.model.rows import Settings
from churntui.model.settings import WHOLE_SETTINGS, Setting, whole_setting
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_currency
from churntui.plain.text import clean_line


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say of a setting."""

    label: str
    meaning: str
    """What it is for, in a line."""
    changes: str
    """Which figures and rows follow it."""


_SIGNAL = "The signals on Today, on a logo's page, on the talk sheet and in the report"

ABOUT: Mapping[str, About] = MappingProxyType(
    {
        "grace_days": About(
            "Grace",
            "days a logo may stand without a contract and still count as continuous",
            "When a logo is lost, and when it is back: attrition, revenue, cohorts, survival, every list of losses",
        ),
        "renewal_wait_days": About(
            "Wait for a renewal",
            "days a contract that renews itself waits after its end for an answer",
            "Which logos are pending, and when a contract nobody answered for counts as lost",
        ),
        "active_window_days": About(
            "Active window",
            "days back in which a customer must have done something that qualifies",
            "Who is an active customer: customer attrition, cohorts of customers, behaviour, the activity of a logo",
        ),
        "active_min_count": About(
            "Active from",
            "how often they must have done it",
            "Who is an active customer, as the window",
        ),
        "reporting_currency": About(
            "Reporting currency",
            "every amount is converted into it",
            "Every amount of money; a contract without a rate into it is left out and named",
        ),
        "target_rate": About(
            "Target",
            "logo attrition per quarter that raises an alarm when passed; blank for none",
            "The alarm on Today, and the line in the chart of attrition",
        ),
        "book_begins_on": About(
            "Book begins",
            "day from which the book knows every loss, where its logos are older; blank for none",
            "Survival: logos older than the book count from that day on",
        ),
        "usage_fall": About(
            "Fall of use",
            "fall of usage over 28 days that is called out on Today",
            "The rows of Today about use",
        ),
        "owner": About(
            "Writes here",
            "who writes in this book where nobody says: each user's own name goes before it",
            "The name that edits, interviews and drafts carry from now on",
        ),
        "own_fields": About(
            "Fields of your own",
            "kept of each logo beside the fields there are: region; tier (gold, silver); since (day)",
            "The form of a logo, its page, the columns of Logos, what rows are filtered by and figures split by",
        ),
        "health": About(
            "Health",
            "weights and edges that differ from the usual: active 40; support 10 (6 to 2); bands 70 40",
            "Every health score and its band; the Health page changes them one by one",
        ),
        "silent_days": About(
            "Silent from", "days without anything that qualifies after which a logo is silent", _SIGNAL
        ),
        "never_used_days": About(
            "Never used from",
            "days in force after which a logo nothing was ever measured of is called out",
            _SIGNAL,
        ),
        "few_active_share": About(
            "Few active under", "share of the seats under which few are active", _SIGNAL
        ),
        "no_talk_days": About(
            "No talk from",
            "days without a talk both ways that are too many, fewer for larger logos: 90; 60 from 25k; 30 from 100k",
            _SIGNAL,
        ),
        "buyer_days": About(
            "Buyer not reached from", "days without a talk with who buys that are too many", _SIGNAL
        ),
        "tickets_many": About(
            "Many tickets from", "support tickets within `tickets_days` that are too many", _SIGNAL
        ),
        "tickets_days": About("Tickets within", "days back in which tickets are counted", _SIGNAL),
        "ticket_open_days": About("Ticket is old from", "days after which an open ticket is old", _SIGNAL),
        "detractor_score": About(
            "Detractor up to", "NPS answer up to which somebody is a detractor", _SIGNAL
        ),
        "score_fall": About(
            "Fall of a score",
            "points fewer than the time before that are a fall of somebody's NPS answer",
            _SIGNAL,
        ),
        "survey_days": About("Answers count for", "days for which an answer to a survey is news", _SIGNAL),
        "likelihood_low": About(
            "Unlikely up to", "likelihood to renew, from 0 to 10, up to which it is low", _SIGNAL
        ),
        "card_days": About(
            "Card expires in", "days before a card expires in which to ask for the next one", _SIGNAL
        ),
        "forecast_weights": About(
            "Weights of stages",
            "percent of its ARR that a called stage counts at, where that is not as usual: at risk 43; verbal 95",
            "The called forecast in Renewals and in its report; weeks that were kept stay as they are",
        ),
        "onboarding": About(
            "Getting started",
            "milestones of a new logo, each with its days after the start: kicked off 14; first goal met 90",
            "What a on the milestones of a logo sets; those that are set stay as they are",
        ),
    }
)
"""Of each key what it is called, what it is for, and what it changes."""

FRACTIONS = frozenset({"target_rate", "usage_fall", "few_active_share"})
"""The keys that are fractions, and read as percentages."""


_LONGEST_DECLARATION = 20_000


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as a list of them shows it."""

    key: str
    value: str
    meaning: str
    usual: str
    """The value it has where nobody sets it."""
    is_set: bool
    """Whether somebody did."""


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
        if setting.key in ABOUT and (setting.value or setting.key == "target_rate")
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
    if key in FRACTIONS:
        return float(text) if text else None
    if key == "book_begins_on":
        return dates.parse_day(text)
    return text


def checked(key: str, text: str) -> str:
    """The value in the form it is kept in.

    Raises:
        BadInputError: There is no such key, or it cannot have that value.
    """
    if key not in ABOUT:
        raise unknown(key)
    if key == "own_fields":
        return own_fields.declaration(own_fields.declared(clean_line(text, _LONGEST_DECLARATION)))
    if key == "health":
        return formula(clean_line(text, _LONGEST_DECLARATION)).text
    if key == "onboarding":
        return onboarding.written(onboarding.template(clean_line(text, _LONGEST_DECLARATION)))
    value = clean_line(text, 200)
    if key in WHOLE_SETTINGS:
        return _checked_whole(key, value)
    if key in FRACTIONS:
        return _checked_fraction(key, value)
    return _CHECKED[key](value) if key in _CHECKED else value


_CHECKED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "no_talk_days": lambda value: Rhythm.parsed(value).text,
        "book_begins_on": lambda value: dates.parse_day(value).isoformat() if value else "",
        "reporting_currency": parse_currency,
        "forecast_weights": lambda value: weights.written(weights.weights(value)),
    }
)
"""How the keys are checked that are neither numbers nor any text."""


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
        BadInputError: As `checked` and `write`.
    """
    value = checked(key, text)
    with _changing(store, f"Set {key} to {value or 'nothing'}"):
        write(store, key, value)
    return value


def write(store: Store, key: str, value: str) -> None:
    """Keep a checked value. Inside a transaction.

    Raises:
        BadInputError: It declares fields of another kind than what stands in them.
    """
    if key == "own_fields":
        own_fits.ensure(store, read(store).own_fields, value)
    store.rows(
        "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def set_back(store: Store, key: str) -> None:
    """Let one key have its default again, as one edit.

    Raises:
        BadInputError: There is no such key.
    """
    if key not in ABOUT:
        raise unknown(key)
    with _changing(store, f"Set {key} back"):
        store.rows("DELETE FROM setting WHERE key = ?", (key,))


@contextmanager
def _changing(store: Store, label: str) -> Iterator[None]:
    """One edit, after which follows what depends on settings."""
    reported_in = read(store).reporting_currency
    with store.edit(label):
        yield
        keep_locked_rates(store, reported_in)
        activity.follow_settings(store)


def keep_locked_rates(store: Store, reported_in: str) -> None:
    """Say of locked rates that name no currency which one they are into, where another is reported in from now on."""
    if read(store).reporting_currency != reported_in:
        store.rows(
            "UPDATE contract SET rate_currency = ?1 WHERE rate IS NOT NULL AND rate_currency = '' AND currency <> ?1",
            (reported_in,),
        )


def describe(store: Store) -> list[Described]:
    """Every setting with the value in force."""
    in_force, set_ones = read(store), {setting.key for setting in _kept(store)}
    usual = Settings(reporting_currency=rates.usual_currency(store) or Settings().reporting_currency)
    return [
        Described(key, _text(in_force, key), about.meaning, _text(usual, key), key in set_ones)
        for key, about in ABOUT.items()
    ]


def _text(values: Settings, key: str) -> str:
    value = getattr(values, key)
    return "" if value is None else str(value)


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
    return BadInputError(f"There is no setting “{key}”", f"Settings: {', '.join(ABOUT)}")
